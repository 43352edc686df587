package dev.necessity.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what is documented already from what is new. Two records of a kind that say the same are
 * one, whatever ids they came under: a sender who repeats himself, or sends the same report by two
 * ways, has not documented a second event. They are two where one message gives each an id of its
 * own; and a statement that was corrected, or, where the last word counts, that another one
 * overruled, is new when it is made again.
 */
final class Repeats {

  /** In place of the content of a record that a correction replaces: no other repeats it. */
  private static final String CORRECTED = "";

  private Repeats() {}

  /**
   * What {@code more} says that {@code known} does not, and says once.
   *
   * @param subject the field that says what a record is about, where a later record about the same
   *     has the last word; else null
   */
  static List<EvidenceRecord> anew(
      String subject, List<EvidenceRecord> known, List<EvidenceRecord> more) {
    if (more.isEmpty()) {
      return more;
    }
    Set<String> replaced =
        Stream.of(known, more)
            .flatMap(List::stream)
            .map(EvidenceRecord::replaces)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    List<EvidenceRecord> records = new ArrayList<>(known);
    List<String> contents =
        new ArrayList<>(
            known.stream()
                .map(record -> replaced.contains(record.id()) ? CORRECTED : content(record))
                .toList());
    Set<String> names = RecordIds.ids(known);
    List<EvidenceRecord> anew = new ArrayList<>();
    for (int at = 0; at < more.size(); at++) {
      EvidenceRecord record = more.get(at);
      if (known.contains(record)) {
        continue;
      }
      String content = content(record);
      int same = contents.lastIndexOf(content);
      boolean saidAgain =
          same >= 0
              && overruled(subject, record, records, same + 1)
              && !overruled(subject, record, more, at + 1);
      boolean namedApart =
          same >= known.size() && RecordIds.hasId(record) && RecordIds.hasId(records.get(same));
      boolean corrected = replaced.contains(record.id()) && !names.contains(record.id());
      if (same < 0 || saidAgain || namedApart || corrected) {
        records.add(record);
        contents.add(corrected ? CORRECTED : content);
        anew.add(record);
      }
    }
    return anew;
  }

  private static boolean overruled(
      String subject, EvidenceRecord record, List<EvidenceRecord> records, int from) {
    return subject != null
        && records.subList(from, records.size()).stream()
            .anyMatch(later -> later.field(subject).equals(record.field(subject)));
  }

  /** Everything but the id, so that 5 and 5.0 are the same number. */
  private static String content(EvidenceRecord record) {
    return ContentHash.of(record.content());
  }
}
