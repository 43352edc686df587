package dev.necessity.audit.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.trace.CaseTrace;
import dev.necessity.audit.trace.CaseTrace.TableStep;
import dev.necessity.audit.trace.HistoryValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
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
 * Finds cases. The register knows every case by number, receipt, policy and state; what happened in
 * a case is known here from its seal on, when its trace is complete.
 */
@Repository
public class CaseIndex {

  private static final int FETCHED_AT_ONCE = 500;
  private static final String NEWEST_FIRST = " order by c.received_at desc, c.case_number desc";
  private static final String COLUMNS =
      "select c.case_number, c.state, c.policy_id, c.policy_version, c.received_at, a.ended_at, a.disposition";

  /** Counting stops here: nobody pages through more. */
  private static final int COUNTED = 10_000;

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
  enum Kind {
    RULE,
    CRITERION,
    PERSON,
    DISPOSITION
  }

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
  public record Query(
      String caseNumber,
      OffsetDateTime receivedFrom,
      OffsetDateTime receivedTo,
      String policyId,
      String policyVersion,
      String disposition,
      String criterion,
      String status,
      String rule,
      String person) {}

  /** A case found; what is known from its end on is null before. */
  public record Line(
      String caseNumber,
      String state,
      String policyId,
      String policyVersion,
      OffsetDateTime receivedAt,
      OffsetDateTime endedAt,
      String disposition) {}

  /**
   * One page, newest receipt first; pages count from 0.
   *
   * @param total how many cases fit; at most 10,000 are counted
   * @param totalIsMore whether there are more than {@code total}
   */
  public record Page(
      List<Line> items, int page, int size, boolean more, int total, boolean totalIsMore) {}

  /**
   * @param keepUntil until when its history is kept, null for as long as nobody says
   */
  public void add(long seq, CaseTrace trace, OffsetDateTime keepUntil) {
    jdbc.sql(
            """
            insert into necessity_audit_case (seq, case_number, received_at, policy_id, policy_version, ended_at, disposition, keep_until, terms)
            values (?, ?, (select received_at from necessity_case where case_number = ?), ?, ?, ?, ?, ?, ?)""")
        .params(
            seq,
            trace.caseNumber(),
            trace.caseNumber(),
            trace.policy().id(),
            trace.policy().version(),
            trace.endedAt(),
            disposition(trace),
            keepUntil,
            terms(trace).stream().map(this::id).sorted().toArray(Integer[]::new))
        .update();
  }

  private static String disposition(CaseTrace trace) {
    return trace.determination().path("disposition").asText(null);
  }

  private static Set<Term> terms(CaseTrace trace) {
    Set<Term> terms = new HashSet<>();
    Stream<TableStep> tables =
        Stream.concat(
            Stream.ofNullable(trace.policy().table()),
            trace.assessments().stream().flatMap(assessment -> assessment.tables().stream()));
    tables
        .flatMap(table -> table.rules().stream())
        .forEach(rule -> terms.add(new Term(Kind.RULE, rule.id())));
    for (JsonNode criterion : trace.assessment().path("criteria")) {
      terms.add(
          new Term(
              Kind.CRITERION,
              criterion(criterion.path("id").asText(), criterion.path("status").asText())));
    }
    trace.people().keySet().forEach(id -> terms.add(new Term(Kind.PERSON, id)));
    Optional.ofNullable(disposition(trace))
        .ifPresent(disposition -> terms.add(new Term(Kind.DISPOSITION, disposition)));
    return terms;
  }

  private static String criterion(String id, String status) {
    return id + " " + status;
  }

  private int id(Term term) {
    return find(term)
        .orElseGet(
            () -> {
              jdbc.sql("insert into necessity_audit_term (kind, term) values (?, ?)")
                  .params(term.kind().name(), term.term())
                  .update();
              return find(term).orElseThrow();
            });
  }

  private Optional<Integer> find(Term term) {
    return jdbc.sql("select id from necessity_audit_term where kind = ? and term = ?")
        .params(term.kind().name(), term.term())
        .query(Integer.class)
        .optional();
  }

  /** A case that need not be kept any more. */
  public record Due(String processInstance, OffsetDateTime keepUntil) {}

  /** Cases past their retention, under no hold, of which the engine does not know it yet. */
  public List<Due> due(OffsetDateTime now, int most) {
    return jdbc.sql(
            """
            select s.process_instance, a.keep_until from necessity_audit_case a join necessity_seal s on s.case_number = a.case_number
            join ACT_HI_PROCINST p on p.ID_ = s.process_instance where a.keep_until <= ? and p.REMOVAL_TIME_ is null
              and not exists (select 1 from necessity_legal_hold h where h.case_number = a.case_number) order by a.keep_until limit ?""")
        .params(now, most)
        .query((row, number) -> new Due(row.getString(1), row.getObject(2, OffsetDateTime.class)))
        .list();
  }

  /** A case whose history is gone: when it ended, and until when it was kept. */
  public record Removed(String caseNumber, OffsetDateTime endedAt, OffsetDateTime keepUntil) {}

  public void keepUntil(String caseNumber, OffsetDateTime until) {
    jdbc.sql("update necessity_audit_case set keep_until = ? where case_number = ?")
        .params(until, caseNumber)
        .update();
  }

  /** Cases past their retention, under no hold, whose history the engine has removed. */
  public List<Removed> removed(OffsetDateTime now, int most) {
    return jdbc.sql(
            """
            select a.case_number, a.ended_at, a.keep_until from necessity_audit_case a join necessity_seal s on s.case_number = a.case_number
            where a.keep_until <= ? and not exists (select 1 from ACT_HI_PROCINST p where p.ID_ = s.process_instance)
              and not exists (select 1 from necessity_legal_hold h where h.case_number = a.case_number) order by a.keep_until limit ?""")
        .params(now, most)
        .query(
            (row, number) ->
                new Removed(
                    row.getString(1),
                    row.getObject(2, OffsetDateTime.class),
                    row.getObject(3, OffsetDateTime.class)))
        .list();
  }

  /** Takes a removed case out of the register and out of everything it could be found by. */
  public void forget(String caseNumber) {
    jdbc.sql("delete from necessity_audit_case where case_number = ?").param(caseNumber).update();
    jdbc.sql("delete from necessity_case where case_number = ?").param(caseNumber).update();
    jdbc.sql("delete from necessity_act where case_number = ?").param(caseNumber).update();
    jdbc.sql("delete from necessity_shadow_verdict where case_number = ?")
        .param(caseNumber)
        .update();
  }

  public Page find(Query query, int page, int size) {
    Conditions conditions = conditions(query);
    List<Object> params = new ArrayList<>(conditions.params);
    params.add(size + 1);
    params.add((long) page * size);
    // Up to a page nothing is read but the order, so that one deep in the list costs little.
    List<Line> lines =
        jdbc.sql(lines(conditions.from() + NEWEST_FIRST + " limit ? offset ?"))
            .params(params)
            .query(CaseIndex::line)
            .list();
    int total = total(conditions);
    return new Page(
        lines.subList(0, Math.min(size, lines.size())),
        page,
        size,
        lines.size() > size,
        Math.min(total, COUNTED),
        total > COUNTED);
  }

  private static String lines(String found) {
    return COLUMNS
        + " from (select c.case_number"
        + found
        + ") found join necessity_case c on c.case_number = found.case_number"
        + " left join necessity_audit_case a on a.case_number = c.case_number"
        + NEWEST_FIRST;
  }

  private int total(Conditions conditions) {
    List<Object> params = new ArrayList<>(conditions.params);
    params.add(COUNTED + 1);
    return jdbc.sql("select count(*) from (select 1" + conditions.from() + " limit ?) found")
        .params(params)
        .query(Integer.class)
        .single();
  }

  /** Every case found, newest receipt first, one at a time. */
  public void each(Query query, Consumer<Line> consumer) {
    Conditions conditions = conditions(query);
    // Only inside a transaction does PostgreSQL hand out rows as they are read, instead of all at
    // once.
    reading.executeWithoutResult(
        status ->
            rows.query(
                lines(conditions.from()),
                (RowCallbackHandler) row -> consumer.accept(line(row, 0)),
                conditions.params.toArray()));
  }

  private static final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> params = new ArrayList<>();
    private boolean terms;

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

    void term(int id) {
      add("array_contains(c.terms, ?)", id);
      terms = true;
    }

    /**
     * What is known of a case from its seal on is asked of sealed cases; both tables have the other
     * columns.
     */
    String from() {
      return " from "
          + (terms ? "necessity_audit_case" : "necessity_case")
          + " c"
          + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
    }
  }

  private Conditions conditions(Query query) {
    Conditions conditions = new Conditions();
    conditions.add(
        "c.case_number like ?",
        query.caseNumber() == null ? null : query.caseNumber().replaceAll("[%_\\\\]", "") + "%");
    conditions.add("c.received_at >= ?", HistoryValues.utc(query.receivedFrom()));
    conditions.add("c.received_at < ?", HistoryValues.utc(query.receivedTo()));
    conditions.add("c.policy_id = ?", query.policyId());
    conditions.add("c.policy_version = ?", query.policyVersion());
    add(conditions, Kind.DISPOSITION, query.disposition());
    add(conditions, Kind.RULE, query.rule());
    add(conditions, Kind.PERSON, query.person());
    if (query.criterion() != null) {
      add(conditions, Kind.CRITERION, criterion(query.criterion(), query.status()));
    }
    return conditions;
  }

  private void add(Conditions conditions, Kind kind, String term) {
    if (term != null) {
      find(new Term(kind, term)).ifPresentOrElse(conditions::term, conditions::never);
    }
  }

  private static Line line(ResultSet row, int number) throws SQLException {
    return new Line(
        row.getString("case_number"),
        row.getString("state"),
        row.getString("policy_id"),
        row.getString("policy_version"),
        row.getObject("received_at", OffsetDateTime.class),
        row.getObject("ended_at", OffsetDateTime.class),
        row.getString("disposition"));
  }
}
