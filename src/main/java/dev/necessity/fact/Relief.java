package dev.necessity.fact;

import dev.necessity.measure.CalendarMonths;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;

/**
 * How much an injection relieved the pain, in percent (policy, "Injections"): from the two pain scores when both are given
 * and the first is above 0, else as reported. A rise of the pain is a relief below 0.
 *
 * @param known whether the record tells; else all numbers are 0
 * @param outside how many points the relief from the scores lies outside of the range that is reported as well
 */
record Relief(boolean known, BigDecimal low, BigDecimal high, BigDecimal outside) {

  private static final Relief UNKNOWN = new Relief(false, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Downwards, so that no quotient below a threshold is ever rounded up to it. */
  private static final MathContext DOWNWARDS = new MathContext(34, RoundingMode.FLOOR);
  private static final MathContext UPWARDS = new MathContext(34, RoundingMode.CEILING);

  private static final Map<Injection.DurationUnit, BigDecimal> HOURS = Map.of(
      Injection.DurationUnit.HOURS, BigDecimal.ONE, Injection.DurationUnit.DAYS, BigDecimal.valueOf(24),
      Injection.DurationUnit.WEEKS, BigDecimal.valueOf(168), Injection.DurationUnit.MONTHS, BigDecimal.valueOf(720));

  /** Of any unit more than a life; a longer relief is measured as this long, so that no date overflows. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(3_660_000);

  static Relief of(Injection injection) {
    BigDecimal before = injection.painBefore();
    BigDecimal after = injection.painAfter();
    Injection.ReliefPercent reported = injection.reliefPercent();
    if (before != null && after != null && before.signum() > 0) {
      BigDecimal percent = before.subtract(after).multiply(HUNDRED).divide(before, DOWNWARDS);
      return new Relief(true, percent, percent, reported == null ? BigDecimal.ZERO : outside(before.subtract(after), before, reported));
    }
    return reported == null ? UNKNOWN : new Relief(true, reported.low(), reported.high(), BigDecimal.ZERO);
  }

  /** Upwards, so that no distance above a limit is ever rounded down to it. */
  private static BigDecimal outside(BigDecimal relieved, BigDecimal before, Injection.ReliefPercent reported) {
    BigDecimal hundredfold = relieved.multiply(HUNDRED);
    BigDecimal below = reported.low().multiply(before).subtract(hundredfold);
    BigDecimal above = hundredfold.subtract(reported.high().multiply(before));
    return below.max(above).max(BigDecimal.ZERO).divide(before, UPWARDS);
  }

  /** Hours that the relief lasted, a month taken as 30 days; 0 when no duration is stated. */
  static BigDecimal hours(Injection injection) {
    Injection.ReliefDuration duration = injection.reliefDuration();
    return duration == null ? BigDecimal.ZERO : duration.value().multiply(HOURS.get(duration.unit()));
  }

  /** Whole calendar months that the relief lasted, from the injection's date on; 0 when no duration is stated. */
  static int wholeMonths(Injection injection) {
    Injection.ReliefDuration duration = injection.reliefDuration();
    if (duration == null) {
      return 0;
    }
    BigDecimal value = duration.value().min(LONGEST);
    LocalDate start = injection.date();
    return switch (duration.unit()) {
      case HOURS -> CalendarMonths.between(start, start.plusDays(value.divideToIntegralValue(BigDecimal.valueOf(24)).intValue()));
      case DAYS -> CalendarMonths.between(start, start.plusDays(value.intValue()));
      case WEEKS -> CalendarMonths.between(start, start.plusDays(value.multiply(BigDecimal.valueOf(7)).intValue()));
      case MONTHS -> value.intValue();
    };
  }
}
