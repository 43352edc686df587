package dev.necessity.web.desk;

import dev.necessity.cases.ClockColour;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * The decision clock of a case.
 *
 * @param colour its class in the stylesheet
 * @param words the same for who does not see colours; empty where no clock runs
 * @param left how much time there is, or by how much it is over; empty where no clock runs
 */
record ShownClock(String colour, String words, String left) {

  private static final Map<ClockColour, String> WORDS =
      Map.of(
          ClockColour.STILL, "",
          ClockColour.IN_TIME, "in time",
          ClockColour.WARNED, "soon due",
          ClockColour.OVERDUE, "overdue");

  /**
   * @param dueAt null where no clock runs
   * @param priority the highest of the open tasks
   */
  static ShownClock of(OffsetDateTime dueAt, int priority, OffsetDateTime now) {
    ClockColour colour = ClockColour.of(dueAt, priority, now);
    return new ShownClock(
        colour.name(),
        WORDS.get(colour),
        switch (colour) {
          case STILL -> "";
          case OVERDUE -> "since " + roughly(Duration.between(dueAt, now));
          case IN_TIME, WARNED -> roughly(Duration.between(now, dueAt)) + " left";
        });
  }

  /** In the largest unit of which there are two at least. */
  private static String roughly(Duration time) {
    if (time.toDays() > 1) {
      return time.toDays() + " days";
    }
    if (time.toHours() > 1) {
      return time.toHours() + " hours";
    }
    return time.toMinutes() == 1 ? "1 minute" : time.toMinutes() + " minutes";
  }
}
