package dev.necessity.command;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/**
 * A line that is written over and over: how far, how fast, how long still; and what was reached in
 * the end.
 */
public final class ProgressBar {

  private static final long SHOW_EVERY = Duration.ofMillis(500).toNanos();
  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final String what;
  private final long start = System.nanoTime();
  private final long startOfProcessor = processorTime();
  private long shown = start;
  private double doneBefore = -1;

  /**
   * @param what is counted, in the plural
   */
  public ProgressBar(PrintWriter err, String what) {
    this.err = err;
    this.what = what;
  }

  /**
   * @param counted in this run
   * @param done part of all, from 0 to 1, including what was done before this run
   */
  public void show(long counted, double done) {
    if (doneBefore < 0) {
      doneBefore = done;
    }
    if (System.nanoTime() - shown < SHOW_EVERY) {
      return;
    }
    shown = System.nanoTime();
    double seconds = seconds(start);
    double speed = (done - doneBefore) / seconds;
    String left =
        speed <= 0
            ? "?"
            : Duration.ofSeconds(Math.round((1 - done) / speed))
                .toString()
                .substring(2)
                .toLowerCase(Locale.ROOT);
    int full = (int) Math.round(Math.min(1, done) * WIDTH);
    err.printf(
        "\r[%s%s] %3.0f %%  %d %s  %.0f a second  %s left   ",
        "=".repeat(full),
        " ".repeat(WIDTH - full),
        100 * done,
        counted,
        what,
        counted / seconds,
        left);
    err.flush();
  }

  /** Ends the line, and says the rate of the whole run. */
  public String end(long counted) {
    if (shown != start) {
      err.println();
    }
    double processor = (processorTime() - startOfProcessor) / 1e9;
    return "%,d %s in %.1f seconds: %,.0f a second; %,.0f for each second of processor time."
        .formatted(
            counted,
            what,
            seconds(start),
            counted / seconds(start),
            counted / Math.max(processor, 1e-3));
  }

  private static double seconds(long since) {
    return Math.max(1, System.nanoTime() - since) / 1e9;
  }

  /** Of the whole process, all threads and the compiler of the virtual machine included. */
  private static long processorTime() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
