package dev.necessity.fact;

import static dev.necessity.fact.FactValues.NOT_STATED;
import static dev.necessity.fact.FactValues.UNKNOWN;
import static dev.necessity.fact.FactValues.each;
import static dev.necessity.fact.FactValues.identified;
import static dev.necessity.fact.FactValues.ids;
import static dev.necessity.fact.FactValues.name;
import static dev.necessity.fact.FactValues.plain;
import static dev.necessity.fact.FactValues.text;
import static dev.necessity.fact.FactValues.yesOrNo;

import dev.necessity.measure.CalendarMonths;
import dev.necessity.request.Evidence;
import dev.necessity.request.Request;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says, measured: the input {@code facts} of every policy's decision diagram. Judges nothing. A pure
 * function of the request. Only records that count are measured: those that no correction replaces.
 *
 * <p>Made of {@link LinkedHashMap}, {@link ArrayList}, String, Boolean, Integer and {@link BigDecimal} only. No value is null: what
 * is not known is a value of its own (UNKNOWN, NOT_STATED, a {@code ...Known} flag with 0 beside it). Every list is there,
 * in the order of the records; those of {@code evidence} are measured when they are read. Dates are ISO text. A fact that a packaged version of a policy reads stays what it is; what
 * another version needs has a name of its own.
 */
public final class Facts {

  /** The fact that holds the lists of records. */
  public static final String EVIDENCE = "evidence";
  public static final String PLANNED_DATE = "plannedDate";

  private static final int MONTHS_OF_A_YEAR = 12;

  private final Request request;
  private final Collection<String> unobtainable;
  private final MeasuredRecords evidence;
  private final LocalDate receivedOn;
  private final LocalDate plannedDate;
  private final Treatment treatment;
  private final EarlierFacts earlier;

  private Facts(Request request, Evidence counted, Collection<String> unobtainable) {
    this.request = request;
    this.unobtainable = unobtainable;
    this.evidence = MeasuredRecords.of(counted);
    this.receivedOn = request.receivedAt().toLocalDate();
    this.plannedDate = request.procedure().plannedDate();
    this.treatment = new Treatment(receivedOn);
    this.earlier = new EarlierFacts(evidence, receivedOn, plannedDate);
  }

  /**
   * All facts.
   *
   * @param unobtainable the documents that were answered as not obtainable
   * @param evidence measures the lists of records by their forms
   */
  public static Map<String, Object> measure(Request request, Collection<String> unobtainable, EvidenceFacts evidence) {
    Evidence counted = request.evidence().counted();
    Map<String, Object> facts = new Facts(request, counted, unobtainable).all();
    facts.put(EVIDENCE, evidence.of(request, counted));
    return facts;
  }

  static Map<String, Object> withoutEvidence(Request request) {
    return withoutEvidence(request, List.of());
  }

  /** All but the lists of records. */
  static Map<String, Object> withoutEvidence(Request request, Collection<String> unobtainable) {
    return new Facts(request, request.evidence().counted(), unobtainable).all();
  }

  private Map<String, Object> all() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("procedureCode", request.procedure().code());
    facts.put("requestedSide", name(request.procedure().side(), NOT_STATED));
    facts.put("device", text(request.procedure().device()));
    facts.put("lineOfBusiness", request.lineOfBusiness().name());
    facts.put("urgency", request.urgency().name());
    facts.put("receivedOn", receivedOn.toString());
    facts.put("requestedSetting", request.requestedSetting().name());
    facts.put("inpatientDays", orZero(request.inpatientDays()));
    facts.put("inpatientNeed", name(request.inpatientNeed(), NOT_STATED));
    facts.put("inpatientReasons", each(request.inpatientReasons(), Enum::name));
    facts.put("expectedMidnights", orZero(request.expectedMidnights()));
    facts.put(PLANNED_DATE, plannedDate == null ? "" : plannedDate.toString());
    facts.put("plannedDateKnown", plannedDate != null);
    facts.put("daysToPlannedDate", plannedDate == null ? 0 : daysBetween(receivedOn, plannedDate));
    addAge(facts);
    facts.put("plannedUntil", request.procedure().plannedUntil() == null ? "" : request.procedure().plannedUntil().toString());
    facts.put("unitsKnown", request.procedure().units() != null);
    facts.put("units", request.procedure().units() == null ? BigDecimal.ZERO : plain(request.procedure().units()));
    facts.put("placeOfService", text(request.procedure().placeOfService()));
    facts.put("providerInNetwork", yesOrNo(request.provider().inNetwork()));
    facts.put("diagnoses", new ArrayList<>(request.diagnoses()));
    facts.put("separateInjections",
        SeparateInjections.of(evidence.injections(), request.procedure().side(), receivedOn, plannedDate));
    facts.put("imaging", each(evidence.imaging(), this::imaging));
    facts.put("painSources", each(evidence.painSources(), Facts::painSource));
    facts.put("exclusionWorkUps", each(evidence.exclusions(), Facts::exclusionWorkUp));
    facts.put("physicalTherapy", each(evidence.physicalTherapy(), this::physicalTherapy));
    facts.put("therapyByKind", treatment.therapyByKind(evidence.physicalTherapy()));
    facts.put("conservativeTreatment", conservativeTreatment());
    facts.put("painScores", painScores());
    facts.put("examManeuvers", each(evidence.examManeuvers(), this::examManeuver));
    facts.put("maneuverFindings", ManeuverFindings.of(evidence.examManeuvers(), request.procedure().side(), receivedOn));
    facts.put("nicotineUse", each(evidence.nicotine(), this::nicotineUse));
    facts.put("nicotineLabs", each(evidence.nicotineLabs(), this::nicotineLab));
    facts.put("unobtainableDocuments", new ArrayList<>(unobtainable));
    facts.put("replacedRecords", new ArrayList<>(request.evidence().replacedIds()));
    earlier.addTo(facts);
    return facts;
  }

  /** In whole years at the planned date; at the receipt while none is known. */
  private void addAge(Map<String, Object> facts) {
    LocalDate born = request.member().birthDate();
    facts.put("ageKnown", born != null);
    facts.put("age", born == null ? 0 : CalendarMonths.between(born, plannedDate == null ? receivedOn : plannedDate) / MONTHS_OF_A_YEAR);
  }

  private Map<String, Object> imaging(Imaging study) {
    Map<String, Object> facts = identified(study);
    facts.put("modality", study.modality().name());
    facts.put("date", study.date().toString());
    facts.put("monthsBeforeReceipt", CalendarMonths.begun(study.date(), receivedOn));
    facts.put("afterPlannedDate", afterPlannedDate(study.date()));
    facts.put("regions", each(study.regions(), Enum::name));
    facts.put("side", name(study.side(), UNKNOWN));
    facts.put("siJointDegeneration", name(study.siJointDegeneration(), Finding.NOT_MENTIONED.name()));
    facts.put("includesHip", name(study.includesHip(), UNKNOWN));
    facts.put("hipPathology", name(study.hipPathology(), Finding.NOT_MENTIONED.name()));
    facts.put("cordContact", name(study.cordContact(), Finding.NOT_MENTIONED.name()));
    facts.put("note", text(study.note()));
    return facts;
  }

  private static Map<String, Object> painSource(PainSource workUp) {
    Map<String, Object> facts = identified(workUp);
    facts.put("source", workUp.source());
    facts.put("status", workUp.status().name());
    return facts;
  }

  private static Map<String, Object> exclusionWorkUp(Exclusions workUp) {
    Map<String, Object> facts = identified(workUp);
    facts.put("autoimmuneDisease", name(workUp.autoimmuneDisease(), UNKNOWN));
    facts.put("neoplasia", name(workUp.neoplasia(), UNKNOWN));
    facts.put("crystalArthropathy", name(workUp.crystalArthropathy(), UNKNOWN));
    return facts;
  }

  private Map<String, Object> physicalTherapy(PhysicalTherapy episode) {
    Map<String, Object> facts = identified(episode);
    facts.put("formal", yesOrNo(episode.formal()));
    facts.put("inPerson", yesOrNo(episode.inPerson()));
    facts.put("aggravated", yesOrNo(episode.aggravated()));
    facts.put("wholeMonths", CalendarMonths.between(episode.start(), earlier.orReceipt(episode.end())));
    facts.put("note", text(episode.note()));
    return facts;
  }

  private Map<String, Object> conservativeTreatment() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ids", ids(evidence.conservativeTreatment()));
    facts.put("recorded", evidence.conservativeTreatment().size());
    facts.put("spanMonths", earlier.spanMonths(evidence.conservativeTreatment()));
    treatment.addCourses(evidence.conservativeTreatment(), facts);
    return facts;
  }

  /** Each score, and whether it is of the latest day; where a record has no date, nobody knows which day that is. */
  private List<Object> painScores() {
    List<BaselinePain> records = evidence.baselinePain();
    boolean dated = records.stream().allMatch(record -> record.date() != null);
    Optional<LocalDate> latest = dated ? records.stream().map(BaselinePain::date).max(LocalDate::compareTo) : Optional.empty();
    return each(records, record -> {
      Map<String, Object> facts = identified(record);
      facts.put("score", plain(record.score()));
      facts.put("latest", latest.map(day -> day.equals(record.date())).orElse(false));
      return facts;
    });
  }

  private Map<String, Object> examManeuver(ExamManeuver maneuver) {
    Map<String, Object> facts = identified(maneuver);
    facts.put("name", maneuver.name().name());
    facts.put("side", name(maneuver.side(), UNKNOWN));
    facts.put("result", maneuver.result().name());
    facts.put("afterPlannedDate", afterPlannedDate(maneuver.date()));
    return facts;
  }

  private Map<String, Object> nicotineUse(Nicotine nicotine) {
    Map<String, Object> facts = identified(nicotine);
    facts.put("status", nicotine.status().name());
    addMonthsFree(nicotine.quitDate(), plannedDate, facts);
    facts.put("afterPlannedDate", afterPlannedDate(nicotine.quitDate()));
    return facts;
  }

  static void addMonthsFree(LocalDate quitDate, LocalDate plannedDate, Map<String, Object> facts) {
    boolean known = quitDate != null && plannedDate != null;
    facts.put("monthsFreeKnown", known);
    facts.put("monthsFree", known ? CalendarMonths.between(quitDate, plannedDate) : 0);
  }

  private Map<String, Object> nicotineLab(NicotineLab lab) {
    Optional<BigDecimal> concentration = Concentration.nanogramsPerMillilitre(lab);
    Map<String, Object> facts = identified(lab);
    facts.put("document", lab.document().name());
    facts.put("analyte", lab.analyte().name());
    facts.put("specimen", lab.specimen().name());
    facts.put("comparator", comparator(lab.comparator()));
    facts.put("unit", text(lab.unit()));
    facts.put("convertible", concentration.isPresent());
    facts.put("ngPerMl", plain(concentration.orElse(BigDecimal.ZERO)));
    facts.put("drawnOn", lab.drawnOn().toString());
    facts.put("daysBeforeSurgery", plannedDate == null ? 0 : daysBetween(lab.drawnOn(), plannedDate));
    facts.put("monthsBeforeSurgery", plannedDate == null ? 0 : CalendarMonths.between(lab.drawnOn(), plannedDate));
    return facts;
  }

  private static String comparator(NicotineLab.Comparator comparator) {
    if (comparator == null) {
      return "=";
    }
    return switch (comparator) {
      case BELOW -> "<";
      case ABOVE -> ">";
    };
  }

  private boolean afterPlannedDate(LocalDate day) {
    return day != null && plannedDate != null && day.isAfter(plannedDate);
  }

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }

  static int daysBetween(LocalDate from, LocalDate to) {
    return Math.toIntExact(ChronoUnit.DAYS.between(from, to));
  }
}
