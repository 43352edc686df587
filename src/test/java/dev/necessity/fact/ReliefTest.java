package dev.necessity.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
    Map<String, Object> injection = scored(before, after);

    assertThat(injection)
        .containsEntry("reliefKnown", true)
        .containsEntry("reliefHigh", injection.get("reliefLow"));
    assertThat(low(injection)).isEqualByComparingTo(percent);
  }

  @Test
  void theScoresSpeakBeforeTheReportedPercentage() {
    assertThat(low(injection("10", "3", reported("80", "90")))).isEqualByComparingTo("70");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-, -", "10, -", "-, 3", "0, 0"})
  void withoutBothScoresOrFromNoPainTheReportedRangeCounts(String before, String after) {
    assertThat(injection(before, after, reported("60", "80")))
        .containsEntry("reliefKnown", true)
        .containsEntry("reliefLow", 60)
        .containsEntry("reliefHigh", 80);
    assertThat(injection(before, after, "")).containsEntry("reliefKnown", false);
  }

  @Property
  void reliefIsNeverRoundedUpToAnything(
      @ForAll @BigRange(min = "0.001", max = "10") @Scale(5) BigDecimal before,
      @ForAll @BigRange(min = "0", max = "10") @Scale(5) BigDecimal after) {
    BigDecimal percent = low(scored(before, after));

    // percent <= (before - after) / before * 100, compared without dividing
    BigDecimal exact = before.subtract(after).multiply(BigDecimal.valueOf(100));
    assertThat(percent.multiply(before)).isLessThanOrEqualTo(exact);
    assertThat(exact.subtract(percent.multiply(before))).isLessThan(new BigDecimal("1e-25"));
  }

  @Test
  void aHairBelowSeventyStaysBelowSeventy() {
    assertThat(low(injection("9.999999999999999999999999999999999", "3", "")))
        .isLessThan(BigDecimal.valueOf(70));
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
  void aDurationIsMeasuredInWholeCalendarMonths(
      BigDecimal value, String unit, LocalDate date, int months) {
    assertThat(lasting(date, value, unit))
        .containsEntry("reliefDurationStated", true)
        .containsEntry("reliefDurationMonths", months);
  }

  @ParameterizedTest
  @CsvSource({"HOURS", "DAYS", "WEEKS", "MONTHS"})
  void aDurationBeyondAllLivesIsJustLong(String unit) {
    assertThat(
            number(
                lasting(LocalDate.of(2025, 5, 2), new BigDecimal("1e30"), unit),
                "reliefDurationMonths"))
        .isGreaterThan(BigDecimal.valueOf(1200));
  }

  @Test
  void noDurationIsNoMonth() {
    assertThat(scored(BigDecimal.TEN, BigDecimal.ONE))
        .containsEntry("reliefDurationStated", false)
        .containsEntry("reliefDurationMonths", 0);
  }

  private static Map<String, Object> scored(BigDecimal before, BigDecimal after) {
    return injection(before.toPlainString(), after.toPlainString(), "");
  }

  private static Map<String, Object> injection(String before, String after, String reported) {
    return injection(
        LocalDate.of(2025, 5, 2),
        (before == null ? "" : ", 'painBefore': " + before)
            + (after == null ? "" : ", 'painAfter': " + after)
            + reported);
  }

  private static Map<String, Object> lasting(LocalDate date, BigDecimal value, String unit) {
    return injection(date, ", 'reliefDuration': {'value': " + value + ", 'unit': '" + unit + "'}");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> injection(LocalDate date, String said) {
    return ((List<Map<String, Object>>)
            Records.facts(Records.with("{'injections': [{'date': '" + date + "'" + said + "}]}"))
                .get("injections"))
        .get(0);
  }

  private static String reported(String low, String high) {
    return ", 'reliefPercent': {'low': " + low + ", 'high': " + high + "}";
  }

  private static BigDecimal low(Map<String, Object> injection) {
    return number(injection, "reliefLow");
  }

  private static BigDecimal number(Map<String, Object> injection, String name) {
    return new BigDecimal(injection.get(name).toString());
  }
}
