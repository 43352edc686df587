package dev.necessity.workflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.request.ContentHash;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * The start form: a request that intake types in Tasklist. Its fields are named as in the request's schema, nested ones
 * with an underscore ({@code member_memberId}); diagnoses are one text, separated by commas or blanks. What it carries is
 * validated as strictly as the API's body.
 */
@Component
public class IntakeForm implements StartForm {

  private static final String DIAGNOSES = "diagnoses";
  private static final String RECEIVED_AT = "receivedAt";

  /** Who typed it; set by the engine at each start, and taken away where somebody did, which tells the two apart in the history. */
  private static final String TYPED_BY = "receivedBy";

  private final RequestReader reader;
  private final CaseRegister register;
  private final Participants participants;
  private final CaseVariables variables;
  private final ObjectMapper json;

  IntakeForm(RequestReader reader, CaseRegister register, Participants participants, CaseVariables variables, ObjectMapper json) {
    this.reader = reader;
    this.register = register;
    this.participants = participants;
    this.variables = variables;
    this.json = json;
  }

  @Override
  public String processKey() {
    return CaseTasks.PROCESS;
  }

  @Override
  public void submit(DelegateExecution execution, Map<String, Object> fields) {
    ObjectNode typed = json.createObjectNode();
    fields.forEach((name, value) -> put(typed, name, value));
    Request request = reader.read(typed);
    String caseNumber = CaseNumber.next();
    register.add(caseNumber, request, ContentHash.of(typed), variables.hash(request));
    participants.opened(caseNumber, request);
    execution.setProcessBusinessKey(caseNumber);
    execution.setVariable(CaseVariables.REQUEST, variables.json(request));
    execution.removeVariable(TYPED_BY);
  }

  private void put(ObjectNode request, String name, Object value) {
    if (value == null || value instanceof String text && text.isBlank()) {
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
