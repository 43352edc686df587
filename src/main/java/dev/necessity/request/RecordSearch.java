package dev.necessity.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the least that a document would have to say. What a record can say is taken from the request schema (every value
 * of an enumeration, both ends of a number); whether it is enough, the caller judges. What was found is then reduced:
 * records and fields that do not matter are left out, numbers moved to whole values as far as they may go. For one request, in one
 * thread.
 */
public final class RecordSearch {

  /** Enough for every record of the schema, and an end for a judgement that nothing satisfies. */
  private static final int MOST_TRIES = 20_000;
  private static final int MOST_COPIES = 3;
  private static final Period LONG_AGO = Period.ofYears(5);
  private static final BigDecimal HIGH = BigDecimal.valueOf(1000);
  private static final List<String> BEGINNINGS = List.of("start", "quitDate");

  private final LocalDate receivedOn;
  private final Map<String, List<ObjectNode>> records = new HashMap<>();

  /** @param receivedOn the day that records are dated with */
  public RecordSearch(LocalDate receivedOn) {
    this.receivedOn = receivedOn;
  }

  /**
   * @param settles whether these records, added to what is known, settle the matter
   * @return the reduced records, or nothing where no record of the document's kinds settles it
   */
  public Optional<Evidence> find(DocumentType document, Predicate<Evidence> settles) {
    int[] tries = {0};
    Predicate<Draft> enough = draft -> tries[0]++ < MOST_TRIES && draft.evidence().filter(document::answeredBy).filter(settles).isPresent();
    return Arrays.stream(Evidence.Kind.values())
        .filter(kind -> answers(document, new Draft(kind.field, records(kind.field).subList(0, 1))))
        .flatMap(kind -> drafts(kind.field))
        .filter(enough).findFirst()
        .map(draft -> {
          tries[0] = 0;
          return reduce(draft, enough);
        })
        .flatMap(Draft::evidence);
  }

  /** Whether records of this kind are what the document brings. */
  private static boolean answers(DocumentType document, Draft any) {
    return any.kind().equals(document.evidenceField()) || any.evidence().filter(document::answeredBy).isPresent();
  }

  /** Some records of one kind. */
  private record Draft(String kind, List<ObjectNode> records) {

    Optional<Evidence> evidence() {
      ObjectNode evidence = JsonNodeFactory.instance.objectNode();
      ArrayNode all = evidence.putArray(kind);
      records.forEach(record -> all.add(record.deepCopy()));
      try {
        return Optional.of(RequestJson.MAPPER.treeToValue(evidence, Evidence.class));
      } catch (JsonProcessingException notARecord) {
        return Optional.empty();
      }
    }

    Draft with(int index, ObjectNode record) {
      List<ObjectNode> other = new ArrayList<>(records);
      other.set(index, record);
      return new Draft(kind, other);
    }

    Draft without(int index) {
      List<ObjectNode> other = new ArrayList<>(records);
      other.remove(index);
      return new Draft(kind, other);
    }
  }

  private Stream<Draft> drafts(String kind) {
    JsonNode properties = RequestSchema.packaged().recordProperties(kind);
    List<ObjectNode> records = records(kind);
    Stream<Draft> repeated = IntStream.rangeClosed(1, MOST_COPIES).boxed()
        .flatMap(copies -> records.stream().map(record -> new Draft(kind, copies(record, copies))));
    Stream<Draft> ofEachKind = properties.properties().stream().filter(property -> RequestSchema.packaged().resolve(property.getValue()).has("enum")).flatMap(property -> {
      JsonNode values = RequestSchema.packaged().resolve(property.getValue()).get("enum");
      return records.stream().filter(record -> record.get(property.getKey()).equals(values.get(0))).map(record -> new Draft(kind, eachOf(record, property.getKey(), values)));
    });
    return Stream.concat(repeated, ofEachKind);
  }

  /** Each record that the schema of the kind can tell from others. */
  private List<ObjectNode> records(String kind) {
    return records.computeIfAbsent(kind, any -> {
      List<ObjectNode> all = List.of(JsonNodeFactory.instance.objectNode());
      for (var property : RequestSchema.packaged().recordProperties(kind).properties()) {
        List<JsonNode> values = values(property.getKey(), RequestSchema.packaged().resolve(property.getValue()));
        if (!values.isEmpty()) {
          all = all.stream().flatMap(record -> values.stream().map(value -> record.deepCopy().<ObjectNode>set(property.getKey(), value))).toList();
        }
      }
      return all;
    });
  }

  /** The record again, each time a day earlier. */
  private static List<ObjectNode> copies(ObjectNode record, int count) {
    List<ObjectNode> copies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode copy = record.deepCopy();
      if (copy.has("date")) {
        copy.put("date", LocalDate.parse(copy.get("date").asText()).minusDays(i).toString());
      }
      copies.add(copy);
    }
    return copies;
  }

  private static List<ObjectNode> eachOf(ObjectNode record, String field, JsonNode values) {
    List<ObjectNode> each = new ArrayList<>();
    values.forEach(value -> each.add(record.deepCopy().set(field, value)));
    return each;
  }

  private List<JsonNode> values(String name, JsonNode type) {
    JsonNodeFactory node = JsonNodeFactory.instance;
    List<JsonNode> values = new ArrayList<>();
    if (type.has("enum")) {
      type.get("enum").forEach(values::add);
    } else if (type.path("format").asText().equals("date")) {
      values.add(node.textNode((BEGINNINGS.contains(name) ? receivedOn.minus(LONG_AGO) : receivedOn).toString()));
    } else if (name.equals("unit")) {
      values.add(node.textNode("ng/mL"));
    } else {
      switch (type.path("type").asText()) {
        case "boolean" -> values.addAll(List.of(node.booleanNode(true), node.booleanNode(false)));
        case "number", "integer" -> values.addAll(List.of(DecimalNode.valueOf(high(type)), DecimalNode.valueOf(low(type))));
        case "array" -> arrays(type, values);
        case "object" -> object(type).ifPresent(values::add);
        default -> { }
      }
    }
    return values;
  }

  private static void arrays(JsonNode type, List<JsonNode> values) {
    if (type.path("minItems").asInt() == 0) {
      values.add(JsonNodeFactory.instance.arrayNode());
    } else {
      type.at("/items/enum").forEach(item -> values.add(JsonNodeFactory.instance.arrayNode().add(item)));
    }
  }

  /** A nested measurement, at its highest: a range, or a value with the largest unit. */
  private Optional<JsonNode> object(JsonNode type) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (var property : type.path("properties").properties()) {
      JsonNode enumeration = property.getValue().path("enum");
      if (enumeration.isArray()) {
        object.set(property.getKey(), enumeration.get(enumeration.size() - 1));
      } else if (property.getValue().path("type").asText().equals("number")) {
        object.set(property.getKey(), DecimalNode.valueOf(property.getValue().has("maximum") ? high(property.getValue()) : BigDecimal.TEN));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(object);
  }

  private static BigDecimal high(JsonNode type) {
    return type.has("maximum") ? type.get("maximum").decimalValue() : HIGH;
  }

  private static BigDecimal low(JsonNode type) {
    return type.has("minimum") ? type.get("minimum").decimalValue() : BigDecimal.ZERO;
  }

  private Draft reduce(Draft found, Predicate<Draft> enough) {
    Draft draft = found;
    for (int i = draft.records().size() - 1; i >= 0 && draft.records().size() > 1; i--) {
      draft = enough.test(draft.without(i)) ? draft.without(i) : draft;
    }
    JsonNode properties = RequestSchema.packaged().recordProperties(draft.kind());
    for (int i = 0; i < draft.records().size(); i++) {
      for (var property : properties.properties()) {
        draft = lessOf(draft, i, property.getKey(), RequestSchema.packaged().resolve(property.getValue()), enough);
      }
    }
    return draft;
  }

  private Draft lessOf(Draft draft, int index, String field, JsonNode type, Predicate<Draft> enough) {
    ObjectNode record = draft.records().get(index);
    if (!record.has(field)) {
      return draft;
    }
    if (!RequestSchema.packaged().isRequired(draft.kind(), field)) {
      Draft without = draft.with(index, record.deepCopy().without(field));
      if (enough.test(without)) {
        return without;
      }
    }
    if (!record.get(field).isNumber()) {
      return draft;
    }
    int strong = record.get(field).intValue();
    int weak = high(type).intValue() == strong ? low(type).intValue() : high(type).intValue();
    while (Math.abs(weak - strong) > 1) {
      int middle = (strong + weak) / 2;
      if (enough.test(draft.with(index, record.deepCopy().put(field, middle)))) {
        strong = middle;
      } else {
        weak = middle;
      }
    }
    return draft.with(index, record.deepCopy().put(field, strong));
  }
}
