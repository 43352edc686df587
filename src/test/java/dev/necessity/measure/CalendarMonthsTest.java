package dev.necessity.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarMonthsTest {

  @ParameterizedTest(name = "{0} to {1}: {2}, {3}")
  @CsvSource({
    "2025-08-31, 2025-11-30, 3, the last day of a shorter month stands in",
    "2025-08-31, 2025-11-29, 2, a day too early",
    "2025-05-15, 2025-11-15, 6, the day itself reaches the month",
    "2025-05-15, 2025-11-14, 5, the day before does not",
    "2024-01-31, 2024-02-29, 1, a leap year",
    "2025-01-31, 2025-02-28, 1, no leap year",
    "2024-02-29, 2025-02-28, 12, a leap day a year later",
    "2025-02-28, 2025-03-28, 1, a short month counts like any other",
    "2025-03-30, 2025-03-30, 0, no time at all",
    "2025-03-30, 2025-01-01, 0, the end before the start"
  })
  void wholeMonthsAreReached(LocalDate start, LocalDate end, int months, String why) {
    assertThat(CalendarMonths.between(start, end)).as(why).isEqualTo(months);
  }

  @Property
  void theMonthsAreTheMostThatFit(
      @ForAll @DateRange(min = "1900-01-01", max = "2099-12-31") LocalDate start,
      @ForAll @IntRange(max = 40_000) int days) {
    LocalDate end = start.plusDays(days);

    int months = CalendarMonths.between(start, end);
    assertThat(start.plusMonths(months)).isBeforeOrEqualTo(end);
    assertThat(start.plusMonths(months + 1)).isAfter(end);
  }
}
