package dev.necessity.policy.equality;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Requests for an injection of the SI joint at random, the same for the same seed: valid, close to
 * the limits of its policies, with much left out, records that contradict each other, and
 * corrections. In some of them that is seldom, so that there are some with every criterion met.
 */
final class RandomInjections {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LocalDate RECEIVED = LocalDate.of(2025, 11, 30);
  private static final List<String> MANEUVERS =
      List.of(
          "FABER",
          "GAENSLEN",
          "THIGH_THRUST",
          "COMPRESSION",
          "DISTRACTION",
          "YEOMAN",
          "FORTIN_FINGER",
          "PATRICK",
          "P4",
          "POSTERIOR_SHEAR",
          "LATERAL_COMPRESSION",
          "GAPPING",
          "SACRAL_THRUST");
  private static final List<String> SOURCES =
      List.of(
          "LUMBAR_DISC_DEGENERATION",
          "LUMBAR_DISC_HERNIATION",
          "LUMBAR_SPONDYLOLISTHESIS",
          "LUMBAR_SPINAL_STENOSIS",
          "LUMBAR_FACET_DEGENERATION",
          "VERTEBRAL_FRACTURE",
          "INFECTION",
          "TUMOR",
          "PSEUDARTHROSIS",
          "INSTRUMENTATION",
          "HIP_OSTEOARTHRITIS",
          "TROCHANTERIC_BURSITIS",
          "THORACIC_DISC_DISORDER");

  private final Random random;
  private final String line;

  /** How seldom something is other than a policy would have it: each request has its own. */
  private final int seldom;

  private RandomInjections(long seed, String line) {
    this.random = new Random(seed);
    this.line = line;
    this.seldom = List.of(4, 12, 40, 40).get(random.nextInt(4));
  }

  static ObjectNode of(long seed, String lineOfBusiness) {
    return new RandomInjections(seed, lineOfBusiness).request();
  }

  private ObjectNode request() {
    ObjectNode request =
        JSON.createObjectNode()
            .put("requestId", "random")
            .put("receivedAt", RECEIVED + "T09:00:00Z")
            .put("lineOfBusiness", line)
            .put("jurisdiction", "OH")
            .put("requestedSetting", odd() ? "INPATIENT" : "AMBULATORY");
    if (random.nextBoolean()) {
      request
          .put("inpatientNeed", one("DOCUMENTED", "DOCUMENTED", "NONE"))
          .put("expectedMidnights", 1 + random.nextInt(3))
          .put("inpatientDays", random.nextInt(4));
      if (random.nextBoolean()) {
        request.putArray("inpatientReasons").add("SLEEP_APNEA");
      }
    }
    ObjectNode member = request.putObject("member").put("memberId", "M-0001");
    if (odd()) {
      member.put("birthDate", one("2007-12-15", "2007-12-16", "2007-11-30", "1960-05-05"));
    }
    request.putObject("provider").put("npi", "1234567893");
    String side = one("LEFT", "RIGHT", "BILATERAL");
    ObjectNode procedure =
        request
            .putObject("procedure")
            .put("code", one("27096", "27096", "27096", "G0260"))
            .put("side", side);
    if (!odd()) {
      procedure.put(
          "plannedDate", odd() ? one("2025-11-29", "2025-11-30", "2025-10-01") : "2025-12-15");
    }
    ArrayNode diagnoses =
        request.putArray("diagnoses").add(odd() ? "M54.50" : one("M46.1", "M53.3", "M47.818"));
    if (odd()) {
      diagnoses.add(
          one(
              "M45.0", "M46.90", "L40.53", "K50.90", "M16.11", "M17.11", "M25.462", "M25.551",
              "M70.62", "M51.34", "M47.814", "F45.41", "M79.7"));
    }
    ObjectNode evidence = request.putObject("evidence");
    times(1, () -> painHistory(evidence.withArray("painHistory").addObject()));
    for (String each : side.equals("BILATERAL") ? List.of("LEFT", "RIGHT") : List.of(side)) {
      maneuvers(evidence, each);
    }
    SOURCES.forEach(
        source ->
            times(
                1,
                () ->
                    evidence
                        .withArray("painSources")
                        .addObject()
                        .put("source", source)
                        .put("status", odd() ? one("PRESENT", "NOT_EVALUATED") : "RULED_OUT")));
    treatments(evidence);
    times(1, () -> program(evidence.withArray("painProgram").addObject()));
    times(1, () -> order(evidence.withArray("plannedInjection").addObject()));
    times(1, () -> history(evidence.withArray("injectionHistory").addObject(), side));
    IntStream.range(0, random.nextInt(6))
        .forEach(i -> injection(evidence.withArray("injections").addObject(), side));
    evidence.properties().forEach(kind -> name(kind.getKey(), (ArrayNode) kind.getValue()));
    return request;
  }

  private void painHistory(ObjectNode pain) {
    pain.put(
            "since",
            odd()
                ? one(
                    "2025-08-29",
                    "2025-08-30",
                    "2025-08-31",
                    "2025-09-15",
                    "2025-10-29",
                    "2025-10-30",
                    "2025-11-10")
                : "2025-05-01")
        .put("location", odd() ? one("ABOVE_L5", "WIDESPREAD", "OTHER") : "SI_JOINT_REGION")
        .put("averageScore", odd() ? 3.9 : one(4, 5, 7))
        .put("radiculopathy", odd() ? "PRESENT" : "ABSENT")
        .put("limitsFunction", random.nextBoolean());
    if (odd()) {
      pain.put("scaleEnd", one(10, 10, 5, 100));
    }
    leaveOut(pain, "since", "location", "averageScore", "radiculopathy", "limitsFunction");
  }

  private void maneuvers(ObjectNode evidence, String side) {
    boolean longAgo = odd();
    boolean unlike = odd();
    for (String name : MANEUVERS) {
      for (int i = name.equals("FORTIN_FINGER") ? 1 : random.nextInt(2);
          i >= 0 && random.nextInt(seldom * seldom) > 0;
          i--) {
        ObjectNode maneuver =
            evidence
                .withArray("examManeuvers")
                .addObject()
                .put("name", name)
                .put("side", odd() ? one("LEFT", "RIGHT", "BILATERAL") : side)
                .put(
                    "result",
                    odd() || random.nextInt(8) == 0
                        ? one("NEGATIVE", "EQUIVOCAL")
                        : unlike ? "NEGATIVE" : "POSITIVE")
                .put(
                    "date",
                    longAgo
                        ? "2024-11-29"
                        : odd()
                            ? one(
                                "2024-11-29",
                                "2024-11-30",
                                "2025-12-15",
                                "2025-12-16",
                                "2025-11-01")
                            : "2025-10-20");
        leaveOut(maneuver, "side", "date");
      }
    }
  }

  private void treatments(ObjectNode evidence) {
    List.of(
            "MEDICATION",
            "PHYSICAL_THERAPY",
            "HOME_EXERCISE",
            "ACTIVITY_MODIFICATION",
            "CHIROPRACTIC",
            "COGNITIVE_THERAPY",
            "BRACING",
            "OTHER",
            "INJECTION")
        .forEach(
            type -> {
              for (int i = 1 + random.nextInt(2); i > 0 && random.nextInt(seldom) > 1; i--) {
                LocalDate start =
                    RECEIVED.minusDays(odd() ? one(0, 10, 28, 42) : 40 + random.nextInt(60));
                ObjectNode treatment =
                    evidence
                        .withArray("conservativeTreatment")
                        .addObject()
                        .put("type", type)
                        .put("start", start.toString());
                if (random.nextBoolean()) {
                  treatment.put(
                      "end",
                      min(start.plusDays(one(0, 14, 20, 27, 28, 41, 42, 60)), RECEIVED.plusDays(1))
                          .toString());
                }
                if (odd()) {
                  treatment.put("notTolerated", true).put("notToleratedReason", "Nausea.");
                }
                treatment.put("helpedEnough", odd());
                leaveOut(treatment, "helpedEnough");
              }
            });
  }

  private void program(ObjectNode program) {
    List.of("physicalTherapy", "education", "psychosocialSupport", "medication")
        .forEach(part -> program.put(part, !odd()));
    leaveOut(program, "physicalTherapy", "education", "psychosocialSupport", "medication");
  }

  private void order(ObjectNode order) {
    order
        .put("purpose", one("DIAGNOSTIC", "THERAPEUTIC"))
        .put("guidance", odd() ? one("ULTRASOUND", "NONE", "ULTRASOUND") : one("FLUOROSCOPY", "CT"))
        .put("contrast", !odd());
    if (random.nextInt(3) == 0) {
      order.put("contrastNotPossible", random.nextBoolean());
    }
    ArrayNode injectates = order.putArray("injectates").add("ANESTHETIC").add("STEROID");
    if (odd()) {
      injectates.add(one("BIOLOGIC", "OTHER"));
    }
    ArrayNode combined = order.putArray("combinedWith");
    if (odd()) {
      combined.add("HIP");
    }
    leaveOut(order, "purpose", "guidance", "contrast", "injectates", "combinedWith");
  }

  private void history(ObjectNode history, String side) {
    history
        .put("side", odd() ? one("LEFT", "RIGHT", "BILATERAL") : side)
        .put("earlier", one("ALL_LISTED", "ALL_LISTED", "NONE", "NOT_STATED"));
  }

  private void injection(ObjectNode injection, String side) {
    injection
        .put(
            "date",
            one(
                "2023-05-01",
                "2024-12-15",
                "2024-12-16",
                "2025-02-10",
                "2025-04-10",
                "2025-04-10",
                "2025-06-01",
                "2025-08-30",
                "2025-08-31",
                "2025-10-15",
                "2025-10-16",
                "2025-11-30"))
        .put("side", odd() ? one("LEFT", "RIGHT", "BILATERAL") : side)
        .put("purpose", one("DIAGNOSTIC", "THERAPEUTIC"))
        .put("guidance", odd() ? one("ULTRASOUND", "NONE") : one("FLUOROSCOPY", "CT"));
    ArrayNode combined = injection.putArray("combinedWith");
    if (odd()) {
      combined.add("HIP");
    }
    if (odd()) {
      injection.put("joint", "OTHER");
    }
    if (random.nextInt(3) == 0) {
      injection.put("painBefore", one(0, 1, 8, 9)).put("painAfter", one(0, 2, 4, 7));
    }
    if (random.nextInt(4) > 0) {
      int low = odd() ? one(0, 40, 49, 50) : one(50, 60, 69, 70, 74, 75, 80, 100);
      injection
          .putObject("reliefPercent")
          .put("low", low)
          .put("high", Math.min(100, low + one(0, 0, 0, 5, 25)));
    }
    if (!odd()) {
      String unit = one("HOURS", "DAYS", "WEEKS", "MONTHS", "MONTHS");
      injection
          .putObject("reliefDuration")
          .put("unit", unit)
          .put(
              "value",
              switch (unit) {
                case "HOURS" -> one(5, 1464, 2208);
                case "DAYS" -> one(59, 60, 61, 89, 92);
                case "WEEKS" -> one(8, 9, 12, 14);
                default -> one(1, 2, 3, 4, 6);
              });
    }
    if (random.nextInt(3) == 0) {
      injection.put("functionPercent", one(20, 49, 50, 69, 70));
    }
    leaveOut(injection, "side", "purpose", "guidance", "combinedWith", "painBefore", "painAfter");
  }

  /** Most often so many, else fewer or more. */
  private void times(int usual, Runnable record) {
    for (int i = odd() ? random.nextInt(3) : usual; i > 0; i--) {
      record.run();
    }
  }

  private void name(String kind, ArrayNode records) {
    for (int i = 0; i < records.size(); i++) {
      ObjectNode record = (ObjectNode) records.get(i);
      record.put("id", kind + "-" + i);
      if (i > 0 && odd() && random.nextInt(3) == 0) {
        record.put("replaces", kind + "-" + (i - 1)).put("correction", "It was mistyped.");
      }
    }
  }

  private void leaveOut(ObjectNode record, String... fields) {
    for (String field : fields) {
      if (odd()) {
        record.remove(field);
      }
    }
  }

  private boolean odd() {
    return random.nextInt(seldom) == 0;
  }

  private static LocalDate min(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  @SafeVarargs
  private <T> T one(T... values) {
    return values[random.nextInt(values.length)];
  }
}
