package dev.necessity.casework.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.cases.CaseNumber;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.people.Participants;
import dev.necessity.engine.form.FormProblem;
import dev.necessity.engine.form.StartForm;
import dev.necessity.request.ContentHash;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * The start form: a request that intake types in Tasklist ({@link TypedRequest}). What it carries
 * is validated as strictly as the API's body.
 */
@Component
public class IntakeForm implements StartForm {

  /**
   * Who typed it; set by the engine at each start, and taken away where somebody did, which tells
   * the two apart in the history.
   */
  private static final String TYPED_BY = "receivedBy";

  private final RequestReader reader;
  private final CaseRegister register;
  private final Participants participants;
  private final CaseVariables variables;
  private final ObjectMapper json;

  IntakeForm(
      RequestReader reader,
      CaseRegister register,
      Participants participants,
      CaseVariables variables,
      ObjectMapper json) {
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
    ObjectNode typed = TypedRequest.of(fields, json);
    Request request = reader.read(typed);
    refuseKnown(request);
    String caseNumber = CaseNumber.next();
    register.add(caseNumber, request, 1, ContentHash.of(typed), variables.hash(request));
    participants.opened(caseNumber, request);
    execution.setProcessBusinessKey(caseNumber);
    execution.setVariable(CaseVariables.REQUEST, variables.json(request));
    execution.removeVariable(TYPED_BY);
  }

  /**
   * Somebody entered it, or a system sent it. Two who enter one request at the same moment still
   * collide in the register.
   */
  private void refuseKnown(Request request) {
    register.linesOf(request.requestId()).stream()
        .findFirst()
        .ifPresent(
            known -> {
              throw FormProblem.of(
                  "requestId",
                  "is the number of a request that is case "
                      + known.caseNumber()
                      + " already; look at that case, or give the new request a number of its own");
            });
  }
}
