package dev.necessity.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReliefTest {

  @ParameterizedTest(name = "from {0} to {1} is {2} %")
  @CsvSource({
      "10,  3.01, 69.9",
      "10,  3,    70",
      "8,   2,    75",
      "7,   7,    0",
      "0.1, 0,    100",
      "4,   6,    -50",
      "3,   1,    66.66666666666666666666666666666666",
      "3,   4,    -33.33333333333333333333333333333334"
  })
  void reliefIsComputedFromThePainScores(BigDecimal before, BigDecimal after, BigDecimal percent) {
    Relief relief = Relief.of(scored(before, after));

    assertThat(relief.known()).isTrue();
    assertThat(relief.low()).isEqualByComparingTo(percent).isEqualTo(relief.high());
  }

  @Test
  void theScoresSpeakBeforeTheReportedPercentage() {
    assertThat(Relief.of(injection("10", "3", reported("80", "90"))).low()).isEqualByComparingTo("70");
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {"-, -", "10, -", "-, 3", "0, 0"})
  void withoutBothScoresOrFromNoPainTheReportedRangeCounts(String before, String after) {
    Relief relief = Relief.of(injection(before, after, reported("60", "80")));

    assertThat(relief).isEqualTo(new Relief(true, new BigDecimal("60"), new BigDecimal("80"), BigDecimal.ZERO));
    assertThat(Relief.of(injection(before, after, null)).known()).isFalse();
  }

  @Property
  void reliefIsNeverRoundedUpToAnything(
      @ForAll @BigRange(min = "0.001", max = "10") @Scale(5) BigDecimal before,
      @ForAll @BigRange(min = "0", max = "10") @Scale(5) BigDecimal after) {
    BigDecimal percent = Relief.of(scored(before, after)).low();

    // percent <= (before - after) / before * 100, compared without dividing
    BigDecimal exact = before.subtract(after).multiply(BigDecimal.valueOf(100));
    assertThat(percent.multiply(before)).isLessThanOrEqualTo(exact);
    assertThat(exact.subtract(percent.multiply(before))).isLessThan(new BigDecimal("1e-25"));
  }

  @Test
  void aHairBelowSeventyStaysBelowSeventy() {
    assertThat(Relief.of(injection("9.999999999999999999999999999999999", "3", null)).low()).isLessThan(BigDecimal.valueOf(70));
  }

  @ParameterizedTest(name = "{0} {1} from {2}: {3} month(s)")
  @CsvSource({
      "8,    HOURS,  2025-05-02, 0",
      "744,  HOURS,  2025-05-02, 1",
      "743,  HOURS,  2025-05-02, 0",
      "30,   DAYS,   2025-05-02, 0",
      "31,   DAYS,   2025-05-02, 1",
      "28,   DAYS,   2025-02-02, 1",
      "4,    WEEKS,  2025-02-02, 1",
      "8.5,  WEEKS,  2025-05-02, 1",
      "9,    WEEKS,  2025-05-02, 2",
      "4.43, WEEKS,  2025-05-02, 1",
      "2,    MONTHS, 2025-12-31, 2",
      "2.9,  MONTHS, 2025-12-31, 2",
      "0.5,  MONTHS, 2025-12-31, 0"
  })
  void aDurationIsMeasuredInWholeCalendarMonths(BigDecimal value, Injection.DurationUnit unit, LocalDate date, int months) {
    assertThat(Relief.wholeMonths(lasting(date, value, unit))).isEqualTo(months);
  }

  @ParameterizedTest
  @CsvSource({"HOURS", "DAYS", "WEEKS", "MONTHS"})
  void aDurationBeyondAllLivesIsJustLong(Injection.DurationUnit unit) {
    assertThat(Relief.wholeMonths(lasting(LocalDate.of(2025, 5, 2), new BigDecimal("1e30"), unit))).isGreaterThan(1200);
  }

  @Test
  void noDurationIsNoMonth() {
    assertThat(Relief.wholeMonths(scored(BigDecimal.TEN, BigDecimal.ONE))).isZero();
  }

  private static Injection scored(BigDecimal before, BigDecimal after) {
    return new Injection("i", null, LocalDate.of(2025, 5, 2), null, null, null, null, null, before, after, null, null, null, null);
  }

  private static Injection injection(String before, String after, Injection.ReliefPercent reported) {
    return new Injection("i", null, LocalDate.of(2025, 5, 2), null, null, null, null, null,
        before == null ? null : new BigDecimal(before), after == null ? null : new BigDecimal(after), reported, null, null, null);
  }

  private static Injection lasting(LocalDate date, BigDecimal value, Injection.DurationUnit unit) {
    return new Injection("i", null, date, null, null, null, null, null, null, null, null, new Injection.ReliefDuration(value, unit), null, null);
  }

  private static Injection.ReliefPercent reported(String low, String high) {
    return new Injection.ReliefPercent(new BigDecimal(low), new BigDecimal(high));
  }
}
