package dev.necessity.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a request may hold (JSON Schema 2020-12): its head is {@code request.schema.json}, its
 * evidence what the documents' forms ask for. Composed once; of the same forms it is the same
 * schema.
 */
public final class RequestSchema {

  private static final String RESOURCE = "/request.schema.json";
  private static final String EVIDENCE = "#/$defs/evidence";
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** {@link Plausibility} keeps them. */
  private static final List<String> RULES_OF_DATES = List.of("happened", "notBefore");

  private static final String NOT_BLANK = "\\S";

  private final JsonNode document;
  private final Map<String, String> subjects;
  private final String version;
  private final Schema request;
  private final Schema evidence;

  private RequestSchema(JsonNode document, Map<String, String> subjects) {
    this.document = document;
    this.subjects = subjects;
    this.version = ContentHash.of(document);
    String id = document.path("$id").asText();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(id, withoutRulesOfDates(document).toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            // In a time that grows with the text alone, whatever pattern a deployed
                            // form has.
                            .regularExpressionFactory(pattern -> matching(pattern))
                            .build()));
    this.request = registry.getSchema(SchemaLocation.of(id));
    this.evidence = registry.getSchema(SchemaLocation.of(id + EVIDENCE));
  }

  private static RegularExpression matching(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return text -> compiled.matcher(text).find();
  }

  /**
   * As the validator knows it, which says of every keyword that is not JSON Schema's that it does
   * not know it.
   */
  private static JsonNode withoutRulesOfDates(JsonNode document) {
    JsonNode plain = document.deepCopy();
    // A field of a record may have the same name; what the schema says of it is no single value.
    RULES_OF_DATES.forEach(
        rule ->
            plain.findParents(rule).stream()
                .filter(parent -> parent.get(rule).isValueNode())
                .forEach(parent -> ((ObjectNode) parent).remove(rule)));
    return plain;
  }

  /**
   * Of the head and the forms that are packaged; read when it is needed first, since that takes
   * longer than checking many requests.
   */
  public static RequestSchema packaged() {
    return Documents.packaged().schema();
  }

  /**
   * Of the packaged forms, and of those that are live, which take the place of those with their id.
   */
  public static RequestSchema with(Collection<DocumentForm> live) {
    return Documents.packaged().and(live).schema();
  }

  static RequestSchema composed(Collection<DocumentForm> forms) {
    try (InputStream resource = RequestSchema.class.getResourceAsStream(RESOURCE)) {
      return new RequestSchema(
          EvidenceSchema.compose((ObjectNode) RequestJson.MAPPER.readTree(resource), forms),
          subjects(forms));
    } catch (IOException e) {
      throw new UncheckedIOException("The request schema " + RESOURCE + " cannot be read.", e);
    }
  }

  private static Map<String, String> subjects(Collection<DocumentForm> forms) {
    Map<String, String> subjects = new HashMap<>();
    forms.stream()
        .filter(form -> form.list() != null)
        .forEach(
            form ->
                form.fields().stream()
                    .filter(field -> field.says("subject"))
                    .forEach(field -> subjects.put(form.list(), field.key())));
    return subjects;
  }

  /**
   * The field that says what a record of a list is about, where the last record about it has the
   * last word; null of most lists.
   */
  String subject(String list) {
    return subjects.get(list);
  }

  /** The schema as it is published. */
  public JsonNode document() {
    return document;
  }

  /** Another one for another schema; the same wherever it was composed. */
  public String version() {
    return version;
  }

  List<Violation> requestViolations(JsonNode body) {
    return violations(request, body);
  }

  List<Violation> evidenceViolations(JsonNode body) {
    return violations(evidence, body);
  }

  /** The properties of one record of an evidence field: name to schema, references resolved. */
  JsonNode recordProperties(String evidenceField) {
    return record(evidenceField).path("properties");
  }

  /** Whether a record of an evidence field must have a property. */
  boolean isRequired(String evidenceField, String property) {
    return StreamSupport.stream(record(evidenceField).path("required").spliterator(), false)
        .anyMatch(name -> name.asText().equals(property));
  }

  private JsonNode record(String evidenceField) {
    return resolve(
        list(document.at(EVIDENCE.substring(1)).path("properties").path(evidenceField))
            .path("items"));
  }

  /** The schema of a list of records, also where a single one may stand in its place. */
  JsonNode list(JsonNode schema) {
    return schema.has("then") ? schema.get("then") : schema;
  }

  JsonNode resolve(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  /**
   * An evidence as it is kept: what leaving out means is filled in, and a whole number is written
   * without a point.
   *
   * @param refused takes the pointer of every whole number that is too large
   */
  JsonNode kept(JsonNode evidence, Consumer<JsonPointer> refused) {
    ObjectNode kept = evidence.deepCopy();
    kept.properties()
        .forEach(
            list -> {
              JsonPointer at = JsonPointer.empty().appendProperty(list.getKey());
              JsonNode record = record(list.getKey());
              if (list.getValue().isArray()) {
                for (int i = 0; i < list.getValue().size(); i++) {
                  keep((ObjectNode) list.getValue().get(i), record, at.appendIndex(i), refused);
                }
              } else {
                keep((ObjectNode) list.getValue(), record, at, refused);
              }
            });
    return kept;
  }

  private void keep(
      ObjectNode object, JsonNode type, JsonPointer at, Consumer<JsonPointer> refused) {
    type.path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode value = object.get(property.getKey());
              JsonNode wanted = resolve(property.getValue());
              if (value == null) {
                if (wanted.has("default")) {
                  object.set(property.getKey(), wanted.get("default"));
                }
              } else if (value.isObject()) {
                keep((ObjectNode) value, wanted, at.appendProperty(property.getKey()), refused);
              } else if (wanted.path("type").asText().equals("integer")) {
                BigDecimal whole = value.decimalValue();
                if (whole.abs().compareTo(LARGEST) > 0) {
                  refused.accept(at.appendProperty(property.getKey()));
                } else {
                  object.put(property.getKey(), whole.intValueExact());
                }
              }
            });
  }

  /** A field of a body, and what the schema says of it. */
  record Typed(JsonPointer pointer, JsonNode value, JsonNode type) {}

  /** All fields of a request that the schema has accepted, parents first. */
  List<Typed> requestFields(JsonNode body) {
    List<Typed> fields = new ArrayList<>();
    collect(JsonPointer.empty(), body, document, fields);
    return fields;
  }

  List<Typed> evidenceFields(JsonNode body) {
    List<Typed> fields = new ArrayList<>();
    collect(JsonPointer.empty(), body, document.at(EVIDENCE.substring(1)), fields);
    return fields;
  }

  private void collect(JsonPointer at, JsonNode value, JsonNode declared, List<Typed> into) {
    JsonNode listOrOne = resolve(declared);
    JsonNode type =
        resolve(
            listOrOne.has("then") ? listOrOne.path(value.isArray() ? "then" : "else") : listOrOne);
    into.add(new Typed(at, value, type));
    value
        .properties()
        .forEach(
            field ->
                collect(
                    at.appendProperty(field.getKey()),
                    field.getValue(),
                    type.path("properties").path(field.getKey()),
                    into));
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        collect(at.appendIndex(i), value.get(i), type.path("items"), into);
      }
    }
  }

  private static List<Violation> violations(Schema schema, JsonNode body) {
    return schema.validate(body).stream()
        .map(error -> new Violation(pointer(error), message(error)))
        .sorted(Comparator.comparing(Violation::pointer))
        .toList();
  }

  /** A missing field and one too many are pointed at themselves, not at the object around them. */
  private static String pointer(Error error) {
    String location = error.getInstanceLocation().toString();
    String property =
        error.getKeyword().equals("dependentRequired")
            ? String.valueOf(error.getArguments()[0])
            : error.getProperty();
    return property == null
        ? location
        : JsonPointer.compile(location).appendProperty(property).toString();
  }

  /**
   * Says what the schema wants. Built from the schema alone, so that no value of the body can leak.
   */
  private static String message(Error error) {
    JsonNode wanted = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> "is missing; add it";
      case "additionalProperties" ->
          "is not a field that exists here; remove it or correct its name";
      case "type" -> "must be of type " + wanted.asText() + "; leave out what is not known";
      case "enum" ->
          "must be one of "
              + StreamSupport.stream(wanted.spliterator(), false)
                  .map(JsonNode::asText)
                  .collect(Collectors.joining(", "))
              + "; leave out what is not known";
      case "format" ->
          wanted.asText().equals("date")
              ? "must be a date of the calendar as in 2026-01-15"
              : "must be an instant with its offset as in 2026-01-15T09:30:00+01:00";
      case "pattern" ->
          NOT_BLANK.equals(wanted.asText()) ? "must not be blank" : "must match " + wanted.asText();
      case "dependentRequired" ->
          "is missing; a correction names the record that it replaces and says why";
      case "minimum" -> "must be at least " + wanted.asText();
      case "exclusiveMinimum" -> "must be more than " + wanted.asText();
      case "maximum" -> "must be at most " + wanted.asText();
      case "minLength" -> "must have at least " + wanted.asText() + " character(s)";
      case "maxLength" -> "must have at most " + wanted.asText() + " characters";
      case "minItems" -> "must have at least " + wanted.asText() + " item(s)";
      case "maxItems" -> "must have at most " + wanted.asText() + " items";
      default -> "breaks the rule '" + error.getKeyword() + "' of the request schema; correct it";
    };
  }
}
