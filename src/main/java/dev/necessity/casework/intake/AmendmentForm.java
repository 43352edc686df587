package dev.necessity.casework.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseTasks;
import dev.necessity.engine.form.FormProblem;
import dev.necessity.engine.form.StartForm;
import dev.necessity.request.Amendment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * The start form by which intake amends a request in Tasklist: {@code caseNumber}, {@code reason},
 * what has changed ({@link TypedRequest}), and {@code removed}, the fields that the request says no
 * longer. It is taken as strictly as the API's body.
 */
@Component
public class AmendmentForm implements StartForm {

  private static final String CASE_NUMBER = "caseNumber";
  private static final String REMOVED = "removed";

  private final Amendments amendments;
  private final ObjectMapper json;

  AmendmentForm(Amendments amendments, ObjectMapper json) {
    this.amendments = amendments;
    this.json = json;
  }

  @Override
  public String processKey() {
    return CaseTasks.AMENDMENT_PROCESS;
  }

  @Override
  public void submit(DelegateExecution execution, Map<String, Object> fields) {
    String caseNumber = FormProblem.text(fields, CASE_NUMBER, "give the number of the case");
    Amendment amendment = Amendment.read(typed(fields));
    try {
      amendments.amend(caseNumber, amendment);
    } catch (CaseNotFoundException unknown) {
      throw FormProblem.of(CASE_NUMBER, "there is no case with this number");
    } catch (CaseConflictException refused) {
      throw FormProblem.of(CASE_NUMBER, refused.getMessage());
    }
  }

  private ObjectNode typed(Map<String, Object> fields) {
    Map<String, Object> changes = new HashMap<>(fields);
    changes.remove(CASE_NUMBER);
    List<?> removed = changes.remove(REMOVED) instanceof List<?> some ? some : List.of();
    // Tasklist sends a list of boxes of which none is ticked; what is said no longer is ticked
    // below.
    changes.values().removeIf(value -> value instanceof List<?> list && list.isEmpty());
    ObjectNode typed = TypedRequest.of(changes, json);
    removed.stream()
        .map(Object::toString)
        .forEach(
            name -> {
              if (changes.containsKey(name)) {
                throw FormProblem.of(
                    REMOVED, name + " is given above as well; say one or the other");
              }
              TypedRequest.remove(typed, name);
            });
    return typed;
  }
}
