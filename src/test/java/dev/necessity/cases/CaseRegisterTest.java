package dev.necessity.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Postgres;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the database itself refuses of decisions, whoever writes them. */
class CaseRegisterTest {

  private static final String ACT =
      "insert into necessity_act (case_number, kind, process_instance, task_id, user_id, npi, done_at) values (?, ?, ?, ?, ?, ?, current_timestamp)";
  private static final String DECIDE =
      "update necessity_case set state = 'DECIDED', decided_at = current_timestamp";

  static Stream<JdbcClient> databases() {
    return Stream.of(
        migrated(
            "h2",
            new DriverManagerDataSource(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "")),
        migrated(
            "postgresql",
            new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres")));
  }

  private static JdbcClient migrated(String vendor, DriverManagerDataSource source) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
        .load()
        .migrate();
    JdbcClient jdbc = JdbcClient.create(source);
    for (int number = 1; number <= 2; number++) {
      jdbc.sql(
              "insert into necessity_case (case_number, request_id, content_hash, state, received_at, process_instance) values (?, ?, 'x', 'IN_REVIEW', current_timestamp, ?)")
          .params("PA-" + number, "R-" + number, "run-" + number)
          .update();
    }
    return jdbc;
  }

  private static void refused(JdbcClient jdbc, String change) {
    assertThatThrownBy(() -> jdbc.sql(change).update())
        .as(change)
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThat(
            jdbc.sql(
                    "select count(*) from necessity_case where state = 'IN_REVIEW' and disposition is null")
                .query(Long.class)
                .single())
        .as(change)
        .isEqualTo(2);
  }

  private static String decided(
      String disposition, String kind, String task, String user, String npi) {
    return DECIDE
        + ", disposition = '"
        + disposition
        + "', decided_act = "
        + kind
        + ", decided_task = "
        + task
        + ", decided_by = "
        + user
        + ", decided_by_npi = "
        + npi
        + " where case_number = 'PA-1'";
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nothingAdverseWithoutTheReviewOfThisCaseAndTaskByThisClinician(JdbcClient jdbc) {
    jdbc.sql(ACT).params("PA-1", "REVIEWED", "run-1", "task-1", "mia", "1234567893").update();
    jdbc.sql(ACT).params("PA-2", "REVIEWED", "run-2", "task-2", "mia", "1234567893").update();
    jdbc.sql(ACT).params("PA-1", "DOCUMENTED", "run-1", "task-3", "mia", "1234567893").update();

    for (String adverse : List.of("DO_NOT_CERTIFY", "CERTIFY_MODIFIED", "WHATEVER")) {
      refused(jdbc, decided(adverse, "null", "null", "null", "null"));
      refused(jdbc, decided(adverse, "null", "null", "'mia'", "'1234567893'"));
      refused(jdbc, decided(adverse, "'REVIEWED'", "null", "null", "null"));
      for (String part : List.of("null", "'other'")) {
        refused(jdbc, decided(adverse, "'REVIEWED'", part, "'mia'", "'1234567893'"));
        refused(jdbc, decided(adverse, "'REVIEWED'", "'task-1'", part, "'1234567893'"));
        refused(jdbc, decided(adverse, "'REVIEWED'", "'task-1'", "'mia'", part));
      }
      refused(jdbc, decided(adverse, "'REVIEWED'", "'task-2'", "'mia'", "'1234567893'"));
      refused(jdbc, decided(adverse, "'DOCUMENTED'", "'task-3'", "'mia'", "'1234567893'"));
      refused(
          jdbc,
          decided(adverse, "'REVIEWED'", "'task-1'", "'mia'", "'1234567893'")
              .replace("PA-1", "PA-2"));
    }
    refused(jdbc, decided("CERTIFY", "'REVIEWED'", "'task-2'", "'mia'", "'1234567893'"));

    assertThat(
            jdbc.sql(decided("DO_NOT_CERTIFY", "'REVIEWED'", "'task-1'", "'mia'", "'1234567893'"))
                .update())
        .isOne();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatIsDecidedIsWholeAndWhatIsNotHasNothingOfADecision(JdbcClient jdbc) {
    refused(jdbc, "update necessity_case set state = 'DECIDED' where case_number = 'PA-1'");
    refused(jdbc, DECIDE + " where case_number = 'PA-1'");
    refused(
        jdbc,
        "update necessity_case set state = 'DECIDED', disposition = 'CERTIFY' where case_number = 'PA-1'");
    refused(
        jdbc,
        DECIDE + ", disposition = 'CERTIFY', process_instance = null where case_number = 'PA-1'");
    for (Map.Entry<String, String> part :
        Map.of(
                "decided_at",
                "current_timestamp",
                "disposition",
                "'CERTIFY'",
                "decided_by",
                "'mia'",
                "decided_by_npi",
                "'1234567893'",
                "decided_act",
                "'REVIEWED'",
                "decided_task",
                "'task-1'")
            .entrySet()) {
      refused(
          jdbc,
          "update necessity_case set "
              + part.getKey()
              + " = "
              + part.getValue()
              + " where case_number = 'PA-1'");
    }
    refused(
        jdbc, "update necessity_case set process_instance = 'run-2' where case_number = 'PA-1'");

    assertThat(jdbc.sql(decided("CERTIFY", "null", "null", "null", "null")).update()).isOne();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void anActIsSomebodys(JdbcClient jdbc) {
    assertThatThrownBy(
            () -> jdbc.sql(ACT).params("PA-1", "REVIEWED", "run-1", "task-1", "mia", null).update())
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThatThrownBy(
            () -> jdbc.sql(ACT).params("PA-1", "ENTERED", null, null, null, null).update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }
}
