package dev.necessity.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * From the first look at the database until tables, models, groups and users are in place: waits
 * for a database that does not answer yet, and lets one server at a time prepare it, so that
 * several may be started at once. On PostgreSQL a lock of the session tells them apart, which ends
 * with the server that holds it, however that ends.
 */
@Component
class Preparation implements BeanPostProcessor, SmartLifecycle, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  /** Ends before anything else begins. */
  static final int PHASE = Integer.MIN_VALUE;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** One number for each schema. */
  private static final String LOCK =
      "select pg_try_advisory_lock(hashtextextended('necessity.preparation.' || current_schema(), 0))";

  /**
   * Open until the end; over it the lock is held, and an embedded database stays open for the pool.
   */
  private Connection connection;

  /** Begins when the pool is there, and before anybody asks it for a connection. */
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool) {
      try {
        if (PostgresConnections.isPostgres(pool)) {
          Thread waiting = Thread.currentThread();
          Thread stop = new Thread(waiting::interrupt, "stop-waiting");
          Runtime.getRuntime().addShutdownHook(stop);
          connection = await(pool);
          waitForTheLock();
          Runtime.getRuntime().removeShutdownHook(stop);
        } else {
          connection = connect(pool, PATIENCE);
        }
      } catch (SQLException refused) {
        throw new IllegalStateException("The database refuses the server.", refused);
      }
    }
    return bean;
  }

  private static Connection await(HikariDataSource pool) throws SQLException {
    for (Duration pause = Duration.ofSeconds(1); ; pause = longer(pause)) {
      try {
        return connect(pool, PATIENCE);
      } catch (SQLException failure) {
        if (!Outages.among(failure)) {
          throw failure;
        }
        LOG.warn(
            "The database {} does not answer ({}). The server waits for it and tries again in {} seconds.",
            address(pool),
            oneLine(failure.getMessage()),
            pause.toSeconds());
        sleep(pause);
      }
    }
  }

  private void waitForTheLock() throws SQLException {
    for (Duration pause = Duration.ofMillis(100); !isLocked(); pause = longer(pause)) {
      if (pause.toSeconds() > 0) {
        LOG.info(
            "Another server prepares the database. This one waits for it and tries again in {} seconds.",
            pause.toSeconds());
      }
      sleep(pause);
    }
  }

  private boolean isLocked() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet locked = statement.executeQuery(LOCK)) {
      return locked.next() && locked.getBoolean(1);
    }
  }

  private static Duration longer(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The server was stopped while it waited for the database.");
    }
  }

  /** A connection beside the pool, which gives up early. */
  static Connection connect(HikariDataSource pool, Duration patience) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(pool.getDataSourceProperties());
    properties.setProperty("user", Objects.toString(pool.getUsername(), ""));
    properties.setProperty("password", Objects.toString(pool.getPassword(), ""));
    if (PostgresConnections.isPostgres(pool)) {
      String seconds = Long.toString(patience.toSeconds());
      properties.setProperty("connectTimeout", seconds);
      properties.setProperty("socketTimeout", seconds);
    }
    return DriverManager.getConnection(pool.getJdbcUrl(), properties);
  }

  /** Without what may follow it, as a password. */
  static String address(HikariDataSource pool) {
    return pool.getJdbcUrl().replaceAll("[;?].*", "");
  }

  static String oneLine(String message) {
    return String.valueOf(message).replaceAll("\\s+", " ").strip();
  }

  /** All is in place: after every bean was made, and before the port opens. */
  @Override
  public void start() {
    end();
  }

  @Override
  public void destroy() {
    end();
  }

  private void end() {
    try (Connection done = connection) {
      connection = null;
    } catch (SQLException gone) {
      LOG.debug("The connection of the preparation is gone already", gone);
    }
  }

  @Override
  public void stop() {
    end();
  }

  @Override
  public boolean isRunning() {
    return connection == null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
