package dev.necessity.notice;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * When a notice was issued, which is not when the decision was made, and the rights that run from
 * then.
 */
public record Issue(
    @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        OffsetDateTime issuedAt,
    NoticeRights rights) {

  /**
   * @param issuedAt its calendar date in its own offset is the day that the periods are counted
   *     from
   * @param rights outputs of the table {@code noticeRights}
   */
  public static Issue of(OffsetDateTime issuedAt, Map<String, ?> rights) {
    return new Issue(issuedAt, NoticeRights.of(rights, issuedAt.toLocalDate()));
  }
}
