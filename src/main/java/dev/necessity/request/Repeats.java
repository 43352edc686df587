package dev.necessity.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what is documented already from what is new. Two records of a kind that say the same are one, whatever ids they came
 * under: a sender who repeats himself, or sends the same report by two ways, has not documented a second event. Only where the
 * last word counts, as on a source of pain, a statement that another one overruled is new when it is made again.
 */
final class Repeats {

  private Repeats() {}

  /** What {@code more} says that {@code known} does not, and says once. */
  static Evidence of(Evidence known, Evidence more) {
    return new Evidence(
        anew(known.injections(), more.injections()),
        anew(known.nicotine(), more.nicotine()),
        anew(known.nicotineLabs(), more.nicotineLabs()),
        anew(known.imaging(), more.imaging()),
        anew(known.painSources(), more.painSources()),
        anew(known.exclusions(), more.exclusions()),
        anew(known.physicalTherapy(), more.physicalTherapy()),
        anew(known.conservativeTreatment(), more.conservativeTreatment()),
        anew(known.baselinePain(), more.baselinePain()),
        anew(known.examManeuvers(), more.examManeuvers()));
  }

  private static <T extends EvidenceRecord<T>> List<T> anew(List<T> known, List<T> more) {
    if (more.isEmpty()) {
      return more;
    }
    List<T> records = new ArrayList<>(known);
    List<String> contents = new ArrayList<>(known.stream().map(Repeats::content).toList());
    List<T> anew = new ArrayList<>();
    for (int at = 0; at < more.size(); at++) {
      T record = more.get(at);
      String content = content(record);
      int same = contents.lastIndexOf(content);
      boolean saidAgain = same >= 0 && overruled(record, records, same + 1) && !overruled(record, more, at + 1) && !known.contains(record);
      if (same < 0 || saidAgain) {
        records.add(record);
        contents.add(content);
        anew.add(record);
      }
    }
    return anew;
  }

  private static <T extends EvidenceRecord<T>> boolean overruled(T record, List<T> records, int from) {
    return records.subList(from, records.size()).stream().anyMatch(later -> later.overrules(record));
  }

  private static <T extends EvidenceRecord<T>> T anew(T known, T more) {
    return more == null || known == null || !content(known).equals(content(more)) ? more : null;
  }

  /** Everything but the id, so that 5 and 5.0 are the same score. */
  private static <T extends EvidenceRecord<T>> String content(T record) {
    return ContentHash.of(RequestJson.MAPPER.<JsonNode>valueToTree(record.withId(null)));
  }
}
