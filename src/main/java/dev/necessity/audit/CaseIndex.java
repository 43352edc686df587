package dev.necessity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.CaseTrace.TableStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds cases. The register knows every case by number, receipt, policy and state; what happened in a case is known here
 * from its seal on, when its trace is complete.
 */
@Repository
public class CaseIndex {

  private static final int FETCHED_AT_ONCE = 500;
  private static final String LINE = """
      select c.case_number, c.state, c.policy_id, c.policy_version, c.received_at, a.ended_at, a.disposition
      from necessity_case c left join necessity_audit_case a on a.case_number = c.case_number""";

  private final JdbcClient jdbc;

  private final JdbcTemplate rows;
  private final TransactionTemplate reading;

  public CaseIndex(JdbcClient jdbc, DataSource database, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.rows = new JdbcTemplate(database);
    this.rows.setFetchSize(FETCHED_AT_ONCE);
    this.reading = new TransactionTemplate(transactions);
    this.reading.setReadOnly(true);
  }

  /** What a case can be found by. */
  enum Kind { RULE, CRITERION, PERSON }

  private record Term(Kind kind, String term) {}

  /**
   * What to find; each condition may be null.
   *
   * @param caseNumber the whole number or its beginning
   * @param receivedFrom included
   * @param receivedTo not included
   * @param criterion id of a criterion, with {@code status} its last status
   * @param rule id of a rule that fired in any table
   * @param person user id of somebody who acted
   */
  public record Query(String caseNumber, OffsetDateTime receivedFrom, OffsetDateTime receivedTo, String policyId, String policyVersion,
      String disposition, String criterion, String status, String rule, String person) {}

  /** A case found; what is known from its end on is null before. */
  public record Line(String caseNumber, String state, String policyId, String policyVersion,
      OffsetDateTime receivedAt, OffsetDateTime endedAt, String disposition) {}

  /** One page, newest receipt first; pages count from 0. */
  public record Page(List<Line> items, int page, int size, boolean more) {}

  /** @param keepUntil until when its history is kept, null for as long as nobody says */
  void add(long seq, CaseTrace trace, OffsetDateTime keepUntil) {
    jdbc.sql("insert into necessity_audit_case (seq, case_number, ended_at, disposition, keep_until) values (?, ?, ?, ?, ?)")
        .params(seq, trace.caseNumber(), trace.endedAt(), trace.determination().path("disposition").asText(null), keepUntil).update();
    for (Term term : terms(trace)) {
      jdbc.sql("insert into necessity_audit_posting (term_id, case_seq) values (?, ?)").params(id(term), seq).update();
    }
  }

  private static Set<Term> terms(CaseTrace trace) {
    Set<Term> terms = new HashSet<>();
    Stream<TableStep> tables = Stream.concat(Stream.ofNullable(trace.policy().table()),
        trace.assessments().stream().flatMap(assessment -> assessment.tables().stream()));
    tables.flatMap(table -> table.rules().stream()).forEach(rule -> terms.add(new Term(Kind.RULE, rule.id())));
    for (JsonNode criterion : trace.assessment().path("criteria")) {
      terms.add(new Term(Kind.CRITERION, criterion(criterion.path("id").asText(), criterion.path("status").asText())));
    }
    trace.people().keySet().forEach(id -> terms.add(new Term(Kind.PERSON, id)));
    return terms;
  }

  private static String criterion(String id, String status) {
    return id + " " + status;
  }

  private long id(Term term) {
    return find(term).orElseGet(() -> {
      jdbc.sql("insert into necessity_audit_term (kind, term) values (?, ?)").params(term.kind().name(), term.term()).update();
      return find(term).orElseThrow();
    });
  }

  private Optional<Long> find(Term term) {
    return jdbc.sql("select id from necessity_audit_term where kind = ? and term = ?").params(term.kind().name(), term.term()).query(Long.class).optional();
  }

  /** A case whose history is gone, and until when it was kept. */
  record Removed(String caseNumber, OffsetDateTime keepUntil) {}

  void keepUntil(String caseNumber, OffsetDateTime until) {
    jdbc.sql("update necessity_audit_case set keep_until = ? where case_number = ?").params(until, caseNumber).update();
  }

  /** Cases past their retention, under no hold, whose history the engine has removed. */
  List<Removed> removed(OffsetDateTime now) {
    return jdbc.sql("""
            select a.case_number, a.keep_until from necessity_audit_case a join necessity_seal s on s.case_number = a.case_number
            where a.keep_until <= ? and not exists (select 1 from ACT_HI_PROCINST p where p.ID_ = s.process_instance)
              and not exists (select 1 from necessity_legal_hold h where h.case_number = a.case_number)""")
        .param(now).query((row, number) -> new Removed(row.getString(1), row.getObject(2, OffsetDateTime.class))).list();
  }

  /** Takes a removed case out of the register and out of everything it could be found by. */
  void forget(String caseNumber) {
    jdbc.sql("delete from necessity_audit_posting where case_seq = (select seq from necessity_audit_case where case_number = ?)").param(caseNumber).update();
    jdbc.sql("delete from necessity_audit_case where case_number = ?").param(caseNumber).update();
    jdbc.sql("delete from necessity_case where case_number = ?").param(caseNumber).update();
  }

  /** When the last of the sealed cases ended. */
  Optional<OffsetDateTime> lastEnd() {
    return jdbc.sql("select ended_at from necessity_audit_case order by ended_at desc limit 1").query(OffsetDateTime.class).optional();
  }

  public Page find(Query query, int page, int size) {
    Conditions conditions = conditions(query);
    List<Object> params = new ArrayList<>(conditions.params);
    params.add(size + 1);
    params.add((long) page * size);
    List<Line> lines = jdbc.sql(LINE + conditions.where() + " order by c.received_at desc, c.case_number desc limit ? offset ?")
        .params(params).query(CaseIndex::line).list();
    return new Page(lines.subList(0, Math.min(size, lines.size())), page, size, lines.size() > size);
  }

  /** Every case found, newest receipt first, one at a time. */
  void each(Query query, Consumer<Line> consumer) {
    Conditions conditions = conditions(query);
    // Only inside a transaction does PostgreSQL hand out rows as they are read, instead of all at once.
    reading.executeWithoutResult(status -> rows.query(LINE + conditions.where() + " order by c.received_at desc, c.case_number desc",
        (RowCallbackHandler) row -> consumer.accept(line(row, 0)), conditions.params.toArray()));
  }

  private static final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> params = new ArrayList<>();

    void add(String condition, Object value) {
      if (value != null) {
        conditions.add(condition);
        params.add(value);
      }
    }

    /** For what no case has: the database need not look. */
    void never() {
      conditions.add("1 = 0");
    }

    String where() {
      return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }
  }

  private Conditions conditions(Query query) {
    Conditions conditions = new Conditions();
    conditions.add("c.case_number like ?", query.caseNumber() == null ? null : query.caseNumber().replaceAll("[%_\\\\]", "") + "%");
    conditions.add("c.received_at >= ?", utc(query.receivedFrom()));
    conditions.add("c.received_at < ?", utc(query.receivedTo()));
    conditions.add("c.policy_id = ?", query.policyId());
    conditions.add("c.policy_version = ?", query.policyVersion());
    conditions.add("a.disposition = ?", query.disposition());
    add(conditions, Kind.RULE, query.rule());
    add(conditions, Kind.PERSON, query.person());
    if (query.criterion() != null) {
      add(conditions, Kind.CRITERION, criterion(query.criterion(), query.status()));
    }
    return conditions;
  }

  private void add(Conditions conditions, Kind kind, String term) {
    if (term != null) {
      find(new Term(kind, term)).ifPresentOrElse(
          id -> conditions.add("a.seq in (select p.case_seq from necessity_audit_posting p where p.term_id = ?)", id), conditions::never);
    }
  }

  private static OffsetDateTime utc(OffsetDateTime instant) {
    return instant == null ? null : instant.withOffsetSameInstant(ZoneOffset.UTC);
  }

  private static Line line(ResultSet row, int number) throws SQLException {
    return new Line(row.getString("case_number"), row.getString("state"), row.getString("policy_id"), row.getString("policy_version"),
        row.getObject("received_at", OffsetDateTime.class), row.getObject("ended_at", OffsetDateTime.class), row.getString("disposition"));
  }
}
