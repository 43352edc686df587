package dev.necessity.cases;

import java.time.OffsetDateTime;

/**
 * Cases by the instant of their receipt.
 *
 * @param from included; null for the first case
 * @param to not included; null for all that follow
 */
public record ReceiptPeriod(OffsetDateTime from, OffsetDateTime to) {

  private static final OffsetDateTime BEFORE_ALL = OffsetDateTime.parse("0001-01-01T00:00:00Z");
  private static final OffsetDateTime AFTER_ALL = OffsetDateTime.parse("9999-12-31T00:00:00Z");

  public ReceiptPeriod {
    from = from == null ? BEFORE_ALL : from;
    to = to == null ? AFTER_ALL : to;
  }

  /** Whether no case can be in it. */
  public boolean isEmpty() {
    return !from.isBefore(to);
  }

  /** As a page says it. */
  public String words() {
    String since = from.equals(BEFORE_ALL) ? "" : " from " + from;
    String until = to.equals(AFTER_ALL) ? "" : " before " + to;
    return since.isEmpty() && until.isEmpty() ? "whenever received" : "received" + since + until;
  }
}
