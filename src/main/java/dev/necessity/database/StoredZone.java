package dev.necessity.database;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * In which zone the times of a database were written: the engine's columns know none. The database
 * remembers it. One of an earlier version does not, and is asked what it holds twice: an instant in
 * a table of ours, and the same moment as the engine wrote it.
 */
public final class StoredZone {

  static final String UTC = "UTC";
  private static final String TABLE = "necessity_time_zone";
  private static final String ADVICE =
      " Stop every node, keep a copy of the database, and run 'database to-utc --from ZONE' with the zone of the"
          + " machine that wrote it (docs/operators.md).";

  /** Moments that are kept twice, by the table of ours that says when they were. */
  private static final Map<String, String> MOMENTS =
      Map.of(
          "necessity_deployment",
              "select d.deployed_at, e.DEPLOY_TIME_ from necessity_deployment d join ACT_RE_DEPLOYMENT e on e.ID_ = d.deployment_id",
          "necessity_audit_case",
              "select a.ended_at, p.END_TIME_ from necessity_audit_case a"
                  + " join ACT_HI_PROCINST p on p.BUSINESS_KEY_ = a.case_number and p.PROC_DEF_KEY_ = 'priorAuthorization'",
          "necessity_case",
              "select cast(v.TEXT_ as timestamp with time zone), j.DUEDATE_ from ACT_RU_JOB j"
                  + " join ACT_RU_VARIABLE v on v.PROC_INST_ID_ = j.PROCESS_INSTANCE_ID_ and v.NAME_ = 'documentationUntil' where j.HANDLER_CFG_ like 'documentationPeriodOver%'");

  /** Both are written within seconds of each other, and zones differ by quarters of an hour. */
  private static final int QUARTER = 900;

  private final JdbcClient jdbc;

  StoredZone(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Lets only a database pass whose times are in UTC, or that has none yet.
   *
   * @throws IllegalStateException with what to do
   */
  public static void check(JdbcClient database) {
    Utc.check();
    new StoredZone(database).check();
  }

  private void check() {
    Optional<String> remembered = remembered();
    if (remembered.isPresent()) {
      refuseUnless(
          remembered.get().equals(UTC),
          "The times in this database are in the zone "
              + remembered.get()
              + ", and this version keeps them in UTC.");
      return;
    }
    List<ZoneOffset> offsets = offsets();
    refuseUnless(
        List.of(ZoneOffset.UTC).containsAll(offsets),
        "The times in this database were written at "
            + offsets.stream().map(offset -> "UTC" + offset).collect(Collectors.joining(" and "))
            + ", and this version keeps them in UTC.");
    refuseUnless(
        !offsets.isEmpty() || !hasCases(),
        "Nothing in this database says in which zone its times were written, which may be UTC.");
  }

  private static void refuseUnless(boolean fits, String reason) {
    if (!fits) {
      throw new CannotStartException(reason + ADVICE);
    }
  }

  /** Empty for a database of an earlier version, and for a new one. */
  Optional<String> remembered() {
    return SchemaTables.exists(jdbc, TABLE)
        ? jdbc.sql("select zone from " + TABLE).query(String.class).optional()
        : Optional.empty();
  }

  /** Before anything is converted, so that what was interrupted can be done again. */
  void remember(String zone) {
    jdbc.sql("create table if not exists " + TABLE + " (zone varchar(64) not null primary key)")
        .update();
    jdbc.sql("delete from " + TABLE).update();
    jdbc.sql("insert into " + TABLE + " (zone) values (?)").param(zone).update();
  }

  /**
   * How far from UTC the times were written: more than one offset where the clocks of a zone
   * change, none where nothing says it.
   */
  private List<ZoneOffset> offsets() {
    return moments()
        .map(
            moments ->
                jdbc
                    .sql(
                        "select distinct cast(round((extract(epoch from written) - extract(epoch from instant)) / "
                            + QUARTER
                            + ") as integer) from "
                            + moments)
                    .query(Integer.class)
                    .list()
                    .stream()
                    .map(quarters -> ZoneOffset.ofTotalSeconds(quarters * QUARTER))
                    .sorted()
                    .toList())
        .orElse(List.of());
  }

  /** How many of the moments are others when the engine's times are read in a way. */
  long contradictions(String written) {
    return moments()
        .map(
            moments ->
                jdbc.sql(
                        "select count(*) from "
                            + moments
                            + " where abs(extract(epoch from "
                            + written
                            + ") - extract(epoch from instant)) > "
                            + QUARTER / 2)
                    .query(Long.class)
                    .single())
        .orElse(0L);
  }

  /** A table of {@code instant} and {@code written}. */
  private Optional<String> moments() {
    List<String> moments =
        EngineTables.exist(jdbc)
            ? MOMENTS.entrySet().stream()
                .filter(each -> SchemaTables.exists(jdbc, each.getKey()))
                .map(Map.Entry::getValue)
                .toList()
            : List.of();
    return moments.isEmpty()
        ? Optional.empty()
        : Optional.of("(" + String.join(" union all ", moments) + ") moments (instant, written)");
  }

  private boolean hasCases() {
    return EngineTables.exist(jdbc)
        && !jdbc.sql("select 1 from ACT_HI_PROCINST limit 1").query(Integer.class).list().isEmpty();
  }
}
