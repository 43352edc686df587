package dev.necessity.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns the times of the engine's tables, all or none, from local times of a zone into UTC. Seals
 * stay true: they are over instants, and those do not change.
 */
public final class ConversionToUtc {

  /** What a session that is in the zone makes of a column. */
  private static final String ON_POSTGRES =
      "(cast(%1$s as timestamp with time zone) at time zone 'UTC')";

  private static final String ON_H2 =
      "dateadd(second, -3600 * extract(timezone_hour from cast(%1$s as timestamp with time zone))"
          + " - 60 * extract(timezone_minute from cast(%1$s as timestamp with time zone)), %1$s)";

  private final ZoneId from;
  private final DataSource session;
  private final JdbcClient jdbc;
  private final StoredZone stored;

  private ConversionToUtc(ZoneId from, DataSource session) {
    this.from = from;
    this.session = session;
    this.jdbc = JdbcClient.create(session);
    this.stored = new StoredZone(jdbc);
  }

  /**
   * The number of rows that were converted; none when the times are in UTC already.
   *
   * @throws IllegalStateException when the database contradicts that its times were written in the
   *     zone; nothing is changed then
   */
  public static long run(DataSource database, ZoneId from) {
    try (Connection connection = database.getConnection()) {
      return new ConversionToUtc(from, new SingleConnectionDataSource(connection, true))
          .run(connection.getMetaData().getDatabaseProductName());
    } catch (SQLException e) {
      throw new IllegalStateException("The database cannot be reached: " + e.getMessage(), e);
    }
  }

  private long run(String product) {
    Optional<String> remembered = stored.remembered();
    if (remembered.filter(StoredZone.UTC::equals).isPresent()) {
      return 0;
    }
    if (remembered.filter(zone -> !zone.equals(from.getId())).isPresent()) {
      throw new IllegalStateException(
          "The times in this database are in the zone "
              + remembered.get()
              + ", not "
              + from
              + ". Nothing was changed.");
    }
    String inUtc = product.equals("PostgreSQL") ? ON_POSTGRES : ON_H2;
    jdbc.sql("set time zone '" + from.getId() + "'").update();
    long contradictions = stored.contradictions(inUtc.formatted("written"));
    if (contradictions > 0) {
      throw new IllegalStateException(
          contradictions
              + " moments that this database holds twice were not written in the zone "
              + from
              + ". Nothing was changed.");
    }
    stored.remember(from.getId());
    return new TransactionTemplate(new JdbcTransactionManager(session))
        .execute(
            status -> {
              long rows =
                  from.normalized().equals(ZoneOffset.UTC)
                      ? 0
                      : timesOfTheEngine().entrySet().stream()
                          .mapToLong(table -> convert(table.getKey(), table.getValue(), inUtc))
                          .sum();
              jdbc.sql("update necessity_time_zone set zone = ?").param(StoredZone.UTC).update();
              return rows;
            });
  }

  private long convert(String table, List<String> columns, String inUtc) {
    return jdbc.sql(
            "update "
                + table
                + " set "
                + columns.stream()
                    .map(column -> column + " = " + inUtc.formatted(column))
                    .collect(Collectors.joining(", ")))
        .update();
  }

  /** Columns by table. */
  private Map<String, List<String>> timesOfTheEngine() {
    return jdbc
        .sql(
            "select table_name, column_name from information_schema.columns where table_schema = current_schema"
                + " and upper(table_name) like 'ACT!_%' escape '!' and data_type in ('TIMESTAMP', 'timestamp without time zone') order by 1, 2")
        .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                TreeMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }
}
