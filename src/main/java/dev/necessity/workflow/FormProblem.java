package dev.necessity.workflow;

import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.util.List;
import java.util.Map;

/** Problems of a submitted form, named by field. */
final class FormProblem {

  private FormProblem() {}

  static InvalidRequestException of(String field, String message) {
    return new InvalidRequestException(List.of(new Violation("/" + field, message)));
  }

  /** A required text, without surrounding blanks. */
  static String text(Map<String, Object> fields, String field, String message) {
    String text = fields.get(field) instanceof String value ? value.strip() : "";
    if (text.isEmpty()) {
      throw of(field, message);
    }
    return text;
  }
}
