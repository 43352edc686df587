package dev.necessity.workflow;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Failures that come from a database that does not answer, rather than from what it was asked. */
public final class Outages {

  /** Of SQL: whatever is about the connection. */
  private static final String CONNECTION = "08";
  /** Of PostgreSQL: shut down, crashed, still starting; and too many connections. */
  private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "53300");

  private Outages() {}

  /** Whether an outage is what a failure comes from, however it was wrapped. */
  public static boolean among(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isOutage(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOutage(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof SQLTransientConnectionException || failure instanceof SQLNonTransientConnectionException
        || state.startsWith(CONNECTION) || STATES.contains(state);
  }
}
