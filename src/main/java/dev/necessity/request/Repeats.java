package dev.necessity.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what is documented already from what is new. Two records of a kind that say the same are one, whatever ids they came
 * under: a sender who repeats himself, or sends the same report by two ways, has not documented a second event. They are two where
 * one message gives each an id of its own; and a statement that was corrected, or, where the last word counts, as on a source of pain,
 * that another one overruled, is new when it is made again.
 */
final class Repeats {

  /** In place of the content of a record that a correction replaces: no other repeats it. */
  private static final String CORRECTED = "";

  private Repeats() {}

  /** What {@code more} says that {@code known} does not, and says once. */
  static <T extends EvidenceRecord<T>> List<T> anew(String kind, List<T> known, List<T> more) {
    if (more.isEmpty()) {
      return more;
    }
    Set<String> replaced = Stream.of(known, more).flatMap(List::stream).map(EvidenceRecord::replaces).filter(Objects::nonNull).collect(Collectors.toSet());
    List<T> records = new ArrayList<>(known);
    List<String> contents = new ArrayList<>(known.stream().map(record -> replaced.contains(record.id()) ? CORRECTED : content(record)).toList());
    Set<String> names = RecordIds.ids(known);
    List<T> anew = new ArrayList<>();
    for (int at = 0; at < more.size(); at++) {
      T record = more.get(at);
      if (known.contains(record)) {
        continue;
      }
      String content = content(record);
      int same = contents.lastIndexOf(content);
      boolean saidAgain = same >= 0 && overruled(record, records, same + 1) && !overruled(record, more, at + 1);
      boolean namedApart = same >= known.size() && RecordIds.hasId(record) && RecordIds.hasId(records.get(same));
      boolean corrected = replaced.contains(record.id()) && !names.contains(record.id());
      if (same < 0 || saidAgain || namedApart || corrected) {
        records.add(record);
        contents.add(corrected ? CORRECTED : content);
        anew.add(record);
      }
    }
    return anew;
  }

  private static <T extends EvidenceRecord<T>> boolean overruled(T record, List<T> records, int from) {
    return records.subList(from, records.size()).stream().anyMatch(later -> later.overrules(record));
  }

  /** Everything but the id, so that 5 and 5.0 are the same score. */
  private static <T extends EvidenceRecord<T>> String content(T record) {
    return ContentHash.of(RequestJson.MAPPER.<JsonNode>valueToTree(record.withId(null)));
  }
}
