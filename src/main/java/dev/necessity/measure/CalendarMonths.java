package dev.necessity.measure;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Whole calendar months. */
public final class CalendarMonths {

  private CalendarMonths() {}

  /**
   * The most months n with {@code start + n months <= end}, the last day of a shorter month
   * standing in: 31 August to 30 November is 3. 0 when the end is before the start.
   */
  public static int between(LocalDate start, LocalDate end) {
    if (end.isBefore(start)) {
      return 0;
    }
    int months =
        Math.toIntExact(ChronoUnit.MONTHS.between(start.withDayOfMonth(1), end.withDayOfMonth(1)));
    return start.plusMonths(months).isAfter(end) ? months - 1 : months;
  }

  /**
   * The same, a month that has begun counted as a whole: more than n exactly when {@code start + n
   * months < end}.
   */
  public static int begun(LocalDate start, LocalDate end) {
    int whole = between(start, end);
    return start.plusMonths(whole).isBefore(end) ? whole + 1 : whole;
  }
}
