package dev.necessity.database;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * Whether the tables of a database are those that this version of the program knows; nothing is
 * changed.
 */
public final class SchemaVersion {

  private SchemaVersion() {}

  /**
   * @throws IllegalStateException with what to do, when they are of an earlier or a later version
   */
  public static void check(DataSource database, String url) {
    String vendor = url.split(":")[1].toLowerCase(Locale.ROOT);
    MigrationInfoService migrations =
        Flyway.configure()
            .dataSource(database)
            .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
            .load()
            .info();
    refuseLater(migrations);
    if (migrations.pending().length > 0) {
      throw new IllegalStateException(
          "The database is of an earlier version of this program ("
              + newest(Arrays.stream(migrations.applied()))
              + "; this one needs "
              + newest(Arrays.stream(migrations.all()))
              + "): start the server of this version on it once, or use the earlier one.");
    }
  }

  /**
   * @throws CannotStartException when the tables are of a later version
   */
  public static void refuseLater(MigrationInfoService migrations) {
    if (Arrays.stream(migrations.applied()).anyMatch(SchemaVersion::isUnknown)) {
      throw new CannotStartException(
          "The database is of a later version of this program ("
              + newest(Arrays.stream(migrations.applied()))
              + "; this one knows "
              + newest(Arrays.stream(migrations.all()).filter(migration -> !isUnknown(migration)))
              + "): use that version.");
    }
  }

  private static boolean isUnknown(MigrationInfo migration) {
    return migration.getState().isApplied() && !migration.getState().isResolved();
  }

  private static String newest(Stream<MigrationInfo> migrations) {
    return migrations
        .filter(migration -> migration.getVersion() != null)
        .map(MigrationInfo::getVersion)
        .max(Comparable::compareTo)
        .map(Object::toString)
        .orElse("none");
  }
}
