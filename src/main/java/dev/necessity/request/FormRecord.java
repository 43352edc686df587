package dev.necessity.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One evidence record from the flat fields of a documentation form (contract, "Forms"). Which fields there are, and of
 * which type, is what the request schema says of the record; a nested field has an underscore ({@code source_document}).
 * Nothing and an empty text mean: left out.
 */
public final class FormRecord {

  /** Fields of the form itself, not of the record. */
  private static final Set<String> ABOUT_THE_FORM = Set.of("available", "unavailableReason", "more");

  private static final String COMBINED_WITH = "combinedWith";
  private static final String ISOLATION = "isolation";

  /**
   * Tells the three meanings of {@code combinedWith} apart: an untouched checklist and an empty one look the same in a
   * form. Without this field, as over REST, {@code combinedWith} means what it means in the schema.
   */
  private enum Isolation { ISOLATED, COMBINED, UNKNOWN }

  private final RequestReader reader;

  public FormRecord(RequestReader reader) {
    this.reader = reader;
  }

  /**
   * An evidence with the one record.
   *
   * @param known the records that it must be able to stand beside
   * @param variables numbers as any number or text, dates as ISO text, yes/no as boolean or YES, NO, UNKNOWN, lists as
   *     collection or JSON text
   * @throws RequestProblem as of {@link RequestReader}, its pointers naming the form's fields
   */
  public Evidence read(DocumentType document, Map<String, ?> variables, Evidence known) {
    String kind = document.evidenceField();
    Map<String, JsonNode> fields = fields(kind);
    List<Violation> violations = new ArrayList<>(unknownFields(fields.keySet(), variables.keySet()));

    ObjectNode record = JsonNodeFactory.instance.objectNode();
    fields.forEach((name, schema) -> {
      JsonNode value = value(variables.get(name), schema);
      if (value != null) {
        put(record, name, value);
      }
    });
    if (fields.containsKey(COMBINED_WITH)) {
      violations.addAll(isolate(record, variables.get(ISOLATION)));
    }

    ObjectNode evidence = JsonNodeFactory.instance.objectNode();
    evidence.putArray(kind).add(record);
    return read(evidence, known, violations);
  }

  private Evidence read(ObjectNode evidence, Evidence known, List<Violation> violations) {
    try {
      Evidence read = reader.readEvidence(evidence);
      Corrections.check(known, read);
      if (violations.isEmpty()) {
        return read;
      }
    } catch (InvalidRequestException problem) {
      violations.addAll(onTheForm(problem));
    } catch (ImplausibleRequestException problem) {
      if (violations.isEmpty()) {
        throw new ImplausibleRequestException(onTheForm(problem));
      }
      violations.addAll(onTheForm(problem));
    }
    throw new InvalidRequestException(violations);
  }

  /** The form's fields: name to schema, one level of nesting joined by an underscore. */
  private Map<String, JsonNode> fields(String kind) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    RequestSchema.packaged().recordProperties(kind).properties().forEach(property -> {
      JsonNode schema = RequestSchema.packaged().resolve(property.getValue());
      if (schema.has("properties")) {
        schema.path("properties").properties()
            .forEach(nested -> fields.put(property.getKey() + "_" + nested.getKey(), nested.getValue()));
      } else {
        fields.put(property.getKey(), schema);
      }
    });
    return fields;
  }

  private static List<Violation> unknownFields(Set<String> fields, Set<String> sent) {
    Set<String> unknown = new HashSet<>(sent);
    unknown.removeAll(fields);
    unknown.removeAll(ABOUT_THE_FORM);
    if (fields.contains(COMBINED_WITH)) {
      unknown.remove(ISOLATION);
    }
    return unknown.stream().sorted()
        .map(name -> new Violation("/" + name.replace("~", "~0").replace("/", "~1"), "is not a field of this form; remove it"))
        .toList();
  }

  private static List<Violation> isolate(ObjectNode record, Object isolation) {
    if (isolation == null || isolation.toString().isBlank()) {
      return List.of();
    }
    String said = isolation.toString().strip();
    if (said.equals(Isolation.ISOLATED.name())) {
      record.putArray(COMBINED_WITH);
    } else if (said.equals(Isolation.UNKNOWN.name())) {
      record.remove(COMBINED_WITH);
    } else if (!said.equals(Isolation.COMBINED.name())) {
      return List.of(new Violation("/" + ISOLATION, "must be one of "
          + Arrays.stream(Isolation.values()).map(Enum::name).collect(Collectors.joining(", "))));
    } else if (record.path(COMBINED_WITH).isEmpty()) {
      return List.of(new Violation("/" + COMBINED_WITH, "must name what the injection was combined with"));
    }
    return List.of();
  }

  private static void put(ObjectNode record, String name, JsonNode value) {
    int nested = name.indexOf('_');
    if (nested < 0) {
      record.set(name, value);
    } else {
      record.withObject("/" + name.substring(0, nested)).set(name.substring(nested + 1), value);
    }
  }

  /** The value in the schema's type where it can be; else its text, which the schema then refuses; null when left out. */
  private static JsonNode value(Object sent, JsonNode schema) {
    if (sent == null || sent.toString().isBlank()) {
      return null;
    }
    String text = sent.toString().strip();
    return switch (schema.path("type").asText()) {
      case "boolean" -> yesOrNo(text);
      case "number", "integer" -> number(text);
      case "array" -> list(sent, text);
      default -> TextNode.valueOf(text);
    };
  }

  private static JsonNode yesOrNo(String text) {
    return switch (text) {
      case "YES", "true" -> BooleanNode.TRUE;
      case "NO", "false" -> BooleanNode.FALSE;
      case "UNKNOWN" -> null;
      default -> TextNode.valueOf(text);
    };
  }

  private static JsonNode number(String text) {
    try {
      return text.length() > JsonLimits.LONGEST_NUMBER ? TextNode.valueOf(text) : DecimalNode.valueOf(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text);
    }
  }

  private static JsonNode list(Object sent, String text) {
    if (sent instanceof Collection<?> items) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> list.add(String.valueOf(item)));
      return list;
    }
    try {
      return RequestJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  /** {@code /injections/0/source/page} is the form's {@code /source_page}; an item of a list is the list. */
  private static List<Violation> onTheForm(RequestProblem problem) {
    return problem.violations().stream()
        .map(violation -> new Violation("/" + Arrays.stream(violation.pointer().split("/"))
            .skip(2)
            .filter(step -> !step.matches("\\d+"))
            .collect(Collectors.joining("_")), violation.message()))
        .distinct()
        .toList();
  }
}
