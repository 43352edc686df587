package dev.necessity.policy.equality;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Facts of requests that nobody sent, in the shape that {@code Facts.measure} gives: every value of every closed domain, the
 * unknown ones among them, numbers around each threshold, empty and long lists. The same seed gives the same facts.
 */
public final class RandomFacts implements Supplier<Map<String, Object>> {

  private static final List<String> DIAGNOSES = List.of("M53.3", "M53.2X8", "M46.1", "M51.34", "M51.04", "M47.24", "M47.814", "M16.11",
      "M16", "M70.61", "M45.6", "M46.01", "C41.4", "C79.51", "M54.50");
  private static final List<String> SOURCES = List.of("LUMBAR_DISC_DEGENERATION", "LUMBAR_DISC_HERNIATION", "LUMBAR_SPONDYLOLISTHESIS",
      "LUMBAR_SPINAL_STENOSIS", "LUMBAR_FACET_DEGENERATION", "THORACIC_DISC_DISORDER", "THORACIC_SPONDYLOSIS", "HIP_OSTEOARTHRITIS",
      "TROCHANTERIC_BURSITIS", "NEIGHBORING_SEGMENTS");
  private static final List<String> MANEUVERS = List.of("THIGH_THRUST", "P4", "POSTERIOR_SHEAR", "FABER", "PATRICK", "COMPRESSION",
      "LATERAL_COMPRESSION", "DISTRACTION", "GAPPING", "GAENSLEN", "SACRAL_THRUST", "FORTIN_FINGER");
  private static final List<String> RECORD_SIDES = List.of("RIGHT", "RIGHT", "LEFT", "BILATERAL", "UNKNOWN");

  /** What a decimal of many digits is beside its nearest double decides these. */
  private static final String ALMOST_SEVENTY = "69.99999999999999999";
  private static final String BARELY_ABOVE_TEN = "10.000000000000000000001";

  private final Random random;
  private final boolean longDecimals;
  private int ids;
  /** Chosen for each request anew: mostly favourable records, or anything. */
  private boolean favourable;

  public RandomFacts(long seed) {
    this(seed, true);
  }

  /** @param longDecimals whether numbers that a double cannot hold are among the facts */
  public RandomFacts(long seed, boolean longDecimals) {
    this.random = new Random(seed);
    this.longDecimals = longDecimals;
  }

  @Override
  public Map<String, Object> get() {
    ids = 0;
    favourable = random.nextInt(3) > 0;
    return Map.ofEntries(
        Map.entry("procedureCode", "27279"), Map.entry("requestedSide", oneOf("RIGHT", "RIGHT", "LEFT")),
        Map.entry("lineOfBusiness", oneOf("COMMERCIAL", "MEDICARE_ADVANTAGE")), Map.entry("urgency", "STANDARD"),
        Map.entry("receivedOn", "2025-11-13"), Map.entry("requestedSetting", oneOf("INPATIENT", "AMBULATORY")),
        Map.entry("inpatientNeed", oneOf("NONE", "DOCUMENTED", "NOT_STATED")), Map.entry("plannedDateKnown", mostly(true)),
        Map.entry("diagnoses", list(3, () -> favourable ? "M53.3" : oneOf(DIAGNOSES))),
        Map.entry("injections", list(4, this::injection)), Map.entry("imaging", list(4, this::study)),
        Map.entry("painSources", sources()), Map.entry("exclusions", exclusions()),
        Map.entry("physicalTherapy", list(3, this::therapy)),
        Map.entry("conservativeTreatment", Map.of("ids", ids(2), "recorded", random.nextInt(3), "spanMonths", around(6))),
        Map.entry("baselinePain", Map.of("ids", ids(1), "recorded", mostly(true), "score", decimal("4.9", "5", "5.0", "8", "0", "10"))),
        Map.entry("examManeuvers", list(8, this::maneuver)), Map.entry("nicotine", nicotine()),
        Map.entry("nicotineLabs", list(3, this::lab)));
  }

  private Map<String, Object> injection() {
    BigDecimal low = decimal("0", "49.9", "50", longDecimals ? ALMOST_SEVENTY : "69.9", "70", "70.0", "95");
    boolean known = mostly(true);
    return Map.ofEntries(Map.entry("id", id()), Map.entry("date", "2025-0" + (1 + random.nextInt(5)) + "-15"),
        Map.entry("joint", favourable ? "SACROILIAC" : oneOf("SACROILIAC", "SACROILIAC", "LUMBAR_FACET", "HIP")),
        Map.entry("side", side()), Map.entry("guidance", mostly("FLUOROSCOPY", "CT", "ULTRASOUND", "NONE", "UNKNOWN")),
        Map.entry("isolation", mostly("ISOLATED", "COMBINED", "UNKNOWN")), Map.entry("steroid", mostly("YES", "NO", "UNKNOWN")),
        Map.entry("reliefKnown", known), Map.entry("reliefLow", known ? low : BigDecimal.ZERO),
        Map.entry("reliefHigh", known ? low.max(decimal("69", "70", "100")) : BigDecimal.ZERO),
        Map.entry("reliefDurationStated", mostly(true)), Map.entry("reliefDurationMonths", random.nextInt(4)));
  }

  private Map<String, Object> study() {
    return Map.of("id", id(), "modality", oneOf("XRAY", "XRAY", "MRI", "CT"), "date", "2025-08-01",
        "regions", list(2, () -> oneOf("PELVIS", "SACROILIAC_JOINT", "THORACIC_SPINE", "LUMBAR_SPINE")), "side", side(),
        "siJointDegeneration", mostly("PRESENT", "ABSENT", "NOT_MENTIONED"), "includesHip", mostly("RIGHT", "BILATERAL", "LEFT", "NONE", "UNKNOWN"),
        "hipPathology", mostly("ABSENT", "PRESENT", "NOT_MENTIONED"), "note", oneOf("", "", "Disc contacts the CORD", "unremarkable"));
  }

  private List<Object> sources() {
    if (!favourable) {
      return list(8, () -> Map.of("id", id(), "source", oneOf(SOURCES), "status", oneOf("RULED_OUT", "RULED_OUT", "PRESENT", "UNKNOWN")));
    }
    List<Object> sources = new ArrayList<>();
    SOURCES.forEach(source -> sources.add(Map.of("id", id(), "source", source, "status", mostly("RULED_OUT", "PRESENT", "UNKNOWN"))));
    return sources;
  }

  private Map<String, Object> exclusions() {
    return Map.of("ids", ids(1), "autoimmuneDisease", mostly("EXCLUDED", "PRESENT", "UNKNOWN"),
        "neoplasia", mostly("EXCLUDED", "PRESENT", "UNKNOWN"), "crystalArthropathy", mostly("EXCLUDED", "PRESENT", "UNKNOWN"));
  }

  private Map<String, Object> therapy() {
    return Map.of("id", id(), "formal", mostly("YES", "NO", "UNKNOWN"), "inPerson", mostly("YES", "NO", "UNKNOWN"),
        "wholeMonths", around(3), "note", oneOf("", "", "Exercise Aggravated the pain"));
  }

  private Map<String, Object> maneuver() {
    return Map.of("id", id(), "name", oneOf(MANEUVERS), "side", side(), "result", mostly("POSITIVE", "NEGATIVE", "EQUIVOCAL"));
  }

  private Map<String, Object> nicotine() {
    return Map.of("ids", ids(1), "status", mostly("NEVER", "FORMER", "CURRENT", "UNKNOWN", "NOT_STATED"),
        "monthsFreeKnown", mostly(true), "monthsFree", around(12));
  }

  private Map<String, Object> lab() {
    int days = random.nextInt(46) - 2;
    return Map.of("id", id(), "document", mostly("LABORATORY_REPORT", "CLINICIAN_SUMMARY"), "analyte", oneOf("COTININE", "COTININE", "NICOTINE"),
        "specimen", mostly("URINE", "BLOOD"), "comparator", oneOf("=", "=", "<", ">"), "convertible", mostly(true),
        "ngPerMl", decimal("0", "9.99", "10", "10.0", longDecimals ? BARELY_ABOVE_TEN : "10.01", "250"),
        "drawnOn", LocalDate.of(2025, 12, 15).minusDays(days).toString(), "daysBeforeSurgery", days);
  }

  private String side() {
    return favourable ? oneOf("RIGHT", "RIGHT", "RIGHT", "BILATERAL", "LEFT") : oneOf(RECORD_SIDES);
  }

  private String id() {
    return "r" + ++ids;
  }

  private List<Object> ids(int most) {
    return list(most, this::id);
  }

  private <T> List<Object> list(int most, Supplier<? extends T> item) {
    int size = favourable ? Math.max(1, random.nextInt(most + 1)) : random.nextInt(most + 1);
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(item.get());
    }
    return items;
  }

  private int around(int threshold) {
    return Math.max(0, threshold - 2 + random.nextInt(5));
  }

  private BigDecimal decimal(String... values) {
    return new BigDecimal(oneOf(values));
  }

  private String oneOf(String... values) {
    return values[random.nextInt(values.length)];
  }

  private String oneOf(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** The first value in nine of ten favourable requests. */
  private String mostly(String... values) {
    return favourable && random.nextInt(10) > 0 ? values[0] : oneOf(values);
  }

  private boolean mostly(boolean value) {
    return favourable && random.nextInt(10) > 0 ? value : random.nextBoolean();
  }
}
