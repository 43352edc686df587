package dev.necessity.work;

import java.time.Duration;

/**
 * Work of the application's own that nobody waits for, as the sealing of ended cases. It has
 * threads of its own ({@link Duties}), so that no duty waits for another.
 *
 * @param name of its threads, and of its figures for the operator
 * @param workers how many take turns side by side
 * @param pause after a turn that left nothing to do
 */
public record Duty(String name, int workers, Duration pause, DutyTurn turn) {

  /** A bounded piece of the work, so that a server that stops waits for one piece only. */
  public interface DutyTurn {

    /** Whether there is more to do at once. */
    boolean take() throws InterruptedException;
  }

  /** One worker, whose turns are the pieces of the work. */
  public static Duty of(String name, Duration pause, DutyTurn turn) {
    return new Duty(name, 1, pause, turn);
  }

  /** One worker, who does the whole work in one turn. */
  public static Duty whole(String name, Duration pause, Runnable work) {
    return of(
        name,
        pause,
        () -> {
          work.run();
          return false;
        });
  }
}
