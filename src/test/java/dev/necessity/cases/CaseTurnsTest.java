package dev.necessity.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.work.Turns;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Who waits for a case that many others want. */
class CaseTurnsTest {

  private final DriverManagerDataSource database =
      new DriverManagerDataSource(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

  @Test
  void whoGetsNoTurnInTimeIsToldThatTheServerIsBusyAndNotThatHisCallWasWrong() throws Exception {
    Flyway.configure().dataSource(database).load().migrate();
    JdbcClient jdbc = JdbcClient.create(database);
    jdbc.sql(
            "insert into necessity_case (case_number, request_id, content_hash, state, received_at, line_of_business, decided_before_acts)"
                + " values ('PA-1', 'r', 'x', 'IN_REVIEW', current_timestamp, 'MEDICAID', true)")
        .update();
    CaseTurns turns =
        new CaseTurns(
            new CaseRegister(jdbc),
            new DataSourceTransactionManager(database),
            Duration.ofMillis(50));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<String> first =
          other.submit(
              () ->
                  turns.take(
                      "PA-1",
                      entry -> {
                        begun.countDown();
                        awaitUninterruptibly(end);
                        return "done";
                      }));
      begun.await();

      assertThatThrownBy(() -> turns.take("PA-1", entry -> "never"))
          .isInstanceOfSatisfying(
              Turns.BusyException.class, busy -> assertThat(busy.isByTheCaller()).isFalse())
          .hasMessageContainingAll("Many others", "PA-1", "Nothing of yours was stored");

      end.countDown();
      assertThat(first.get()).isEqualTo("done");
      assertThat(turns.<String>take("PA-1", entry -> "afterwards")).isEqualTo("afterwards");
    } finally {
      other.shutdownNow();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
