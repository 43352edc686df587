package dev.necessity.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.necessity.Postgres;
import dev.necessity.metrics.PriorAuthorizationMetrics.Figures;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The public figures of a year, counted by each of the databases. */
class PriorAuthorizationMetricsTest {

  private JdbcClient jdbc;

  private PriorAuthorizationMetrics on(String database) {
    DriverManagerDataSource source =
        database.equals("H2")
            ? new DriverManagerDataSource(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "")
            : new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres");
    Flyway.configure().dataSource(source).load().migrate();
    jdbc = JdbcClient.create(source);
    return new PriorAuthorizationMetrics(jdbc);
  }

  private void decided(
      String lineOfBusiness,
      String urgency,
      String receivedAt,
      int hours,
      String disposition,
      String kind,
      boolean extended) {
    String number = UUID.randomUUID().toString().substring(0, 30);
    OffsetDateTime received = OffsetDateTime.parse(receivedAt);
    jdbc.sql(
            "insert into necessity_case (case_number, request_id, content_hash, state, received_at, decided_at, line_of_business, urgency,"
                + " disposition, link_kind, extended_at, root_case, decided_by, decided_before_acts) values (?, ?, ?, 'DECIDED', ?, ?, ?, ?, ?, ?, ?, ?, ?, true)")
        .param(number)
        .param(number)
        .param("x")
        .param(received)
        .param(received.plusHours(hours))
        .param(lineOfBusiness)
        .param(urgency)
        .param(disposition)
        .param(kind)
        .param(extended ? received : null)
        .param(number)
        .param(disposition.equals("CERTIFY") ? null : "mia")
        .update();
  }

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL"})
  void standardAndExpeditedApartWithAverageAndMedian(String database) {
    PriorAuthorizationMetrics metrics = on(database);
    decided("MEDICAID", "STANDARD", "2026-01-31T10:00:00Z", 2, "CERTIFY", null, false);
    decided(
        "MEDICARE_ADVANTAGE",
        "STANDARD",
        "2026-02-01T10:00:00Z",
        4,
        "CERTIFY_MODIFIED",
        null,
        true);
    decided("MEDICAID", "STANDARD", "2026-03-01T10:00:00Z", 30, "DO_NOT_CERTIFY", null, false);
    decided("MEDICAID", "STANDARD", "2026-04-01T10:00:00Z", 500, "CERTIFY", "APPEAL", false);
    decided(
        "MEDICAID", "STANDARD", "2026-04-01T10:00:00Z", 500, "CERTIFY", "RECONSIDERATION", false);
    decided("MEDICAID", "EXPEDITED", "2026-05-01T10:00:00Z", 10, "DO_NOT_CERTIFY", null, false);
    decided("MEDICAID", "STANDARD", "2025-12-31T23:00:00Z", 2, "DO_NOT_CERTIFY", null, false);
    decided("MEDICAID", "STANDARD", "2026-12-31T23:00:00Z", 2, "DO_NOT_CERTIFY", null, false);
    jdbc.sql(
            "update necessity_case set decided_by = 'rita' where disposition = 'CERTIFY' and link_kind is null")
        .update();

    assertThat(metrics.of(2026, null).figures())
        .containsExactly(
            new Figures(
                "STANDARD",
                4,
                2,
                1,
                2,
                2,
                1,
                1,
                share("50.0"),
                share("50.0"),
                share("25.0"),
                share("25.0"),
                share("9.5"),
                share("3.0")),
            new Figures(
                "EXPEDITED",
                1,
                0,
                0,
                0,
                1,
                0,
                0,
                share("0.0"),
                share("100.0"),
                share("0.0"),
                share("0.0"),
                share("10.0"),
                share("10.0")));
    assertThat(metrics.of(2026, "MEDICARE_ADVANTAGE").figures())
        .extracting(Figures::decided)
        .containsExactly(1L);
    assertThat(metrics.of(2031, null).figures()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL"})
  void eachLineOfBusinessApartAndTheYearsInWhichAnythingWasDecided(String database) {
    PriorAuthorizationMetrics metrics = on(database);
    assertThat(metrics.years()).isEmpty();
    decided("MEDICAID", "STANDARD", "2024-01-31T10:00:00Z", 2, "CERTIFY", null, false);
    decided("MEDICAID", "STANDARD", "2026-01-31T10:00:00Z", 2, "CERTIFY", null, false);
    decided("MEDICAID", "EXPEDITED", "2026-01-31T10:00:00Z", 4, "DO_NOT_CERTIFY", null, false);
    decided("CHIP", "EXPEDITED", "2026-01-31T10:00:00Z", 9, "CERTIFY_MODIFIED", null, false);

    assertThat(metrics.years()).containsExactly(2026, 2025, 2024);
    assertThat(metrics.byLineOfBusiness(2026))
        .containsExactly(
            entry(
                "CHIP",
                new Figures(
                    null,
                    1,
                    1,
                    1,
                    1,
                    0,
                    0,
                    0,
                    share("100.0"),
                    share("0.0"),
                    share("0.0"),
                    share("0.0"),
                    share("9.0"),
                    share("9.0"))),
            entry(
                "MEDICAID",
                new Figures(
                    null,
                    2,
                    1,
                    0,
                    0,
                    1,
                    0,
                    0,
                    share("50.0"),
                    share("50.0"),
                    share("0.0"),
                    share("0.0"),
                    share("3.0"),
                    share("3.0"))));
    assertThat(metrics.uncounted()).isZero();
    jdbc.sql("update necessity_case set decided_at = null where line_of_business = 'CHIP'")
        .update();
    assertThat(metrics.uncounted()).isEqualTo(1);
  }

  /**
   * Says what everything that the page asks for takes; nothing is promised of the machine that runs
   * it.
   */
  @Test
  void aHundredThousandCasesOfOneYear() {
    PriorAuthorizationMetrics metrics = on("PostgreSQL");
    jdbc.sql(
            """
        insert into necessity_case (case_number, request_id, content_hash, state, received_at, decided_at, line_of_business, urgency, disposition, root_case, decided_before_acts)
        select 'PA-' || i, 'R-' || i, 'x', 'DECIDED', at, at + i % 240 * interval '1 hour',
          (array['COMMERCIAL', 'MEDICARE_ADVANTAGE', 'MEDICAID', 'CHIP', 'QHP'])[1 + i % 5], case when i % 4 = 0 then 'EXPEDITED' else 'STANDARD' end,
          (array['CERTIFY', 'CERTIFY', 'DO_NOT_CERTIFY', 'CERTIFY_MODIFIED'])[1 + i % 4], 'PA-' || i, true
        from (select i, timestamptz '2026-01-01 00:00Z' + i * interval '4 minutes' as at from generate_series(1, 100000) as i) as each""")
        .update();
    jdbc.sql("analyze necessity_case").update();

    long start = System.nanoTime();
    List<Figures> all = metrics.of(2026, null).figures();
    long figures = System.nanoTime();
    metrics.years();
    metrics.uncounted();
    metrics.byLineOfBusiness(2026);
    long page = System.nanoTime();

    System.out.printf(
        "100,000 cases of one year: figures %d ms, with everything else of the page %d ms%n",
        (figures - start) / 1_000_000, (page - start) / 1_000_000);
    assertThat(all).extracting(Figures::decided).containsExactly(75_000L, 25_000L);
  }

  private static BigDecimal share(String value) {
    return new BigDecimal(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL"})
  void anAppealAloneHasNoShareAndNoTime(String database) {
    PriorAuthorizationMetrics metrics = on(database);
    decided("CHIP", "STANDARD", "2026-04-01T10:00:00Z", 500, "CERTIFY", "APPEAL", false);

    assertThat(metrics.of(2026, "CHIP").figures())
        .containsExactly(
            new Figures("STANDARD", 0, 0, 0, 0, 0, 1, 0, null, null, null, null, null, null));
  }
}
