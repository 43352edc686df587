package dev.necessity.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Postgres;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.RequestReader;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a decided case leaves in PostgreSQL for as long as it is kept. */
@SpringBootTest
@ActiveProfiles("test")
class CaseSizeTest {

  private static final int CASES = 40;

  /**
   * Without the seal and the auditors' index, which come later. The second reading of the policy
   * asks for one document more than the first, which had 58,400 bytes, each assessment has more
   * tables, a review keeps more fields, and a reason says what is there and what is missing, which
   * is 1,300 bytes of each case. The final tables are a step and an evaluation of their own, twice
   * in this case: two steps, two decisions and their records are 5,500 bytes more. The list of
   * criteria says in each evaluation what the criteria's own tables said, and what is required: a
   * page more, and when the policy was pinned another. A page is 205 bytes of each case, and up to
   * four more or fewer are used from run to run.
   */
  private static final long LIMIT = 72_000;

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired JdbcClient jdbc;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    Postgres.useFor(properties);
  }

  @Test
  void theReviewsCaseToItsDenialLeavesLittle() {
    BpmnAwareTests.init(engine);
    denyTheReviewsCase(CASES);
    Map<String, Long> before = bytesByTable();
    denyTheReviewsCase(CASES);
    Map<String, Long> bytes = bytesByTable();
    bytes.replaceAll((table, size) -> (size - before.get(table)) / CASES);
    bytes.values().removeIf(size -> size == 0);

    assertThat(bytes.values().stream().mapToLong(Long::longValue).sum())
        .as("bytes a case, by table: " + bytes)
        .isLessThanOrEqualTo(LIMIT);
  }

  private void denyTheReviewsCase(int times) {
    for (int i = 0; i < times; i++) {
      if (i % 10 == 0) {
        vacuum();
      }
      CaseDriver.open(engine, cases, reader, "seed", body -> body.remove("receivedAt"))
          .time("documentationPeriodOver")
          .review(Map.of("decision", "UPHOLD"));
    }
  }

  /** As the database does by itself, later: the space of rows that are gone can be used again. */
  private void vacuum() {
    jdbc.sql("vacuum").update();
  }

  /** With indexes and long values. */
  private Map<String, Long> bytesByTable() {
    vacuum();
    Map<String, Long> tables = new TreeMap<>();
    jdbc.sql(
            "select relname, pg_total_relation_size(oid) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
        .query(
            row -> {
              tables.put(row.getString(1), row.getLong(2));
            });
    return tables;
  }
}
