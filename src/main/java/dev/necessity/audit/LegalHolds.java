package dev.necessity.audit;

import java.time.Clock;
import java.time.OffsetDateTime;
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
    return jdbc.sql("select count(*) from necessity_legal_hold where case_number = ?").param(caseNumber).query(Long.class).single() > 0;
  }

  /** A hold that stands already keeps its first reason. */
  void place(String caseNumber, String reason, String by) {
    if (!stands(caseNumber)) {
      jdbc.sql("insert into necessity_legal_hold (case_number, reason, placed_by, placed_at) values (?, ?, ?, ?)")
          .params(caseNumber, reason, by, OffsetDateTime.now(clock)).update();
    }
  }

  void release(String caseNumber) {
    jdbc.sql("delete from necessity_legal_hold where case_number = ?").param(caseNumber).update();
  }
}
