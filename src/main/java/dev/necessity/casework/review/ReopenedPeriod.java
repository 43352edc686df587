package dev.necessity.casework.review;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Until when documents are waited for once more. */
final class ReopenedPeriod {

  private ReopenedPeriod() {}

  /**
   * From now on, the same share of the time that is left as the earlier period was of the whole.
   *
   * @param before the end of the earlier period
   */
  static OffsetDateTime until(
      OffsetDateTime received, OffsetDateTime before, OffsetDateTime due, OffsetDateTime now) {
    BigDecimal whole = seconds(received, due);
    BigDecimal left = seconds(now, due).max(BigDecimal.ZERO);
    return now.plusSeconds(
        left.multiply(seconds(received, before))
            .divide(whole, 0, RoundingMode.DOWN)
            .longValueExact());
  }

  private static BigDecimal seconds(OffsetDateTime from, OffsetDateTime to) {
    return BigDecimal.valueOf(Duration.between(from, to).toSeconds());
  }
}
