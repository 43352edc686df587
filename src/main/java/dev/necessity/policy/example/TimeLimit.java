package dev.necessity.policy.example;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs examples of a file that anybody may have written: each for a bounded time, and all of them together. What does not
 * end is stopped, so that a caller never waits for longer.
 */
public final class TimeLimit {

  private final Duration each;
  private final Duration all;
  private final long start = System.nanoTime();

  /**
   * Starts to count.
   *
   * @param each how long one example may take
   * @param all how long they may take together, from now on
   */
  public TimeLimit(Duration each, Duration all) {
    this.each = each;
    this.all = all;
  }

  /** An example took too long; the message says so to an analyst. */
  public static final class ExceededException extends Exception {

    ExceededException(String message) {
      super(message);
    }
  }

  /**
   * Runs one example in a thread of its own and waits for it.
   *
   * @throws ExceededException when it did not end in time, or when there was no time left to run it
   */
  public <T> T run(Callable<T> example) throws ExceededException {
    long left = all.toNanos() - (System.nanoTime() - start);
    if (left <= 0) {
      throw new ExceededException("it was not run: those before it took all of the " + words(all) + " that there are");
    }
    FutureTask<T> task = new FutureTask<>(example);
    Thread thread = new Thread(task, "example");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(Math.min(left, each.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException endless) {
      thread.interrupt();
      throw new ExceededException("it did not end within " + words(each) + " and was stopped: look for a loop, or a function that calls itself");
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new ExceededException("it was stopped");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (failed.getCause() instanceof StackOverflowError) {
        throw new ExceededException("it is nested too deeply, or calls itself without end");
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " seconds" : duration.toMillis() + " milliseconds";
  }
}
