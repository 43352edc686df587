package dev.necessity.request;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names the records that are added to an evidence; the same addition always gives the same names. */
final class RecordIds {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final Set<String> taken;
  private final Set<String> given;
  /** The highest number in use, by the kind of records; looked up when the first record of the kind is named. */
  private final Map<String, Long> numbers = new HashMap<>();

  /**
   * @param taken ids of the evidence that is added to
   * @param given ids of the added records
   */
  RecordIds(Set<String> taken, Set<String> given) {
    this.taken = new HashSet<>(taken);
    this.given = given;
  }

  <T extends EvidenceRecord<T>> List<T> append(String kind, List<T> known, List<T> more) {
    List<T> all = new ArrayList<>(known);
    for (T record : more) {
      all.add(named(kind, all.size() + 1, record));
    }
    return all;
  }

  <T extends EvidenceRecord<T>> T newer(String kind, T known, T more) {
    if (more == null) {
      return known;
    }
    boolean corrected = known != null && hasId(more) && more.id().equals(known.id());
    return corrected ? more : named(kind, 1, more);
  }

  private <T extends EvidenceRecord<T>> T named(String kind, long position, T record) {
    if (hasId(record) && taken.add(record.id())) {
      return record;
    }
    // Past the highest number in use: a record that replaces another never inherits the name of an earlier one.
    long number = Math.max(position, numbers.computeIfAbsent(kind, this::highest) + 1);
    while (given.contains(kind + "-" + number) || !taken.add(kind + "-" + number)) {
      number++;
    }
    numbers.put(kind, number);
    return record.withId(kind + "-" + number);
  }

  private long highest(String kind) {
    String start = kind + "-";
    return Stream.of(taken, given).flatMap(Set::stream)
        .filter(id -> id.startsWith(start))
        .map(id -> id.substring(start.length()))
        .filter(NUMBER.asMatchPredicate())
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }

  private static boolean hasId(EvidenceRecord<?> record) {
    return record.id() != null && !record.id().isBlank();
  }
}
