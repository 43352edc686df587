package dev.necessity.policy.equality;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * CPT 27096 under Medicare Advantage, written by hand from
 * docs/policies/si-joint-injection-medicare.md.
 */
final class InjectionUnderMedicareByHand extends InjectionByHand {

  InjectionUnderMedicareByHand(JsonNode request) {
    super(request);
  }

  @Override
  List<String> maneuvers() {
    return List.of("FABER", "GAENSLEN", "THIGH_THRUST", "COMPRESSION", "DISTRACTION", "YEOMAN");
  }

  @Override
  boolean longEnough(LocalDate since) {
    return !since.plusMonths(3).isAfter(received);
  }

  @Override
  void judgeCriteria() {
    criteria.put("painSeverity", painSeverity());
    painDuration();
    criteria.put(
        "noRadiculopathy",
        either(
            records("painHistory"),
            pain -> is(pain, "radiculopathy", "ABSENT"),
            pain -> is(pain, "radiculopathy", "PRESENT")));
    otherCauses(
        Stream.of(
            "LUMBAR_SPINAL_STENOSIS",
            "LUMBAR_DISC_HERNIATION",
            "INFECTION",
            "TUMOR",
            "VERTEBRAL_FRACTURE",
            "PSEUDARTHROSIS",
            "INSTRUMENTATION"));
    provocationManeuvers();
    criteria.put(
        "conservativeTreatment",
        failed("MEDICATION")
                && Stream.of(
                        "PHYSICAL_THERAPY",
                        "HOME_EXERCISE",
                        "CHIROPRACTIC",
                        "COGNITIVE_THERAPY",
                        "ACTIVITY_MODIFICATION",
                        "BRACING",
                        "OTHER")
                    .anyMatch(this::failed)
            ? MET
            : UNSURE);
    criteria.put(
        "imageGuidance", either(records("plannedInjection"), this::guided, this::notGuided));
    order();
    criteria.put(
        "diagnosticResponse",
        switch (purpose()) {
          case "THERAPEUTIC" -> onEachSide(this::beforeTherapeutic);
          case "DIAGNOSTIC" -> onEachSide(this::beforeDiagnostic);
          default -> UNSURE;
        });
    criteria.put("repeatResponse", repeatResponse());
    criteria.put("sessions", sessions());
  }

  private String painSeverity() {
    List<JsonNode> scored =
        records("painHistory").stream()
            .filter(pain -> pain.has("averageScore") && pain.path("scaleEnd").asInt(10) == 10)
            .toList();
    String score =
        either(
            scored,
            pain -> pain.get("averageScore").asDouble() >= 4,
            pain -> pain.get("averageScore").asDouble() < 4);
    String place =
        either(
            records("painHistory"),
            pain -> is(pain, "location", "SI_JOINT_REGION"),
            pain -> is(pain, "location", "ABOVE_L5", "WIDESPREAD", "OTHER"));
    return worst(List.of(score, place));
  }

  /** Whether a kind of treatment was tried for long enough and did not help enough. */
  private boolean failed(String kind) {
    List<JsonNode> treatments = treatments(kind);
    return days(treatments) >= 28
        && treatments.stream().anyMatch(treatment -> is(treatment, "helpedEnough", "false"))
        && treatments.stream().noneMatch(treatment -> is(treatment, "helpedEnough", "true"));
  }

  private boolean guided(JsonNode order) {
    boolean excused = is(order, "contrastNotPossible", "true");
    return is(order, "guidance", "FLUOROSCOPY", "CT") && (is(order, "contrast", "true") || excused)
        || is(order, "guidance", "ULTRASOUND") && excused;
  }

  private boolean notGuided(JsonNode order) {
    return is(order, "guidance", "NONE")
        || is(order, "contrastNotPossible", "false")
            && (is(order, "guidance", "ULTRASOUND") || is(order, "contrast", "false"));
  }

  private String beforeTherapeutic(String side) {
    if (contradicted(side)) {
      return UNSURE;
    }
    List<Earlier> diagnostic = earlier(side).stream().filter(Earlier::diagnostic).toList();
    if (diagnostic.stream().anyMatch(each -> each.relieved(75) && guidedAndIsolated(each))) {
      return MET;
    }
    return !diagnostic.isEmpty()
            && earlier(side).stream()
                .filter(each -> !each.therapeutic())
                .allMatch(each -> each.notRelieved(75))
        ? NOT_MET
        : UNSURE;
  }

  private static boolean guidedAndIsolated(Earlier injection) {
    List<JsonNode> records = injection.records();
    return either(
                records,
                record -> is(record, "guidance", "FLUOROSCOPY", "CT"),
                record -> is(record, "guidance", "ULTRASOUND", "NONE"))
            .equals(MET)
        && either(
                records,
                record -> record.has("combinedWith") && record.get("combinedWith").isEmpty(),
                record -> record.path("combinedWith").size() > 0)
            .equals(MET);
  }

  private String beforeDiagnostic(String side) {
    if (contradicted(side)) {
      return UNSURE;
    }
    if (earlier(side).stream()
        .anyMatch(each -> each.therapeutic() || each.diagnostic() && each.notRelieved(75))) {
      return NOT_MET;
    }
    return stated(side)
            && earlier(side).stream().allMatch(each -> each.diagnostic() && each.relieved(75))
        ? MET
        : UNSURE;
  }

  private String repeatResponse() {
    if (purpose().equals("DIAGNOSTIC")) {
      return MET;
    }
    String repeated =
        onEachSide(
            side -> {
              boolean first =
                  stated(side)
                      && !contradicted(side)
                      && earlier(side).stream().allMatch(Earlier::diagnostic);
              return first || enoughOn(side) ? MET : tooLittleOn(side) ? NOT_MET : UNSURE;
            });
    return repeated.equals(NOT_MET) && purpose().isEmpty() ? UNSURE : repeated;
  }

  @Override
  boolean enough(Earlier injection) {
    return (injection.relieved(50) || injection.gained(50)) && injection.longEnough(3, received);
  }

  @Override
  boolean tooLittle(Earlier injection) {
    return injection.notRelieved(50) && injection.notGained(50) || injection.tooBrief(3, received);
  }

  @Override
  boolean weak(Earlier injection) {
    return !injection.relieved(70) && !injection.gained(70);
  }

  private String sessions() {
    if (sides.stream().anyMatch(this::contradicted)) {
      return UNSURE;
    }
    Map<LocalDate, List<JsonNode>> days = new LinkedHashMap<>();
    earlierRecords()
        .forEach(
            record ->
                days.computeIfAbsent(date(record, "date"), day -> new ArrayList<>()).add(record));
    List<Earlier> all =
        days.entrySet().stream()
            .map(day -> new Earlier(day.getKey(), purposeOf(day.getValue()), day.getValue()))
            .toList();
    List<Earlier> lastYear = all.stream().filter(each -> !each.afterMonths(12, planned)).toList();
    boolean known = sides.stream().allMatch(side -> stated(side) || !earlier(side).isEmpty());
    boolean fewDiagnostic = all.stream().filter(each -> !each.therapeutic()).count() < 2;
    boolean fewTherapeutic = lastYear.stream().filter(each -> !each.diagnostic()).count() < 4;
    return switch (purpose()) {
      case "DIAGNOSTIC" ->
          all.stream().filter(Earlier::diagnostic).count() >= 2
              ? NOT_MET
              : known && fewDiagnostic ? MET : UNSURE;
      case "THERAPEUTIC" ->
          lastYear.stream().filter(Earlier::therapeutic).count() >= 4
              ? NOT_MET
              : known && fewTherapeutic ? MET : UNSURE;
      default -> known && fewDiagnostic && fewTherapeutic ? MET : UNSURE;
    };
  }
}
