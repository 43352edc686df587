package dev.necessity.policy.equality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.RandomRequests;
import dev.necessity.policy.model.Policy;
import dev.necessity.request.RequestReader;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Version 2025-11.4 of the SI joint fusion policy measures the records itself, and says of every
 * request what 2025-11.3 says, whose facts were measured for it.
 */
class SameAsTheVersionBeforeTest {

  /** The profile "benchmark" takes 10,000. */
  private static final int REQUESTS = Integer.getInteger("equality.requests", 500);

  private static final RequestReader READER = new RequestReader(Clock.systemUTC());
  private static final Policy NOW = Models.wholeSiJointFusion();
  private static final Policy BEFORE =
      new Policy(
          NOW.decision(),
          Models.parse(Models.text(Models.DMN.resolve("earlier/si-joint-fusion@2025-11.3.dmn"))),
          NOW.finalTables());

  @Test
  void aRequestIsJudgedAsByTheVersionBefore() {
    Set<Object> outcomes = ConcurrentHashMap.newKeySet();
    IntStream.range(0, REQUESTS)
        .parallel()
        .forEach(
            seed -> {
              Map<String, Object> variables =
                  Map.of("facts", facts(seed), "documentation", seed % 2 == 0 ? "OPEN" : "CLOSED");
              Policy.Judgement now = NOW.judge(variables, null);
              Policy.Judgement before = BEFORE.judge(variables, null);

              assertThat(Plain.of(now.answer().context()))
                  .as("answer, seed %d", seed)
                  .isEqualTo(Plain.of(before.answer().context()));
              assertThat(Plain.of(now.context()))
                  .as("determination, seed %d", seed)
                  .isEqualTo(Plain.of(before.context()));
              outcomes.add(now.context().get("whatNext"));
            });
    assertThat(outcomes)
        .as("every outcome is among them")
        .containsExactlyInAnyOrder(
            "CERTIFY", "CONFIRM", "ASK_A_CLINICIAN", "ASK_FOR_DOCUMENTATION");
  }

  private static Map<String, Object> facts(int seed) {
    Random random = new Random(seed);
    ObjectNode request = RandomRequests.of(random.nextLong(), true);
    vary(request.path("evidence"), random);
    return Models.facts(
        READER.read(request),
        random.nextInt(5) == 0
            ? List.of("NICOTINE_LAB", "PLANNED_DATE", "INJECTION_REPORT")
            : List.of());
  }

  /** What the random requests leave out of what a form can say. */
  private static void vary(JsonNode evidence, Random random) {
    each(
        evidence,
        "nicotineLabs",
        random,
        lab ->
            lab.put(
                "unit",
                one(
                    random, "ug/L", "µg / L", "μg/l", "mcg/L", "pg/uL", "ng/dL", "MG/L", "nmol/L",
                    "NG/ML", "IU/L", "")));
    each(
        evidence,
        "examManeuvers",
        random,
        maneuver ->
            maneuver.put(
                "name",
                one(
                    random,
                    "POSTERIOR_SHEAR",
                    "LATERAL_COMPRESSION",
                    "DISTRACTION",
                    "GAPPING",
                    "YEOMAN",
                    "GAENSLEN")));
    each(
        evidence,
        "injections",
        random,
        injection -> {
          injection.put("joint", one(random, "OTHER", "SACROILIAC"));
          injection
              .putObject("reliefDuration")
              .put("unit", one(random, "HOURS", "DAYS", "WEEKS", "MONTHS"))
              .put(
                  "value",
                  new BigDecimal(one(random, "0.5", "1.9", "8.7", "61", "1440", "100000")));
        });
  }

  private static void each(
      JsonNode evidence, String list, Random random, Consumer<ObjectNode> change) {
    evidence
        .path(list)
        .forEach(
            record -> {
              if (random.nextInt(4) == 0) {
                change.accept((ObjectNode) record);
              }
            });
  }

  private static String one(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}
