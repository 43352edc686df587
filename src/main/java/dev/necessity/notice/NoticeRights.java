package dev.necessity.notice;

import java.time.LocalDate;
import java.time.Period;
import java.util.Map;

/**
 * What the receiver of a notice may do about it, as the table {@code noticeRights} says; null where
 * a right does not apply.
 *
 * @param peerToPeerUntil last calendar date for a talk with a medical director
 * @param appealUntil last calendar date for an appeal
 * @param appealAnsweredWithin how fast an appeal is decided, as an ISO 8601 duration ({@code P30D},
 *     {@code PT72H})
 */
public record NoticeRights(
    LocalDate peerToPeerUntil, LocalDate appealUntil, String appealAnsweredWithin) {

  private static final String NONE = "NONE";

  /**
   * @param row outputs of the table
   * @param issuedOn calendar date of the notice; periods are counted from it
   */
  public static NoticeRights of(Map<String, ?> row, LocalDate issuedOn) {
    String answer = (String) row.get("appealAnswer");
    return new NoticeRights(
        after(issuedOn, row.get("peerToPeerPeriod")),
        after(issuedOn, row.get("appealPeriod")),
        NONE.equals(answer) ? null : answer);
  }

  private static LocalDate after(LocalDate day, Object period) {
    return NONE.equals(period) ? null : day.plus(Period.parse((String) period));
  }
}
