package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.attack.Door.Call;
import dev.necessity.request.RequestReader;
import dev.necessity.workflow.CaseDriver;
import dev.necessity.workflow.Cases;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whatever is sent to the API, on PostgreSQL: no failure of the server, nothing stored for what is refused, and nothing of the member
 * in a refusal. {@code -Dfuzz.inputs} says how many, {@code -Dfuzz.seed} which.
 */
@OnPostgres
class FuzzApiOnPostgresTest {

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 400);
  private static final long SEED = Long.getLong("fuzz.seed", 20261128);
  private static final int REPORTED = 20;
  /** Who opened a case is kept before the answer is known, attempts that are refused among them. */
  private static final String ATTEMPTS = "necessity_case_read";

  @LocalServerPort int port;
  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired JdbcClient jdbc;

  @Test
  void nothingThatIsSentMakesTheServerFailOrIsStoredWhenItIsRefused() {
    LoggerFactory.getLogger(getClass()).info("{} inputs with -Dfuzz.seed={}", INPUTS, SEED);
    People.add(engine.getIdentityService());
    BpmnAwareTests.init(engine);
    List<String> known = List.of(open("seed"), open("all-met-ambulatory"), open("seed"));
    ApiFuzz fuzz = new ApiFuzz(new Fuzz(SEED), known);
    Door door = new Door(port);
    String counting = counting();

    List<String> failures = new ArrayList<>();
    Map<String, Long> stored = counts(counting);
    for (int i = 0; i < INPUTS && failures.size() < REPORTED; i++) {
      Call call = fuzz.next();
      HttpResponse<String> answer = door.send(call);
      Map<String, Long> now = counts(counting);
      if (answer.statusCode() >= 500) {
        failures.add(answer.statusCode() + " for " + call + ": " + answer.body());
      }
      if (answer.statusCode() >= 400 && !now.equals(stored)) {
        failures.add(answer.statusCode() + " but stored " + changed(stored, now) + " for " + call);
      }
      if (answer.statusCode() >= 400 && answer.body().contains(ApiFuzz.MEMBER)) {
        failures.add("the member's name in the answer to " + call + ": " + answer.body());
      }
      stored = now;
    }
    BpmnAwareTests.reset();

    SoftAssertions.assertSoftly(softly -> failures.forEach(failure -> softly.fail(failure)));
  }

  private String open(String example) {
    return CaseDriver.open(engine, cases, reader, example, body -> {}).caseNumber();
  }

  private String counting() {
    List<String> tables = jdbc.sql("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1").query(String.class).list();
    assertThat(tables).contains("necessity_case", "act_hi_procinst", ATTEMPTS);
    return tables.stream().filter(table -> !table.equals(ATTEMPTS)).map(table -> "select '" + table + "' as name, count(*) as rows from " + table).collect(Collectors.joining(" union all "));
  }

  private Map<String, Long> counts(String counting) {
    Map<String, Long> counts = new TreeMap<>();
    jdbc.sql(counting).query((row, number) -> counts.put(row.getString(1), row.getLong(2))).list();
    return counts;
  }

  private static String changed(Map<String, Long> before, Map<String, Long> now) {
    return now.entrySet().stream().filter(table -> !table.getValue().equals(before.get(table.getKey()))).map(table -> table.getKey() + " " + before.get(table.getKey()) + " -> " + table.getValue())
        .collect(Collectors.joining(", "));
  }
}
