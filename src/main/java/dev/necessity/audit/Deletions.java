package dev.necessity.audit;

import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which cases' histories were removed at the end of their retention. */
@Repository
public class Deletions {

  private final JdbcClient jdbc;

  public Deletions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** @param noticedAt the removal happened before that */
  void add(String caseNumber, OffsetDateTime keepUntil, OffsetDateTime noticedAt) {
    jdbc.sql("insert into necessity_case_deletion (case_number, removed_by, keep_until) values (?, ?, ?)")
        .params(caseNumber, noticedAt, keepUntil).update();
  }

  boolean recorded(String caseNumber) {
    return jdbc.sql("select count(*) from necessity_case_deletion where case_number = ?").param(caseNumber).query(Long.class).single() > 0;
  }
}
