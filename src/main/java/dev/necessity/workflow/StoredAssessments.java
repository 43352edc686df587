package dev.necessity.workflow;

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
 * How past cases were judged: policy, facts and assessment of each case's last evaluation, as they are stored and without
 * deserialising them. Whoever reads them of a finished case, or of many, reads them here.
 */
@Repository
public class StoredAssessments {

  private static final String VALUES = """
      select c.case_number, c.received_at, v.NAME_, v.TEXT_, b.BYTES_
      from (select case_number, received_at from necessity_case where %s) c
      left join ACT_HI_PROCINST p on p.BUSINESS_KEY_ = c.case_number and p.PROC_DEF_KEY_ = 'priorAuthorization'
      left join ACT_HI_VARINST v on v.PROC_INST_ID_ = p.ID_ and v.ACT_INST_ID_ = p.ID_
        and v.NAME_ in ('policyId', 'policyVersion', 'policyDecision', 'documentation', 'facts', 'assessment')
      left join ACT_GE_BYTEARRAY b on b.ID_ = v.BYTEARRAY_ID_
      order by c.received_at, c.case_number""";
  private static final String ONE = VALUES.formatted("case_number = ?");
  private static final String PAGE =
      VALUES.formatted("(received_at, case_number) > (?, ?) and received_at < ? order by received_at, case_number limit ?");

  private final JdbcClient jdbc;

  public StoredAssessments(JdbcClient jdbc) {
    this.jdbc = jdbc;
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
   * @param decision key of the policy's top decision
   * @param documentation OPEN or CLOSED
   * @param facts the measurements, as JSON text
   * @param assessment what the policy said of them, as JSON text; null where no policy judged the case
   */
  public record Stored(Position position, String policyId, String policyVersion, String decision, String documentation,
      String facts, String assessment) {

    public String caseNumber() {
      return position.caseNumber();
    }
  }

  /** Empty when there is no such case. */
  public Optional<Stored> find(String caseNumber) {
    return read(ONE, List.of(caseNumber)).stream().findFirst();
  }

  /**
   * The next cases in the order of their receipt; fewer than {@code size} when there are no more.
   *
   * @param to not included
   */
  public List<Stored> page(Position after, OffsetDateTime to, int size) {
    return read(PAGE, List.of(utc(after.receivedAt()), after.caseNumber(), utc(to), size));
  }

  /** How many cases there are behind a place. */
  public long count(Position after, OffsetDateTime to) {
    return jdbc.sql("select count(*) from necessity_case where (received_at, case_number) > (?, ?) and received_at < ?")
        .params(utc(after.receivedAt()), after.caseNumber(), utc(to)).query(Long.class).single();
  }

  private List<Stored> read(String sql, List<Object> params) {
    return jdbc.sql(sql).params(params).query(StoredAssessments::cases);
  }

  private static List<Stored> cases(ResultSet row) throws SQLException {
    List<Stored> cases = new ArrayList<>();
    Position position = null;
    Map<String, String> values = new HashMap<>();
    while (row.next()) {
      String caseNumber = row.getString(1);
      if (position == null || !position.caseNumber().equals(caseNumber)) {
        add(position, values, cases);
        position = new Position(row.getObject(2, OffsetDateTime.class), caseNumber);
        values.clear();
      }
      byte[] json = row.getBytes(5);
      values.put(row.getString(3), json == null ? row.getString(4) : new String(json, StandardCharsets.UTF_8));
    }
    add(position, values, cases);
    return cases;
  }

  private static void add(Position position, Map<String, String> values, List<Stored> cases) {
    if (position != null) {
      cases.add(new Stored(position, values.get(CaseVariables.POLICY_ID), values.get(CaseVariables.POLICY_VERSION),
          values.get(CaseVariables.POLICY_DECISION), values.get(CaseVariables.DOCUMENTATION), values.get(CaseVariables.FACTS),
          values.get(CaseVariables.ASSESSMENT)));
    }
  }

  private static OffsetDateTime utc(OffsetDateTime instant) {
    return instant.withOffsetSameInstant(ZoneOffset.UTC);
  }
}
