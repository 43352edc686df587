package dev.necessity.casework.evidence;

import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.document.DocumentAnswer;
import dev.necessity.deployment.DeployedDocuments;
import dev.necessity.request.Request;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Takes the answers of finished documentation tasks into the request and measures it anew. An
 * answer is taken once, so that a retry changes nothing.
 */
@Component
public class MeasureEvidence implements JavaDelegate {

  private final CaseVariables variables;
  private final KnownRequests requests;
  private final CaseFacts facts;
  private final DeployedDocuments documents;

  MeasureEvidence(
      CaseVariables variables,
      KnownRequests requests,
      CaseFacts facts,
      DeployedDocuments documents) {
    this.variables = variables;
    this.documents = documents;
    this.requests = requests;
    this.facts = facts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Request request = requests.of(execution);
    Set<String> answers = new TreeSet<>(execution.getVariableNames());
    answers.removeIf(name -> !name.startsWith(CaseVariables.ANSWER));
    Map<String, String> unavailable = variables.unavailable(execution);
    for (String name : answers) {
      DocumentAnswer answer = requests.answer(execution, name);
      if (answer.unavailable()) {
        unavailable.put(answer.document(), answer.unavailableReason());
      }
      if (answer.plannedDate() != null) {
        request = request.plannedOn(LocalDate.parse(answer.plannedDate()));
      }
      if (answer.evidence() != null) {
        request =
            request.withEvidence(request.evidence().plus(answer.evidence(), documents.schema()));
      }
      execution.removeVariable(name);
    }
    if (!answers.isEmpty()) {
      requests.change(execution, request);
      execution.setVariable(CaseVariables.UNAVAILABLE_DOCUMENTS, variables.json(unavailable));
    }
    execution.setVariable(
        CaseVariables.FACTS,
        variables.json(facts.of(execution.getProcessInstanceId(), request, unavailable.keySet())));
  }
}
