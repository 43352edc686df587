package dev.necessity.policy.equality;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The SI joint fusion policy written by hand from its text (docs/policies/si-joint-fusion.md):
 * statuses, documents, doubts, level of care and disposition, without the words. A second opinion
 * on the tables, and the limit of what a decision could cost.
 */
public final class JavaPolicy {

  private static final List<String> LUMBAR =
      List.of(
          "LUMBAR_DISC_DEGENERATION",
          "LUMBAR_DISC_HERNIATION",
          "LUMBAR_SPONDYLOLISTHESIS",
          "LUMBAR_SPINAL_STENOSIS",
          "LUMBAR_FACET_DEGENERATION");
  private static final Set<String> THORACIC_DISC =
      Set.of("M51.04", "M51.14", "M51.24", "M51.34", "M51.44", "M51.84", "M51.94");
  private static final Set<String> THORACIC_SPONDYLOSIS =
      Set.of("M47.14", "M47.24", "M47.814", "M47.894");
  private static final Set<String> MANEUVERS =
      Set.of("THIGH_THRUST", "FABER", "COMPRESSION", "DISTRACTION", "GAENSLEN", "SACRAL_THRUST");
  private static final Set<String> CRITICAL =
      Set.of(
          "diagnosticInjections",
          "reliefDuration",
          "painGenerators",
          "siJointImaging",
          "nicotineStatus",
          "conservativeTreatment",
          "baselinePain",
          "provocationManeuvers");
  private static final List<String> SI_JOINT =
      List.of(
          "M46.1", "M53.3", "M53.2X7", "M53.2X8", "M53.87", "M53.88", "M43.27", "M43.28", "M99.04",
          "M99.14", "S33.6");
  private static final List<String> INFLAMMATORY =
      List.of("M05", "M06", "M07", "M08", "M10", "M11", "L40.5", "K50", "K51", "C");
  private static final List<String> DIAGNOSED_SOURCE =
      List.of(
          "M51.05", "M51.15", "M51.16", "M51.25", "M51.26", "M51.35", "M51.36", "M51.37", "M51.17",
          "M51.27", "M48.06", "M48.07", "M43.16", "M43.17", "M47.26", "M47.27", "M47.816",
          "M47.817");

  public record Result(
      Map<String, String> criteria,
      Map<String, List<String>> documents,
      Set<String> doubts,
      int criticalMet,
      String disposition,
      boolean clinicianRequired,
      boolean confirmationRequired,
      String setting,
      int inpatientDays) {}

  private final Map<String, Object> facts;
  private final Map<String, String> criteria = new LinkedHashMap<>();
  private final Map<String, List<String>> documents = new LinkedHashMap<>();
  private final Set<String> doubts = new TreeSet<>();

  private JavaPolicy(Map<String, Object> facts) {
    this.facts = facts;
  }

  public static Result judge(Map<String, Object> facts, String documentation) {
    return new JavaPolicy(facts).judge("OPEN".equals(documentation));
  }

  private Result judge(boolean open) {
    injections();
    painSources();
    imaging();
    nicotine();
    spans();
    baselinePain();
    maneuvers();
    exclusions();
    boolean stay = stay();
    otherDoubts(stay);

    int critical =
        (int)
            criteria.entrySet().stream()
                .filter(each -> each.getValue().equals("MET") && CRITICAL.contains(each.getKey()))
                .count();
    boolean notMet = criteria.containsValue("NOT_MET") || !open && criteria.containsValue("UNSURE");
    boolean met = !notMet && !criteria.containsValue("UNSURE");
    boolean adverse = text(facts, "requestedSetting").equals("INPATIENT") && !stay;
    String disposition =
        notMet ? "DO_NOT_CERTIFY" : !met ? "PEND" : adverse ? "CERTIFY_MODIFIED" : "CERTIFY";
    int days = integer(facts, "inpatientDays");
    int midnights = integer(facts, "expectedMidnights");
    return new Result(
        criteria,
        documents,
        doubts,
        critical,
        disposition,
        notMet || met && adverse,
        met && !adverse && !doubts.isEmpty(),
        stay ? "INPATIENT" : "AMBULATORY",
        !stay ? 0 : days > 0 ? Math.min(days, midnights) : midnights);
  }

  private void put(String criterion, boolean met, boolean notMet, String... asksFor) {
    criteria.put(criterion, met ? "MET" : notMet ? "NOT_MET" : "UNSURE");
    documents.put(criterion, met || notMet ? List.of() : List.of(asksFor));
  }

  private void doubt(String id, boolean raised) {
    if (raised) {
      doubts.add(id);
    }
  }

  private enum Grade {
    QUALIFIES,
    FAILS,
    UNDETERMINED
  }

  private void injections() {
    List<Map<String, Object>> joint =
        where("separateInjections", i -> is(i, "joint", "SACROILIAC"));
    List<Map<String, Object>> documented =
        joint.stream().filter(i -> is(i, "side", "REQUESTED")).toList();
    List<Map<String, Object>> qualifying =
        documented.stream().filter(i -> grade(i) == Grade.QUALIFIES).toList();
    long possible =
        joint.stream().filter(i -> !is(i, "side", "OTHER") && grade(i) != Grade.FAILS).count();
    put(
        "diagnosticInjections",
        qualifying.size() >= 2,
        documented.size() >= 2 && possible < 2,
        "INJECTION_REPORT");
    put(
        "reliefDuration",
        documented.stream().filter(i -> !list(i, "durations").isEmpty()).count() >= 2,
        false,
        "INJECTION_REPORT");
    put(
        "therapeuticInjection",
        documented.stream().anyMatch(i -> list(i, "steroids").equals(List.of("YES"))),
        documented.size() >= 2
            && documented.stream().allMatch(i -> list(i, "steroids").equals(List.of("NO"))),
        "INJECTION_REPORT");

    doubt("oldInjections", latestIsOlderThan(12, qualifying));
    doubt(
        "lowPainBefore",
        qualifying.stream()
            .flatMap(i -> list(i, "painScoresBefore").stream())
            .anyMatch(score -> number(score).compareTo(BigDecimal.valueOf(5)) < 0));
    doubt(
        "shortRelief",
        qualifying.stream()
            .flatMap(i -> maps(i, "durations").stream())
            .anyMatch(d -> number(d.get("hours")).compareTo(BigDecimal.valueOf(2)) < 0));
    List<Integer> days =
        qualifying.stream().map(i -> integer(i, "daysBeforeReceipt")).sorted().toList();
    for (int i = 1; i < days.size(); i++) {
      doubt("injectionsClose", days.get(i) - days.get(i - 1) < 14);
    }
  }

  private static Grade grade(Map<String, Object> injection) {
    List<?> guidances = list(injection, "guidances");
    List<?> isolations = list(injection, "isolations");
    boolean imaged = guidances.contains("FLUOROSCOPY") || guidances.contains("CT");
    boolean otherwise = guidances.contains("ULTRASOUND") || guidances.contains("NONE");
    List<Map<String, Object>> reliefs =
        maps(injection, "reliefs").stream()
            .filter(r -> number(r.get("outside")).compareTo(BigDecimal.TEN) <= 0)
            .toList();
    Predicate<Map<String, Object>> enough =
        r -> number(r.get("low")).compareTo(BigDecimal.valueOf(70)) >= 0;
    boolean below =
        reliefs.stream().anyMatch(r -> number(r.get("high")).compareTo(BigDecimal.valueOf(70)) < 0);
    if (imaged && otherwise
        || isolations.size() == 2
        || reliefs.stream().anyMatch(enough) && below) {
      return Grade.UNDETERMINED;
    }
    if (otherwise || isolations.contains("COMBINED") || below) {
      return Grade.FAILS;
    }
    return imaged
            && isolations.contains("ISOLATED")
            && !reliefs.isEmpty()
            && reliefs.stream().allMatch(enough)
        ? Grade.QUALIFIES
        : Grade.UNDETERMINED;
  }

  private String source(String name) {
    Set<Object> said = new HashSet<>();
    where("painSources", s -> is(s, "source", name)).forEach(s -> said.add(s.get("status")));
    said.remove("NOT_EVALUATED");
    return said.size() == 1 ? (String) said.iterator().next() : "OPEN";
  }

  private void painSources() {
    List<String> required = new ArrayList<>(LUMBAR);
    Stream.of("THORACIC_DISC_DISORDER")
        .filter(s -> diagnosed(THORACIC_DISC::contains))
        .forEach(required::add);
    Stream.of("THORACIC_SPONDYLOSIS")
        .filter(s -> diagnosed(THORACIC_SPONDYLOSIS::contains))
        .forEach(required::add);
    Stream.of("HIP_OSTEOARTHRITIS").filter(s -> diagnosed("M16")).forEach(required::add);
    Stream.of("TROCHANTERIC_BURSITIS").filter(s -> diagnosed("M70.6")).forEach(required::add);
    put(
        "painGenerators",
        required.stream().allMatch(s -> source(s).equals("RULED_OUT")),
        required.stream().anyMatch(s -> source(s).equals("PRESENT")),
        "PAIN_SOURCE_WORKUP");
    String segments = source("NEIGHBORING_SEGMENTS");
    put(
        "neighboringSegments",
        segments.equals("RULED_OUT"),
        segments.equals("PRESENT"),
        "PAIN_SOURCE_WORKUP");
    boolean ruledOut = criteria.get("painGenerators").equals("MET");
    doubt(
        "otherSourcePresent",
        ruledOut
            && where("painSources", s -> true).stream()
                .map(s -> text(s, "source"))
                .anyMatch(
                    s ->
                        !required.contains(s)
                            && !s.equals("NEIGHBORING_SEGMENTS")
                            && source(s).equals("PRESENT")));
    doubt("diagnosedSource", ruledOut && DIAGNOSED_SOURCE.stream().anyMatch(this::diagnosed));
  }

  private boolean ofTheSide(Map<String, Object> record, String field) {
    return is(record, field, "BILATERAL") || record.get(field).equals(facts.get("requestedSide"));
  }

  private void imaging() {
    List<Map<String, Object>> joint =
        where(
            "imaging",
            s -> list(s, "regions").contains("SI_JOINT") || list(s, "regions").contains("PELVIS"));
    List<Map<String, Object>> shown =
        joint.stream()
            .filter(s -> is(s, "siJointDegeneration", "PRESENT") && ofTheSide(s, "side"))
            .toList();
    boolean absent =
        joint.stream()
            .anyMatch(s -> is(s, "siJointDegeneration", "ABSENT") && ofTheSide(s, "side"));
    boolean sidelessShown =
        joint.stream()
            .anyMatch(s -> is(s, "siJointDegeneration", "PRESENT") && is(s, "side", "UNKNOWN"));
    boolean sidelessAbsent =
        joint.stream()
            .anyMatch(s -> is(s, "siJointDegeneration", "ABSENT") && is(s, "side", "UNKNOWN"));
    put(
        "siJointImaging",
        !shown.isEmpty() && !absent && !sidelessAbsent,
        absent && shown.isEmpty() && !sidelessShown,
        "SI_JOINT_IMAGING");
    doubt("oldImaging", latestIsOlderThan(24, shown));
    List<Map<String, Object>> xrays =
        where(
            "imaging",
            s ->
                is(s, "modality", "XRAY")
                    && list(s, "regions").contains("PELVIS")
                    && ofTheSide(s, "includesHip"));
    boolean hip = xrays.stream().anyMatch(s -> is(s, "hipPathology", "PRESENT"));
    boolean noHip = xrays.stream().anyMatch(s -> is(s, "hipPathology", "ABSENT"));
    put("pelvisImaging", noHip && !hip, hip && !noHip, "PELVIS_XRAY");
  }

  private static boolean latestIsOlderThan(int months, List<Map<String, Object>> records) {
    return records.stream().mapToInt(each -> integer(each, "monthsBeforeReceipt")).min().orElse(0)
        > months;
  }

  /** Whether a result is positive or clean; null where it says neither. */
  private static Boolean positive(Map<String, Object> lab) {
    int toLimit = number(lab.get("ngPerMl")).compareTo(BigDecimal.TEN);
    return switch (text(lab, "comparator")) {
      case "<" -> toLimit <= 0 ? Boolean.FALSE : null;
      case ">" -> toLimit >= 0 ? Boolean.TRUE : null;
      default -> toLimit > 0;
    };
  }

  private void nicotine() {
    Set<String> said = new HashSet<>();
    for (Map<String, Object> record : where("nicotineUse", n -> !is(n, "status", "UNKNOWN"))) {
      boolean free =
          is(record, "status", "NEVER")
              || is(record, "status", "FORMER")
                  && (Boolean) record.get("monthsFreeKnown")
                  && integer(record, "monthsFree") >= 12;
      said.add(free ? "FREE" : is(record, "status", "FORMER") ? "RECENT" : "CURRENT");
    }
    if (diagnosed(
        code ->
            code.equals("Z72.0")
                || code.startsWith("F17.2") && (code.length() < 7 || code.charAt(6) != '1'))) {
      said.add("CURRENT");
    }
    String use =
        said.equals(Set.of("FREE"))
            ? "FREE"
            : said.equals(Set.of("CURRENT"))
                ? "CURRENT"
                : said.contains("CURRENT") ? "CONFLICT" : "OPEN";

    boolean planned = (Boolean) facts.get("plannedDateKnown");
    List<Map<String, Object>> results =
        where(
            "nicotineLabs",
            l ->
                is(l, "document", "LABORATORY_REPORT")
                    && (is(l, "analyte", "NICOTINE") || is(l, "specimen", "URINE"))
                    && (Boolean) l.get("convertible")
                    && positive(l) != null);
    List<Map<String, Object>> usable =
        results.stream()
            .filter(
                l ->
                    planned
                        && integer(l, "daysBeforeSurgery") >= 0
                        && integer(l, "daysBeforeSurgery") <= 42)
            .toList();
    int latest = usable.stream().mapToInt(l -> integer(l, "daysBeforeSurgery")).min().orElse(-1);
    List<Map<String, Object>> governing =
        usable.stream().filter(l -> integer(l, "daysBeforeSurgery") == latest).toList();
    boolean positive = governing.stream().anyMatch(JavaPolicy::positive);
    boolean clean = !governing.isEmpty() && !positive;
    put(
        "nicotineStatus",
        clean && (use.equals("FREE") || use.equals("OPEN"))
            || governing.isEmpty() && use.equals("FREE"),
        positive || governing.isEmpty() && use.equals("CURRENT"),
        planned ? new String[] {"NICOTINE_LAB"} : new String[] {"NICOTINE_LAB", "PLANNED_DATE"});
    doubt(
        "earlierPositiveLab",
        clean
            && results.stream()
                .anyMatch(
                    l ->
                        !governing.contains(l)
                            && positive(l)
                            && integer(l, "daysBeforeSurgery") >= 0
                            && integer(l, "monthsBeforeSurgery") < 12));
  }

  private void spans() {
    List<Map<String, Object>> courses =
        maps(map("conservativeTreatment"), "courses").stream()
            .filter(
                c ->
                    integer(c, "pause") <= 31
                        && ((Boolean) c.get("alone") || integer(c, "pauseAround") > 31))
            .toList();
    put(
        "conservativeTreatment",
        courses.stream().anyMatch(c -> integer(c, "months") >= 6)
            || courses.stream().mapToInt(c -> integer(c, "days")).sum() >= 183,
        false,
        "TREATMENT_RECORD");
    put(
        "physicalTherapy",
        where("therapyByKind", t -> is(t, "formal", "YES") && is(t, "inPerson", "YES")).stream()
            .anyMatch(t -> integer(t, "months") >= 3 || integer(t, "days") >= 90),
        false,
        "THERAPY_RECORD");
  }

  private void baselinePain() {
    List<Map<String, Object>> scores = where("painScores", s -> true);
    Predicate<Map<String, Object>> high =
        s -> number(s.get("score")).compareTo(BigDecimal.valueOf(5)) >= 0;
    boolean oneSide = scores.stream().allMatch(high) || scores.stream().noneMatch(high);
    List<Map<String, Object>> governing =
        oneSide ? scores : scores.stream().filter(s -> (Boolean) s.get("latest")).toList();
    put(
        "baselinePain",
        !governing.isEmpty() && governing.stream().allMatch(high),
        !governing.isEmpty() && governing.stream().noneMatch(high),
        "PAIN_SCORE");
  }

  private void maneuvers() {
    List<Map<String, Object>> findings =
        where("maneuverFindings", m -> MANEUVERS.contains(text(m, "maneuver")));
    List<Map<String, Object>> positive =
        findings.stream().filter(m -> is(m, "result", "POSITIVE")).toList();
    long negative = findings.stream().filter(m -> is(m, "result", "NEGATIVE")).count();
    put(
        "provocationManeuvers",
        positive.size() >= 3,
        !findings.isEmpty() && MANEUVERS.size() - negative < 3,
        "EXAM_FINDINGS");
    doubt(
        "oldExam",
        positive.stream().allMatch(m -> (Boolean) m.get("positiveDated"))
            && latestIsOlderThan(12, positive));
  }

  private void exclusions() {
    Set<String> states = new HashSet<>();
    for (String cause : List.of("autoimmuneDisease", "neoplasia", "crystalArthropathy")) {
      Set<Object> said = new HashSet<>();
      where("exclusionWorkUps", w -> !is(w, cause, "UNKNOWN")).forEach(w -> said.add(w.get(cause)));
      states.add(said.size() == 1 ? (String) said.iterator().next() : "OPEN");
    }
    boolean excluding = Stream.of("M45", "M46.0", "C41.4", "C79.51").anyMatch(this::diagnosed);
    put(
        "etiologyExclusion",
        states.equals(Set.of("EXCLUDED")) && !excluding,
        states.contains("PRESENT") || excluding,
        "EXCLUSION_WORKUP");
    doubt(
        "inflammatoryDiagnosis",
        criteria.get("etiologyExclusion").equals("MET")
            && INFLAMMATORY.stream().anyMatch(this::diagnosed));
  }

  private boolean stay() {
    return is(facts, "requestedSetting", "INPATIENT")
        && is(facts, "lineOfBusiness", "MEDICARE_ADVANTAGE")
        && is(facts, "inpatientNeed", "DOCUMENTED")
        && !list(facts, "inpatientReasons").isEmpty()
        && integer(facts, "expectedMidnights") >= 2;
  }

  private void otherDoubts(boolean stay) {
    boolean planned = (Boolean) facts.get("plannedDateKnown");
    doubt("plannedInThePast", planned && integer(facts, "daysToPlannedDate") < 0);
    doubt(
        "afterPlannedDate",
        Stream.of("separateInjections", "imaging", "examManeuvers", "nicotineUse")
            .anyMatch(kind -> !where(kind, r -> (Boolean) r.get("afterPlannedDate")).isEmpty()));
    doubt("minor", (Boolean) facts.get("ageKnown") && integer(facts, "age") < 18);
    doubt("noSiJointDiagnosis", SI_JOINT.stream().noneMatch(this::diagnosed));
    doubt(
        "otherDevice",
        !text(facts, "device").isEmpty()
            && !text(facts, "device").toLowerCase(Locale.ROOT).contains("ifuse"));
    doubt("widespreadPain", diagnosed("F45.4") || diagnosed("M79.7"));
    doubt("correctedRecord", !list(facts, "replacedRecords").isEmpty());
    doubt("hybridFusion", list(facts, "otherLineCodes").contains("27278"));
    doubt("inpatientByNeed", stay);
    doubt(
        "stayDiffers",
        stay
            && integer(facts, "inpatientDays") > 0
            && integer(facts, "inpatientDays") != integer(facts, "expectedMidnights"));
  }

  private boolean diagnosed(String beginning) {
    return diagnosed(code -> code.startsWith(beginning));
  }

  private boolean diagnosed(Predicate<String> code) {
    return list(facts, "diagnoses").stream().map(String.class::cast).anyMatch(code);
  }

  private List<Map<String, Object>> where(String kind, Predicate<Map<String, Object>> condition) {
    return maps(facts, kind).stream().filter(condition).toList();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> map(String name) {
    return (Map<String, Object>) facts.get(name);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Map<String, Object> record, String name) {
    return (List<Map<String, Object>>) record.get(name);
  }

  private static List<?> list(Map<String, Object> record, String name) {
    return (List<?>) record.get(name);
  }

  private static boolean is(Map<String, Object> record, String name, String value) {
    return value.equals(record.get(name));
  }

  private static String text(Map<String, Object> record, String name) {
    return (String) record.get(name);
  }

  private static int integer(Map<String, Object> record, String name) {
    return ((Number) record.get(name)).intValue();
  }

  private static BigDecimal number(Object value) {
    return (BigDecimal) value;
  }
}
