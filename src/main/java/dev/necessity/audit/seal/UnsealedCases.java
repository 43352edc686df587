package dev.necessity.audit.seal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Ended cases that have no seal yet, in the order in which their ends were stored, which no clock
 * decides.
 */
@Repository
public class UnsealedCases {

  private static final String COLUMNS = "id, case_number, process_instance, ended_at, tries";

  private final JdbcClient jdbc;

  public UnsealedCases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param tries how often sealing it failed
   */
  public record Unsealed(
      long id, String caseNumber, String processInstance, OffsetDateTime endedAt, int tries) {}

  /**
   * How far sealing is behind.
   *
   * @param number of ended cases without a seal
   * @param failing how many of them could not be sealed when it was tried
   * @param oldest end of any of them, null when there is none
   */
  public record Lag(long number, long failing, OffsetDateTime oldest) {

    /** How long ago the oldest ended; by a node whose clock is ahead, not at all. */
    public Duration behind(OffsetDateTime now) {
      return oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
    }
  }

  /** To be called in the transaction in which the case ends. */
  void add(String caseNumber, String processInstance, OffsetDateTime endedAt) {
    jdbc.sql(
            "insert into necessity_unsealed_case (case_number, process_instance, ended_at) values (?, ?, ?)")
        .params(caseNumber, processInstance, endedAt)
        .update();
  }

  /**
   * Adds what ended without being added: under an earlier version, or in a way that nobody thought
   * of. A case that is in the search had a seal: that it was taken away is for the verification to
   * say.
   *
   * @return how many there were
   */
  int addForgotten() {
    return jdbc.sql(
            """
        insert into necessity_unsealed_case (case_number, process_instance, ended_at)
        select p.BUSINESS_KEY_, p.ID_, p.END_TIME_ from ACT_HI_PROCINST p
        where p.PROC_DEF_KEY_ = 'priorAuthorization' and p.BUSINESS_KEY_ is not null and p.END_TIME_ is not null
          and not exists (select 1 from necessity_seal s where s.case_number = p.BUSINESS_KEY_)
          and not exists (select 1 from necessity_audit_case a where a.case_number = p.BUSINESS_KEY_)
          and not exists (select 1 from necessity_unsealed_case u where u.case_number = p.BUSINESS_KEY_)
        order by p.END_TIME_, p.ID_""")
        .update();
  }

  /** The next ones behind one of them. */
  List<Unsealed> after(long id, int limit) {
    return jdbc.sql(
            "select " + COLUMNS + " from necessity_unsealed_case where id > ? order by id limit ?")
        .params(id, limit)
        .query(UnsealedCases::unsealed)
        .list();
  }

  public List<Unsealed> page(int page, int size) {
    return jdbc.sql(
            "select " + COLUMNS + " from necessity_unsealed_case order by id limit ? offset ?")
        .params(size, (long) page * size)
        .query(UnsealedCases::unsealed)
        .list();
  }

  /** Whether it was still there. */
  boolean remove(long id) {
    return jdbc.sql("delete from necessity_unsealed_case where id = ?").param(id).update() > 0;
  }

  void failed(long id) {
    jdbc.sql("update necessity_unsealed_case set tries = tries + 1 where id = ?")
        .param(id)
        .update();
  }

  public Lag lag() {
    return jdbc.sql(
            "select count(*), sum(case when tries > 0 then 1 else 0 end), min(ended_at) from necessity_unsealed_case")
        .query(
            (row, number) ->
                new Lag(row.getLong(1), row.getLong(2), row.getObject(3, OffsetDateTime.class)))
        .single();
  }

  private static Unsealed unsealed(ResultSet row, int number) throws SQLException {
    return new Unsealed(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getObject(4, OffsetDateTime.class),
        row.getInt(5));
  }
}
