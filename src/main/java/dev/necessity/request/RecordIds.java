package dev.necessity.request;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names the records of one kind that are added to an evidence; the same addition always gives the
 * same names.
 */
final class RecordIds {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final String start;
  private final Set<String> taken;
  private final Set<String> given;

  /** The highest number in use; looked up when the first record is named, 0 before. */
  private long last;

  private RecordIds(String kind, Set<String> taken, Set<String> given) {
    this.start = kind + "-";
    this.taken = new HashSet<>(taken);
    this.given = given;
  }

  static List<EvidenceRecord> append(
      String kind, List<EvidenceRecord> known, List<EvidenceRecord> more) {
    RecordIds ids = new RecordIds(kind, ids(known), ids(more));
    List<EvidenceRecord> all = new ArrayList<>(known);
    for (EvidenceRecord record : more) {
      all.add(ids.named(all.size() + 1, record));
    }
    return all;
  }

  private EvidenceRecord named(long position, EvidenceRecord record) {
    if (hasId(record) && taken.add(record.id())) {
      return record;
    }
    // Past the highest number in use, so that no name is ever given twice.
    long number = Math.max(position, (last == 0 ? highest() : last) + 1);
    while (given.contains(start + number) || !taken.add(start + number)) {
      number++;
    }
    last = number;
    return record.withId(start + number);
  }

  private long highest() {
    return Stream.of(taken, given)
        .flatMap(Set::stream)
        .filter(id -> id.startsWith(start))
        .map(id -> id.substring(start.length()))
        .filter(NUMBER.asMatchPredicate())
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }

  static Set<String> ids(List<EvidenceRecord> records) {
    return records.stream()
        .filter(RecordIds::hasId)
        .map(EvidenceRecord::id)
        .collect(Collectors.toSet());
  }

  static boolean hasId(EvidenceRecord record) {
    return record.id() != null && !record.id().isBlank();
  }
}
