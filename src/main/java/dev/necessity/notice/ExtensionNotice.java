package dev.necessity.notice;

import dev.necessity.notice.Notice.Requested;
import dev.necessity.request.Request;
import java.time.OffsetDateTime;

/**
 * The letter about an extension of the decision clock (42 CFR 422.568, 422.572): that more time is
 * taken, why, and until when. Instants are in the offset of the receipt. Personal data: shown to
 * the receiver, never logged.
 *
 * @param reason in the words of who extended it
 */
public record ExtensionNotice(
    Audience audience,
    String language,
    String caseNumber,
    OffsetDateTime issuedAt,
    Requested requested,
    String reason,
    OffsetDateTime dueAtBefore,
    OffsetDateTime dueAt)
    implements Letter {

  public static ExtensionNotice of(
      String caseNumber,
      Request request,
      OffsetDateTime issuedAt,
      String reason,
      OffsetDateTime dueAtBefore,
      OffsetDateTime dueAt,
      Audience audience,
      Language language) {
    return new ExtensionNotice(
        audience,
        language.tag(),
        caseNumber,
        issuedAt,
        Requested.of(request, audience),
        reason,
        dueAtBefore,
        dueAt);
  }

  @Override
  public String template() {
    return "extension";
  }
}
