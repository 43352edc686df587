package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.NecessityApplication;
import dev.necessity.Postgres;
import dev.necessity.audit.seal.Sealer;
import dev.necessity.audit.seal.Verification;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.command.CaseDatabase;
import dev.necessity.request.RequestReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A database whose times an earlier version wrote in the zone of its machine. */
class ZoneOfDatabaseTest {

  private static final String NEW_YORK = "America/New_York";

  private String url;
  private String user;
  private String password;

  @AfterEach
  void now() {
    ClockUtil.reset();
    BpmnAwareTests.reset();
  }

  private void newDatabase(String vendor) {
    boolean isPostgres = vendor.equals("postgresql");
    url =
        isPostgres
            ? Postgres.newDatabase()
            : "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    user = isPostgres ? "postgres" : "sa";
    password = isPostgres ? "postgres" : "";
  }

  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(NecessityApplication.class)
        .profiles("test")
        .run(
            "--server.port=0",
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=" + user,
            "--spring.datasource.password=" + password);
  }

  private static CaseDriver received(
      ConfigurableApplicationContext application, String example, String at) {
    ClockUtil.setCurrentTime(Date.from(Instant.parse(at)));
    return CaseDriver.open(
        application.getBean(ProcessEngine.class),
        application.getBean(Cases.class),
        application.getBean(RequestReader.class),
        example,
        body -> body.put("receivedAt", at));
  }

  /**
   * Rewrites what the engine wrote as it would have in another zone, and forgets that it was UTC.
   */
  private void asWrittenIn(String zone) {
    SingleConnectionDataSource session = new SingleConnectionDataSource(url, user, password, true);
    JdbcClient jdbc = JdbcClient.create(session);
    jdbc.sql("set time zone '" + zone + "'").update();
    jdbc.sql(
            "select table_name, column_name from information_schema.columns where upper(table_name) like 'ACT%' and data_type in ('TIMESTAMP', 'timestamp without time zone')")
        .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .forEach(
            column ->
                jdbc.sql(
                        "update "
                            + column.getKey()
                            + " set "
                            + column.getValue()
                            + " = cast(cast(concat(cast("
                            + column.getValue()
                            + " as varchar(40)), '+00') as timestamp with time zone) as timestamp) where "
                            + column.getValue()
                            + " is not null")
                    .update());
    jdbc.sql("delete from necessity_time_zone").update();
    session.destroy();
  }

  private static Instant due(ConfigurableApplicationContext application, CaseDriver waiting) {
    return application
        .getBean(ProcessEngine.class)
        .getManagementService()
        .createJobQuery()
        .processInstanceId(waiting.processInstanceId())
        .activityId("documentationPeriodOver")
        .singleResult()
        .getDuedate()
        .toInstant();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void isRefusedWithWhatToDoConvertedByOneCommandAndGoesOnAsIfItHadAlwaysBeenInUtc(String vendor) {
    newDatabase(vendor);
    CaseDriver waiting;
    Instant due;
    try (ConfigurableApplicationContext earlier = start()) {
      received(earlier, "all-met-ambulatory", "2026-07-01T12:00:00.123Z").confirm("CONFIRM");
      received(earlier, "all-met-ambulatory", "2026-12-01T12:00:00Z").confirm("CONFIRM");
      waiting = received(earlier, "seed", "2026-12-01T12:00:00Z");
      earlier.getBean(Sealer.class).sealAll();
      due = due(earlier, waiting);
    }
    asWrittenIn(NEW_YORK);

    assertThatThrownBy(this::start)
        .rootCause()
        .hasMessageContaining("UTC-05:00")
        .hasMessageContaining("database to-utc --from");
    assertThatThrownBy(() -> CaseDatabase.open(url, user, password))
        .hasMessageContaining("UTC-05:00")
        .hasMessageContaining("database to-utc --from");
    assertThatThrownBy(() -> toUtc("America/Bogota"))
        .as("New York's winter all year")
        .hasMessageContaining("Nothing was changed");

    assertThat(toUtc(NEW_YORK)).isPositive();
    assertThat(toUtc(NEW_YORK)).as("once").isZero();
    try (ConfigurableApplicationContext now = start()) {
      assertThat(now.getBean(Verification.class).verify().findings()).isEmpty();
      assertThat(due(now, waiting)).isEqualTo(due).isEqualTo(Instant.parse("2026-12-11T12:00:00Z"));
    }
  }

  private long toUtc(String zone) {
    return CaseDatabase.reach(url, user, password).toUtc(ZoneId.of(zone));
  }
}
