package dev.necessity.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** No duty waits for another, and a server that stops lets each end the turn that it is at. */
class DutiesTest {

  private static final Duration SOON = Duration.ofMillis(1);

  private static Duties duties(Duty... all) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    Stream.of(all).forEach(duty -> beans.addBean(duty.name(), duty));
    return new Duties(beans.getBeanProvider(Duty.class), true, Clock.systemUTC());
  }

  @Test
  void aDutyThatHangsOrFailsHoldsUpNoOtherAndComesAgain() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(3);
    CountDownLatch done = new CountDownLatch(3);
    Duties duties =
        duties(
            Duty.of(
                "hanging",
                SOON,
                () -> {
                  hanging.await();
                  return false;
                }),
            Duty.whole(
                "failing",
                SOON,
                () -> {
                  failed.countDown();
                  if (failed.getCount() == 2) {
                    throw new LinkageError("broken, and nobody foresaw it");
                  }
                  throw new IllegalStateException("broken");
                }),
            Duty.whole("working", SOON, done::countDown));
    duties.start();

    failed.await();
    done.await();
    hanging.countDown();
    duties.stop();

    assertThat(duties.figures().get("failing").getFailures()).isGreaterThanOrEqualTo(3);
    assertThat(duties.figures().get("failing").getLastDone()).isNull();
    assertThat(duties.figures().get("working").getLastDone()).isNotNull();
  }

  @Test
  void aTurnThatLeftSomethingIsFollowedByTheNextAtOnceAndByAsManyWorkersAsThereAre()
      throws InterruptedException {
    CountDownLatch together = new CountDownLatch(2);
    AtomicInteger left = new AtomicInteger(100);
    CountDownLatch emptied = new CountDownLatch(1);
    Duties duties =
        duties(
            new Duty(
                "deliveries",
                2,
                SOON,
                () -> {
                  together.countDown();
                  together.await();
                  if (left.decrementAndGet() <= 0) {
                    emptied.countDown();
                    return false;
                  }
                  return true;
                }));
    duties.start();

    emptied.await();
    duties.stop();

    assertThat(left.get()).isLessThanOrEqualTo(0);
  }

  @Test
  void stoppingWaitsForTheTurnThatIsTakenAndBeginsNoOther() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Duties duties =
        duties(
            Duty.of(
                "sealing",
                SOON,
                () -> {
                  begun.countDown();
                  Thread.yield();
                  ended.incrementAndGet();
                  return true;
                }));
    duties.start();
    begun.await();

    duties.stop();
    int turns = ended.get();

    assertThat(duties.isRunning()).isFalse();
    assertThat(turns).isPositive();
    assertThat((long) turns)
        .as("each turn that began has ended")
        .isEqualTo(duties.figures().get("sealing").getTurns());
  }
}
