package dev.necessity.policy.equality;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.RandomRequests;
import dev.necessity.request.RequestReader;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Facts of requests at random. The same seed gives the same facts. */
public final class RandomFacts implements Supplier<Map<String, Object>> {

  private static final RequestReader READER = new RequestReader(Clock.systemUTC());

  private final Random random;
  private final boolean longDecimals;

  public RandomFacts(long seed) {
    this(seed, true);
  }

  /**
   * @param longDecimals whether numbers that a double cannot hold are among the facts
   */
  public RandomFacts(long seed, boolean longDecimals) {
    this.random = new Random(seed);
    this.longDecimals = longDecimals;
  }

  @Override
  public Map<String, Object> get() {
    ObjectNode request = RandomRequests.of(random.nextLong(), longDecimals);
    if (random.nextInt(8) == 0) {
      request.putArray("otherLineCodes").add("27096").add(random.nextBoolean() ? "27278" : "27279");
    }
    return Models.facts(
        READER.read(request),
        random.nextInt(5) == 0
            ? List.of("NICOTINE_LAB", "PLANNED_DATE", "INJECTION_REPORT")
            : List.of());
  }
}
