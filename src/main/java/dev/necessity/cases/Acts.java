package dev.necessity.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What people did in each case, written in the transaction of the act: the record that variables of
 * the process, which say what was entered, are held against. Nothing that comes from outside names
 * a row of it.
 */
@Repository
public class Acts {

  private static final String COLUMNS =
      "a.case_number, a.kind, a.process_instance, a.task_id, a.user_id, a.npi, a.content_hash, a.done_at";

  private final JdbcClient jdbc;

  public Acts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What somebody is in a case. */
  public enum Role {
    PROVIDER,
    INTAKE,
    REVIEWER,
    MEDICAL_DIRECTOR;

    public boolean judges() {
      return this == MEDICAL_DIRECTOR;
    }
  }

  /**
   * What somebody did, in which role; with the words for who did it and wants to do something else,
   * and for who wants to do it.
   */
  public enum Kind {
    REQUESTED(
        Role.PROVIDER,
        "your NPI is that of the provider who requested case %s",
        "another provider must request it"),
    ASKED_TO_TALK(
        Role.PROVIDER,
        "your NPI is that of the clinician who asked to talk about case %s",
        "another clinician must ask"),
    ENTERED(Role.INTAKE, "you entered the request of case %s", "somebody else must enter it"),
    SENT_EVIDENCE(
        Role.INTAKE, "you sent evidence for case %s", "somebody else must send the evidence"),
    AMENDED(Role.INTAKE, "you amended the request of case %s", "somebody else must amend it"),
    PLANNED(Role.INTAKE, "you entered the planned date of case %s", "somebody else must enter it"),
    DOCUMENTED(
        Role.REVIEWER,
        "you entered a document of case %s",
        "another reviewer must enter the document"),
    CONFIRMED(
        Role.REVIEWER,
        "you confirmed the certification of case %s",
        "another reviewer must confirm it"),
    ROUTED(Role.REVIEWER, "you routed case %s", "another reviewer must route it"),
    ENDORSED(
        Role.MEDICAL_DIRECTOR,
        "you confirmed the certification of case %s as a medical director",
        "another medical director must confirm it"),
    TALKED(
        Role.MEDICAL_DIRECTOR,
        "you held the peer-to-peer talk about case %s",
        "another medical director must hold the talk"),
    ASKED(
        Role.MEDICAL_DIRECTOR,
        "you asked for documents in case %s",
        "another medical director must ask for them"),
    REVIEWED(
        Role.MEDICAL_DIRECTOR,
        "you decided case %s of this request",
        "another medical director must decide it");

    private final Role role;
    private final String said;
    private final String another;

    Kind(Role role, String said, String another) {
      this.role = role;
      this.said = said;
      this.another = another;
    }

    public Role role() {
      return role;
    }

    public String said(String caseNumber) {
      return said.formatted(caseNumber);
    }

    public String another() {
      return another;
    }
  }

  /**
   * One act.
   *
   * @param processInstance of the case, and {@code taskId}: null for what was not done in a task
   * @param userId null for somebody who is known by NPI only
   * @param npi null where it is not asked for
   * @param contentHash of what was entered, or null
   */
  public record Act(
      String caseNumber,
      Kind kind,
      String processInstance,
      String taskId,
      String userId,
      String npi,
      String contentHash,
      OffsetDateTime doneAt) {}

  public void add(Act act) {
    jdbc.sql(
            "insert into necessity_act (case_number, kind, process_instance, task_id, user_id, npi, content_hash, done_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            act.caseNumber(),
            act.kind().name(),
            act.processInstance(),
            act.taskId(),
            act.userId(),
            act.npi(),
            act.contentHash(),
            act.doneAt().withOffsetSameInstant(ZoneOffset.UTC))
        .update();
  }

  /** The last act of a kind in a run of the process. */
  public Optional<Act> last(Kind kind, String processInstance) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from necessity_act a where a.process_instance = ? and a.kind = ? order by a.id desc limit 1")
        .params(processInstance, kind.name())
        .query(Acts::act)
        .optional();
  }

  /** The last confirmation in a run of the process, whoever gave it. */
  public Optional<Act> lastConfirmation(String processInstance) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from necessity_act a where a.process_instance = ? and a.kind in (?, ?) order by a.id desc limit 1")
        .params(processInstance, Kind.CONFIRMED.name(), Kind.ENDORSED.name())
        .query(Acts::act)
        .optional();
  }

  /** What was done in a task. */
  public Optional<Act> inTask(Kind kind, String taskId) {
    return jdbc.sql(
            "select " + COLUMNS + " from necessity_act a where a.task_id = ? and a.kind = ?")
        .params(taskId, kind.name())
        .query(Acts::act)
        .optional();
  }

  /** What was done in a case, in the order in which it was. */
  public List<Act> ofCase(String caseNumber) {
    return jdbc.sql(
            "select " + COLUMNS + " from necessity_act a where a.case_number = ? order by a.id")
        .param(caseNumber)
        .query(Acts::act)
        .list();
  }

  /** What was done in the case and in the others of its family. */
  public List<Act> ofFamily(String caseNumber) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from necessity_act a join necessity_case c on c.case_number = a.case_number"
                + " where c.root_case = (select root_case from necessity_case where case_number = ?) order by a.id")
        .param(caseNumber)
        .query(Acts::act)
        .list();
  }

  /**
   * What was done in the cases of the other lines of the request that a case or the first of its
   * family was opened by, and in their families.
   */
  public List<Act> ofOtherLines(String caseNumber) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from necessity_act a join necessity_case c on c.case_number = a.case_number"
                + " join necessity_case line on line.case_number = c.root_case join necessity_case first on first.request_id = line.request_id"
                + " where first.case_number = (select root_case from necessity_case where case_number = ?) and line.case_number <> first.case_number order by a.id")
        .param(caseNumber)
        .query(Acts::act)
        .list();
  }

  private static Act act(ResultSet row, int number) throws SQLException {
    return new Act(
        row.getString(1),
        Kind.valueOf(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getObject(8, OffsetDateTime.class));
  }
}
