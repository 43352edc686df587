package dev.necessity.cases;

import dev.necessity.assessment.Determination;
import dev.necessity.assessment.PolicyRef;
import dev.necessity.request.ContentHash;
import dev.necessity.request.Request;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which request is which case, and where each case stands: one row a case, written in the
 * transaction of the step that moves it. It makes a request that is sent twice one case, and lists
 * cases without asking the engine.
 *
 * <p>A step names the run of the process that it belongs to, never the case: a run moves the one
 * case that it was opened for, whatever number it carries. The database refuses a decision that
 * nobody was entitled to (db/migration, baseline).
 */
@Repository
public class CaseRegister {

  private static final String ENDED =
      Arrays.stream(CaseState.values())
          .filter(CaseState::ended)
          .map(state -> "'" + state + "'")
          .collect(Collectors.joining(", "));

  /** Half of a hash tells more members apart than there are. */
  private static final int MEMBER_KEY = 32;

  /** No member has more; were there more, they would not be sorted for each review. */
  private static final int MOST_OF_A_MEMBER = 1_000;

  private static final String COLUMNS =
      "case_number, request_id, content_hash, state, policy_id, policy_version, final_tables, received_at, due_at";

  private final JdbcClient jdbc;

  public CaseRegister(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One case of the register; policy, version and final tables are null until the catalogue has
   * chosen them, {@code dueAt} until the clock is set.
   */
  public record RegisteredCase(
      String caseNumber,
      String requestId,
      String contentHash,
      CaseState state,
      String policyId,
      String policyVersion,
      String finalTables,
      OffsetDateTime receivedAt,
      OffsetDateTime dueAt) {

    /** Null until the catalogue has chosen one. */
    public PolicyRef policy() {
      return policyId == null ? null : new PolicyRef(policyId, policyVersion, finalTables);
    }
  }

  /**
   * What to list: each condition may be null; {@code receivedFrom} is included, {@code receivedTo}
   * is not.
   *
   * @param groups lists only the cases that have or had a task for one of them
   * @param overdueAt lists the cases that have not ended and whose limit has passed by then, the
   *     oldest limit first
   */
  public record Filter(
      CaseState state,
      String policyId,
      OffsetDateTime receivedFrom,
      OffsetDateTime receivedTo,
      Set<String> groups,
      OffsetDateTime overdueAt) {}

  /**
   * What a case is judged under for its whole life.
   *
   * @param decision key of the policy's top decision
   * @param at when it was pinned, which tells the forms that say what records mean; null of a case
   *     that an earlier revision opened
   */
  public record Pin(PolicyRef policy, String decision, OffsetDateTime at) {}

  /** The decided case that another continues, and how. */
  public record Continued(Link.Kind kind, String of) {}

  /**
   * @param line of the request that this case is about, from 1
   * @throws org.springframework.dao.DuplicateKeyException when that line is a case already
   */
  public void add(
      String caseNumber, Request request, int line, String contentHash, String requestHash) {
    jdbc.sql(
            "insert into necessity_case (case_number, request_id, line, content_hash, state, received_at, line_of_business, urgency, root_case, request_hash, member_key)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            caseNumber,
            request.requestId(),
            line,
            contentHash,
            CaseState.ROUTED.name(),
            utc(request.receivedAt()),
            request.lineOfBusiness().name(),
            request.urgency().name(),
            caseNumber,
            requestHash,
            memberKey(request))
        .update();
  }

  private static String memberKey(Request request) {
    return ContentHash.ofBytes(request.member().memberId().getBytes(StandardCharsets.UTF_8))
        .substring(0, MEMBER_KEY);
  }

  /**
   * The hash of the request that is known of a run's case; empty for one of 2026-11-25 or
   * 2026-11-28 to which nothing was added.
   */
  public Optional<String> requestHash(String processInstance) {
    return jdbc.sql(
            "select request_hash from necessity_case where process_instance = ? and request_hash is not null")
        .param(processInstance)
        .query(String.class)
        .optional();
  }

  public void know(String processInstance, String requestHash) {
    moved(
        jdbc.sql(
                "update necessity_case set request_hash = ? where process_instance = ? and state not in ("
                    + ENDED
                    + ")")
            .params(requestHash, processInstance)
            .update(),
        processInstance);
  }

  /**
   * Ties a case to the run of the process that opens it, for good.
   *
   * @throws IllegalStateException when there is no such case, or it has another run
   */
  public void open(String caseNumber, String processInstance) {
    moved(
        jdbc.sql(
                "update necessity_case set process_instance = ? where case_number = ? and (process_instance is null or process_instance = ?)")
            .params(processInstance, caseNumber, processInstance)
            .update(),
        processInstance);
  }

  private static void moved(int rows, String processInstance) {
    if (rows != 1) {
      throw new IllegalStateException(
          "Run "
              + processInstance
              + " is not that of a case that can still be moved; nothing is changed."
              + " A case is opened by its request and is decided once.");
    }
  }

  /** Makes a new case one of the family of the case that it continues. */
  public void link(String caseNumber, Link link) {
    jdbc.sql(
            "update necessity_case set link_kind = ?, linked_case = ?,"
                + " root_case = (select root_case from necessity_case where case_number = ?) where case_number = ?")
        .params(link.kind().name(), link.of(), link.of(), caseNumber)
        .update();
  }

  /**
   * Holds the family of a case until the transaction ends, so that two who would continue it do so
   * one after the other.
   */
  public void lockFamily(String caseNumber) {
    jdbc.sql(
            "select case_number from necessity_case where case_number = (select root_case from necessity_case where case_number = ?) for update")
        .param(caseNumber)
        .query(String.class)
        .optional();
  }

  /** The case of the family that has not ended; there is one at most. */
  public Optional<CaseView.Relative> openRelative(String caseNumber) {
    return relatives(caseNumber).stream().filter(relative -> !relative.state().ended()).findFirst();
  }

  /** The other cases of the family: the first one, and all that continue it. */
  public List<CaseView.Relative> relatives(String caseNumber) {
    return jdbc.sql(
            "select case_number, link_kind, linked_case, state from necessity_case"
                + " where root_case = (select root_case from necessity_case where case_number = ?) and case_number <> ? order by received_at, case_number")
        .params(caseNumber, caseNumber)
        .query(
            (row, number) ->
                new CaseView.Relative(
                    row.getString("case_number"),
                    CaseState.valueOf(row.getString("state")),
                    row.getString("link_kind"),
                    row.getString("linked_case")))
        .list();
  }

  /** The decided cases of the same member that are of another family, the latest first. */
  public List<String> othersOfTheMember(String caseNumber, int most) {
    return jdbc.sql(
            "select case_number from (select case_number, received_at from necessity_case"
                + " where member_key = (select member_key from necessity_case where case_number = ?)"
                + " and root_case <> (select root_case from necessity_case where case_number = ?) and state = ? limit "
                + MOST_OF_A_MEMBER
                + ") others"
                + " order by received_at desc, case_number limit ?")
        .params(caseNumber, caseNumber, CaseState.DECIDED.name(), most)
        .query(String.class)
        .list();
  }

  /** What a run continues, as it was registered when it was opened. */
  public Optional<Continued> continued(String processInstance) {
    return jdbc.sql(
            "select link_kind, linked_case from necessity_case where process_instance = ? and link_kind is not null")
        .param(processInstance)
        .query(
            (row, number) -> new Continued(Link.Kind.valueOf(row.getString(1)), row.getString(2)))
        .optional();
  }

  /**
   * Cases of a supported earlier revision, which kept nothing of the member; in order of their
   * numbers, after one of them.
   */
  public List<String> withoutMember(String after, int most) {
    return jdbc.sql(
            "select case_number from necessity_case where member_key is null and case_number > ? order by case_number limit ?")
        .params(after, most)
        .query(String.class)
        .list();
  }

  public void knowMember(String caseNumber, Request request) {
    jdbc.sql("update necessity_case set member_key = ? where case_number = ?")
        .params(memberKey(request), caseNumber)
        .update();
  }

  /** Somebody said where a request goes that no policy covers: its case has ended. */
  public void route(String processInstance, OffsetDateTime routedAt) {
    moved(
        jdbc.sql("update necessity_case set routed_at = ? where process_instance = ? and state = ?")
            .params(utc(routedAt), processInstance, CaseState.ROUTED.name())
            .update(),
        processInstance);
  }

  /**
   * Decides the case of a run, once.
   *
   * @param act the review that decided it or the confirmation that it needed, or null where the
   *     policy certified alone
   * @throws org.springframework.dao.DataIntegrityViolationException when such a decision needs a
   *     review of this very case
   */
  public void decide(String processInstance, Determination determination, Acts.Act act) {
    moved(
        jdbc.sql(
                "update necessity_case set state = ?, decided_at = ?, disposition = ?, decided_by = ?, decided_by_npi = ?, decided_act = ?, decided_task = ?"
                    + " where process_instance = ? and state not in ("
                    + ENDED
                    + ")")
            .params(
                CaseState.DECIDED.name(),
                utc(determination.decidedAt()),
                determination.disposition(),
                act == null ? null : act.userId(),
                act == null ? null : act.npi(),
                act == null ? null : act.kind().name(),
                act == null ? null : act.taskId(),
                processInstance)
            .update(),
        processInstance);
  }

  public void due(String processInstance, OffsetDateTime dueAt) {
    moved(
        jdbc.sql("update necessity_case set due_at = ? where process_instance = ?")
            .params(utc(dueAt), processInstance)
            .update(),
        processInstance);
  }

  public void extend(String caseNumber, OffsetDateTime dueAt, OffsetDateTime extendedAt) {
    jdbc.sql("update necessity_case set due_at = ?, extended_at = ? where case_number = ?")
        .params(utc(dueAt), utc(extendedAt), caseNumber)
        .update();
  }

  /**
   * Holds the case's row until the transaction ends, so that two calls that may happen once only
   * happen one after the other.
   */
  Optional<RegisteredCase> lock(String caseNumber) {
    return jdbc.sql("select " + COLUMNS + " from necessity_case where case_number = ? for update")
        .param(caseNumber)
        .query(CaseRegister::entry)
        .optional();
  }

  public void pin(String processInstance, Pin pin) {
    moved(
        jdbc.sql(
                "update necessity_case set policy_id = ?, policy_version = ?, policy_decision = ?, final_tables = ?, pinned_at = ? where process_instance = ? and state not in ("
                    + ENDED
                    + ")")
            .params(
                pin.policy().id(),
                pin.policy().version(),
                pin.decision(),
                pin.policy().finalTables(),
                pin.at() == null ? null : utc(pin.at()),
                processInstance)
            .update(),
        processInstance);
  }

  /**
   * The policy of a run's case.
   *
   * @throws IllegalStateException before the catalogue has chosen it
   */
  public Pin pinned(String processInstance) {
    return pin("process_instance", processInstance)
        .orElseThrow(() -> new IllegalStateException("No policy was chosen for this case."));
  }

  public Optional<Pin> pinOfCase(String caseNumber) {
    return pin("case_number", caseNumber);
  }

  private Optional<Pin> pin(String column, String value) {
    return jdbc.sql(
            "select policy_id, policy_version, policy_decision, final_tables, pinned_at from necessity_case where "
                + column
                + " = ? and policy_decision is not null")
        .param(value)
        .query(
            (row, number) ->
                new Pin(
                    new PolicyRef(row.getString(1), row.getString(2), row.getString(4)),
                    row.getString(3),
                    row.getObject(5, OffsetDateTime.class)))
        .optional();
  }

  public void move(String processInstance, CaseState state) {
    moved(
        jdbc.sql(
                "update necessity_case set state = ? where process_instance = ? and state not in ("
                    + ENDED
                    + ")")
            .params(state.name(), processInstance)
            .update(),
        processInstance);
  }

  /**
   * The cases of a request, one for each of its lines, in their order; none when the request is not
   * known.
   */
  public List<RegisteredCase> linesOf(String requestId) {
    return jdbc.sql("select " + COLUMNS + " from necessity_case where request_id = ? order by line")
        .param(requestId)
        .query(CaseRegister::entry)
        .list();
  }

  public Optional<RegisteredCase> find(String caseNumber) {
    return jdbc.sql("select " + COLUMNS + " from necessity_case where case_number = ?")
        .param(caseNumber)
        .query(CaseRegister::entry)
        .optional();
  }

  /** A task of the case is offered to a group. */
  public void offer(String caseNumber, String group) {
    jdbc.sql(
            "update necessity_case set task_groups = array_append(task_groups, cast(? as varchar(255))) where case_number = ? and not array_contains(task_groups, ?)")
        .params(group, caseNumber, group)
        .update();
  }

  /**
   * Reads from the engine's history, before anything is done with a case, what the revisions of
   * 2026-11-25 and 2026-11-28 did not keep of theirs: runs, decisions and acts, and the first of
   * them groups.
   */
  public void completeFromHistory() {
    completeRuns();
    completeGroups();
  }

  private void completeRuns() {
    String run =
        "(select p.ID_ from ACT_HI_PROCINST p where p.BUSINESS_KEY_ = necessity_case.case_number and p.PROC_DEF_KEY_ = 'priorAuthorization')";
    jdbc.sql(
            "update necessity_case set process_instance = "
                + run
                + " where process_instance is null")
        .update();
    jdbc.sql(
            "update necessity_case set policy_decision = (select v.TEXT_ from ACT_HI_VARINST v where v.NAME_ = 'policyDecision' and v.PROC_INST_ID_ = "
                + run
                + ")"
                + " where policy_decision is null and policy_id is not null")
        .update();
    jdbc.sql(
            "insert into necessity_act (case_number, kind, process_instance, task_id, user_id, done_at)"
                + " select c.case_number, 'DOCUMENTED', t.PROC_INST_ID_, t.ID_, o.USER_ID_, cast(t.END_TIME_ as timestamp with time zone) from necessity_case c"
                + " join ACT_HI_TASKINST t on t.PROC_INST_ID_ = c.process_instance and t.TASK_DEF_KEY_ = 'obtainDocumentation' and t.END_TIME_ is not null"
                + " join ACT_HI_OP_LOG o on o.TASK_ID_ = t.ID_ and o.OPERATION_TYPE_ = 'Complete' and o.USER_ID_ is not null"
                + " where c.state not in ("
                + ENDED
                + ") and not exists (select 1 from necessity_act a where a.case_number = c.case_number)"
                + " and exists (select 1 from ACT_HI_VARINST v where v.TASK_ID_ = t.ID_ and v.NAME_ = 'available')")
        .update();
  }

  public void completeGroups() {
    jdbc.sql(
            "update necessity_case set task_groups = coalesce((select array_agg(distinct l.GROUP_ID_) from ACT_HI_PROCINST p"
                + " join ACT_HI_IDENTITYLINK l on l.ROOT_PROC_INST_ID_ = p.ROOT_PROC_INST_ID_ where p.BUSINESS_KEY_ = necessity_case.case_number"
                + " and l.GROUP_ID_ is not null), cast(array[] as varchar(255) array)) where task_groups is null")
        .update();
  }

  /** Whether the case exists and has or had a task for one of the groups. */
  public boolean isOf(Set<String> groups, String caseNumber) {
    List<Object> params = new ArrayList<>(List.of(caseNumber));
    return jdbc.sql(
                "select count(*) from necessity_case where case_number = ? and "
                    + hadATaskFor(groups, params))
            .params(params)
            .query(Long.class)
            .single()
        > 0;
  }

  static String hadATaskFor(Set<String> groups, List<Object> params) {
    params.addAll(groups);
    return groups.isEmpty()
        ? "1 = 0"
        : "cardinality(task_groups) > 0 and ("
            + String.join(
                " or ", Collections.nCopies(groups.size(), "array_contains(task_groups, ?)"))
            + ")";
  }

  /** Newest first, but for those that are overdue. */
  public List<RegisteredCase> list(Filter filter, int page, int size) {
    List<Object> params = new ArrayList<>();
    String where = where(filter, params);
    params.add(size);
    params.add((long) page * size);
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from necessity_case"
                + where
                + (filter.overdueAt() == null
                    ? " order by received_at desc, case_number desc"
                    : " order by due_at, case_number")
                + " limit ? offset ?")
        .params(params)
        .query(CaseRegister::entry)
        .list();
  }

  /** How many cases there are, but at most one more than {@code most}. */
  public long count(Filter filter, int most) {
    List<Object> params = new ArrayList<>();
    String where = where(filter, params);
    params.add(most + 1);
    return jdbc.sql(
            "select count(*) from (select 1 as one from necessity_case"
                + where
                + " limit ?) counted")
        .params(params)
        .query(Long.class)
        .single();
  }

  private static String where(Filter filter, List<Object> params) {
    List<String> conditions = new ArrayList<>();
    add(conditions, params, "state = ?", filter.state() == null ? null : filter.state().name());
    add(conditions, params, "policy_id = ?", filter.policyId());
    add(
        conditions,
        params,
        "received_at >= ?",
        filter.receivedFrom() == null ? null : utc(filter.receivedFrom()));
    add(
        conditions,
        params,
        "received_at < ?",
        filter.receivedTo() == null ? null : utc(filter.receivedTo()));
    if (filter.groups() != null) {
      conditions.add(hadATaskFor(filter.groups(), params));
    }
    add(
        conditions,
        params,
        "state in ('ROUTED', 'WAITING_FOR_DOCUMENTATION', 'IN_CONFIRMATION', 'IN_REVIEW') and routed_at is null and due_at <= ?",
        filter.overdueAt() == null ? null : utc(filter.overdueAt()));
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  private static void add(
      List<String> conditions, List<Object> params, String condition, Object value) {
    if (value != null) {
      conditions.add(condition);
      params.add(value);
    }
  }

  private static RegisteredCase entry(ResultSet row, int number) throws SQLException {
    return new RegisteredCase(
        row.getString("case_number"),
        row.getString("request_id"),
        row.getString("content_hash"),
        CaseState.valueOf(row.getString("state")),
        row.getString("policy_id"),
        row.getString("policy_version"),
        row.getString("final_tables"),
        row.getObject("received_at", OffsetDateTime.class),
        row.getObject("due_at", OffsetDateTime.class));
  }

  private static OffsetDateTime utc(OffsetDateTime instant) {
    return instant.withOffsetSameInstant(ZoneOffset.UTC);
  }
}
