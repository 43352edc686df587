package dev.necessity.assessment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The decision that is issued (docs/api.md, "A case").
 *
 * @param rationale the clinician's own words; null when the policy certified
 * @param confirmedBy who confirmed what the policy certified in spite of its doubts; null where
 *     there was none, or a clinician decided
 * @param certifiedUntil the last planned date for which the evidence still holds, where a window
 *     applies; else null
 */
public record Determination(
    String disposition,
    String procedure,
    String setting,
    BigDecimal inpatientDays,
    List<String> reasons,
    OffsetDateTime decidedAt,
    DecidedBy decidedBy,
    ConfirmedBy confirmedBy,
    String rationale,
    LocalDate certifiedUntil) {

  /** The same instant of decision, told in another offset. */
  public Determination at(ZoneOffset offset) {
    return new Determination(
        disposition,
        procedure,
        setting,
        inpatientDays,
        reasons,
        decidedAt.withOffsetSameInstant(offset),
        decidedBy,
        confirmedBy,
        rationale,
        certifiedUntil);
  }

  /**
   * Who decided: the policy (then only {@code kind} is set) or a clinician, by name and
   * credentials.
   */
  public record DecidedBy(Kind kind, String userId, String name, String npi, String specialty) {

    public static final DecidedBy POLICY = new DecidedBy(Kind.POLICY, null, null, null, null);
  }

  /** Who confirmed a certification, and why in spite of the doubts. */
  public record ConfirmedBy(String userId, String name, String note) {}

  /** Who may decide what: {@link WhoMayDeny}. */
  public enum Kind {
    POLICY,
    CLINICIAN
  }
}
