package dev.necessity.workflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.request.ContentHash;
import dev.necessity.request.Request;
import dev.necessity.request.RequestProblem;
import dev.necessity.request.RequestReader;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.springframework.stereotype.Component;

/**
 * The start form: a request that intake types in Tasklist. Its fields are named as in the request's schema, nested ones
 * with an underscore ({@code member_memberId}); diagnoses are one text, separated by commas or blanks.
 */
@Component
public class IntakeForm {

  private static final String DIAGNOSES = "diagnoses";
  private static final String RECEIVED_AT = "receivedAt";

  private final RequestReader reader;
  private final ObjectMapper json;

  public IntakeForm(RequestReader reader, ObjectMapper json) {
    this.reader = reader;
    this.json = json;
  }

  /** A request and the hash of what was typed. */
  public record Entry(Request request, String contentHash) {}

  /**
   * Reads the form's fields and takes them out of the case, where the request replaces them.
   *
   * @throws FormFieldValidationException naming every field that is wrong; Tasklist shows it and keeps the form
   */
  Entry read(DelegateExecution execution) {
    ObjectNode typed = json.createObjectNode();
    Map<String, Object> fields = execution.getVariables();
    fields.forEach((name, value) -> put(typed, name, value));
    try {
      Request request = reader.read(typed);
      execution.removeVariables(fields.keySet());
      return new Entry(request, ContentHash.of(typed));
    } catch (RequestProblem problem) {
      throw new FormFieldValidationException(problem.explain(), problem.explain());
    }
  }

  private void put(ObjectNode request, String name, Object value) {
    if (value == null || value instanceof String text && text.isBlank() || name.equals("receivedBy")) {
      return;
    }
    if (name.equals(DIAGNOSES)) {
      ArrayNode codes = request.putArray(DIAGNOSES);
      Arrays.stream(value.toString().strip().split("[\\s,;]+")).forEach(codes::add);
      return;
    }
    int nested = name.indexOf('_');
    ObjectNode target = nested < 0 ? request : request.withObject("/" + name.substring(0, nested));
    target.set(name.substring(nested + 1), json.valueToTree(name.equals(RECEIVED_AT) ? withSeconds(value.toString()) : value));
  }

  /** The form's date picker leaves the seconds out, which the schema's instants have. */
  private static String withSeconds(String instant) {
    try {
      return CaseVariables.text(OffsetDateTime.parse(instant));
    } catch (DateTimeParseException e) {
      return instant;
    }
  }
}
