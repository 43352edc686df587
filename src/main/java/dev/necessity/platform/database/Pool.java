package dev.necessity.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/** Who asks for a connection waits for one while others have them all, but not for a database that is lost. */
class Pool extends HikariDataSource {

  private static final Duration ONE_TRY = Duration.ofMillis(1500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private volatile boolean lost;

  Pool() {
    setConnectionTimeout(ONE_TRY.toMillis());
    setValidationTimeout(ONE_TRY.toMillis() - 500);
  }

  /** Says whether there is anything to wait for. */
  void lost(boolean isLost) {
    lost = isLost;
  }

  @Override
  public Connection getConnection() throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return super.getConnection();
      } catch (SQLTransientConnectionException none) {
        if (lost || System.nanoTime() > end) {
          throw none;
        }
      }
    }
  }
}
