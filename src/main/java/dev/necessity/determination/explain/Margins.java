package dev.necessity.determination.explain;

import dev.necessity.determination.explain.Explanation.Margin;
import dev.necessity.determination.explain.Explanation.PlannedDates;
import dev.necessity.request.Request;
import dev.necessity.request.RequestNumbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** How far each number of a certified request, and its planned date, may move before the policy says something else. */
final class Margins {

  private static final BigDecimal STEP = new BigDecimal("0.1");
  private static final int MOST_DAYS = 366;

  private Margins() {}

  /** Numbers that may take any value of their field turn nothing and are left out. */
  static List<Margin> of(Request request, Predicate<Request> certified) {
    List<Margin> margins = new ArrayList<>();
    for (RequestNumbers.Number number : RequestNumbers.of(request)) {
      LongPredicate holds = steps -> certified.test(number.set(number.value().add(STEP.multiply(BigDecimal.valueOf(steps)))));
      long down = number.value().subtract(number.lowest()).divideToIntegralValue(STEP).longValue();
      long up = number.highest().subtract(number.value()).divideToIntegralValue(STEP).longValue();
      long lower = furthest(down, steps -> holds.test(-steps));
      long higher = furthest(up, holds);
      if (lower < down || higher < up) {
        margins.add(new Margin(number.record(), number.field(), number.value(),
            number.value().subtract(STEP.multiply(BigDecimal.valueOf(lower))), number.value().add(STEP.multiply(BigDecimal.valueOf(higher)))));
      }
    }
    return margins;
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

  /** The largest step, up to the most, until which it holds, found in strides that double; 0 holds. */
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
