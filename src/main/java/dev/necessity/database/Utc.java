package dev.necessity.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * The one zone of all times, whatever the zone of the machine. The engine and the drivers of the
 * databases write local times of the virtual machine's zone into columns that know none: two nodes
 * in two zones would read each other's instants hours off.
 */
public final class Utc {

  private Utc() {}

  /** To be called before the first class that reads the zone: some keep what they read first. */
  public static void everywhere() {
    System.setProperty("user.timezone", "UTC");
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
  }

  /** A time of the engine's tables, whose columns know no zone; null where there is none. */
  public static OffsetDateTime instant(ResultSet row, int column) throws SQLException {
    LocalDateTime time = row.getObject(column, LocalDateTime.class);
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  /**
   * @throws IllegalStateException when this virtual machine was started in another way than through
   *     its main class
   */
  static void check() {
    if (!ZoneId.systemDefault().normalized().equals(ZoneOffset.UTC)) {
      throw new CannotStartException(
          "This virtual machine runs in the zone "
              + ZoneId.systemDefault()
              + ", and times are kept in UTC: start it by its main class, or with -Duser.timezone=UTC.");
    }
  }
}
