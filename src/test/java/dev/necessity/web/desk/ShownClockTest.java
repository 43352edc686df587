package dev.necessity.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much time there is, as a page says it. */
class ShownClockTest {

  private static final OffsetDateTime DUE = OffsetDateTime.parse("2025-11-28T09:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2025-11-14T09:00:00Z, 50, IN_TIME, 14 days left",
    "2025-11-26T10:00:00Z, 75, WARNED, 47 hours left",
    "2025-11-28T08:59:00Z, 90, WARNED, 1 minute left",
    "2025-11-28T09:00:00Z, 90, OVERDUE, since 0 minutes",
    "2025-11-28T11:00:00+00:00, 90, OVERDUE, since 2 hours",
    "2025-11-30T10:00:00+01:00, 50, OVERDUE, since 2 days",
  })
  void theClockIsInTimeOrWarnsOrIsOver(
      OffsetDateTime now, int priority, String colour, String left) {
    ShownClock clock = ShownClock.of(DUE, priority, now);

    assertThat(clock.colour()).isEqualTo(colour);
    assertThat(clock.left()).isEqualTo(left);
    assertThat(clock.words()).as("for who does not see colours").isNotEmpty();
  }

  @Test
  void aCaseWithoutALimitHasNoColour() {
    assertThat(ShownClock.of(null, 90, DUE)).isEqualTo(new ShownClock("STILL", "", ""));
  }
}
