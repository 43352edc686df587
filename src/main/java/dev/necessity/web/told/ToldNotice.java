package dev.necessity.web.told;

import dev.necessity.audit.trace.CaseTrace.Delivery;
import dev.necessity.audit.trace.CaseTrace.NoticeStep;
import java.util.List;

/** A letter about a case, and what became of it. */
public record ToldNotice(
    String what, String audience, String languages, String issuedAt, List<String> deliveries) {

  public static ToldNotice of(NoticeStep notice) {
    return new ToldNotice(
        notice.event().equals("NOTICE") ? "Notice of the decision" : "Extension of the clock",
        Words.of(notice.audience()),
        Words.list(notice.languages()),
        Words.of(notice.issuedAt()),
        notice.deliveries().stream().map(ToldNotice::delivery).toList());
  }

  private static String delivery(Delivery delivery) {
    return Words.of(delivery.channel())
        + ": "
        + Words.of(delivery.state())
        + (delivery.deliveredAt() == null ? "" : ", " + Words.of(delivery.deliveredAt()))
        + ", tried "
        + delivery.tries()
        + " times"
        + (delivery.error() == null ? "" : "; " + delivery.error());
  }
}
