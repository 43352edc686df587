package dev.necessity.notice;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.necessity.assessment.Assessment.Cited;
import dev.necessity.assessment.Assessment.Critical;
import dev.necessity.assessment.Determination;
import dev.necessity.assessment.PolicyRef;
import dev.necessity.request.Request;
import dev.necessity.request.Request.Setting;
import dev.necessity.request.Side;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What leaves the house about one determination: the same content as HTML, PDF and JSON. Numbers
 * and reasons are those of the assessment; what differs by audience and language are the words
 * around them. Personal data: shown to the receiver, never logged.
 *
 * @param caseNumber null in a preview, where nothing was decided
 * @param issue when the notice was issued and the rights that run from then
 * @param amendments how the request was amended after it was received, the last of them
 * @param criteria those not met, with what would settle each; empty where the procedure was found
 *     necessary
 * @param summary every critical criterion; empty for the member
 * @param nextSteps for the provider; as {@code caveats}
 * @param untranslated texts in it that are quoted in the language of the policy, because they have
 *     no translation
 */
public record Notice(
    Audience audience,
    String language,
    String caseNumber,
    Issue issue,
    PolicyRef policy,
    Requested requested,
    List<ToldAmendment> amendments,
    Determination determination,
    SettingDecision setting,
    List<ToldCriterion> criteria,
    Critical critical,
    List<ToldCriterion> summary,
    List<Cited> nextSteps,
    List<Cited> caveats,
    List<Reference> references,
    Set<String> untranslated)
    implements Letter {

  @Override
  public String template() {
    return audience.name().toLowerCase(Locale.ROOT);
  }

  /**
   * What was asked for, and by and for whom; the fields that the audience does not need are null.
   */
  public record Requested(
      OffsetDateTime receivedAt,
      String providerName,
      String providerNpi,
      String memberName,
      String memberId,
      String procedureCode,
      Side side,
      String device,
      LocalDate plannedDate,
      Setting setting,
      Integer inpatientDays) {

    static Requested of(Request request, Audience audience) {
      boolean provider = audience == Audience.PROVIDER;
      return new Requested(
          request.receivedAt(),
          provider ? request.provider().name() : null,
          provider ? request.provider().npi() : null,
          request.member().name(),
          provider ? request.member().memberId() : null,
          request.procedure().code(),
          request.procedure().side(),
          provider ? request.procedure().device() : null,
          request.procedure().plannedDate(),
          request.requestedSetting(),
          request.inpatientDays());
    }
  }

  /**
   * Where, and for how many days.
   *
   * @param needStated whether the request says that a stay is needed
   * @param reason of the policy, with its citation; both null where a clinician decided otherwise
   */
  public record SettingDecision(
      Setting requested,
      String decided,
      BigDecimal inpatientDays,
      boolean asRequested,
      boolean needStated,
      String reason,
      String citation) {}

  /**
   * One criterion.
   *
   * @param reason the policy's specific reason, with its words as {@code citation}; null for the
   *     member
   * @param rule the same in plain words: what is asked; with {@code finding}, what was found; for
   *     the provider null, unless the reason has no translation
   * @param settledBy the documents that would settle it; empty where none can
   * @param evidence ids of all records that the status rests on; empty for the member
   * @param records the first of them in words
   * @param moreRecords how many there are beside those
   */
  public record ToldCriterion(
      String id,
      String title,
      String status,
      boolean documented,
      String reason,
      String citation,
      String rule,
      String finding,
      List<String> settledBy,
      List<String> evidence,
      List<NamedRecord> records,
      int moreRecords) {

    /** Whether the records that the status rests on do not agree. */
    @JsonProperty
    public boolean conflicting() {
      return records.stream().anyMatch(NamedRecord::conflicting);
    }
  }

  /**
   * A record in words.
   *
   * @param id with {@code says} null for the member
   * @param name what it is, and of when
   * @param conflicting whether it contradicts another one
   */
  public record NamedRecord(String id, String name, String says, boolean conflicting) {}

  /**
   * How the request was amended.
   *
   * @param by who entered it; null for the member
   * @param reason in the words of who entered it
   */
  public record ToldAmendment(
      OffsetDateTime at, String by, String reason, List<ToldChange> changes) {}

  /** What a field says now, and said before. */
  public record ToldChange(String field, String before, String now) {}

  /** A reference of the policy by its number in the citations. */
  public record Reference(int number, String text) {}
}
