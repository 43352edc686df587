package dev.necessity.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final ThreadLocal<String> user = new ThreadLocal<>();
  private final List<String> began = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  private Turns turns(int atOnce, int ofOneUser, int waiting, Duration patience) {
    return new Turns(atOnce, ofOneUser, waiting, patience, user::get);
  }

  @AfterEach
  void end() throws InterruptedException {
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /**
   * Somebody whose work goes on until the end, or until it is given up; waits until it works, or
   * waits.
   */
  private void ask(Turns turns, String who, boolean waits) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              user.set(who);
              turns.take(
                  () -> {
                    began.add(who);
                    try {
                      end.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    return null;
                  });
            });
    int before = began.size();
    thread.start();
    threads.add(thread);
    while (waits ? thread.getState() != Thread.State.TIMED_WAITING : began.size() == before) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aUserWithMuchToDoLeavesATurnToOthers() throws InterruptedException {
    Turns turns = turns(2, 1, 5, Duration.ofMinutes(10));
    ask(turns, "ana", false);
    ask(turns, "ana", true);
    ask(turns, "ana", true);

    ask(turns, "rita", false);

    assertThat(began).containsExactly("ana", "rita");
  }

  @Test
  void whoWaitedLongestIsNext() throws InterruptedException {
    Turns turns = turns(1, 1, 5, Duration.ofMinutes(10));
    ask(turns, "ana", false);
    for (String next : List.of("rita", "ana", "aud", "rita")) {
      ask(turns, next, true);
    }

    end();

    assertThat(began).containsExactly("ana", "rita", "ana", "aud", "rita");
  }

  @Test
  void whoHasTooMuchWaitingIsToldSoAtOnceAndWhoWaitsForOthersAfterAWhile()
      throws InterruptedException {
    Turns impatient = turns(1, 1, 1, Duration.ZERO);
    ask(impatient, "ana", false);
    user.set("rita");
    assertThatThrownBy(() -> impatient.take(() -> null))
        .isInstanceOfSatisfying(
            Turns.BusyException.class, busy -> assertThat(busy.isByTheCaller()).isFalse());
    user.set("ana");
    assertThatThrownBy(() -> impatient.take(() -> null))
        .isInstanceOfSatisfying(
            Turns.BusyException.class, busy -> assertThat(busy.isByTheCaller()).isTrue());

    Turns patient = turns(1, 1, 1, Duration.ofMinutes(10));
    ask(patient, "ana", false);
    ask(patient, "ana", true);
    assertThatThrownBy(() -> patient.take(() -> null))
        .isInstanceOf(Turns.BusyException.class)
        .hasMessageContaining("much at once");
  }

  @Test
  void aTurnEndsWithItsWorkHoweverItEnds() {
    Turns turns = turns(1, 1, 1, Duration.ZERO);
    user.set("ana");

    assertThatThrownBy(
            () ->
                turns.take(
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");

    assertThat(turns.<String>take(() -> "done")).isEqualTo("done");
  }
}
