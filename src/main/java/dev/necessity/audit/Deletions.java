package dev.necessity.audit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which cases' histories were removed at the end of their retention. */
@Repository
public class Deletions {

  private final JdbcClient jdbc;

  public Deletions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean recorded(String caseNumber) {
    return jdbc.sql("select count(*) from necessity_case_deletion where case_number = ?").param(caseNumber).query(Long.class).single() > 0;
  }
}
