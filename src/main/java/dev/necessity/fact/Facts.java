package dev.necessity.fact;

import dev.necessity.request.ConservativeTreatment;
import dev.necessity.request.Evidence;
import dev.necessity.request.EvidenceRecord;
import dev.necessity.request.ExamManeuver;
import dev.necessity.request.Exclusions;
import dev.necessity.request.Finding;
import dev.necessity.request.Imaging;
import dev.necessity.request.Injection;
import dev.necessity.request.Nicotine;
import dev.necessity.request.NicotineLab;
import dev.necessity.request.PainSource;
import dev.necessity.request.PhysicalTherapy;
import dev.necessity.request.Request;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request says, measured: the input {@code facts} of every policy's decision diagram. Judges nothing. A pure
 * function of the request.
 *
 * <p>Made of {@link LinkedHashMap}, {@link ArrayList}, String, Boolean, Integer and {@link BigDecimal} only. No value is null: what
 * is not known is a value of its own (UNKNOWN, NOT_STATED, a {@code ...Known} flag with 0 beside it). Every list is there,
 * in the order of the records. Dates are ISO text.
 */
public final class Facts {

  private static final String UNKNOWN = "UNKNOWN";
  private static final String NOT_STATED = "NOT_STATED";

  private final Request request;
  private final Evidence evidence;
  private final LocalDate receivedOn;
  private final LocalDate plannedDate;

  private Facts(Request request) {
    this.request = request;
    this.evidence = request.evidence();
    this.receivedOn = request.receivedAt().toLocalDate();
    this.plannedDate = request.procedure().plannedDate();
  }

  public static Map<String, Object> measure(Request request) {
    return new Facts(request).all();
  }

  private Map<String, Object> all() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("procedureCode", request.procedure().code());
    facts.put("requestedSide", request.procedure().side().name());
    facts.put("lineOfBusiness", request.lineOfBusiness().name());
    facts.put("urgency", request.urgency().name());
    facts.put("receivedOn", receivedOn.toString());
    facts.put("requestedSetting", request.requestedSetting().name());
    facts.put("inpatientNeed", name(request.inpatientNeed(), NOT_STATED));
    facts.put("plannedDateKnown", plannedDate != null);
    facts.put("diagnoses", new ArrayList<>(request.diagnoses()));
    facts.put("injections", each(evidence.injections(), Facts::injection));
    facts.put("imaging", each(evidence.imaging(), Facts::imaging));
    facts.put("painSources", each(evidence.painSources(), Facts::painSource));
    facts.put("exclusions", exclusions());
    facts.put("physicalTherapy", each(evidence.physicalTherapy(), this::physicalTherapy));
    facts.put("conservativeTreatment", conservativeTreatment());
    facts.put("baselinePain", baselinePain());
    facts.put("examManeuvers", each(evidence.examManeuvers(), Facts::examManeuver));
    facts.put("nicotine", nicotine());
    facts.put("nicotineLabs", each(evidence.nicotineLabs(), this::nicotineLab));
    return facts;
  }

  private static Map<String, Object> injection(Injection injection) {
    Relief relief = Relief.of(injection);
    Map<String, Object> facts = identified(injection);
    facts.put("date", injection.date().toString());
    facts.put("joint", injection.joint().name());
    facts.put("side", name(injection.side(), UNKNOWN));
    facts.put("guidance", injection.guidance().name());
    facts.put("isolation", isolation(injection.combinedWith()));
    facts.put("steroid", yesOrNo(injection.steroid()));
    facts.put("reliefKnown", relief.known());
    facts.put("reliefLow", plain(relief.low()));
    facts.put("reliefHigh", plain(relief.high()));
    facts.put("reliefDurationStated", injection.reliefDuration() != null);
    facts.put("reliefDurationMonths", Relief.wholeMonths(injection));
    return facts;
  }

  private static String isolation(List<Injection.Site> combinedWith) {
    if (combinedWith == null) {
      return UNKNOWN;
    }
    return combinedWith.isEmpty() ? "ISOLATED" : "COMBINED";
  }

  private static Map<String, Object> imaging(Imaging study) {
    Map<String, Object> facts = identified(study);
    facts.put("modality", study.modality().name());
    facts.put("date", study.date().toString());
    facts.put("regions", each(study.regions(), Enum::name));
    facts.put("side", name(study.side(), UNKNOWN));
    facts.put("siJointDegeneration", name(study.siJointDegeneration(), Finding.NOT_MENTIONED.name()));
    facts.put("includesHip", name(study.includesHip(), UNKNOWN));
    facts.put("hipPathology", name(study.hipPathology(), Finding.NOT_MENTIONED.name()));
    facts.put("note", text(study.note()));
    return facts;
  }

  private static Map<String, Object> painSource(PainSource workUp) {
    Map<String, Object> facts = identified(workUp);
    facts.put("source", workUp.source().name());
    facts.put("status", workUp.status().name());
    return facts;
  }

  private Map<String, Object> exclusions() {
    Exclusions workUp = evidence.exclusions();
    Map<String, Object> facts = rests(workUp);
    facts.put("autoimmuneDisease", workUp == null ? UNKNOWN : name(workUp.autoimmuneDisease(), UNKNOWN));
    facts.put("neoplasia", workUp == null ? UNKNOWN : name(workUp.neoplasia(), UNKNOWN));
    facts.put("crystalArthropathy", workUp == null ? UNKNOWN : name(workUp.crystalArthropathy(), UNKNOWN));
    return facts;
  }

  private Map<String, Object> physicalTherapy(PhysicalTherapy episode) {
    Map<String, Object> facts = identified(episode);
    facts.put("formal", yesOrNo(episode.formal()));
    facts.put("inPerson", yesOrNo(episode.inPerson()));
    facts.put("wholeMonths", CalendarMonths.between(episode.start(), orReceipt(episode.end())));
    facts.put("note", text(episode.note()));
    return facts;
  }

  private Map<String, Object> conservativeTreatment() {
    List<ConservativeTreatment> treatments = evidence.conservativeTreatment();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ids", each(treatments, ConservativeTreatment::id));
    facts.put("recorded", treatments.size());
    facts.put("spanMonths", spanMonths(treatments));
    return facts;
  }

  private int spanMonths(List<ConservativeTreatment> treatments) {
    Optional<LocalDate> earliest = treatments.stream().map(ConservativeTreatment::start).min(LocalDate::compareTo);
    Optional<LocalDate> latest = treatments.stream().map(treatment -> orReceipt(treatment.end())).max(LocalDate::compareTo);
    return earliest.isPresent() ? CalendarMonths.between(earliest.get(), latest.get()) : 0;
  }

  private Map<String, Object> baselinePain() {
    Map<String, Object> facts = rests(evidence.baselinePain());
    facts.put("recorded", evidence.baselinePain() != null);
    facts.put("score", evidence.baselinePain() == null ? BigDecimal.ZERO : plain(evidence.baselinePain().score()));
    return facts;
  }

  private static Map<String, Object> examManeuver(ExamManeuver maneuver) {
    Map<String, Object> facts = identified(maneuver);
    facts.put("name", maneuver.name().name());
    facts.put("side", name(maneuver.side(), UNKNOWN));
    facts.put("result", maneuver.result().name());
    return facts;
  }

  private Map<String, Object> nicotine() {
    Nicotine nicotine = evidence.nicotine();
    boolean monthsFreeKnown = nicotine != null && nicotine.quitDate() != null && plannedDate != null;
    Map<String, Object> facts = rests(nicotine);
    facts.put("status", nicotine == null ? NOT_STATED : nicotine.status().name());
    facts.put("monthsFreeKnown", monthsFreeKnown);
    facts.put("monthsFree", monthsFreeKnown ? CalendarMonths.between(nicotine.quitDate(), plannedDate) : 0);
    return facts;
  }

  private Map<String, Object> nicotineLab(NicotineLab lab) {
    Optional<BigDecimal> concentration = Concentration.nanogramsPerMillilitre(lab);
    Map<String, Object> facts = identified(lab);
    facts.put("document", lab.document().name());
    facts.put("analyte", lab.analyte().name());
    facts.put("specimen", lab.specimen().name());
    facts.put("comparator", comparator(lab.comparator()));
    facts.put("convertible", concentration.isPresent());
    facts.put("ngPerMl", plain(concentration.orElse(BigDecimal.ZERO)));
    facts.put("drawnOn", lab.drawnOn().toString());
    facts.put("daysBeforeSurgery", plannedDate == null ? 0 : daysBetween(lab.drawnOn(), plannedDate));
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

  private static int daysBetween(LocalDate from, LocalDate to) {
    return Math.toIntExact(ChronoUnit.DAYS.between(from, to));
  }

  /** An open end counts up to the receipt date. */
  private LocalDate orReceipt(LocalDate end) {
    return end == null ? receivedOn : end;
  }

  private static Map<String, Object> identified(EvidenceRecord<?> record) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", record.id());
    return facts;
  }

  /** The ids of the records that a measurement rests on: the one record, or none. */
  private static Map<String, Object> rests(EvidenceRecord<?> record) {
    Map<String, Object> facts = new LinkedHashMap<>();
    List<Object> ids = new ArrayList<>();
    if (record != null) {
      ids.add(record.id());
    }
    facts.put("ids", ids);
    return facts;
  }

  private static <T> List<Object> each(List<T> records, Function<? super T, ?> measurement) {
    List<Object> all = new ArrayList<>();
    records.forEach(record -> all.add(measurement.apply(record)));
    return all;
  }

  private static String yesOrNo(Boolean value) {
    if (value == null) {
      return UNKNOWN;
    }
    return value ? "YES" : "NO";
  }

  private static String name(Enum<?> value, String absent) {
    return value == null ? absent : value.name();
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  /** The same number as people write it: 70, neither 70.00 nor 7E+1. */
  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
