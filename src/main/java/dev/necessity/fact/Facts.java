package dev.necessity.fact;

import static dev.necessity.fact.FactValues.NOT_STATED;
import static dev.necessity.fact.FactValues.name;
import static dev.necessity.fact.FactValues.plain;
import static dev.necessity.fact.FactValues.text;
import static dev.necessity.fact.FactValues.yesOrNo;

import dev.necessity.measure.CalendarMonths;
import dev.necessity.request.Request;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request says, measured: the input {@code facts} of every policy's decision diagram. Judges
 * nothing. A pure function of the request. Only records that count are measured: those that no
 * correction replaces.
 *
 * <p>Made of {@link LinkedHashMap}, {@link ArrayList}, String, Boolean, Integer and {@link
 * BigDecimal} only. No value is null: what is not known is a value of its own (UNKNOWN, NOT_STATED,
 * a {@code ...Known} flag with 0 beside it). Every list is there, in the order of the records;
 * those of {@code evidence} are measured when they are read. Dates are ISO text. It knows no list
 * and no policy.
 */
public final class Facts {

  /** The fact that holds the lists of records. */
  public static final String EVIDENCE = "evidence";

  public static final String PLANNED_DATE = "plannedDate";

  private static final int MONTHS_OF_A_YEAR = 12;

  private final Request request;
  private final Collection<String> unobtainable;
  private final LocalDate receivedOn;
  private final LocalDate plannedDate;

  private Facts(Request request, Collection<String> unobtainable) {
    this.request = request;
    this.unobtainable = unobtainable;
    this.receivedOn = request.receivedAt().toLocalDate();
    this.plannedDate = request.procedure().plannedDate();
  }

  /**
   * All facts.
   *
   * @param unobtainable the documents that were answered as not obtainable
   * @param evidence measures the lists of records by their forms
   */
  public static Map<String, Object> ofAnyRequest(
      Request request, Collection<String> unobtainable, EvidenceFacts evidence) {
    Map<String, Object> facts = withoutEvidence(request, unobtainable);
    facts.put(EVIDENCE, evidence.of(request, request.evidence().counted()));
    return facts;
  }

  /** All but the lists of records. */
  static Map<String, Object> withoutEvidence(Request request, Collection<String> unobtainable) {
    return new Facts(request, unobtainable).all();
  }

  private Map<String, Object> all() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("procedureCode", request.procedure().code());
    facts.put("otherLineCodes", new ArrayList<>(request.otherLineCodes()));
    facts.put("requestedSide", name(request.procedure().side(), NOT_STATED));
    facts.put("device", text(request.procedure().device()));
    facts.put("lineOfBusiness", request.lineOfBusiness().name());
    facts.put("urgency", request.urgency().name());
    facts.put("receivedOn", receivedOn.toString());
    facts.put("requestedSetting", request.requestedSetting().name());
    facts.put("inpatientDays", orZero(request.inpatientDays()));
    facts.put("inpatientNeed", name(request.inpatientNeed(), NOT_STATED));
    facts.put("inpatientReasons", new ArrayList<>(request.inpatientReasons()));
    facts.put("expectedMidnights", orZero(request.expectedMidnights()));
    facts.put(PLANNED_DATE, plannedDate == null ? "" : plannedDate.toString());
    facts.put("plannedDateKnown", plannedDate != null);
    facts.put(
        "daysToPlannedDate",
        plannedDate == null
            ? 0
            : Math.toIntExact(ChronoUnit.DAYS.between(receivedOn, plannedDate)));
    addAge(facts);
    facts.put(
        "plannedUntil",
        request.procedure().plannedUntil() == null
            ? ""
            : request.procedure().plannedUntil().toString());
    facts.put("unitsKnown", request.procedure().units() != null);
    facts.put(
        "units",
        request.procedure().units() == null ? BigDecimal.ZERO : plain(request.procedure().units()));
    facts.put("placeOfService", text(request.procedure().placeOfService()));
    facts.put("providerInNetwork", yesOrNo(request.provider().inNetwork()));
    facts.put("diagnoses", new ArrayList<>(request.diagnoses()));
    facts.put("unobtainableDocuments", new ArrayList<>(unobtainable));
    facts.put("replacedRecords", new ArrayList<>(request.evidence().replacedIds()));
    return facts;
  }

  /** In whole years at the planned date; at the receipt while none is known. */
  private void addAge(Map<String, Object> facts) {
    LocalDate born = request.member().birthDate();
    facts.put("ageKnown", born != null);
    facts.put(
        "age",
        born == null
            ? 0
            : CalendarMonths.between(born, plannedDate == null ? receivedOn : plannedDate)
                / MONTHS_OF_A_YEAR);
  }

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }
}
