package dev.necessity.cases;

import dev.necessity.database.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people were and are asked to do in a case, in one read. */
@Repository
public class TasksOfCase {

  private static final String OF_CASE =
      """
      select t.TASK_DEF_KEY_, t.NAME_, t.START_TIME_, t.END_TIME_, t.DUE_DATE_, t.DELETE_REASON_, t.ASSIGNEE_, t.PRIORITY_, a.TEXT_,
        (select array_agg(l.GROUP_ID_ order by l.GROUP_ID_) from ACT_RU_IDENTITYLINK l where l.TASK_ID_ = t.ID_ and l.GROUP_ID_ is not null)
      from ACT_HI_TASKINST t left join ACT_HI_VARINST a on a.TASK_ID_ = t.ID_ and a.NAME_ = 'unavailableReason'
      where t.PROC_INST_ID_ = ? order by t.START_TIME_, t.ID_""";

  private final JdbcClient jdbc;

  TasksOfCase(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A task.
   *
   * @param name what is to be done, without the case number
   * @param endedAt null while it is open
   * @param completed whether somebody did it; one that nobody did ended with its moment
   * @param assignee user id, or null
   * @param priority as the clock of the case raised it
   * @param unavailableReason why a document cannot be obtained, null where nobody said so
   * @param groups that an open task is offered to
   */
  public record TaskOfCase(
      String key,
      String name,
      OffsetDateTime since,
      OffsetDateTime endedAt,
      OffsetDateTime dueAt,
      boolean completed,
      String assignee,
      int priority,
      String unavailableReason,
      List<String> groups) {

    public boolean isOpen() {
      return endedAt == null;
    }
  }

  /** The oldest first. */
  public List<TaskOfCase> of(String processInstance) {
    return jdbc.sql(OF_CASE).param(processInstance).query(TasksOfCase::task).list();
  }

  private static TaskOfCase task(ResultSet row, int number) throws SQLException {
    return new TaskOfCase(
        row.getString(1),
        NameTask.withoutCase(row.getString(2)),
        Utc.instant(row, 3),
        Utc.instant(row, 4),
        Utc.instant(row, 5),
        "completed".equals(row.getString(6)),
        row.getString(7),
        row.getInt(8),
        row.getString(9),
        SqlTexts.of(row, 10));
  }
}
