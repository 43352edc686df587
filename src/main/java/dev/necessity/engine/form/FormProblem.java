package dev.necessity.engine.form;

import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Problems of a submitted form, named by field. */
public final class FormProblem {

  private FormProblem() {}

  public static InvalidRequestException of(String field, String message) {
    return new InvalidRequestException(List.of(new Violation("/" + field, message)));
  }

  /** A required text, without surrounding blanks. */
  public static String text(Map<String, Object> fields, String field, String message) {
    String text = fields.get(field) instanceof String value ? value.strip() : "";
    if (text.isEmpty()) {
      throw of(field, message);
    }
    return text;
  }

  /** A required text of at least so many characters. */
  public static String text(
      Map<String, Object> fields, String field, int shortest, String message) {
    String problem = message + ", in at least " + shortest + " characters";
    String text = text(fields, field, problem);
    if (text.length() < shortest) {
      throw of(field, problem);
    }
    return text;
  }

  public static String oneOf(Map<String, Object> fields, String field, Set<String> allowed) {
    if (fields.get(field) instanceof String value && allowed.contains(value)) {
      return value;
    }
    throw of(field, "choose one of " + String.join(", ", allowed.stream().sorted().toList()));
  }
}
