package dev.necessity.audit.retention;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which cases' histories were removed at the end of their retention. */
@Repository
public class Deletions {

  private final JdbcClient jdbc;

  public Deletions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A removal.
   *
   * @param removedBy the removal happened before that
   * @param readsUntil until when the reads of the case are kept
   */
  public record Deletion(
      String caseNumber,
      OffsetDateTime keepUntil,
      OffsetDateTime removedBy,
      OffsetDateTime readsUntil) {}

  void add(
      String caseNumber,
      OffsetDateTime keepUntil,
      OffsetDateTime removedBy,
      OffsetDateTime readsUntil) {
    jdbc.sql(
            "insert into necessity_case_deletion (case_number, removed_by, keep_until, keep_reads_until) values (?, ?, ?, ?)")
        .params(caseNumber, removedBy, keepUntil, readsUntil)
        .update();
  }

  /** One page, the latest first, and one more where there is another page. */
  public List<Deletion> page(int page, int size) {
    return jdbc.sql(
            "select case_number, keep_until, removed_by, keep_reads_until from necessity_case_deletion order by removed_by desc, case_number limit ? offset ?")
        .params(size + 1, (long) page * size)
        .query(
            (row, number) ->
                new Deletion(
                    row.getString(1),
                    row.getObject(2, OffsetDateTime.class),
                    row.getObject(3, OffsetDateTime.class),
                    row.getObject(4, OffsetDateTime.class)))
        .list();
  }

  void forgetReads(OffsetDateTime now) {
    jdbc.sql(
            "delete from necessity_case_read where case_number in (select case_number from necessity_case_deletion where keep_reads_until <= ?)")
        .param(now)
        .update();
  }

  public boolean recorded(String caseNumber) {
    return jdbc.sql("select count(*) from necessity_case_deletion where case_number = ?")
            .param(caseNumber)
            .query(Long.class)
            .single()
        > 0;
  }
}
