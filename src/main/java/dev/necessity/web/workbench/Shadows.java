package dev.necessity.web.workbench;

import dev.necessity.deployment.DeployedFiles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Versions of policies that judge new requests beside the live ones, and what they said. No case is
 * decided by anything that is kept here.
 */
@Repository
public class Shadows {

  private static final String SELECT = "select * from necessity_shadow";

  /** Cases that began since, of which nothing is kept yet. */
  private static final String WAITING =
      """
      select c.case_number from necessity_case c join ACT_HI_PROCINST p on p.ID_ = c.process_instance
      where p.START_TIME_ >= ? and not exists (
        select 1 from necessity_shadow_verdict v where v.shadow_id = ? and v.case_number = c.case_number)
      order by p.START_TIME_, c.case_number limit ?""";

  private final JdbcClient jdbc;

  Shadows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A version that was chosen.
   *
   * @param deploymentId with {@code resource}, its file
   * @param endedAt null while it judges
   */
  public record Shadow(
      String id,
      String policyId,
      String version,
      String deploymentId,
      String resource,
      String chosenBy,
      Instant chosenAt,
      Instant endedAt) {

    public boolean active() {
      return endedAt == null;
    }
  }

  /** What came of one case. NOT_ITS_CASE: neither the live version nor the shadow judges it. */
  public enum Outcome {
    SAME,
    DISPOSITION,
    CRITERION,
    NOT_ITS_CASE,
    FAILED
  }

  /**
   * What the shadow says of one case.
   *
   * @param live disposition of the live version; null where nothing was compared, as all that
   *     follow but the problem
   * @param criteria whose status differs, in words
   * @param rules that made the difference, in words
   * @param problem why it could not judge; else null
   */
  public record Judged(
      String caseNumber,
      Outcome outcome,
      String live,
      String shadow,
      String criteria,
      String rules,
      String problem) {}

  public Shadow start(DeployedFiles.Version version, String by, Instant now) {
    Shadow shadow =
        new Shadow(
            UUID.randomUUID().toString(),
            version.file(),
            version.tag(),
            version.deploymentId(),
            version.resource(),
            by,
            now,
            null);
    jdbc.sql(
            "insert into necessity_shadow (id, policy_id, version, deployment_id, resource_name, chosen_by, chosen_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            shadow.id(),
            shadow.policyId(),
            shadow.version(),
            shadow.deploymentId(),
            shadow.resource(),
            by,
            utc(now))
        .update();
    return shadow;
  }

  /** It judges no more; what it said stays. */
  public void end(String id, Instant now) {
    jdbc.sql("update necessity_shadow set ended_at = ? where id = ? and ended_at is null")
        .params(utc(now), id)
        .update();
  }

  /** Newest first. */
  public List<Shadow> all() {
    return jdbc.sql(SELECT + " order by chosen_at desc, id").query(Shadows::shadow).list();
  }

  public List<Shadow> active() {
    return jdbc.sql(SELECT + " where ended_at is null order by chosen_at")
        .query(Shadows::shadow)
        .list();
  }

  public Optional<Shadow> find(String id) {
    return jdbc.sql(SELECT + " where id = ?").param(id).query(Shadows::shadow).optional();
  }

  /** Numbers of cases that it has not judged yet, in the order in which they began. */
  List<String> waiting(Shadow shadow, int most) {
    return jdbc.sql(WAITING)
        .params(Date.from(shadow.chosenAt()), shadow.id(), most)
        .query(String.class)
        .list();
  }

  /** Keeps what it said; another node may have been quicker. */
  void add(Shadow shadow, Judged judged, Instant now) {
    try {
      jdbc.sql(
              "insert into necessity_shadow_verdict (shadow_id, case_number, judged_at, outcome, live, shadow, criteria, rules, problem) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              shadow.id(),
              judged.caseNumber(),
              utc(now),
              judged.outcome().name(),
              judged.live(),
              judged.shadow(),
              judged.criteria(),
              judged.rules(),
              judged.problem())
          .update();
    } catch (DuplicateKeyException alreadyJudged) {
      // By another node, of the same facts.
    }
  }

  /** How many cases there are of each outcome. */
  public Map<Outcome, Long> counts(String id) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    jdbc.sql(
            "select outcome, count(*) from necessity_shadow_verdict where shadow_id = ? group by outcome")
        .param(id)
        .query((row, number) -> counts.put(Outcome.valueOf(row.getString(1)), row.getLong(2)))
        .list();
    return counts;
  }

  /** Cases that it judges otherwise, or could not judge; newest first. */
  public List<Judged> differences(String id, int most) {
    return jdbc.sql(
            "select * from necessity_shadow_verdict where shadow_id = ? and outcome in ('DISPOSITION', 'CRITERION', 'FAILED') order by judged_at desc, case_number limit ?")
        .params(id, most)
        .query(
            (row, number) ->
                new Judged(
                    row.getString("case_number"),
                    Outcome.valueOf(row.getString("outcome")),
                    row.getString("live"),
                    row.getString("shadow"),
                    row.getString("criteria"),
                    row.getString("rules"),
                    row.getString("problem")))
        .list();
  }

  private static Shadow shadow(ResultSet row, int number) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Shadow(
        row.getString("id"),
        row.getString("policy_id"),
        row.getString("version"),
        row.getString("deployment_id"),
        row.getString("resource_name"),
        row.getString("chosen_by"),
        row.getObject("chosen_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
