package dev.necessity.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Looks again and again whether the database answers, over a connection of its own. While it does
 * not, the server is not ready, calls are refused at once instead of waiting for a connection or an
 * answer, and one line a minute says so; what others would log of it is left out ({@link
 * QuietOutage}). An embedded database is lost when it cannot write its file: then it closes itself,
 * and only a start opens it again.
 */
@Component("db")
public class DatabaseWatch implements HealthIndicator, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

  /** An embedded database that has closed its file still knows what one is. */
  private static final String QUESTION = "select zone from necessity_time_zone";

  /**
   * With the time for an answer less than two seconds, so that nobody waits longer for a database
   * that hangs.
   */
  private static final Duration EVERY = Duration.ofMillis(250);

  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Duration CONNECTION = Duration.ofSeconds(2);
  private static final Duration REMINDER = Duration.ofMinutes(1);

  private final Pool pool;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private ScheduledExecutorService thread;
  private Connection connection;
  private Instant reminded = Instant.MIN;
  private String reason;
  private volatile Instant lostSince;

  DatabaseWatch(Pool pool, ApplicationEventPublisher events, Clock clock) {
    this.pool = pool;
    this.events = events;
    this.clock = clock;
  }

  /** Whether the database is lost at this moment. */
  public boolean isLost() {
    return lostSince != null;
  }

  /** Looks now, because something failed; whether the database is lost. */
  public boolean look() {
    if (!isLost() && isRunning()) {
      check();
    }
    return isLost();
  }

  @Override
  public Health health() {
    return (isLost() ? Health.down() : Health.up()).build();
  }

  private synchronized void check() {
    if (isLost() && isEmbedded()) {
      remind();
      return;
    }
    try {
      if (connection == null) {
        connection = Preparation.connect(pool, CONNECTION);
        connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(QUESTION);
      }
      found();
    } catch (SQLException | RuntimeException failure) {
      // Whatever it is: thrown out of here it would be the last look of this watch.
      close();
      lost(failure);
    }
  }

  private void lost(Exception failure) {
    reason = Preparation.oneLine(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
    if (lostSince == null) {
      lostSince = clock.instant();
      pool.lost();
      if (isEmbedded()) {
        AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
      } else {
        pool.abort();
      }
    }
    remind();
  }

  private void remind() {
    Instant now = clock.instant();
    if (!now.isBefore(reminded.plus(REMINDER))) {
      reminded = now;
      LOG.warn(
          "The database {} has not answered since {} ({}). Calls are refused with 503; what was answered before is stored.{}",
          Preparation.address(pool),
          lostSince,
          reason,
          isEmbedded()
              ? " Make room for its file, or mend what the reason names, and start the server again."
              : "");
    }
  }

  private boolean isEmbedded() {
    return !PostgresConnections.isPostgres(pool);
  }

  private void found() {
    if (lostSince != null) {
      LOG.info(
          "The database answers again after {} seconds.",
          Duration.between(lostSince, clock.instant()).toSeconds());
      lostSince = null;
      pool.found();
    }
  }

  private void close() {
    try (Connection gone = connection) {
      connection = null;
    } catch (SQLException failure) {
      LOG.debug("The connection of the watch is gone already", failure);
    }
  }

  /** A look catches what fails, so that nothing is lost with what it promises. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void start() {
    CustomizableThreadFactory named = new CustomizableThreadFactory("database-watch-");
    named.setDaemon(true);
    thread = Executors.newSingleThreadScheduledExecutor(named);
    thread.scheduleWithFixedDelay(
        this::check, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    thread.shutdown();
    thread = null;
    synchronized (this) {
      close();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** Before the port opens, and until after it is closed. */
  @Override
  public int getPhase() {
    return Preparation.PHASE + 1;
  }
}
