package dev.necessity.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** What is decided does not run away from the letters about it. */
class IntakeTest {

  private static final Duration EVERY = Duration.ofSeconds(10);

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Clock clock = new Clock() {
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
  private final Intake intake = new Intake(EVERY, clock);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger atIt = new AtomicInteger();
  private final List<Thread> callers = new ArrayList<>();

  /** Each is at its request until the end. */
  private void callers(int count) {
    IntStream.range(0, count).forEach(number -> {
      Thread caller = new Thread(() -> {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ines", ""));
        intake.take(() -> {
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

  @Test
  void requestsAreTakenSideBySideWhileLettersWaitNoLongerThanTheyMust() {
    intake.letterWaited(EVERY);
    callers(3);

    await().until(() -> atIt.get() == 3);
  }

  @Test
  void whileLettersAreBehindRequestsAreTakenOneAtATime() {
    intake.letterWaited(EVERY.multipliedBy(2));
    callers(3);

    await().until(() -> atIt.get() == 1 && callers.stream().filter(caller -> caller.getState() == Thread.State.TIMED_WAITING).count() == 2);
  }

  @Test
  void oneLetterThatWaitedNoLongerSaysThatTheyKeepUpAgain() {
    intake.letterWaited(EVERY.multipliedBy(2));
    intake.letterWaited(Duration.ZERO);
    callers(3);

    await().until(() -> atIt.get() == 3);
  }

  @Test
  void lettersThatCannotBeWrittenAtAllHoldUpNobody() {
    intake.letterWaited(EVERY.multipliedBy(2));
    now = now.plusSeconds(10);
    callers(3);

    await().until(() -> atIt.get() == 3);
  }
}
