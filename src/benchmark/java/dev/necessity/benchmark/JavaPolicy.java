package dev.necessity.benchmark;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The SI joint fusion policy written by hand, as the limit of what a decision could cost: statuses, documents, evidence,
 * counts and disposition, without the texts. Only the benchmark uses it, after checking that it agrees with the tables.
 */
final class JavaPolicy {

  private static final Set<String> THORACIC_DISC = Set.of("M51.04", "M51.14", "M51.24", "M51.34", "M51.44", "M51.84", "M51.94");
  private static final Set<String> THORACIC_SPONDYLOSIS = Set.of("M47.14", "M47.24", "M47.814", "M47.894");
  private static final List<Set<String>> MANEUVERS = List.of(Set.of("THIGH_THRUST", "P4", "POSTERIOR_SHEAR"), Set.of("FABER", "PATRICK"),
      Set.of("COMPRESSION", "LATERAL_COMPRESSION"), Set.of("DISTRACTION", "GAPPING"), Set.of("GAENSLEN"), Set.of("SACRAL_THRUST"));
  private static final BigDecimal SEVENTY = BigDecimal.valueOf(70);
  private static final BigDecimal TEN = BigDecimal.TEN;

  record Criterion(String status, String document, List<String> evidence) {}

  record Result(Map<String, Criterion> criteria, int criticalMet, String disposition, boolean clinicianRequired,
      Set<String> missingDocuments, String certifiedUntil) {}

  private final Map<String, Object> facts;
  private final boolean open;
  private final String side;
  private final Map<String, Criterion> criteria = new LinkedHashMap<>();
  private String certifiedUntil = "NONE";

  private JavaPolicy(Map<String, Object> facts, String documentation) {
    this.facts = facts;
    this.open = "OPEN".equals(documentation);
    this.side = text(facts, "requestedSide");
  }

  static Result judge(Map<String, Object> facts, String documentation) {
    return new JavaPolicy(facts, documentation).judge();
  }

  private Result judge() {
    injections();
    painSources();
    imaging();
    nicotine();
    treatment();
    maneuvers();
    therapy();
    exclusions();
    Set<String> missing = new LinkedHashSet<>();
    int unsure = 0;
    int notMet = 0;
    int critical = 0;
    for (Map.Entry<String, Criterion> each : criteria.entrySet()) {
      switch (each.getValue().status()) {
        case "UNSURE" -> {
          unsure++;
          missing.add(each.getValue().document());
        }
        case "NOT_MET" -> notMet++;
        default -> critical += CRITICAL.contains(each.getKey()) ? 1 : 0;
      }
    }
    if (!open) {
      notMet += unsure;
      unsure = 0;
    }
    boolean inpatient = "INPATIENT".equals(text(facts, "requestedSetting"));
    String disposition = notMet > 0 ? "DO_NOT_CERTIFY" : unsure > 0 ? "PEND" : inpatient ? "CERTIFY_MODIFIED" : "CERTIFY";
    return new Result(criteria, critical, disposition, notMet > 0 || unsure == 0 && inpatient, missing, certifiedUntil);
  }

  private static final Set<String> CRITICAL = Set.of("diagnosticInjections", "reliefDuration", "painGenerators", "siJointImaging",
      "nicotineStatus", "conservativeTreatment", "baselinePain", "provocationManeuvers");

  private void put(String id, String status, String document, List<String> evidence) {
    criteria.put(id, new Criterion(status, "UNSURE".equals(status) ? document : "", evidence));
  }

  private void injections() {
    List<Map<String, Object>> considered = where(records("injections"), i -> "SACROILIAC".equals(i.get("joint"))
        && (side.equals(i.get("side")) || "BILATERAL".equals(i.get("side")) || "UNKNOWN".equals(i.get("side"))));
    List<Map<String, Object>> documented = where(considered, i -> !"UNKNOWN".equals(i.get("side")));
    List<Map<String, Object>> qualifying = where(documented, i -> ("FLUOROSCOPY".equals(i.get("guidance")) || "CT".equals(i.get("guidance")))
        && "ISOLATED".equals(i.get("isolation")) && is(i, "reliefKnown") && number(i, "reliefLow").compareTo(SEVENTY) >= 0);
    List<Map<String, Object>> possible = where(considered, i -> !"ULTRASOUND".equals(i.get("guidance")) && !"NONE".equals(i.get("guidance"))
        && !"COMBINED".equals(i.get("isolation")) && !(is(i, "reliefKnown") && number(i, "reliefHigh").compareTo(SEVENTY) < 0));
    int count = dates(documented);
    int could = dates(where(possible, i -> !"UNKNOWN".equals(i.get("side")))) + dates(where(possible, i -> "UNKNOWN".equals(i.get("side"))));
    if (dates(qualifying) >= 2) {
      put("diagnosticInjections", "MET", "", ids(qualifying));
    } else if (count >= 2) {
      put("diagnosticInjections", could < 2 ? "NOT_MET" : "UNSURE", "INJECTION_REPORT", could < 2 ? ids(documented) : ids(possible));
    } else {
      put("diagnosticInjections", "UNSURE", "INJECTION_REPORT", count >= 1 ? ids(documented) : ids(possible));
    }
    List<Map<String, Object>> lasting = where(documented, i -> is(i, "reliefDurationStated"));
    boolean twice = dates(lasting) >= 2;
    put("reliefDuration", twice ? "MET" : "UNSURE", "INJECTION_REPORT", ids(twice ? lasting : documented));
    List<Map<String, Object>> steroid = where(documented, i -> "YES".equals(i.get("steroid")));
    int unstated = count - dates(where(documented, i -> !"UNKNOWN".equals(i.get("steroid"))));
    boolean treated = dates(steroid) >= 1;
    put("therapeuticInjection", treated ? "MET" : count >= 2 && unstated < 1 ? "NOT_MET" : "UNSURE", "INJECTION_REPORT", ids(treated ? steroid : documented));
  }

  private void painSources() {
    Map<String, Map<String, Object>> latest = new LinkedHashMap<>();
    records("painSources").forEach(source -> latest.put(text(source, "source"), source));
    List<String> required = new ArrayList<>(List.of("LUMBAR_DISC_DEGENERATION", "LUMBAR_DISC_HERNIATION", "LUMBAR_SPONDYLOLISTHESIS",
        "LUMBAR_SPINAL_STENOSIS", "LUMBAR_FACET_DEGENERATION"));
    competing(required, "THORACIC_DISC_DISORDER", THORACIC_DISC::contains);
    competing(required, "THORACIC_SPONDYLOSIS", THORACIC_SPONDYLOSIS::contains);
    competing(required, "HIP_OSTEOARTHRITIS", code -> code.startsWith("M16"));
    competing(required, "TROCHANTERIC_BURSITIS", code -> code.startsWith("M70.6"));
    List<String> present = required.stream().filter(source -> status(latest, source).equals("PRESENT")).toList();
    boolean open = required.stream().anyMatch(source -> !status(latest, source).equals("RULED_OUT"));
    put("painGenerators", !present.isEmpty() ? "NOT_MET" : open ? "UNSURE" : "MET", "PAIN_SOURCE_WORKUP",
        latest.values().stream().filter(source -> present.isEmpty() || present.contains(text(source, "source"))).map(source -> text(source, "id")).toList());
    String segments = status(latest, "NEIGHBORING_SEGMENTS");
    put("neighboringSegments", segments.equals("RULED_OUT") ? "MET" : segments.equals("PRESENT") ? "NOT_MET" : "UNSURE", "PAIN_SOURCE_WORKUP",
        latest.containsKey("NEIGHBORING_SEGMENTS") ? List.of(text(latest.get("NEIGHBORING_SEGMENTS"), "id")) : List.of());
  }

  private void competing(List<String> required, String source, Predicate<String> code) {
    for (Object diagnosis : (List<?>) facts.get("diagnoses")) {
      if (code.test((String) diagnosis)) {
        required.add(source);
        return;
      }
    }
  }

  private static String status(Map<String, Map<String, Object>> latest, String source) {
    return latest.containsKey(source) ? text(latest.get(source), "status") : "UNKNOWN";
  }

  private void imaging() {
    List<Map<String, Object>> studies = records("imaging");
    List<Map<String, Object>> showing = where(studies, s -> "PRESENT".equals(s.get("siJointDegeneration")) && onSide(s, "side"));
    List<Map<String, Object>> sideless = where(studies, s -> "PRESENT".equals(s.get("siJointDegeneration")) && "UNKNOWN".equals(s.get("side")));
    List<Map<String, Object>> without = where(studies, s -> "ABSENT".equals(s.get("siJointDegeneration")) && onSide(s, "side"));
    put("siJointImaging", !showing.isEmpty() ? "MET" : !sideless.isEmpty() || without.isEmpty() ? "UNSURE" : "NOT_MET", "SI_JOINT_IMAGING",
        ids(!showing.isEmpty() ? showing : !sideless.isEmpty() ? sideless : without));
    List<Map<String, Object>> pelvis = where(studies, s -> "XRAY".equals(s.get("modality"))
        && ((List<?>) s.get("regions")).contains("PELVIS") && onSide(s, "includesHip"));
    boolean clear = pelvis.stream().anyMatch(s -> "ABSENT".equals(s.get("hipPathology")));
    boolean pathology = pelvis.stream().anyMatch(s -> "PRESENT".equals(s.get("hipPathology")));
    put("pelvisImaging", clear == pathology ? "UNSURE" : clear ? "MET" : "NOT_MET", "PELVIS_XRAY", ids(pelvis));
  }

  private boolean onSide(Map<String, Object> entry, String name) {
    return side.equals(entry.get(name)) || "BILATERAL".equals(entry.get(name));
  }

  private void nicotine() {
    List<Map<String, Object>> timely = where(records("nicotineLabs"), l -> "LABORATORY_REPORT".equals(l.get("document"))
        && ("NICOTINE".equals(l.get("analyte")) || "URINE".equals(l.get("specimen"))) && is(facts, "plannedDateKnown")
        && is(l, "convertible") && integer(l, "daysBeforeSurgery") >= 0 && integer(l, "daysBeforeSurgery") <= 42);
    List<Map<String, Object>> positive = where(timely, l -> "=".equals(l.get("comparator")) && number(l, "ngPerMl").compareTo(TEN) > 0
        || ">".equals(l.get("comparator")) && number(l, "ngPerMl").compareTo(TEN) >= 0);
    List<Map<String, Object>> usable = new ArrayList<>(where(timely, l -> !">".equals(l.get("comparator")) && number(l, "ngPerMl").compareTo(TEN) <= 0));
    usable.addAll(positive);
    int latest = usable.stream().mapToInt(l -> integer(l, "daysBeforeSurgery")).min().orElse(0);
    List<Map<String, Object>> governing = where(usable, l -> integer(l, "daysBeforeSurgery") == latest);
    Map<?, ?> nicotine = (Map<?, ?>) facts.get("nicotine");
    String status = (String) nicotine.get("status");
    boolean yearFree = status.equals("NEVER") || status.equals("FORMER") && (Integer) nicotine.get("monthsFree") >= 12;
    List<String> evidence = new ArrayList<>(strings(nicotine.get("ids")));
    if (governing.isEmpty()) {
      put("nicotineStatus", yearFree ? "MET" : status.equals("CURRENT") ? "NOT_MET" : "UNSURE", "NICOTINE_LAB", evidence);
    } else if (governing.stream().anyMatch(positive::contains)) {
      put("nicotineStatus", "NOT_MET", "", ids(governing));
    } else {
      evidence.addAll(ids(governing));
      put("nicotineStatus", status.equals("CURRENT") ? "UNSURE" : "MET", "NICOTINE_LAB", evidence);
      if (!yearFree && !status.equals("CURRENT")) {
        certifiedUntil = LocalDate.parse(text(governing.get(0), "drawnOn")).plusDays(42).toString();
      }
    }
  }

  private void treatment() {
    Map<?, ?> treatment = (Map<?, ?>) facts.get("conservativeTreatment");
    boolean recorded = (Integer) treatment.get("recorded") >= 1;
    put("conservativeTreatment", !recorded ? "UNSURE" : (Integer) treatment.get("spanMonths") >= 6 ? "MET" : "NOT_MET", "TREATMENT_RECORD",
        recorded ? strings(treatment.get("ids")) : List.of());
    Map<?, ?> pain = (Map<?, ?>) facts.get("baselinePain");
    boolean scored = (Boolean) pain.get("recorded");
    put("baselinePain", !scored ? "UNSURE" : ((BigDecimal) pain.get("score")).compareTo(BigDecimal.valueOf(5)) >= 0 ? "MET" : "NOT_MET", "PAIN_SCORE",
        scored ? strings(pain.get("ids")) : List.of());
  }

  private void maneuvers() {
    List<Map<String, Object>> onSide = where(records("examManeuvers"), m -> onSide(m, "side") || "UNKNOWN".equals(m.get("side")));
    int recorded = 0;
    int positive = 0;
    int possible = 0;
    for (Set<String> names : MANEUVERS) {
      boolean any = false;
      boolean yes = false;
      boolean maybe = false;
      for (Map<String, Object> maneuver : onSide) {
        if (names.contains(text(maneuver, "name"))) {
          any = true;
          yes |= "POSITIVE".equals(maneuver.get("result"));
          maybe |= !"NEGATIVE".equals(maneuver.get("result"));
        }
      }
      recorded += any ? 1 : 0;
      positive += yes ? 1 : 0;
      possible += maybe ? 1 : 0;
    }
    boolean met = positive >= 3;
    put("provocationManeuvers", met ? "MET" : recorded >= 1 && possible < 3 ? "NOT_MET" : "UNSURE", "EXAM_FINDINGS",
        ids(met ? where(onSide, m -> "POSITIVE".equals(m.get("result"))) : onSide));
  }

  private void therapy() {
    List<Map<String, Object>> all = records("physicalTherapy");
    List<Map<String, Object>> formal = where(all, t -> "YES".equals(t.get("formal")) && "YES".equals(t.get("inPerson")));
    List<Map<String, Object>> possible = where(all, t -> !"NO".equals(t.get("formal")) && !"NO".equals(t.get("inPerson")));
    boolean met = months(formal) >= 3;
    boolean contradicted = !all.isEmpty() && months(possible) < 3;
    put("physicalTherapy", met ? "MET" : contradicted ? "NOT_MET" : "UNSURE", "THERAPY_RECORD",
        ids(met ? formal : contradicted ? all : all.isEmpty() ? List.of() : possible));
  }

  private static int months(List<Map<String, Object>> episodes) {
    return episodes.stream().mapToInt(episode -> integer(episode, "wholeMonths")).sum();
  }

  private void exclusions() {
    Map<?, ?> exclusions = (Map<?, ?>) facts.get("exclusions");
    List<?> answers = List.of(exclusions.get("autoimmuneDisease"), exclusions.get("neoplasia"), exclusions.get("crystalArthropathy"));
    boolean excluding = ((List<?>) facts.get("diagnoses")).stream().map(String.class::cast)
        .anyMatch(code -> code.startsWith("M45") || code.startsWith("M46.0") || code.startsWith("C41.4") || code.startsWith("C79.51"));
    put("etiologyExclusion", answers.contains("PRESENT") || excluding ? "NOT_MET" : answers.stream().allMatch("EXCLUDED"::equals) ? "MET" : "UNSURE",
        "EXCLUSION_WORKUP", strings(exclusions.get("ids")));
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> records(String name) {
    return (List<Map<String, Object>>) facts.get(name);
  }

  private static List<Map<String, Object>> where(List<Map<String, Object>> records, Predicate<Map<String, Object>> condition) {
    List<Map<String, Object>> hits = new ArrayList<>(records.size());
    for (Map<String, Object> each : records) {
      if (condition.test(each)) {
        hits.add(each);
      }
    }
    return hits;
  }

  private static int dates(List<Map<String, Object>> records) {
    Set<Object> dates = new LinkedHashSet<>();
    records.forEach(each -> dates.add(each.get("date")));
    return dates.size();
  }

  private static List<String> ids(List<Map<String, Object>> records) {
    List<String> ids = new ArrayList<>(records.size());
    records.forEach(each -> ids.add(text(each, "id")));
    return ids;
  }

  @SuppressWarnings("unchecked")
  private static List<String> strings(Object list) {
    return (List<String>) list;
  }

  private static String text(Map<String, Object> entry, String name) {
    return (String) entry.get(name);
  }

  private static boolean is(Map<String, Object> entry, String name) {
    return (Boolean) entry.get(name);
  }

  private static BigDecimal number(Map<String, Object> entry, String name) {
    return (BigDecimal) entry.get(name);
  }

  private static int integer(Map<String, Object> entry, String name) {
    return (Integer) entry.get(name);
  }
}
