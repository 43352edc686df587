package dev.necessity.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Postgres;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** What a database of an earlier version, which does not remember its zone, says of it. */
class StoredZoneTest {

  private DriverManagerDataSource source;
  private JdbcClient database;

  private void earlierDatabase(String vendor) {
    source =
        vendor.equals("postgresql")
            ? new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres")
            : new DriverManagerDataSource(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    database = JdbcClient.create(source);
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
        .load()
        .migrate();
    database.sql("drop table necessity_time_zone").update();
    database
        .sql("create table ACT_RE_DEPLOYMENT (ID_ varchar(64), DEPLOY_TIME_ timestamp)")
        .update();
    database
        .sql(
            "create table ACT_HI_PROCINST (ID_ varchar(64), BUSINESS_KEY_ varchar(64), PROC_DEF_KEY_ varchar(64), END_TIME_ timestamp)")
        .update();
    database
        .sql(
            "create table ACT_RU_JOB (PROCESS_INSTANCE_ID_ varchar(64), HANDLER_CFG_ varchar(64), DUEDATE_ timestamp)")
        .update();
    database
        .sql(
            "create table ACT_RU_VARIABLE (PROC_INST_ID_ varchar(64), NAME_ varchar(64), TEXT_ varchar(64))")
        .update();
  }

  /** What an upgrade does to a database of a revision that did not remember its zone. */
  private void upgrade() {
    new ResourceDatabasePopulator(new ClassPathResource("db/migration/V130__time_zone.sql"))
        .execute(source);
  }

  private static LocalDateTime local(Instant instant, String zone) {
    return LocalDateTime.ofInstant(instant, ZoneId.of(zone));
  }

  private void deployed(Instant at, String zone) {
    String id = UUID.randomUUID().toString();
    database
        .sql("insert into ACT_RE_DEPLOYMENT values (?, ?)")
        .params(id, local(at.plusMillis(1500), zone))
        .update();
    database
        .sql(
            "insert into necessity_deployment (deployment_id, deployed_at, files, findings) values (?, ?, '[]', '[]')")
        .params(id, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  private void ended(Instant at, String zone) {
    database
        .sql("insert into ACT_HI_PROCINST values ('1', 'PA-1', 'priorAuthorization', ?)")
        .param(local(at, zone))
        .update();
    database
        .sql("insert into necessity_audit_case (seq, case_number, ended_at) values (1, 'PA-1', ?)")
        .param(at.atOffset(ZoneOffset.UTC))
        .update();
  }

  private void waiting(String until, String zone) {
    database
        .sql("insert into ACT_RU_JOB values ('2', 'documentationPeriodOver', ?)")
        .param(local(OffsetDateTime.parse(until).toInstant(), zone))
        .update();
    database
        .sql("insert into ACT_RU_VARIABLE values ('2', 'documentationUntil', ?)")
        .param(until)
        .update();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aNewOneAndOneThatWasWrittenInUtcPassAndRememberIt(String vendor) {
    earlierDatabase(vendor);
    assertThatCode(() -> StoredZone.check(database)).as("new").doesNotThrowAnyException();
    deployed(Instant.parse("2026-01-15T12:00:00Z"), "UTC");
    ended(Instant.parse("2026-07-15T12:00:00.123Z"), "UTC");
    waiting("2026-07-20T12:00:00-05:00", "UTC");
    assertThatCode(() -> StoredZone.check(database)).as("in UTC").doesNotThrowAnyException();

    upgrade();
    database.sql("update ACT_HI_PROCINST set END_TIME_ = null").update();
    assertThatCode(() -> StoredZone.check(database))
        .as("remembered, whatever there is to be found")
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "h2, Asia/Kolkata, +05:30",
    "postgresql, Asia/Kolkata, +05:30",
    "h2, America/St_Johns, -02:30",
    "postgresql, America/St_Johns, -02:30",
    "h2, Asia/Kathmandu, +05:45",
    "postgresql, Europe/London, +01:00",
    "h2, Europe/London, +01:00"
  })
  void eachOfItsWitnessesTellsAnotherZone(String vendor, String zone, String offset) {
    Instant summer = Instant.parse("2026-07-15T12:00:00Z");
    for (Runnable witness :
        new Runnable[] {
          () -> deployed(summer, zone),
          () -> ended(summer, zone),
          () -> waiting("2026-07-20T12:00:00-05:00", zone)
        }) {
      earlierDatabase(vendor);
      deployed(Instant.parse("2026-01-15T12:00:00Z"), "UTC");
      witness.run();

      assertThatThrownBy(() -> StoredZone.check(database))
          .hasMessageContaining("UTC" + offset)
          .hasMessageContaining("database to-utc --from");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void oneThatHoldsCasesAndSaysNothingIsNotTakenForUtcUntilSomebodySaysIt(String vendor) {
    earlierDatabase(vendor);
    database
        .sql("insert into ACT_HI_PROCINST values ('1', 'PA-1', 'priorAuthorization', null)")
        .update();
    assertThatThrownBy(() -> StoredZone.check(database))
        .hasMessageContaining("Nothing in this database says in which zone");

    ConversionToUtc.run(source, ZoneId.of("UTC"));

    assertThatCode(() -> StoredZone.check(database)).doesNotThrowAnyException();
    upgrade();
    assertThatCode(() -> StoredZone.check(database)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aConversionThatWasInterruptedGoesOnFromTheZoneThatWasSaid(String vendor) {
    earlierDatabase(vendor);
    ended(Instant.parse("2026-07-15T12:00:00Z"), "Asia/Kolkata");
    new StoredZone(database).remember("Asia/Kolkata");

    assertThatThrownBy(() -> StoredZone.check(database))
        .hasMessageContaining("in the zone Asia/Kolkata");
    assertThatThrownBy(() -> ConversionToUtc.run(source, ZoneId.of("UTC")))
        .hasMessageContaining("Nothing was changed");
    ConversionToUtc.run(source, ZoneId.of("Asia/Kolkata"));

    assertThatCode(() -> StoredZone.check(database)).doesNotThrowAnyException();
  }
}
