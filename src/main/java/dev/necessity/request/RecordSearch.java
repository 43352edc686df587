package dev.necessity.request;

import com.fasterxml.jackson.core.JsonPointer;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds the least that a document would have to say. What a record can say is taken from the
 * request schema (every value of an enumeration, both ends of a number); whether it is enough, the
 * caller judges. What was found is then reduced: records and fields that do not matter are left
 * out, numbers moved by whole steps, dates by days and units one by one, as far as they may go.
 * Only what the document's form takes is proposed. For one request, in one thread.
 */
public final class RecordSearch {

  /** Enough for every record of the schema, and an end for a judgement that nothing satisfies. */
  private static final int MOST_TRIES = 20_000;

  private static final int MOST_COPIES = 3;
  private static final Period LONG_AGO = Period.ofYears(5);
  private static final BigDecimal HIGH = BigDecimal.valueOf(1000);

  private final Documents documents;
  private final RequestSchema schema;
  private final JsonNode known;
  private final LocalDate today;
  private final List<LocalDate> days;
  private final Map<String, List<ObjectNode>> records = new HashMap<>();

  /**
   * @param request what is known, and the days that records may be dated with: that of its receipt,
   *     today, and the planned one
   * @param today nothing that has happened is later
   * @param documents what records may say
   */
  public RecordSearch(Request request, LocalDate today, Documents documents) {
    this.documents = documents;
    this.schema = documents.schema();
    this.known = RequestJson.tree(request).path("evidence");
    this.today = today;
    this.days =
        Stream.of(request.receivedAt().toLocalDate(), today, request.procedure().plannedDate())
            .filter(day -> day != null && !day.isAfter(today))
            .distinct()
            .toList();
  }

  /**
   * @param answers whether records answer the document
   * @param settles whether these records, added to what is known, settle the matter
   * @return the reduced records, or nothing where no record of the document settles it
   */
  public Optional<Evidence> find(
      DocumentForm document, Predicate<Evidence> answers, Predicate<Evidence> settles) {
    if (document.list() == null) {
      return Optional.empty();
    }
    int[] tries = {0};
    Predicate<Draft> enough =
        draft ->
            tries[0]++ < MOST_TRIES && draft.evidence().filter(answers).filter(settles).isPresent();
    return days.stream()
        .flatMap(day -> drafts(document.list(), day))
        .filter(enough)
        .findFirst()
        .map(
            draft -> {
              tries[0] = 0;
              return reduce(draft, enough.and(this::canBeEntered));
            })
        .flatMap(Draft::evidence);
  }

  private boolean canBeEntered(Draft draft) {
    JsonNode evidence = draft.json();
    return schema.evidenceViolations(evidence).isEmpty()
        && Plausibility.violations(schema.evidenceFields(evidence), today).isEmpty();
  }

  /** Some records of one kind. */
  private record Draft(String kind, List<ObjectNode> records) {

    JsonNode json() {
      ObjectNode evidence = JsonNodeFactory.instance.objectNode();
      ArrayNode all = evidence.putArray(kind);
      records.forEach(record -> all.add(record.deepCopy()));
      return evidence;
    }

    Optional<Evidence> evidence() {
      try {
        return Optional.of(RequestJson.MAPPER.treeToValue(json(), Evidence.class));
      } catch (JsonProcessingException notARecord) {
        return Optional.empty();
      }
    }

    Draft with(int index, ObjectNode record) {
      List<ObjectNode> other = new ArrayList<>(records);
      other.set(index, record);
      return new Draft(kind, other);
    }

    Draft with(int index, JsonPointer at, JsonNode value) {
      ObjectNode record = records.get(index).deepCopy();
      ((ObjectNode) record.at(at.head())).set(at.last().getMatchingProperty(), value);
      return with(index, record);
    }

    Draft without(int index) {
      List<ObjectNode> other = new ArrayList<>(records);
      other.remove(index);
      return new Draft(kind, other);
    }
  }

  private Stream<Draft> drafts(String kind, LocalDate day) {
    JsonNode properties = schema.recordProperties(kind);
    List<ObjectNode> records = records(kind, day);
    Set<String> taken =
        StreamSupport.stream(known.path(kind).spliterator(), false)
            .map(record -> record.path("date").asText())
            .collect(Collectors.toSet());
    Stream<Set<String>> apart =
        taken.contains(day.toString()) ? Stream.of(Set.of(), taken) : Stream.of(taken);
    Stream<Draft> repeated =
        apart.flatMap(
            occupied ->
                IntStream.rangeClosed(1, MOST_COPIES)
                    .boxed()
                    .flatMap(
                        copies ->
                            records.stream()
                                .map(record -> new Draft(kind, copies(record, copies, occupied)))));
    Stream<Draft> ofEachKind =
        properties.properties().stream()
            .filter(property -> schema.resolve(property.getValue()).has("enum"))
            .flatMap(
                property -> {
                  JsonNode values = schema.resolve(property.getValue()).get("enum");
                  return records.stream()
                      .filter(record -> record.get(property.getKey()).equals(values.get(0)))
                      .map(record -> new Draft(kind, eachOf(record, property.getKey(), values)));
                });
    return Stream.concat(repeated, ofEachKind);
  }

  /** Each record that the schema of the kind can tell from others. */
  private List<ObjectNode> records(String kind, LocalDate day) {
    return records.computeIfAbsent(
        kind + day,
        any -> {
          List<ObjectNode> all = List.of(JsonNodeFactory.instance.objectNode());
          for (var property : schema.recordProperties(kind).properties()) {
            List<JsonNode> values =
                values(kind, property.getKey(), schema.resolve(property.getValue()), day);
            if (!values.isEmpty()) {
              all =
                  all.stream()
                      .flatMap(
                          record ->
                              values.stream()
                                  .map(
                                      value ->
                                          record
                                              .deepCopy()
                                              .<ObjectNode>set(property.getKey(), value)))
                      .toList();
            }
          }
          return all;
        });
  }

  /** The record again, each time on an earlier day that is not occupied. */
  private static List<ObjectNode> copies(ObjectNode record, int count, Set<String> occupied) {
    List<ObjectNode> copies = new ArrayList<>();
    LocalDate day = record.has("date") ? LocalDate.parse(record.get("date").asText()) : null;
    for (int i = 0; i < count; i++) {
      ObjectNode copy = record.deepCopy();
      if (day != null) {
        while (occupied.contains(day.toString())) {
          day = day.minusDays(1);
        }
        copy.put("date", day.toString());
        day = day.minusDays(1);
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

  private List<JsonNode> values(String kind, String name, JsonNode type, LocalDate day) {
    JsonNodeFactory node = JsonNodeFactory.instance;
    List<JsonNode> values = new ArrayList<>();
    if (type.has("enum")) {
      type.get("enum").forEach(values::add);
    } else if (type.path("format").asText().equals("date")) {
      values.add(node.textNode((begins(kind, name) ? day.minus(LONG_AGO) : day).toString()));
    } else if (example(kind, name) != null) {
      values.add(node.textNode(example(kind, name)));
    } else {
      switch (type.path("type").asText()) {
        case "boolean" -> values.addAll(List.of(node.booleanNode(true), node.booleanNode(false)));
        case "number", "integer" ->
            values.addAll(List.of(DecimalNode.valueOf(high(type)), DecimalNode.valueOf(low(type))));
        case "array" -> arrays(type, values);
        case "object" -> object(type).ifPresent(values::add);
        default -> {}
      }
    }
    return values;
  }

  /** Whether a date is one from which on something lasts: the longer ago, the more. */
  private boolean begins(String kind, String field) {
    return documents
        .ofList(kind)
        .flatMap(form -> form.field(field))
        .filter(found -> found.says("begins"))
        .isPresent();
  }

  /** A text that says something to a policy; null where the form has none. */
  private String example(String kind, String field) {
    return documents
        .ofList(kind)
        .flatMap(form -> form.field(field))
        .map(found -> found.property("example"))
        .orElse(null);
  }

  private static void arrays(JsonNode type, List<JsonNode> values) {
    if (type.path("minItems").asInt() == 0) {
      values.add(JsonNodeFactory.instance.arrayNode());
    } else {
      type.at("/items/enum")
          .forEach(item -> values.add(JsonNodeFactory.instance.arrayNode().add(item)));
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
        object.set(
            property.getKey(),
            DecimalNode.valueOf(
                property.getValue().has("maximum") ? high(property.getValue()) : BigDecimal.TEN));
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
    return leaveOut(weaken(leaveOut(found, enough), enough), enough);
  }

  /** Without the records and the fields that do not matter. */
  private Draft leaveOut(Draft found, Predicate<Draft> enough) {
    Draft draft = found;
    for (int i = draft.records().size() - 1; i >= 0 && draft.records().size() > 1; i--) {
      draft = enough.test(draft.without(i)) ? draft.without(i) : draft;
    }
    for (int i = 0; i < draft.records().size(); i++) {
      for (String field :
          schema.recordProperties(draft.kind()).properties().stream()
              .map(Map.Entry::getKey)
              .toList()) {
        if (draft.records().get(i).has(field) && !schema.isRequired(draft.kind(), field)) {
          Draft without = draft.with(i, draft.records().get(i).deepCopy().without(field));
          draft = enough.test(without) ? without : draft;
        }
      }
    }
    return draft;
  }

  /**
   * With each measurement as weak as it may be; a nested one by its parts, the unit before the
   * value.
   */
  private Draft weaken(Draft found, Predicate<Draft> enough) {
    Draft draft = found;
    for (int i = 0; i < draft.records().size(); i++) {
      for (var property : schema.recordProperties(draft.kind()).properties()) {
        JsonPointer at = JsonPointer.empty().appendProperty(property.getKey());
        JsonNode type = schema.resolve(property.getValue());
        for (var part :
            type.path("properties").properties().stream()
                .sorted(Comparator.comparing(part -> !part.getValue().has("enum")))
                .toList()) {
          draft = weaken(draft, i, at.appendProperty(part.getKey()), part.getValue(), enough);
        }
        draft = weaken(draft, i, at, type, enough);
      }
    }
    return draft;
  }

  private Draft weaken(
      Draft draft, int index, JsonPointer at, JsonNode type, Predicate<Draft> enough) {
    JsonNode strong = draft.records().get(index).at(at);
    JsonNodeFactory node = JsonNodeFactory.instance;
    if (strong.isNumber()) {
      long far =
          strong.longValue() == low(type).longValue()
              ? high(type).longValue()
              : low(type).longValue();
      return draft.with(
          index,
          at,
          node.numberNode(
              furthest(
                  strong.longValue(),
                  far,
                  value -> enough.test(draft.with(index, at, node.numberNode(value))))));
    }
    if (strong.isTextual() && type.path("format").asText().equals("date")) {
      LocalDate day = LocalDate.parse(strong.asText());
      boolean begins = begins(draft.kind(), at.last().getMatchingProperty());
      LocalDate far = begins ? day.plus(LONG_AGO) : day.minus(LONG_AGO);
      LongPredicate holds =
          value ->
              enough.test(
                  draft.with(index, at, node.textNode(LocalDate.ofEpochDay(value).toString())));
      boolean matters = begins || !holds.test(far.toEpochDay());
      return matters
          ? draft.with(
              index,
              at,
              node.textNode(
                  LocalDate.ofEpochDay(furthest(day.toEpochDay(), far.toEpochDay(), holds))
                      .toString()))
          : draft;
    }
    boolean isUnit = strong.isTextual() && at.tail().tail() != null && type.has("enum");
    return !isUnit
        ? draft
        : StreamSupport.stream(type.get("enum").spliterator(), false)
            .map(smaller -> draft.with(index, at, smaller))
            .filter(enough)
            .findFirst()
            .orElse(draft);
  }

  /**
   * From the value that is enough towards the other one, by whole steps, as far as the next one is
   * enough too.
   */
  private static long furthest(long enough, long far, LongPredicate holds) {
    if (enough == far || holds.test(far)) {
      return far;
    }
    long strong = enough;
    long weak = far;
    while (Math.abs(weak - strong) > 1) {
      long middle = (strong + weak) / 2;
      if (holds.test(middle)) {
        strong = middle;
      } else {
        weak = middle;
      }
    }
    return strong;
  }
}
