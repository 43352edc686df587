package dev.necessity.policy.feel;

import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a context's entries, in their order: all contexts with the same ones share it, and hold their values alone. Immutable. */
final class EntryNames {

  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();

  /** @param names which must differ */
  EntryNames(String... names) {
    this.names = List.of(names);
    for (int i = 0; i < names.length; i++) {
      places.put(names[i], i);
    }
  }

  static boolean differ(String... names) {
    return Arrays.stream(names).distinct().count() == names.length;
  }

  int size() {
    return names.size();
  }

  String get(int index) {
    return names.get(index);
  }

  /** Negative when there is no such name. */
  int indexOf(String name) {
    Integer place = places.get(name);
    return place == null ? -1 : place;
  }

  Iterable<String> keys() {
    return CollectionConverters.asScala((java.lang.Iterable<String>) names);
  }
}
