package dev.necessity.metrics;

import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The yearly figures on prior authorisation that CMS-0057-F makes public (42 CFR 422.122(c) and its
 * siblings), computed by the database from the register of cases.
 */
@Repository
public class PriorAuthorizationMetrics {

  private static final String SQL =
      """
      select %1$s,
        count(case when link_kind is null then 1 end) as decided,
        count(case when link_kind is null and disposition in ('CERTIFY', 'CERTIFY_MODIFIED') then 1 end) as approved,
        count(case when link_kind is null and disposition = 'CERTIFY_MODIFIED' then 1 end) as modified,
        count(case when link_kind is null and disposition in ('CERTIFY', 'CERTIFY_MODIFIED') and decided_by is not null then 1 end) as approved_with_a_person,
        count(case when link_kind is null and disposition = 'DO_NOT_CERTIFY' then 1 end) as denied,
        count(case when link_kind = 'APPEAL' and disposition in ('CERTIFY', 'CERTIFY_MODIFIED') then 1 end) as approved_after_appeal,
        count(case when link_kind is null and extended_at is not null and disposition in ('CERTIFY', 'CERTIFY_MODIFIED') then 1 end) as approved_after_extension,
        avg(case when link_kind is null then extract(epoch from (decided_at - received_at)) end) / 3600 as average_hours,
        percentile_cont(0.5) within group (order by case when link_kind is null then extract(epoch from (decided_at - received_at)) end) / 3600 as median_hours
      from necessity_case
      where decided_at >= ? and decided_at < ? %2$s
      group by %1$s order by %1$s
      """;

  private final JdbcClient jdbc;

  public PriorAuthorizationMetrics(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The figures of one year; {@code lineOfBusiness} is null for all. */
  public record Year(int year, String lineOfBusiness, List<Figures> figures) {}

  /**
   * Of the requests of one urgency (null: of both) that were decided within the year (UTC). Counts
   * are of first decisions, but for {@code approvedAfterAppeal}; {@code modified} are part of
   * {@code approved}, and so are {@code approvedWithAPerson}, which a clinician decided or a person
   * confirmed. Every share is in percent of {@code decided}; shares and times are null where
   * nothing was decided. Times run from receipt to decision, in hours.
   */
  public record Figures(
      String urgency,
      long decided,
      long approved,
      long modified,
      long approvedWithAPerson,
      long denied,
      long approvedAfterAppeal,
      long approvedAfterExtension,
      BigDecimal approvedShare,
      BigDecimal deniedShare,
      BigDecimal approvedAfterAppealShare,
      BigDecimal approvedAfterExtensionShare,
      BigDecimal averageHours,
      BigDecimal medianHours) {}

  /**
   * @throws InvalidRequestException when the year has not four digits
   */
  public Year of(int year, String lineOfBusiness) {
    if (year < 2000 || year > 9998) {
      throw new InvalidRequestException(
          List.of(new Violation("/year", "give a year of four digits")));
    }
    JdbcClient.StatementSpec query =
        jdbc.sql(SQL.formatted("urgency", lineOfBusiness == null ? "" : "and line_of_business = ?"))
            .param(start(year))
            .param(start(year + 1));
    if (lineOfBusiness != null) {
      query = query.param(lineOfBusiness);
    }
    List<Figures> figures =
        query.query((row, number) -> figures(row, row.getString("urgency"))).list();
    return new Year(
        year,
        lineOfBusiness,
        figures.stream().sorted(Comparator.comparing(Figures::urgency).reversed()).toList());
  }

  /**
   * The figures of one year for each line of business in which something was decided, standard and
   * expedited together.
   */
  public Map<String, Figures> byLineOfBusiness(int year) {
    Map<String, Figures> lines = new LinkedHashMap<>();
    jdbc.sql(SQL.formatted("line_of_business", ""))
        .param(start(year))
        .param(start(year + 1))
        .query(
            row -> {
              lines.put(row.getString("line_of_business"), figures(row, null));
            });
    return lines;
  }

  /** The years in which anything was decided, from the last to the first. */
  public List<Integer> years() {
    return jdbc.sql("select min(decided_at) as first, max(decided_at) as last from necessity_case")
        .query(
            (row, number) ->
                row.getObject("first") == null
                    ? List.<Integer>of()
                    : IntStream.rangeClosed(-year(row, "last"), -year(row, "first"))
                        .map(year -> -year)
                        .boxed()
                        .toList())
        .single();
  }

  private static int year(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class)
        .withOffsetSameInstant(ZoneOffset.UTC)
        .getYear();
  }

  /** Decided cases without a date of decision in the register: they are in no figure. */
  public long uncounted() {
    return jdbc.sql(
            "select count(*) from necessity_case where decided_at is null and state = 'DECIDED'")
        .query(Long.class)
        .single();
  }

  private static OffsetDateTime start(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toOffsetDateTime();
  }

  private static Figures figures(ResultSet row, String urgency) throws SQLException {
    long decided = row.getLong("decided");
    return new Figures(
        urgency,
        decided,
        row.getLong("approved"),
        row.getLong("modified"),
        row.getLong("approved_with_a_person"),
        row.getLong("denied"),
        row.getLong("approved_after_appeal"),
        row.getLong("approved_after_extension"),
        share(row.getLong("approved"), decided),
        share(row.getLong("denied"), decided),
        share(row.getLong("approved_after_appeal"), decided),
        share(row.getLong("approved_after_extension"), decided),
        rounded(row.getBigDecimal("average_hours")),
        rounded(row.getBigDecimal("median_hours")));
  }

  private static BigDecimal share(long part, long decided) {
    return decided == 0
        ? null
        : rounded(
            BigDecimal.valueOf(part * 100)
                .divide(BigDecimal.valueOf(decided), 4, RoundingMode.HALF_UP));
  }

  private static BigDecimal rounded(BigDecimal value) {
    return value == null ? null : value.setScale(1, RoundingMode.HALF_UP);
  }
}
