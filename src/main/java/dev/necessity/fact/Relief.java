package dev.necessity.fact;

import dev.necessity.request.Injection;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * How much an injection relieved the pain, in percent (policy, "Injections"): from the two pain scores when both are given
 * and the first is above 0, else as reported. A rise of the pain is a relief below 0.
 *
 * @param known whether the record tells; else both ends are 0
 */
record Relief(boolean known, BigDecimal low, BigDecimal high) {

  private static final Relief UNKNOWN = new Relief(false, BigDecimal.ZERO, BigDecimal.ZERO);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Downwards, so that no quotient below a threshold is ever rounded up to it. */
  private static final MathContext DOWNWARDS = new MathContext(34, RoundingMode.FLOOR);

  /** Of any unit more than a life; a longer relief is measured as this long, so that no date overflows. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(3_660_000);

  static Relief of(Injection injection) {
    BigDecimal before = injection.painBefore();
    BigDecimal after = injection.painAfter();
    if (before != null && after != null && before.signum() > 0) {
      BigDecimal percent = before.subtract(after).multiply(HUNDRED).divide(before, DOWNWARDS);
      return new Relief(true, percent, percent);
    }
    Injection.ReliefPercent reported = injection.reliefPercent();
    return reported == null ? UNKNOWN : new Relief(true, reported.low(), reported.high());
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
