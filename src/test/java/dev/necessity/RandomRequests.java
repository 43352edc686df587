package dev.necessity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * Requests at random, the same for the same seed: valid and plausible, close to the thresholds of
 * the policy, with much left out, several records of each kind, records that contradict each other,
 * and corrections. Every other one documents most of what the policy asks for, so that some are
 * certified.
 */
public final class RandomRequests {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode COMPLETE = complete();
  private static final LocalDate RECEIVED = LocalDate.of(2025, 11, 13);
  private static final LocalDate PLANNED = LocalDate.of(2025, 12, 15);
  private static final List<String> SIDES = List.of("RIGHT", "RIGHT", "RIGHT", "LEFT", "BILATERAL");

  private static JsonNode complete() {
    try {
      return JSON.readTree(Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json")))
          .get("evidence");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private final Random random;

  /** Whether numbers that a double cannot hold are among them. */
  private final boolean longDecimals;

  private RandomRequests(long seed, boolean longDecimals) {
    this.random = new Random(seed);
    this.longDecimals = longDecimals;
  }

  public static ObjectNode of(long seed) {
    return of(seed, false);
  }

  public static ObjectNode of(long seed, boolean longDecimals) {
    return new RandomRequests(seed, longDecimals).request();
  }

  private ObjectNode request() {
    ObjectNode request =
        JSON.createObjectNode()
            .put("requestId", "random")
            .put("receivedAt", RECEIVED + "T09:00:00Z")
            .put("lineOfBusiness", one("COMMERCIAL", "MEDICARE_ADVANTAGE"))
            .put("requestedSetting", one("AMBULATORY", "AMBULATORY", "INPATIENT"));
    stay(request);
    ObjectNode member = request.putObject("member").put("memberId", "M-0001");
    if (rarely()) {
      member.put("birthDate", one("2007-12-15", "2007-12-16", "1960-05-05"));
    }
    request.putObject("provider").put("npi", "1234567893");
    ObjectNode procedure = request.putObject("procedure").put("code", "27279").put("side", "RIGHT");
    if (rarely()) {
      procedure.put("device", one("iFuse Implant System", "IFUSE 3D", "Rialto"));
    }
    if (likely()) {
      procedure.put(
          "plannedDate",
          one(
              PLANNED.toString(),
              PLANNED.toString(),
              PLANNED.toString(),
              PLANNED.toString(),
              RECEIVED.toString(),
              RECEIVED.minusDays(1).toString(),
              RECEIVED.minusDays(50).toString()));
    }
    ArrayNode diagnoses = request.putArray("diagnoses").add(likely() ? "M53.3" : "M54.50");
    if (rarely()) {
      diagnoses.add(
          one(
              "M51.34", "M16.11", "M45.0", "M70.62", "M47.814", "F17.210", "F17.211", "Z72.0",
              "M51.36", "M79.7", "C50.9", "M05.9"));
    }
    ObjectNode evidence = request.putObject("evidence");
    some(4, () -> injection(evidence.withArray("injections").addObject()));
    some(3, () -> nicotine(evidence.withArray("nicotine").addObject()));
    some(3, () -> lab(evidence.withArray("nicotineLabs").addObject()));
    some(4, () -> imaging(evidence.withArray("imaging").addObject()));
    for (String source :
        List.of(
            "LUMBAR_DISC_DEGENERATION",
            "LUMBAR_DISC_HERNIATION",
            "LUMBAR_SPONDYLOLISTHESIS",
            "LUMBAR_SPINAL_STENOSIS",
            "LUMBAR_FACET_DEGENERATION",
            "NEIGHBORING_SEGMENTS",
            "THORACIC_DISC_DISORDER",
            "HIP_OSTEOARTHRITIS")) {
      for (int i = random.nextInt(20) == 0 ? 0 : rarely() ? 2 : 1; i > 0; i--) {
        evidence
            .withArray("painSources")
            .addObject()
            .put("source", source)
            .put("status", random.nextInt(25) == 0 ? one("PRESENT", "NOT_EVALUATED") : "RULED_OUT");
      }
    }
    some(3, () -> exclusions(evidence.withArray("exclusions").addObject()));
    some(
        3,
        () -> {
          ObjectNode therapy = period(evidence.withArray("physicalTherapy").addObject(), 2, 3);
          therapy.put("formal", likely()).put("inPerson", likely()).put("aggravated", rarely());
          leaveOut(therapy, "formal", "inPerson", "aggravated");
        });
    some(
        3,
        () ->
            period(
                evidence
                    .withArray("conservativeTreatment")
                    .addObject()
                    .put("type", one("MEDICATION", "BRACING")),
                3,
                4));
    some(3, () -> painScore(evidence.withArray("baselinePain").addObject()));
    some(8, () -> maneuver(evidence.withArray("examManeuvers").addObject()));
    if (random.nextBoolean()) {
      complete(request);
    }
    evidence.properties().forEach(kind -> name(kind.getKey(), (ArrayNode) kind.getValue()));
    return request;
  }

  private void some(int most, Runnable record) {
    for (int i = random.nextInt(most); i > 0; i--) {
      record.run();
    }
  }

  private void stay(ObjectNode request) {
    if (random.nextBoolean()) {
      request
          .put("inpatientNeed", one("DOCUMENTED", "DOCUMENTED", "NONE"))
          .put("expectedMidnights", 1 + random.nextInt(3))
          .put("inpatientDays", random.nextInt(4));
      request.putArray("inpatientReasons").add("SLEEP_APNEA");
      leaveOut(request, "inpatientNeed", "expectedMidnights", "inpatientDays", "inpatientReasons");
    }
  }

  private void exclusions(ObjectNode exclusions) {
    List.of("autoimmuneDisease", "neoplasia", "crystalArthropathy")
        .forEach(
            cause ->
                exclusions.put(
                    cause, random.nextInt(15) == 0 ? one("PRESENT", "UNKNOWN") : "EXCLUDED"));
    leaveOut(exclusions, "neoplasia");
  }

  private void painScore(ObjectNode pain) {
    pain.put("score", new BigDecimal(one("4.9", "5", "7", "8")))
        .put("date", RECEIVED.minusDays(random.nextInt(3)).toString());
    leaveOut(pain, "date");
  }

  private void maneuver(ObjectNode maneuver) {
    maneuver
        .put(
            "name",
            one(
                "THIGH_THRUST",
                "P4",
                "FABER",
                "PATRICK",
                "COMPRESSION",
                "GAPPING",
                "GAENSLEN",
                "SACRAL_THRUST",
                "FORTIN_FINGER"))
        .put("side", side())
        .put("result", one("POSITIVE", "POSITIVE", "POSITIVE", "NEGATIVE", "EQUIVOCAL"))
        .put(
            "date",
            RECEIVED.minusMonths(rarely() ? 12 : 1).minusDays(random.nextInt(2)).toString());
    leaveOut(maneuver, "side", "date");
  }

  /** Each record gets an id, and now and then one corrects another. */
  private void name(String kind, ArrayNode records) {
    for (int i = 0; i < records.size(); i++) {
      ObjectNode record = (ObjectNode) records.get(i);
      record.put("id", kind + "." + i);
      if (i > 0 && random.nextInt(20) == 0) {
        record
            .put("replaces", kind + "." + random.nextInt(i))
            .put("correction", "entered wrongly before");
      }
    }
  }

  /** Takes most of the evidence from the example that meets everything. */
  private void complete(ObjectNode request) {
    request.withObject("/procedure").put("plannedDate", PLANNED.toString());
    COMPLETE
        .fields()
        .forEachRemaining(
            kind -> {
              if (random.nextInt(12) > 0) {
                ArrayNode records = JSON.createArrayNode();
                if (kind.getValue().isArray()) {
                  records.addAll((ArrayNode) kind.getValue().deepCopy());
                } else {
                  records.add(kind.getValue().deepCopy());
                }
                if (random.nextInt(8) == 0) {
                  records.addAll(request.withObject("/evidence").withArray(kind.getKey()));
                }
                request.withObject("/evidence").set(kind.getKey(), records);
              }
            });
  }

  private void injection(ObjectNode injection) {
    injection
        .put(
            "date",
            RECEIVED
                .minusDays(
                    rarely()
                        ? 364 + random.nextInt(4)
                        : 13L * (1 + random.nextInt(5)) + random.nextInt(2))
                .toString())
        .put("side", side())
        .put("guidance", one("FLUOROSCOPY", "FLUOROSCOPY", "CT", "ULTRASOUND", "UNKNOWN"))
        .put("steroid", likely());
    injection.putArray("combinedWith");
    if (rarely()) {
      injection.withArray("combinedWith").add("HIP");
    }
    if (likely()) {
      injection
          .put("painBefore", new BigDecimal(one("10", "10", "10", "4.9")))
          .put(
              "painAfter",
              new BigDecimal(
                  one("0", "1", "3", longDecimals ? "3.000000000000000001" : "3.01", "4")));
      if (rarely()) {
        injection.putObject("reliefPercent").put("low", 60).put("high", 80);
      }
    } else {
      int low = 50 + random.nextInt(50);
      injection
          .putObject("reliefPercent")
          .put("low", low)
          .put("high", Math.min(100, low + random.nextInt(30)));
    }
    injection
        .putObject("reliefDuration")
        .put("value", 1 + random.nextInt(12))
        .put("unit", one("HOURS", "DAYS", "WEEKS", "MONTHS"));
    leaveOut(
        injection, "side", "guidance", "steroid", "combinedWith", "painAfter", "reliefDuration");
  }

  private void nicotine(ObjectNode nicotine) {
    String status = one("NEVER", "FORMER", "FORMER", "CURRENT", "UNKNOWN");
    nicotine.put("status", status);
    if (status.equals("FORMER") && likely()) {
      nicotine.put("quitDate", PLANNED.minusMonths(12).plusDays(random.nextInt(3) - 1).toString());
    }
  }

  private void lab(ObjectNode lab) {
    lab.put("analyte", one("COTININE", "NICOTINE"))
        .put("specimen", one("URINE", "BLOOD"))
        .put(
            "value",
            new BigDecimal(
                one("5", "10", longDecimals ? "10.000000000000000000001" : "10.01", "56.7", "20")))
        .put("unit", one("ng/mL", "ng/mL", "nmol/L", "mg/g"))
        .put(
            "drawnOn",
            PLANNED
                .minusDays(rarely() ? 360 + random.nextInt(10) : 41 + random.nextInt(4))
                .toString())
        .put("document", one("LABORATORY_REPORT", "LABORATORY_REPORT", "CLINICIAN_SUMMARY"));
    if (rarely()) {
      lab.put("comparator", one("<", ">"));
    }
  }

  private void imaging(ObjectNode imaging) {
    imaging
        .put("modality", one("XRAY", "CT", "MRI"))
        .put(
            "date", RECEIVED.minusMonths(rarely() ? 24 : 2).minusDays(random.nextInt(2)).toString())
        .put("side", side())
        .put("siJointDegeneration", one("PRESENT", "PRESENT", "ABSENT", "NOT_MENTIONED"))
        .put("includesHip", one("RIGHT", "BILATERAL", "LEFT", "NONE"))
        .put("hipPathology", one("ABSENT", "ABSENT", "PRESENT", "NOT_MENTIONED"));
    imaging.putArray("regions").add(one("PELVIS", "SI_JOINT", "PELVIS", "THORACIC_SPINE"));
    if (rarely()) {
      imaging.put("cordContact", one("PRESENT", "ABSENT"));
    }
    leaveOut(imaging, "side", "siJointDegeneration", "hipPathology");
  }

  private ObjectNode period(ObjectNode record, int months, int spread) {
    LocalDate start = RECEIVED.minusMonths(4 + random.nextInt(5)).minusDays(random.nextInt(2));
    record.put("start", start.toString());
    if (likely()) {
      record.put(
          "end",
          start
              .plusMonths(months + random.nextInt(spread))
              .minusDays(random.nextInt(2))
              .toString());
    }
    return record;
  }

  private void leaveOut(ObjectNode record, String... fields) {
    for (String field : fields) {
      if (random.nextInt(8) == 0) {
        record.remove(field);
      }
    }
  }

  private String side() {
    return SIDES.get(random.nextInt(SIDES.size()));
  }

  private boolean likely() {
    return random.nextInt(6) > 0;
  }

  private boolean rarely() {
    return random.nextInt(6) == 0;
  }

  private String one(String... values) {
    return values[random.nextInt(values.length)];
  }
}
