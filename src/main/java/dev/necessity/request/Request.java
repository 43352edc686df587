package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * A prior-authorisation request, as {@code request.schema.json} fixes it. What is not known is
 * absent: null here, left out in JSON. Absent is not false.
 *
 * @param receivedAt the receipt instant in the offset it was given in; its calendar date is the
 *     receipt date
 * @param urgency STANDARD when left out
 * @param otherLineCodes codes of what is asked for together with the procedure, in the order of the
 *     lines; empty where it is asked for alone
 * @param inpatientDays whole days asked for, or null
 * @param inpatientNeed null when the sender says nothing about it
 * @param inpatientReasons why a stay is needed, as the schema of requests lists it; empty when the
 *     sender gives none
 * @param expectedMidnights how many the stay is expected to cross, or null
 * @param diagnoses ICD-10-CM codes, at least one
 * @param evidence never null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Request(
    String requestId,
    // The offset must survive reading: with another offset the receipt date is another day.
    @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        OffsetDateTime receivedAt,
    Urgency urgency,
    LineOfBusiness lineOfBusiness,
    String jurisdiction,
    Member member,
    Provider provider,
    Procedure procedure,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> otherLineCodes,
    Setting requestedSetting,
    Integer inpatientDays,
    InpatientNeed inpatientNeed,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> inpatientReasons,
    String inpatientReasonText,
    Integer expectedMidnights,
    List<String> diagnoses,
    Evidence evidence) {

  public enum Urgency {
    STANDARD,
    EXPEDITED
  }

  public enum LineOfBusiness {
    COMMERCIAL,
    MEDICARE_ADVANTAGE,
    MEDICAID,
    CHIP,
    QHP
  }

  public enum Setting {
    AMBULATORY,
    INPATIENT
  }

  public enum InpatientNeed {
    NONE,
    DOCUMENTED
  }

  public Request {
    urgency = urgency == null ? Urgency.STANDARD : urgency;
    otherLineCodes = otherLineCodes == null ? List.of() : List.copyOf(otherLineCodes);
    inpatientReasons = inpatientReasons == null ? List.of() : List.copyOf(inpatientReasons);
    diagnoses = List.copyOf(diagnoses);
    evidence = evidence == null ? Evidence.NONE : evidence;
  }

  public Request withEvidence(Evidence other) {
    return new Request(
        requestId,
        receivedAt,
        urgency,
        lineOfBusiness,
        jurisdiction,
        member,
        provider,
        procedure,
        otherLineCodes,
        requestedSetting,
        inpatientDays,
        inpatientNeed,
        inpatientReasons,
        inpatientReasonText,
        expectedMidnights,
        diagnoses,
        other);
  }

  public Request plannedOn(LocalDate date) {
    return new Request(
        requestId,
        receivedAt,
        urgency,
        lineOfBusiness,
        jurisdiction,
        member,
        provider,
        procedure.plannedOn(date),
        otherLineCodes,
        requestedSetting,
        inpatientDays,
        inpatientNeed,
        inpatientReasons,
        inpatientReasonText,
        expectedMidnights,
        diagnoses,
        evidence);
  }

  /**
   * The same request brought again: under another id, received at another instant, with other
   * evidence.
   */
  public Request again(String newId, OffsetDateTime instant, Evidence other) {
    return new Request(
        newId,
        instant,
        urgency,
        lineOfBusiness,
        jurisdiction,
        member,
        provider,
        procedure,
        otherLineCodes,
        requestedSetting,
        inpatientDays,
        inpatientNeed,
        inpatientReasons,
        inpatientReasonText,
        expectedMidnights,
        diagnoses,
        other);
  }

  /** The same request as one of several lines, beside those that it names itself. */
  Request among(List<Request> lines) {
    List<String> codes =
        Stream.concat(
                otherLineCodes.stream(),
                lines.stream().filter(line -> line != this).map(line -> line.procedure().code()))
            .distinct()
            .toList();
    return new Request(
        requestId,
        receivedAt,
        urgency,
        lineOfBusiness,
        jurisdiction,
        member,
        provider,
        procedure,
        codes,
        requestedSetting,
        inpatientDays,
        inpatientNeed,
        inpatientReasons,
        inpatientReasonText,
        expectedMidnights,
        diagnoses,
        evidence);
  }

  Request withReceivedAt(OffsetDateTime instant) {
    return new Request(
        requestId,
        instant,
        urgency,
        lineOfBusiness,
        jurisdiction,
        member,
        provider,
        procedure,
        otherLineCodes,
        requestedSetting,
        inpatientDays,
        inpatientNeed,
        inpatientReasons,
        inpatientReasonText,
        expectedMidnights,
        diagnoses,
        evidence);
  }
}
