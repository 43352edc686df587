package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that is documented about a request: lists of records by the kind of record, in the
 * order in which they came. A list without records is left out. A single record in place of a list
 * is read as a list of one.
 *
 * @param lists by the name of the list
 */
@JsonDeserialize(using = Evidence.Reader.class)
public record Evidence(@JsonValue Map<String, List<EvidenceRecord>> lists) {

  public static final Evidence NONE = new Evidence(Map.of());

  public Evidence {
    Map<String, List<EvidenceRecord>> documented = new LinkedHashMap<>();
    lists.forEach(
        (kind, records) -> {
          if (!records.isEmpty()) {
            documented.put(kind, List.copyOf(records));
          }
        });
    lists = Collections.unmodifiableMap(documented);
  }

  /** The records of one kind; none where nothing of it is documented. */
  public List<EvidenceRecord> records(String kind) {
    return lists.getOrDefault(kind, List.of());
  }

  /** What becomes of the records of one kind, beside those of another evidence. */
  private interface Merge {

    List<EvidenceRecord> of(String kind, List<EvidenceRecord> records, List<EvidenceRecord> others);
  }

  private Evidence merge(Evidence other, Merge merge) {
    Set<String> kinds = new LinkedHashSet<>(lists.keySet());
    kinds.addAll(other.lists.keySet());
    Map<String, List<EvidenceRecord>> merged = new LinkedHashMap<>();
    kinds.forEach(kind -> merged.put(kind, merge.of(kind, records(kind), other.records(kind))));
    return new Evidence(merged);
  }

  /**
   * This evidence and what was documented later; nothing is overwritten. A record of {@code more}
   * without an id, or with the id of another record of its kind, gets the system's: its kind and a
   * number, as in {@code visits-2}. What is {@linkplain Repeats known already} adds nothing.
   *
   * @param schema says of which lists the last word counts
   */
  public Evidence plus(Evidence more, RequestSchema schema) {
    return merge(
        merge(more, (kind, known, records) -> Repeats.anew(schema.subject(kind), known, records)),
        RecordIds::append);
  }

  /** How many records there are. */
  public int size() {
    return lists.values().stream().mapToInt(List::size).sum();
  }

  /** The same evidence, every record with an id. */
  public Evidence withIds() {
    return NONE.merge(this, RecordIds::append);
  }

  /**
   * The records that count: those that no correction replaces. A correction that was itself
   * replaced still replaces.
   */
  public Evidence counted() {
    return merge(
        NONE,
        (kind, records, none) -> {
          Set<String> replaced = replacedIn(records);
          return replaced.isEmpty()
              ? records
              : records.stream().filter(record -> !replaced.contains(record.id())).toList();
        });
  }

  /** Ids of the records that a correction replaces, by kind and in the order of the kinds. */
  public List<String> replacedIds() {
    return lists.values().stream()
        .flatMap(
            records -> {
              Set<String> replaced = replacedIn(records);
              return records.stream().map(EvidenceRecord::id).filter(replaced::contains);
            })
        .toList();
  }

  private static Set<String> replacedIn(List<EvidenceRecord> records) {
    return records.stream()
        .map(EvidenceRecord::replaces)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Whatever mapper reads the evidence, its decimals are exact. */
  static final class Reader extends JsonDeserializer<Evidence> {

    @Override
    public Evidence deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode evidence = RequestJson.MAPPER.readTree(parser);
      Map<String, List<EvidenceRecord>> lists = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> list : evidence.properties()) {
        List<EvidenceRecord> records = new ArrayList<>();
        for (JsonNode record :
            list.getValue().isArray() ? list.getValue() : List.of(list.getValue())) {
          if (!(record instanceof ObjectNode fields)) {
            return context.reportInputMismatch(Evidence.class, "A record is an object.");
          }
          records.add(EvidenceRecord.of(fields));
        }
        lists.put(list.getKey(), records);
      }
      return new Evidence(lists);
    }
  }
}
