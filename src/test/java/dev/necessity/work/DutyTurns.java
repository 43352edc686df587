package dev.necessity.work;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** One turn of a duty, taken as the server takes it. */
public final class DutyTurns {

  private DutyTurns() {}

  public static void take(Duty duty) {
    CountDownLatch taken = new CountDownLatch(1);
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean(
        duty.name(),
        new Duty(
            duty.name(),
            1,
            Duration.ofMillis(1),
            () -> {
              if (taken.getCount() == 0) {
                return false;
              }
              try {
                duty.turn().take();
                return false;
              } finally {
                taken.countDown();
              }
            }));
    Duties duties = new Duties(beans.getBeanProvider(Duty.class), true, Clock.systemUTC());
    duties.start();
    try {
      taken.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    duties.stop();
  }
}
