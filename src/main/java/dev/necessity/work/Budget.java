package dev.necessity.work;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How much may be done for one answer. Whoever works in loops whose turns somebody else decides
 * counts them with {@link #spend}; work that asks for more than it may ends there, in the thread
 * that does it, so that nothing goes on after its answer. Some millions of steps take a second;
 * what is counted is the same on every machine, and the time is there for what nobody counts.
 */
public final class Budget {

  private static final ThreadLocal<Budget> CURRENT = new ThreadLocal<>();

  /** Looking at the clock costs more than a step. */
  private static final long BETWEEN_LOOKS = 1_000;

  private final long steps;
  private final Duration time;
  private Budget around;
  private long spent;
  private long nextLook;
  private long end;
  private String exhausted;

  /**
   * @param steps how much in all
   * @param time how long, from the moment that the work begins
   */
  public Budget(long steps, Duration time) {
    this.steps = steps;
    this.time = time;
  }

  /**
   * The work asks for more than it may; the message says so, as in "it takes more than 5 seconds".
   */
  public static final class ExhaustedException extends RuntimeException {

    ExhaustedException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Works within what is left of this budget, and within the one that holds already. A budget is of
   * one thread at a time.
   *
   * @throws ExhaustedException when it was too much, also where the work itself thought nothing of
   *     it
   */
  public <T> T run(Supplier<T> work) {
    around = CURRENT.get();
    if (end == 0) {
      end = System.nanoTime() + time.toNanos();
    }
    CURRENT.set(this);
    try {
      look();
      T result = work.get();
      refuseIfExhausted();
      return result;
    } catch (ExhaustedException tooMuch) {
      throw tooMuch;
    } catch (RuntimeException | StackOverflowError failure) {
      // What fails for want of a budget fails for that, whatever it says.
      refuseIfExhausted();
      throw failure;
    } finally {
      if (around == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(around);
      }
    }
  }

  /** Works within the budget that holds already; where none does, within one of its own. */
  public static <T> T within(long steps, Duration time, Supplier<T> work) {
    return current() == null ? new Budget(steps, time).run(work) : work.get();
  }

  /** The budget that the work of this thread is within; null where nothing bounds it. */
  public static Budget current() {
    return CURRENT.get();
  }

  /** Counts some work of this thread, where a budget holds. */
  public static void spend(long steps) {
    Budget current = CURRENT.get();
    if (current != null) {
      current.take(steps);
    }
  }

  /**
   * @throws ExhaustedException when there is no more, or the thread is to end
   */
  public void take(long more) {
    refuseIfExhausted();
    spent += more;
    if (spent > steps) {
      exhaust("it takes more than " + steps + " steps");
    }
    if (spent >= nextLook) {
      look();
    }
    if (around != null) {
      around.take(more);
    }
  }

  private void look() {
    nextLook = spent + BETWEEN_LOOKS;
    if (Thread.currentThread().isInterrupted()) {
      exhaust("it was stopped");
    }
    if (System.nanoTime() - end > 0) {
      exhaust(
          "it takes more than "
              + (time.toMillis() % 1000 == 0
                  ? time.toSeconds() + " seconds"
                  : time.toMillis() + " milliseconds"));
    }
  }

  private void exhaust(String why) {
    exhausted = why;
    throw new ExhaustedException(why);
  }

  private void refuseIfExhausted() {
    if (exhausted != null) {
      throw new ExhaustedException(exhausted);
    }
    if (around != null) {
      around.refuseIfExhausted();
    }
  }
}
