package dev.necessity.feel;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where the variables of a decision stand in an evaluation: each name that the decision reads or
 * gives has a place.
 */
final class Places {

  private final Map<String, Integer> places = new HashMap<>();

  /** A new place for a name that has none: while the decision is compiled. */
  int of(String name) {
    return places.computeIfAbsent(name, added -> places.size());
  }

  /** Null for a name that nothing in the decision reads or gives. */
  Integer find(String name) {
    return places.get(name);
  }

  int size() {
    return places.size();
  }

  Set<String> names() {
    return places.keySet();
  }
}
