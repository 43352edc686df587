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
 * Requests at random, the same for the same seed: valid and plausible, close to the thresholds of the policy, with much left out.
 * Every other one documents most of what the policy asks for, so that some are certified.
 */
public final class RandomRequests {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode COMPLETE = complete();
  private static final LocalDate RECEIVED = LocalDate.of(2025, 11, 13);
  private static final LocalDate PLANNED = LocalDate.of(2025, 12, 15);
  private static final List<String> SIDES = List.of("RIGHT", "RIGHT", "RIGHT", "LEFT", "BILATERAL");

  private static JsonNode complete() {
    try {
      return JSON.readTree(Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json"))).get("evidence");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private final Random random;

  private RandomRequests(long seed) {
    this.random = new Random(seed);
  }

  public static ObjectNode of(long seed) {
    return new RandomRequests(seed).request();
  }

  private ObjectNode request() {
    ObjectNode request = JSON.createObjectNode().put("requestId", "random").put("receivedAt", RECEIVED + "T09:00:00Z")
        .put("lineOfBusiness", "COMMERCIAL").put("requestedSetting", one("AMBULATORY", "AMBULATORY", "INPATIENT"));
    request.putObject("member").put("memberId", "M-0001");
    request.putObject("provider").put("npi", "1234567893");
    ObjectNode procedure = request.putObject("procedure").put("code", "27279").put("side", "RIGHT");
    if (likely()) {
      procedure.put("plannedDate", PLANNED.toString());
    }
    ArrayNode diagnoses = request.putArray("diagnoses").add("M53.3");
    if (rarely()) {
      diagnoses.add(one("M51.34", "M16.11", "M45.0", "M70.62", "M47.814"));
    }
    ObjectNode evidence = request.putObject("evidence");
    for (int i = random.nextInt(4); i > 0; i--) {
      injection(evidence.withArray("injections").addObject());
    }
    if (likely()) {
      nicotine(evidence.putObject("nicotine"));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      lab(evidence.withArray("nicotineLabs").addObject());
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      imaging(evidence.withArray("imaging").addObject());
    }
    for (String source : List.of("LUMBAR_DISC_DEGENERATION", "LUMBAR_DISC_HERNIATION", "LUMBAR_SPONDYLOLISTHESIS", "LUMBAR_SPINAL_STENOSIS",
        "LUMBAR_FACET_DEGENERATION", "NEIGHBORING_SEGMENTS", "THORACIC_DISC_DISORDER", "HIP_OSTEOARTHRITIS")) {
      if (random.nextInt(20) > 0) {
        evidence.withArray("painSources").addObject().put("source", source)
            .put("status", random.nextInt(25) == 0 ? one("PRESENT", "NOT_EVALUATED") : "RULED_OUT");
      }
    }
    if (likely()) {
      ObjectNode exclusions = evidence.putObject("exclusions");
      List.of("autoimmuneDisease", "neoplasia", "crystalArthropathy")
          .forEach(cause -> exclusions.put(cause, random.nextInt(15) == 0 ? one("PRESENT", "UNKNOWN") : "EXCLUDED"));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      ObjectNode therapy = period(evidence.withArray("physicalTherapy").addObject(), 2, 3);
      therapy.put("formal", likely()).put("inPerson", likely());
      leaveOut(therapy, "formal", "inPerson");
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      period(evidence.withArray("conservativeTreatment").addObject().put("type", one("MEDICATION", "BRACING")), 5, 3);
    }
    if (likely()) {
      evidence.putObject("baselinePain").put("score", new BigDecimal(one("4.9", "5", "7", "8")));
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      ObjectNode maneuver = evidence.withArray("examManeuvers").addObject()
          .put("name", one("THIGH_THRUST", "P4", "FABER", "PATRICK", "COMPRESSION", "GAPPING", "GAENSLEN", "FORTIN_FINGER"))
          .put("side", side()).put("result", one("POSITIVE", "POSITIVE", "POSITIVE", "NEGATIVE", "EQUIVOCAL"));
      leaveOut(maneuver, "side");
    }
    if (random.nextBoolean()) {
      complete(request);
    }
    return request;
  }

  /** Takes most of the evidence from the example that meets everything. */
  private void complete(ObjectNode request) {
    request.withObject("/procedure").put("plannedDate", PLANNED.toString());
    COMPLETE.fields().forEachRemaining(kind -> {
      if (random.nextInt(12) > 0) {
        request.withObject("/evidence").set(kind.getKey(), kind.getValue().deepCopy());
      }
    });
  }

  private void injection(ObjectNode injection) {
    injection.put("date", RECEIVED.minusDays(20L * (1 + random.nextInt(9))).toString()).put("side", side())
        .put("guidance", one("FLUOROSCOPY", "FLUOROSCOPY", "CT", "ULTRASOUND", "UNKNOWN")).put("steroid", likely());
    injection.putArray("combinedWith");
    if (rarely()) {
      injection.withArray("combinedWith").add("HIP");
    }
    if (likely()) {
      injection.put("painBefore", 10).put("painAfter", new BigDecimal(one("0", "2", "3", "3.01", "6")));
    } else {
      int low = 50 + random.nextInt(50);
      injection.putObject("reliefPercent").put("low", low).put("high", Math.min(100, low + random.nextInt(30)));
    }
    injection.putObject("reliefDuration").put("value", 1 + random.nextInt(12)).put("unit", one("HOURS", "DAYS", "WEEKS", "MONTHS"));
    leaveOut(injection, "side", "guidance", "steroid", "combinedWith", "painAfter", "reliefDuration");
  }

  private void nicotine(ObjectNode nicotine) {
    String status = one("NEVER", "FORMER", "FORMER", "CURRENT", "UNKNOWN");
    nicotine.put("status", status);
    if (status.equals("FORMER") && likely()) {
      nicotine.put("quitDate", PLANNED.minusMonths(12).plusDays(random.nextInt(3) - 1).toString());
    }
  }

  private void lab(ObjectNode lab) {
    lab.put("analyte", one("COTININE", "NICOTINE")).put("specimen", one("URINE", "BLOOD"))
        .put("value", new BigDecimal(one("5", "10", "10.01", "56.7", "20"))).put("unit", one("ng/mL", "ng/mL", "nmol/L", "mg/g"))
        .put("drawnOn", PLANNED.minusDays(41 + random.nextInt(4)).toString()).put("document", one("LABORATORY_REPORT", "LABORATORY_REPORT", "CLINICIAN_SUMMARY"));
    if (rarely()) {
      lab.put("comparator", one("<", ">"));
    }
  }

  private void imaging(ObjectNode imaging) {
    imaging.put("modality", one("XRAY", "CT", "MRI")).put("date", RECEIVED.minusDays(60).toString()).put("side", side())
        .put("siJointDegeneration", one("PRESENT", "PRESENT", "ABSENT", "NOT_MENTIONED")).put("includesHip", one("RIGHT", "BILATERAL", "LEFT", "NONE"))
        .put("hipPathology", one("ABSENT", "ABSENT", "PRESENT", "NOT_MENTIONED"));
    imaging.putArray("regions").add(one("PELVIS", "SI_JOINT"));
    leaveOut(imaging, "side", "siJointDegeneration", "hipPathology");
  }

  private ObjectNode period(ObjectNode record, int months, int spread) {
    LocalDate start = RECEIVED.minusMonths(8).minusDays(random.nextInt(2));
    record.put("start", start.toString());
    if (likely()) {
      record.put("end", start.plusMonths(months + random.nextInt(spread)).minusDays(random.nextInt(2)).toString());
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
