package dev.necessity.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.necessity.request.DocumentForm.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One evidence record from the flat fields of a documentation form (docs/api.md, "Forms"), as the
 * form defines them; a nested field has an underscore ({@code source_document}). Nothing, an empty
 * text and the choice that stands for "not known" mean: left out. What the form computes is no
 * field that anybody fills in.
 */
public final class FormRecord {

  private final RequestReader reader;

  public FormRecord(RequestReader reader) {
    this.reader = reader;
  }

  /**
   * An evidence with the one record.
   *
   * @param known the records that it must be able to stand beside
   * @param variables numbers as any number or text, dates as ISO text, yes/no as boolean or YES,
   *     NO, UNKNOWN, lists as collection or JSON text
   * @throws RequestProblem as of {@link RequestReader}, its pointers naming the form's fields
   */
  public Evidence read(DocumentForm document, Map<String, ?> variables, Evidence known) {
    List<Violation> violations = new ArrayList<>(unknownFields(document, variables.keySet()));
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    if (variables.get(EvidenceRecord.ID) instanceof String id) {
      record.put(EvidenceRecord.ID, id);
    }
    for (Field field : document.fields()) {
      JsonNode value = field.isHelp() ? null : value(variables.get(field.key()), field);
      if (value != null) {
        put(record, field, value);
      }
    }
    document.fields().stream()
        .filter(Field::isHelp)
        .forEach(field -> violations.addAll(decide(field, record, variables.get(field.key()))));
    ObjectNode evidence = JsonNodeFactory.instance.objectNode();
    evidence.putArray(document.list()).add(record);
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

  private static List<Violation> unknownFields(DocumentForm document, Set<String> sent) {
    Set<String> unknown = new HashSet<>(sent);
    document.fields().forEach(field -> unknown.remove(field.key()));
    unknown.removeAll(DocumentForm.ABOUT_THE_FORM);
    unknown.remove(EvidenceRecord.ID);
    return unknown.stream()
        .sorted()
        .map(
            name ->
                new Violation(
                    "/" + name.replace("~", "~0").replace("/", "~1"),
                    "is not a field of this form; remove it"))
        .toList();
  }

  /**
   * Tells the three meanings of a list apart: in a form an untouched checklist and an empty one
   * look the same. Without an answer, as over REST, the list means what it means in the schema.
   */
  private static List<Violation> decide(Field help, ObjectNode record, Object answer) {
    if (answer == null || answer.toString().isBlank()) {
      return List.of();
    }
    String said = answer.toString().strip();
    String list = help.property("decides");
    if (said.equals(help.property("empty"))) {
      record.putArray(list);
    } else if (said.equals(help.notKnown())) {
      record.remove(list);
    } else if (!help.choices().contains(said)) {
      return List.of(
          new Violation("/" + help.key(), "must be one of " + String.join(", ", help.choices())));
    } else if (record.path(list).isEmpty()) {
      return List.of(new Violation("/" + list, "must name one or more"));
    }
    return List.of();
  }

  private static void put(ObjectNode record, Field field, JsonNode value) {
    (field.whole() == null ? record : record.withObject("/" + field.whole()))
        .set(field.name(), value);
  }

  /**
   * The value in the field's type where it can be; else its text, which the schema then refuses;
   * null when left out.
   */
  private static JsonNode value(Object sent, Field field) {
    if (sent == null || sent.toString().isBlank()) {
      return null;
    }
    String text = sent.toString().strip();
    if (text.equals(field.notKnown())) {
      return null;
    }
    return switch (field.kind()) {
      case YES_OR_NO -> yesOrNo(text);
      case NUMBER -> number(text);
      case CHOICES -> list(sent, text);
      case TEXT, DATE, CHOICE -> TextNode.valueOf(text);
    };
  }

  private static JsonNode yesOrNo(String text) {
    return switch (text) {
      case "YES", "true" -> BooleanNode.TRUE;
      case "NO", "false" -> BooleanNode.FALSE;
      default -> TextNode.valueOf(text);
    };
  }

  private static JsonNode number(String text) {
    try {
      return text.length() > JsonLimits.LONGEST_NUMBER
          ? TextNode.valueOf(text)
          : DecimalNode.valueOf(new BigDecimal(text));
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

  /**
   * {@code /visits/0/source/page} is the form's {@code /source_page}; an item of a list is the
   * list.
   */
  private static List<Violation> onTheForm(RequestProblem problem) {
    return problem.violations().stream()
        .map(
            violation ->
                new Violation(
                    "/"
                        + Arrays.stream(violation.pointer().split("/"))
                            .skip(2)
                            .filter(step -> !step.matches("\\d+"))
                            .collect(Collectors.joining("_")),
                    violation.message()))
        .distinct()
        .toList();
  }
}
