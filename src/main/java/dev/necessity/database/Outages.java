package dev.necessity.database;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Failures that come from a database that does not answer or has no place to store, rather than
 * from what it was asked.
 */
public final class Outages {

  /** Of SQL: whatever is about the connection. */
  private static final String CONNECTION = "08";

  /** Of PostgreSQL: shut down, crashed, still starting, too many connections, full disk. */
  private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "53300", "53100");

  /**
   * Of the pool, without a state: the connection is one that it has thrown away, and to roll back
   * over it hides what was said before.
   */
  private static final String THROWN_AWAY = "Connection is closed";

  private Outages() {}

  /** Whether an outage is what a failure comes from, however it was wrapped. */
  public static boolean among(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isAmong(sql)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What failed in a batch comes after its failure; the embedded database does not make it a cause.
   */
  private static boolean isAmong(SQLException failure) {
    return StreamSupport.stream(failure.spliterator(), false)
        .anyMatch(each -> each instanceof SQLException sql && isOutage(sql));
  }

  private static boolean isOutage(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || state.startsWith(CONNECTION)
        || STATES.contains(state)
        || isOverFile(failure)
        || failure.getSQLState() == null && THROWN_AWAY.equals(failure.getMessage());
  }

  /** Of the embedded database, which gives no state for it. */
  private static boolean isOverFile(SQLException failure) {
    return Stream.iterate(failure.getCause(), Objects::nonNull, Throwable::getCause)
        .anyMatch(IOException.class::isInstance);
  }
}
