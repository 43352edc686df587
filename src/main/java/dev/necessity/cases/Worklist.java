package dev.necessity.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cases that somebody still has to do with, the first due first: one row a case, one read. */
@Repository
public class Worklist {

  private static final String OPEN =
      "c.state in ('ROUTED', 'WAITING_FOR_DOCUMENTATION', 'IN_CONFIRMATION', 'IN_REVIEW') and c.routed_at is null";

  private static final String TASK =
      "exists (select 1 from ACT_RU_TASK t where t.PROC_INST_ID_ = c.process_instance and ";

  private static final String FIRST_DUE =
      " order by case when c.due_at is null then 1 else 0 end, c.due_at, c.case_number";

  private static final String ROWS =
      """
      select c.case_number, c.state, c.policy_id, c.urgency, c.line_of_business, c.received_at, c.due_at,
        (select max(t.PRIORITY_) from ACT_RU_TASK t where t.PROC_INST_ID_ = c.process_instance),
        (select count(*) from ACT_RU_TASK t where t.PROC_INST_ID_ = c.process_instance),
        (select array_agg(distinct t.ASSIGNEE_) from ACT_RU_TASK t where t.PROC_INST_ID_ = c.process_instance and t.ASSIGNEE_ is not null)
      from (select c.case_number from necessity_case c where %s limit ? offset ?) found
      join necessity_case c on c.case_number = found.case_number"""
          + FIRST_DUE;

  private final JdbcClient jdbc;

  Worklist(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What to list; each condition may be null or false.
   *
   * @param known the groups whose cases the reader knows; null for one who knows every case
   * @param assignee lists the cases with a task of this person
   * @param groups lists the cases with a task that is offered to one of these groups
   * @param unassigned lists the cases with a task that nobody has
   * @param overdueAt lists the cases whose limit has passed by then
   * @param caseNumber the whole number or its beginning
   */
  public record Query(
      Set<String> known,
      String assignee,
      Set<String> groups,
      boolean unassigned,
      OffsetDateTime overdueAt,
      boolean expedited,
      CaseState state,
      String policyId,
      String caseNumber) {}

  /**
   * A case with what is to be done in it.
   *
   * @param policyId null where no policy covers the request
   * @param dueAt null until the clock is set
   * @param priority the highest of its tasks, 0 without any
   * @param people user ids of those who have a task
   */
  public record Row(
      String caseNumber,
      CaseState state,
      String policyId,
      String urgency,
      String lineOfBusiness,
      OffsetDateTime receivedAt,
      OffsetDateTime dueAt,
      int priority,
      int tasks,
      List<String> people) {}

  /** At most {@code most} of them, those after the first {@code left}. */
  public List<Row> list(Query query, int most, long left) {
    List<String> conditions = new ArrayList<>(List.of(OPEN));
    List<Object> params = new ArrayList<>();
    if (query.known() != null) {
      conditions.add(CaseRegister.hadATaskFor(query.known(), params));
    }
    if (query.assignee() != null) {
      conditions.add(TASK + "t.ASSIGNEE_ = ?)");
      params.add(query.assignee());
    }
    if (query.groups() != null) {
      conditions.add(offeredTo(query.groups(), params));
    }
    if (query.unassigned()) {
      conditions.add(TASK + "t.ASSIGNEE_ is null)");
    }
    if (query.overdueAt() != null) {
      conditions.add("c.due_at <= ?");
      params.add(query.overdueAt().withOffsetSameInstant(ZoneOffset.UTC));
    }
    if (query.expedited()) {
      conditions.add("c.urgency = 'EXPEDITED'");
    }
    if (query.state() != null) {
      conditions.add("c.state = ?");
      params.add(query.state().name());
    }
    if (query.policyId() != null) {
      conditions.add("c.policy_id = ?");
      params.add(query.policyId());
    }
    if (query.caseNumber() != null) {
      conditions.add("c.case_number like ?");
      params.add(query.caseNumber().replaceAll("[%_\\\\]", "") + "%");
    }
    params.add(most);
    params.add(left);
    return jdbc.sql(ROWS.formatted(String.join(" and ", conditions) + FIRST_DUE))
        .params(params)
        .query(Worklist::row)
        .list();
  }

  private static String offeredTo(Set<String> groups, List<Object> params) {
    params.addAll(groups);
    return groups.isEmpty()
        ? "1 = 0"
        : TASK
            + "exists (select 1 from ACT_RU_IDENTITYLINK l where l.TASK_ID_ = t.ID_ and l.GROUP_ID_ in ("
            + String.join(", ", Collections.nCopies(groups.size(), "?"))
            + ")))";
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getString(1),
        CaseState.valueOf(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class),
        row.getObject(7, OffsetDateTime.class),
        row.getInt(8),
        row.getInt(9),
        SqlTexts.of(row, 10));
  }
}
