package dev.necessity.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asks for a connection waits for one while others have them all, but not for a database that
 * is lost; nor does who has one already.
 */
class Pool extends HikariDataSource {

  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
  private static final Duration ONE_TRY = Duration.ofMillis(1500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Forgotten as soon as they are given back: nobody else holds them then. */
  private final Set<Connection> lent =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private volatile boolean lost;

  Pool() {
    setConnectionTimeout(ONE_TRY.toMillis());
    setValidationTimeout(ONE_TRY.toMillis() - 500);
  }

  /** There is nothing to wait for. */
  void lost() {
    lost = true;
  }

  void found() {
    lost = false;
  }

  /** Ends what waits for an answer of a database that gives none. */
  void abort() {
    List<Connection> waiting;
    synchronized (lent) {
      waiting = List.copyOf(lent);
    }
    for (Connection connection : waiting) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException gone) {
        LOG.debug("A connection of a lost database is gone already", gone);
      }
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Connection connection = super.getConnection();
        lent.add(connection);
        return connection;
      } catch (SQLTransientConnectionException none) {
        if (lost || System.nanoTime() > end) {
          throw none;
        }
      }
    }
  }
}
