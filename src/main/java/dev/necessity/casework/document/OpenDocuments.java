package dev.necessity.casework.document;

import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseView;
import dev.necessity.database.Utc;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The documents that a case waits for, in one read: the engine's queries of tasks and variables
 * took longer than all else of an answer.
 */
@Repository
public class OpenDocuments {

  private static final String OF_CASE =
      """
      select v.TEXT_, t.ID_, t.CREATE_TIME_ from ACT_RU_TASK t
      left join ACT_RU_VARIABLE v on v.EXECUTION_ID_ = t.EXECUTION_ID_ and v.NAME_ = ?
      where t.PROC_INST_ID_ = ? and t.TASK_DEF_KEY_ = ? order by t.CREATE_TIME_, t.ID_""";

  private final JdbcClient jdbc;

  OpenDocuments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Oldest task first. */
  public List<CaseView.OpenDocument> of(String processInstance) {
    return jdbc.sql(OF_CASE)
        .params(CaseTasks.DOCUMENT, processInstance, CaseTasks.OBTAIN_DOCUMENTATION)
        .query(
            (row, number) ->
                new CaseView.OpenDocument(row.getString(1), row.getString(2), Utc.instant(row, 3)))
        .list();
  }
}
