package dev.necessity.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Looks each second whether PostgreSQL answers, over a connection of its own. While it does not, the server is not ready, calls are
 * refused at once instead of waiting for a connection ({@link Unavailable}), and one line a minute says so; what others would log of it is
 * left out ({@link QuietOutage}). An embedded database is there as long as the server is.
 */
@Component
public class DatabaseWatch implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration REMINDER = Duration.ofMinutes(1);
  /** One that is busy is slow now and then; one that refuses is lost at once. */
  private static final int SLOW_ANSWERS = 3;

  private final HikariDataSource pool;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private ScheduledExecutorService thread;
  private Connection connection;
  private int slow;
  private Instant reminded;
  private volatile Instant lostSince;

  DatabaseWatch(DataSource pool, ApplicationEventPublisher events, Clock clock) throws SQLException {
    this.pool = pool.unwrap(HikariDataSource.class);
    this.events = events;
    this.clock = clock;
  }

  /** Whether the database is lost at this moment. */
  public boolean isLost() {
    return lostSince != null;
  }

  /** Looks now, because something failed; whether the database is lost. */
  boolean look() {
    if (thread != null) {
      check();
    }
    return isLost();
  }

  private synchronized void check() {
    try {
      if (connection == null) {
        connection = Preparation.connect(pool, PATIENCE);
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("select 1");
      }
      slow = 0;
      found();
    } catch (SQLException failure) {
      close();
      slow++;
      if (!(failure.getCause() instanceof SocketTimeoutException) || slow >= SLOW_ANSWERS) {
        lost(failure);
      }
    }
  }

  private void lost(SQLException failure) {
    Instant now = clock.instant();
    if (lostSince == null) {
      lostSince = now;
      AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
    }
    if (reminded == null || !now.isBefore(reminded.plus(REMINDER))) {
      reminded = now;
      LOG.warn("The database {} has not answered since {} ({}). Calls are refused with 503 until it does.", Preparation.address(pool), lostSince,
          Preparation.oneLine(failure.getMessage()));
    }
  }

  private void found() {
    if (lostSince != null) {
      LOG.info("The database answers again after {} seconds.", Duration.between(lostSince, clock.instant()).toSeconds());
      lostSince = null;
      reminded = null;
      AvailabilityChangeEvent.publish(events, this, ReadinessState.ACCEPTING_TRAFFIC);
    }
  }

  private void close() {
    try (Connection gone = connection) {
      connection = null;
    } catch (SQLException failure) {
      LOG.debug("The connection of the watch is gone already", failure);
    }
  }

  @Override
  public void start() {
    if (PostgresConnections.isPostgres(pool)) {
      CustomizableThreadFactory named = new CustomizableThreadFactory("database-watch-");
      named.setDaemon(true);
      thread = Executors.newSingleThreadScheduledExecutor(named);
      thread.scheduleWithFixedDelay(this::check, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() {
    if (thread != null) {
      thread.shutdown();
      thread = null;
      synchronized (this) {
        close();
      }
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
