package dev.necessity.history;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.assessment.Outcome;
import dev.necessity.assessment.PolicyRef;
import dev.necessity.cases.CaseVariables;
import dev.necessity.policy.model.PolicyKeys;
import dev.necessity.request.Request;
import dev.necessity.request.RequestJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How cases were judged: policy, facts and assessment of each case's last evaluation, from its
 * record. Whoever reads them of one case or of many, finished or not, reads them here.
 */
@Repository
public class StoredAssessments {

  /**
   * The variables of each case, and with one of them the record of the last evaluation: that of the
   * final tables, where there are any.
   */
  private static final String VALUES =
      """
      select c.case_number, c.received_at, p.ID_, v.NAME_, v.TEXT_, o.VAR_NAME_, b.BYTES_
      from (select case_number, received_at from necessity_case where %s) c
      left join ACT_HI_PROCINST p on p.BUSINESS_KEY_ = c.case_number and p.PROC_DEF_KEY_ = 'priorAuthorization'
      left join ACT_HI_VARINST v on v.PROC_INST_ID_ = p.ID_ and v.ACT_INST_ID_ = p.ID_
        and v.NAME_ in ('policyId', 'policyVersion', 'policyDecision', 'finalDecision', 'finalVersion')
      left join ACT_HI_DECINST d on v.NAME_ = 'policyDecision' and d.PROC_INST_ID_ = p.ID_ and d.ACT_ID_ in ('assessCriteria', 'decideProcedureAndSetting') and not exists (
        select 1 from ACT_HI_DECINST later where later.PROC_INST_ID_ = d.PROC_INST_ID_ and later.ACT_ID_ in ('assessCriteria', 'decideProcedureAndSetting')
          and (later.EVAL_TIME_, case when later.DEC_DEF_KEY_ = 'determination-tables--wholeAssessment' then 1 else 0 end, later.ID_)
            > (d.EVAL_TIME_, case when d.DEC_DEF_KEY_ = 'determination-tables--wholeAssessment' then 1 else 0 end, d.ID_))
      left join ACT_HI_DEC_OUT o on o.DEC_INST_ID_ = d.ID_ and o.VAR_NAME_ = 'evaluation'
      left join ACT_GE_BYTEARRAY b on b.ID_ = o.BYTEARRAY_ID_
      order by c.received_at, c.case_number""";

  private static final String ONE = VALUES.formatted("case_number = ?");
  private static final String PAGE =
      VALUES.formatted(
          "(received_at, case_number) > (?, ?) and received_at < ? order by received_at, case_number limit ?");

  private static final String REQUEST =
      """
      select b.BYTES_ from ACT_HI_VARINST v join ACT_GE_BYTEARRAY b on b.ID_ = v.BYTEARRAY_ID_
      where v.PROC_INST_ID_ = ? and v.ACT_INST_ID_ = v.PROC_INST_ID_ and v.NAME_ = 'request'""";

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  public StoredAssessments(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  }

  /** A place in the order of cases, by receipt and number: a reading goes on behind it. */
  public record Position(OffsetDateTime receivedAt, String caseNumber) {

    /** Before every case that was received at this instant or later. */
    public static Position before(OffsetDateTime receivedAt) {
      return new Position(receivedAt, "");
    }
  }

  /**
   * One case; what is not stored is null.
   *
   * @param processInstance its run; null where the history is gone
   * @param policy whose parts are null where none was chosen
   * @param decision key of the policy's top decision
   * @param documentation OPEN or CLOSED
   * @param facts the measurements
   * @param assessment what the policy said of them; null where no policy judged the case, or nobody
   *     can read any more how
   * @param unreadable whether the record of the evaluation is broken
   */
  public record StoredAssessment(
      Position position,
      String processInstance,
      PolicyRef policy,
      String decision,
      String documentation,
      JsonNode facts,
      JsonNode assessment,
      boolean unreadable) {

    public String caseNumber() {
      return position.caseNumber();
    }
  }

  /** Empty when there is no such case. */
  public Optional<StoredAssessment> find(String caseNumber) {
    return read(ONE, List.of(caseNumber)).stream().findFirst();
  }

  /** What is known of the request of a case; empty where it is not kept. */
  Optional<Request> request(StoredAssessment judged) {
    return jdbc.sql(REQUEST)
        .param(judged.processInstance())
        .query((row, number) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
        .optional()
        .map(RequestJson::restore);
  }

  /**
   * The next cases in the order of their receipt; fewer than {@code size} when there are no more.
   *
   * @param to not included
   */
  public List<StoredAssessment> page(Position after, OffsetDateTime to, int size) {
    return read(PAGE, List.of(utc(after.receivedAt()), after.caseNumber(), utc(to), size));
  }

  /** How many cases there are behind a place. */
  public long count(Position after, OffsetDateTime to) {
    return jdbc.sql(
            "select count(*) from necessity_case where (received_at, case_number) > (?, ?) and received_at < ?")
        .params(utc(after.receivedAt()), after.caseNumber(), utc(to))
        .query(Long.class)
        .single();
  }

  private List<StoredAssessment> read(String sql, List<Object> params) {
    return jdbc.sql(sql).params(params).query(this::cases);
  }

  private List<StoredAssessment> cases(ResultSet row) throws SQLException {
    List<StoredAssessment> cases = new ArrayList<>();
    Run run = null;
    while (row.next()) {
      if (run == null || !run.position.caseNumber().equals(row.getString(1))) {
        add(run, cases);
        run =
            new Run(
                new Position(row.getObject(2, OffsetDateTime.class), row.getString(1)),
                row.getString(3));
      }
      run.texts.put(row.getString(4), row.getString(5));
      if (row.getString(6) != null) {
        run.records.put(row.getString(6), row.getBytes(7));
      }
    }
    add(run, cases);
    return cases;
  }

  /** The rows of one case. */
  private record Run(
      Position position,
      String processInstance,
      Map<String, String> texts,
      Map<String, byte[]> records) {

    Run(Position position, String processInstance) {
      this(position, processInstance, new HashMap<>(), new HashMap<>());
    }
  }

  private void add(Run run, List<StoredAssessment> cases) {
    if (run != null) {
      PolicyRef policy =
          PolicyRef.of(
              run.texts.get(CaseVariables.POLICY_ID),
              run.texts.get(CaseVariables.POLICY_VERSION),
              run.texts.get(CaseVariables.FINAL_DECISION),
              run.texts.get(CaseVariables.FINAL_VERSION));
      Judged judged = judged(run, policy);
      cases.add(
          new StoredAssessment(
              run.position,
              run.processInstance,
              policy,
              PolicyKeys.of(policy.id(), run.texts.get(CaseVariables.POLICY_DECISION)),
              judged.documentation,
              judged.facts,
              judged.assessment,
              judged.unreadable));
    }
  }

  private record Judged(
      String documentation, JsonNode facts, JsonNode assessment, boolean unreadable) {}

  private Judged judged(Run run, PolicyRef policy) {
    if (!run.records.containsKey(EvaluationRecord.NAME)) {
      return new Judged(null, null, null, false);
    }
    return Optional.ofNullable(run.records.get(EvaluationRecord.NAME))
        .flatMap(EvaluationRecord::judgement)
        .map(
            judgement ->
                new Judged(
                    judgement.inputs().path(CaseVariables.DOCUMENTATION).asText(),
                    judgement.inputs().path(CaseVariables.FACTS),
                    Outcome.assessment(judgement.result(), policy, json),
                    false))
        .orElse(new Judged(null, null, null, true));
  }

  private static OffsetDateTime utc(OffsetDateTime instant) {
    return instant.withOffsetSameInstant(ZoneOffset.UTC);
  }
}
