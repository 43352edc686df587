package dev.necessity.feel;

import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a context's entries, in their order: all contexts with the same ones share it, and
 * hold their values alone. Immutable.
 */
final class EntryNames {

  /** Of a name that was not looked up yet. */
  static final Entry NOWHERE = new Entry(null, -1);

  private final List<String> names;
  private final Map<String, Entry> entries = new HashMap<>();
  private final Entry none = new Entry(this, -1);

  /** Where a name stands. */
  record Entry(EntryNames in, int index) {

    boolean isNone() {
      return index < 0;
    }
  }

  /**
   * @param names which must differ
   */
  EntryNames(String... names) {
    this.names = List.of(names);
    for (int i = 0; i < names.length; i++) {
      entries.put(names[i], new Entry(this, i));
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

  Entry find(String name) {
    return entries.getOrDefault(name, none);
  }

  Iterable<String> keys() {
    return CollectionConverters.asScala((java.lang.Iterable<String>) names);
  }
}
