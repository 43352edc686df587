package dev.necessity.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.necessity.Postgres;
import dev.necessity.audit.seal.Verification.Finding;
import dev.necessity.audit.seal.Verification.Kind;
import dev.necessity.audit.search.CaseIndex;
import dev.necessity.audit.search.CaseIndex.Query;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Cases that were sealed before seals and search became small keep their seals, and are found as
 * before.
 */
class AuditMigrationTest {

  private static final String BEFORE = "40";
  private static final SortedMap<String, String> RECORDS =
      new TreeMap<>(
          Map.of(
              "process 7",
              "{\"state\":\"COMPLETED\"}",
              "activity assessCriteria 8",
              "{\"type\":\"businessRuleTask\",\"start\":1}",
              "activity assessCriteria 9",
              "{\"type\":\"businessRuleTask\",\"start\":2}",
              "variable outcome 10",
              "{\"value\":\"CERTIFY\"}"));

  private static DriverManagerDataSource database(String vendor) {
    return vendor.equals("postgresql")
        ? new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres")
        : new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  private static void migrate(DriverManagerDataSource database, String vendor, String target) {
    Flyway.configure()
        .dataSource(database)
        .target(target)
        .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
        .load()
        .migrate();
  }

  private static void sealAsBefore(JdbcClient jdbc) {
    String manifest =
        String.join(
            "\n",
            RECORDS.entrySet().stream()
                .map(each -> each.getKey() + "\t" + Sha256.of(each.getValue()).substring(0, 32))
                .toList());
    String at = "2026-01-01T00:00:00Z";
    String seal =
        Sha256.of(
            String.join("\n", "1", "PA-1", "7", at, Seal.FIRST, Seal.content(RECORDS), manifest));
    jdbc.sql(
            "insert into necessity_seal (seq, case_number, process_instance, sealed_at, previous, content, manifest, seal) values (1, 'PA-1', '7', ?, ?, ?, ?, ?)")
        .params(at, Seal.FIRST, Seal.content(RECORDS), manifest, seal)
        .update();
    jdbc.sql(
            "insert into necessity_case (case_number, request_id, content_hash, state, received_at) values ('PA-1', 'r', ?, 'DECIDED', current_timestamp)")
        .param(Seal.FIRST)
        .update();
    jdbc.sql(
            "insert into necessity_audit_case (seq, case_number, ended_at, disposition) values (1, 'PA-1', current_timestamp, 'CERTIFY')")
        .update();
    jdbc.sql(
            "insert into necessity_audit_term (kind, term) values ('RULE', 'rule_a'), ('PERSON', 'mia'), ('RULE', 'rule_of_another')")
        .update();
    jdbc.sql(
            "insert into necessity_audit_posting (term_id, case_seq) select id, 1 from necessity_audit_term where term <> 'rule_of_another'")
        .update();
  }

  private static Query where(String disposition, String rule, String person) {
    return new Query(null, null, null, null, null, disposition, null, null, rule, person);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aSealFromBeforeStandsAndItsCaseIsFound(String vendor) {
    DriverManagerDataSource database = database(vendor);
    migrate(database, vendor, BEFORE);
    JdbcClient jdbc = JdbcClient.create(database);
    sealAsBefore(jdbc);
    migrate(database, vendor, "latest");

    Seal seal = new Seals(jdbc).find("PA-1").orElseThrow();
    CaseIndex index = new CaseIndex(jdbc, database, new JdbcTransactionManager(database));
    SortedMap<String, String> changed = new TreeMap<>(RECORDS);
    changed.remove("activity assessCriteria 8");
    changed.put("variable outcome 10", "{\"value\":\"REFER\"}");
    changed.put("task review 11", "{}");

    assertThat(seal.isIntact()).isTrue();
    assertThat(new Seals(jdbc).end())
        .as("the next one follows it")
        .isEqualTo(new Seals.End(1, seal.seal()));
    assertThat(Verification.compare(seal, RECORDS)).isEmpty();
    assertThat(Verification.compare(seal, changed))
        .extracting(Finding::kind, Finding::record)
        .containsExactlyInAnyOrder(
            tuple(Kind.REMOVED, "activity assessCriteria"),
            tuple(Kind.ALTERED, "variable outcome 10"),
            tuple(Kind.INSERTED, "task review 11"));
    assertThat(
            List.of(
                where("CERTIFY", null, null),
                where(null, "rule_a", null),
                where("CERTIFY", "rule_a", "mia")))
        .allSatisfy(
            query ->
                assertThat(index.find(query, 0, 10).items())
                    .extracting(CaseIndex.Line::caseNumber)
                    .containsExactly("PA-1"));
    assertThat(index.find(where("CERTIFY", "rule_of_another", null), 0, 10).total()).isZero();
  }
}
