package dev.necessity.audit.retention;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cases that must not be removed, whatever their retention says. */
@Repository
public class LegalHolds {

  private final JdbcClient jdbc;
  private final Clock clock;

  public LegalHolds(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  boolean stands(String caseNumber) {
    return jdbc.sql("select count(*) from necessity_legal_hold where case_number = ?")
            .param(caseNumber)
            .query(Long.class)
            .single()
        > 0;
  }

  /** A hold that stands. */
  public record Hold(String caseNumber, String reason, String placedBy, OffsetDateTime placedAt) {}

  /**
   * @param event PLACED or LIFTED
   */
  public record HoldEvent(
      String caseNumber, String event, String reason, String userId, OffsetDateTime at) {}

  /** Those that stand, the latest first. */
  public List<Hold> standing() {
    return jdbc.sql(
            "select case_number, reason, placed_by, placed_at from necessity_legal_hold order by placed_at desc, case_number")
        .query(
            (row, number) ->
                new Hold(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, OffsetDateTime.class)))
        .list();
  }

  /** Everything that was placed and lifted, the latest first. */
  public List<HoldEvent> events(int most) {
    return jdbc.sql(
            "select case_number, event, reason, user_id, happened_at from necessity_legal_hold_event order by id desc limit ?")
        .param(most)
        .query(
            (row, number) ->
                new HoldEvent(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getObject(5, OffsetDateTime.class)))
        .list();
  }

  /** A hold that stands already keeps its first reason. */
  void place(String caseNumber, String reason, String by) {
    if (!stands(caseNumber)) {
      jdbc.sql(
              "insert into necessity_legal_hold (case_number, reason, placed_by, placed_at) values (?, ?, ?, ?)")
          .params(caseNumber, reason, by, OffsetDateTime.now(clock))
          .update();
      record(caseNumber, "PLACED", reason, by);
    }
  }

  void lift(String caseNumber, String reason, String by) {
    jdbc.sql("delete from necessity_legal_hold where case_number = ?").param(caseNumber).update();
    record(caseNumber, "LIFTED", reason, by);
  }

  private void record(String caseNumber, String event, String reason, String by) {
    jdbc.sql(
            "insert into necessity_legal_hold_event (case_number, event, reason, user_id, happened_at) values (?, ?, ?, ?, ?)")
        .params(caseNumber, event, reason, by, OffsetDateTime.now(clock))
        .update();
  }
}
