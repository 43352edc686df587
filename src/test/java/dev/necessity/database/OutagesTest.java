package dev.necessity.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class OutagesTest {

  @Test
  void aDatabaseThatIsAwayOrHasNoPlaceIsToldFromOneThatWasAskedWrongly() {
    for (SQLException outage :
        List.of(
            new SQLException("terminating connection", "57P01"),
            new SQLException("refused", "08001"),
            new SQLException("No space left on device", "53100"),
            new SQLException(
                "General error",
                "HY000",
                50000,
                new IllegalStateException(
                    "Writing failed", new IOException("No space left on device"))),
            batchOf(
                new SQLException(
                    "General error", "HY000", 50000, new IOException("File too large"))),
            new SQLException("Connection is closed"))) {
      assertThat(Outages.among(new TransactionSystemException("JDBC rollback failed", outage)))
          .as(outage.getMessage())
          .isTrue();
    }
    for (SQLException other :
        List.of(
            new SQLException("duplicate key", "23505"),
            new SQLException("syntax error", "42601"),
            new SQLException("no state"))) {
      assertThat(Outages.among(new IllegalStateException(other))).as(other.getMessage()).isFalse();
    }
    assertThat(Outages.among(new IllegalStateException(new IOException("No space left on device"))))
        .as("a file that is no database")
        .isFalse();
  }

  /**
   * As the embedded database tells of a batch: what failed comes after it, and is no cause of it.
   */
  private static SQLException batchOf(SQLException failed) {
    SQLException batch =
        new BatchUpdateException(
            failed.getMessage(), failed.getSQLState(), failed.getErrorCode(), new int[0]);
    batch.setNextException(failed);
    return batch;
  }
}
