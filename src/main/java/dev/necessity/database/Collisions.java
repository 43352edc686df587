package dev.necessity.database;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * Two transactions that wanted the same row: the one that the database or the engine ended has
 * stored nothing and can be run again from its beginning. Each time it waits a little longer, by
 * chance, so that two that met do not meet again.
 */
public final class Collisions {

  private static final int TRIES = 8;
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * Of SQL: serialization failure and deadlock; PostgreSQL's lock that is not available; H2's
   * timeout over a lock.
   */
  private static final Set<String> STATES = Set.of("40001", "40P01", "55P03", "HYT00");

  private static final int H2_CONCURRENT_UPDATE = 90131;

  private Collisions() {}

  /**
   * Runs a whole transaction, again when it collided; after the last try the collision is thrown.
   */
  public static <T> T retried(Supplier<T> transaction) {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.get();
      } catch (RuntimeException failure) {
        if (attempt == TRIES || !among(failure)) {
          throw failure;
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(FIRST_PAUSE << attempt));
      }
    }
  }

  /** Whether a collision is what a failure comes from, however it was wrapped. */
  public static boolean among(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OptimisticLockingException
          || cause instanceof ConcurrencyFailureException
          || cause instanceof SQLException sql
              && (sql.getErrorCode() == H2_CONCURRENT_UPDATE
                  || STATES.contains(String.valueOf(sql.getSQLState())))) {
        return true;
      }
    }
    return false;
  }
}
