package dev.necessity.notice;

import dev.necessity.notice.Notice.Requested;
import dev.necessity.request.Request;
import java.time.OffsetDateTime;

/**
 * The letter about an extension of the decision clock (42 CFR 422.568, 422.572, 438.210(d); 29 CFR
 * 2560.503-1(f)): that more time is taken, why, and until when. Instants are in the offset of the
 * receipt. Personal data: shown to the receiver, never logged.
 *
 * @param ground a code that has words in the letter; null where the clock named no grounds
 * @param reason in the words of who extended it
 */
public record ExtensionNotice(
    Audience audience,
    String language,
    String caseNumber,
    OffsetDateTime issuedAt,
    Requested requested,
    String ground,
    String reason,
    OffsetDateTime dueAtBefore,
    OffsetDateTime dueAt)
    implements Letter {

  public static ExtensionNotice of(
      String caseNumber,
      Request request,
      OffsetDateTime issuedAt,
      String ground,
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
        ground,
        reason,
        dueAtBefore,
        dueAt);
  }

  @Override
  public String template() {
    return "extension";
  }
}
