package dev.necessity.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * The fields of a Camunda Form, and what may be submitted in them: nothing but those fields, each
 * of its type and length. A value of any other type, an object of a class for example, is refused
 * as it was sent: nothing of it is read.
 *
 * <p>What the form asks for only because of another answer is for {@link TaskForm} to ask: here a
 * field is required when the form always shows it, and gives no value of its own.
 */
public final class FormFields {

  /** Enough of a name to find it by. */
  private static final int LONGEST_NAME = 80;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> SHOWN =
      Set.of("group", "text", "html", "image", "iframe", "spacer", "separator", "table", "button");

  private final Map<String, FormField> fields = new LinkedHashMap<>();

  private FormFields(JsonNode form) {
    collect(form, true);
  }

  static FormFields of(byte[] form) {
    try {
      return new FormFields(JSON.readTree(form));
    } catch (IOException e) {
      throw new UncheckedIOException("A deployed form cannot be read.", e);
    }
  }

  /**
   * The types of fields in a form that a case cannot take in; empty for a form that can be used.
   */
  public static List<String> unsupported(JsonNode form) {
    List<String> found = new ArrayList<>();
    for (JsonNode component : form.path("components")) {
      String type = component.path("type").asText();
      if (!FormField.isOne(component) && !SHOWN.contains(type)
          || type.equals("group")
              && (component.has("path") || component.path("isRepeating").asBoolean())) {
        found.add(type);
      }
      found.addAll(unsupported(component));
    }
    return found;
  }

  private void collect(JsonNode component, boolean alwaysShown) {
    boolean shown = alwaysShown && !component.path("conditional").has("hide");
    if (FormField.isOne(component) && component.path("key").isTextual()) {
      fields.put(component.path("key").asText(), FormField.of(component, shown));
    }
    component.path("components").forEach(inner -> collect(inner, shown));
  }

  /**
   * What was submitted, as plain texts, numbers, booleans and lists of texts; what was left empty
   * is left out.
   *
   * @throws InvalidRequestException naming every field that is unknown, too long or of another type
   */
  Map<String, Object> take(VariableMap submitted) {
    List<Violation> violations = new ArrayList<>();
    Map<String, Object> taken = new LinkedHashMap<>();
    submitted.keySet().stream()
        .filter(name -> !fields.containsKey(name))
        .sorted()
        .forEach(name -> violations.add(violation(name, "is not a field of this form; remove it")));
    fields.forEach(
        (name, field) -> {
          try {
            field.read(submitted.getValueTyped(name)).ifPresent(value -> taken.put(name, value));
          } catch (FormField.UnfitException unfit) {
            violations.add(violation(name, unfit.getMessage()));
          }
        });
    refuse(violations);
    return Collections.unmodifiableMap(taken);
  }

  /**
   * Asked last: whoever reads the form says in better words what is missing of it.
   *
   * @throws InvalidRequestException naming every required field that is not among those taken
   */
  void requireAll(Map<String, Object> taken) {
    refuse(
        fields.entrySet().stream()
            .filter(field -> field.getValue().required() && !taken.containsKey(field.getKey()))
            .map(field -> violation(field.getKey(), "is missing"))
            .toList());
  }

  private static void refuse(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new InvalidRequestException(violations);
    }
  }

  private static Violation violation(String name, String message) {
    String found = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return new Violation("/" + found.replace("~", "~0").replace("/", "~1"), message);
  }
}
