package dev.necessity.explain;

import dev.necessity.explain.Explanation.Margin;
import dev.necessity.explain.Explanation.PlannedDates;
import dev.necessity.request.Request;
import dev.necessity.request.RequestNumbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * How far each number of a certified request, and its planned date, may move before the policy says
 * something else.
 */
final class Margins {

  private static final BigDecimal STEP = new BigDecimal("0.1");

  /** Whoever is as far from a threshold need not know how far. */
  private static final BigDecimal MOST_STEPS = BigDecimal.valueOf(1_000_000_000);

  static final int MOST_DAYS = 366;

  private Margins() {}

  /** Empty for a number that may take any value of its field: it turns nothing. */
  static Optional<Margin> of(RequestNumbers.Number number, Predicate<Request> certified) {
    LongPredicate holds =
        steps ->
            certified.test(
                number.set(number.value().add(STEP.multiply(BigDecimal.valueOf(steps)))));
    long down = steps(number.lowest(), number.value());
    long up = steps(number.value(), number.highest());
    long lower = furthest(down, steps -> holds.test(-steps));
    long higher = furthest(up, holds);
    return lower == down && higher == up
        ? Optional.empty()
        : Optional.of(
            new Margin(
                number.record(),
                number.field(),
                number.value(),
                number.value().subtract(STEP.multiply(BigDecimal.valueOf(lower))),
                number.value().add(STEP.multiply(BigDecimal.valueOf(higher)))));
  }

  private static long steps(BigDecimal from, BigDecimal to) {
    return to.subtract(from).divideToIntegralValue(STEP).min(MOST_STEPS).longValue();
  }

  static PlannedDates plannedDates(Request request, Predicate<Request> certified) {
    LocalDate planned = request.procedure().plannedDate();
    if (planned == null) {
      return null;
    }
    long before = days(days -> certified.test(request.plannedOn(planned.minusDays(days))));
    long after = days(days -> certified.test(request.plannedOn(planned.plusDays(days))));
    return new PlannedDates(planned, planned.minusDays(before), planned.plusDays(after));
  }

  /** Day by day, because a window that closes may open again later. */
  private static long days(LongPredicate holds) {
    long day = 0;
    while (day < MOST_DAYS && holds.test(day + 1)) {
      day++;
    }
    return day;
  }

  /**
   * The largest step, up to the most, until which it holds, found in strides that double; 0 holds.
   */
  private static long furthest(long most, LongPredicate holds) {
    long held = 0;
    long stride = 1;
    while (held < most && holds.test(Math.min(most, held + stride))) {
      held = Math.min(most, held + stride);
      stride *= 2;
    }
    long failed = Math.min(most + 1, held + stride);
    while (failed - held > 1) {
      long middle = (held + failed) >>> 1;
      if (holds.test(middle)) {
        held = middle;
      } else {
        failed = middle;
      }
    }
    return held;
  }
}
