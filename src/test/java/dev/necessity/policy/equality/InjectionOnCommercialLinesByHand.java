package dev.necessity.policy.equality;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** CPT 27096 on commercial lines, written by hand from docs/policies/si-joint-injection.md. */
final class InjectionOnCommercialLinesByHand extends InjectionByHand {

  InjectionOnCommercialLinesByHand(JsonNode request) {
    super(request);
  }

  @Override
  List<String> maneuvers() {
    return List.of("COMPRESSION", "THIGH_THRUST", "FABER", "DISTRACTION", "GAENSLEN");
  }

  @Override
  boolean longEnough(LocalDate since) {
    return since.plusMonths(3).isBefore(received);
  }

  @Override
  void judgeCriteria() {
    painDuration();
    criteria.put("painLocation", onEachSide(this::painLocation));
    provocationManeuvers();
    otherCauses(
        Stream.of(
                Stream.of(
                    "LUMBAR_DISC_DEGENERATION",
                    "LUMBAR_DISC_HERNIATION",
                    "LUMBAR_SPONDYLOLISTHESIS",
                    "LUMBAR_SPINAL_STENOSIS",
                    "LUMBAR_FACET_DEGENERATION",
                    "VERTEBRAL_FRACTURE"),
                named(
                    "THORACIC_DISC_DISORDER",
                    "M51.04",
                    "M51.14",
                    "M51.24",
                    "M51.34",
                    "M51.44",
                    "M51.84",
                    "M51.94"),
                named("THORACIC_SPONDYLOSIS", "M47.14", "M47.24", "M47.814", "M47.894"),
                named("HIP_OSTEOARTHRITIS", "M16"),
                named("TROCHANTERIC_BURSITIS", "M70.6"))
            .flatMap(sources -> sources));
    criteria.put(
        "conservativeTreatment",
        tried("MEDICATION")
                && tried("PHYSICAL_THERAPY", "HOME_EXERCISE")
                && tried("ACTIVITY_MODIFICATION")
            ? MET
            : UNSURE);
    criteria.put(
        "painProgram",
        worst(
            Stream.of("physicalTherapy", "education", "psychosocialSupport", "medication")
                .map(
                    part ->
                        either(
                            records("painProgram"),
                            program -> is(program, part, "true"),
                            program -> is(program, part, "false")))
                .toList()));
    criteria.put(
        "imageGuidance",
        either(
            records("plannedInjection"),
            order -> is(order, "guidance", "FLUOROSCOPY", "CT"),
            order -> is(order, "guidance", "ULTRASOUND", "NONE")));
    order();
    criteria.put(
        "repeatResponse",
        onEachSide(
            side ->
                none(side) && earlier(side).isEmpty() || enoughOn(side)
                    ? MET
                    : tooLittleOn(side) ? NOT_MET : UNSURE));
    criteria.put("frequency", onEachSide(this::frequency));
  }

  private Stream<String> named(String source, String... beginnings) {
    return Stream.of(source).filter(each -> diagnosed(beginnings));
  }

  private String painLocation(String side) {
    boolean elsewhere =
        records("painHistory").stream()
            .anyMatch(pain -> is(pain, "location", "ABOVE_L5", "WIDESPREAD", "OTHER"));
    boolean joint =
        records("painHistory").stream().anyMatch(pain -> is(pain, "location", "SI_JOINT_REGION"));
    return switch (finding("FORTIN_FINGER", side)) {
      case "NEGATIVE" -> NOT_MET;
      case "POSITIVE" -> elsewhere ? UNSURE : MET;
      default -> elsewhere && !joint ? NOT_MET : UNSURE;
    };
  }

  private boolean tried(String... kinds) {
    return days(treatments(kinds)) >= 42
        || treatments(kinds).stream()
            .anyMatch(
                treatment ->
                    is(treatment, "notTolerated", "true") && treatment.has("notToleratedReason"));
  }

  @Override
  boolean enough(Earlier injection) {
    return injection.relieved(50) && injection.longEnough(2, received);
  }

  @Override
  boolean tooLittle(Earlier injection) {
    return injection.notRelieved(50) || injection.tooBrief(2, received);
  }

  @Override
  boolean weak(Earlier injection) {
    return injection.reliefs().stream().anyMatch(relief -> !relief.atLeast(70));
  }

  private String frequency(String side) {
    if (contradicted(side) || !stated(side) && earlier(side).isEmpty()) {
      return UNSURE;
    }
    List<Earlier> lastYear =
        earlier(side).stream().filter(each -> !each.afterMonths(12, planned)).toList();
    long therapeutic = lastYear.stream().filter(Earlier::therapeutic).count();
    long diagnostic = lastYear.stream().filter(Earlier::diagnostic).count();
    long undetermined = lastYear.size() - therapeutic - diagnostic;
    boolean tooSoon =
        earlier(side).stream()
            .anyMatch(each -> each.therapeutic() && !each.afterMonths(2, planned));
    boolean perhapsTooSoon =
        earlier(side).stream()
            .anyMatch(each -> !each.diagnostic() && !each.afterMonths(2, planned));
    if (therapeutic >= 4 || tooSoon || purpose().equals("DIAGNOSTIC") && diagnostic >= 2) {
      return NOT_MET;
    }
    return therapeutic + undetermined < 4 && diagnostic + undetermined < 2 && !perhapsTooSoon
        ? MET
        : UNSURE;
  }
}
