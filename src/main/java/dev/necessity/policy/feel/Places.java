package dev.necessity.policy.feel;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Where the variables of a decision stand in an evaluation. Each name that is asked for while the decision is compiled gets a place. */
final class Places implements ToIntFunction<String> {

  private final Map<String, Integer> places = new HashMap<>();

  @Override
  public int applyAsInt(String name) {
    return places.computeIfAbsent(name, added -> places.size());
  }

  /** {@link FeelScope#NO_PLACE} for a name that nothing in the decision reads or gives. */
  int find(String name) {
    return places.getOrDefault(name, FeelScope.NO_PLACE);
  }

  int size() {
    return places.size();
  }

  Iterable<String> names() {
    return places.keySet();
  }
}
