package dev.necessity.database;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Whether the tables of a database are those that this version of the program knows; nothing is
 * changed.
 */
public final class SchemaVersion {

  /** That of the oldest revision that this one upgrades, 2026-11-25 (docs/adr/0074). */
  private static final MigrationVersion OLDEST = MigrationVersion.fromVersion("92");

  private SchemaVersion() {}

  /**
   * @throws IllegalStateException with what to do, when they are of an earlier or a later version
   */
  public static void check(DataSource database, String url) {
    String vendor = url.split(":")[1].toLowerCase(Locale.ROOT);
    MigrationInfoService migrations =
        Flyway.configure()
            .dataSource(database)
            .outOfOrder(true)
            .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
            .load()
            .info();
    refuseOthers(migrations);
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
   * @throws CannotStartException when the tables are of a later version, or of one that is too old
   */
  static void refuseOthers(MigrationInfoService migrations) {
    List<MigrationInfo> applied =
        Arrays.stream(migrations.applied()).filter(each -> each.getVersion() != null).toList();
    if (!applied.isEmpty()
        && applied.stream().allMatch(each -> OLDEST.isNewerThan(each.getVersion().toString()))) {
      throw new CannotStartException(
          "The database is of a version of this program that is too old ("
              + newest(applied.stream())
              + "; this one upgrades those from "
              + OLDEST
              + " on): start a version in between on it once (docs/operators.md).");
    }
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
    return migration.getState() == MigrationState.FUTURE_SUCCESS
        || migration.getState() == MigrationState.FUTURE_FAILED;
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
