package dev.necessity.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** What is decided does not run away from the letters about it. */
class IntakeTest {

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };
  private final DriverManagerDataSource database =
      new DriverManagerDataSource(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final LettersFirst intake = new LettersFirst(new Outbox(jdbc, clock, null), clock);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger atIt = new AtomicInteger();
  private final List<Thread> callers = new ArrayList<>();

  @BeforeEach
  void tables() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  /** Each is at its request until the end. */
  private void callers(int count) {
    IntStream.range(0, count)
        .forEach(
            number -> {
              Thread caller =
                  new Thread(
                      () -> {
                        SecurityContextHolder.getContext()
                            .setAuthentication(new TestingAuthenticationToken("ines", ""));
                        intake.take(
                            () -> {
                              atIt.incrementAndGet();
                              awaitEnd();
                              return null;
                            });
                      });
              callers.add(caller);
              caller.start();
            });
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    end.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(atIt).as("in the end all were taken").hasValue(callers.size());
  }

  private void letters(int count) {
    for (int letter = 0; letter < count; letter++) {
      jdbc.sql(
              "insert into necessity_outbox (id, case_number, event, audience, channel, state, created_at, attempts, next_attempt_at) values (?, 'PA-1', 'NOTICE', 'MEMBER', 'FOLDER', 'PENDING', ?, 0, ?)")
          .params("letter " + letter, now.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  @Test
  void requestsAreTakenSideBySideWhileFewLettersWait() {
    letters(49);
    intake.letterWritten();
    callers(3);

    await().until(() -> atIt.get() == 3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whileManyLettersWaitRequestsAreTakenOneAtATimeAlsoBeforeTheFirstIsWritten(
      boolean isOneWritten) {
    letters(50);
    if (isOneWritten) {
      intake.letterWritten();
    }
    callers(3);

    await()
        .until(
            () ->
                atIt.get() == 1
                    && callers.stream()
                            .filter(caller -> caller.getState() == Thread.State.TIMED_WAITING)
                            .count()
                        == 2);
  }

  @Test
  void lettersThatDoNotMoveHoldUpNobody() {
    letters(50);
    intake.letterWritten();
    now = now.plusSeconds(30);
    callers(3);

    await().until(() -> atIt.get() == 3);
  }
}
