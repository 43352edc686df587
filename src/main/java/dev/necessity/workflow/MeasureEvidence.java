package dev.necessity.workflow;

import dev.necessity.determination.PolicyRef;
import dev.necessity.policy.FactsRead;
import dev.necessity.policy.Policies;
import dev.necessity.policy.PolicyKeys;
import dev.necessity.request.Request;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Takes the answers of finished documentation tasks into the request and measures it anew. An answer is taken once, so
 * that a retry changes nothing. Of the lists of records only what the case's policy reads is kept with the facts.
 */
@Component
public class MeasureEvidence implements JavaDelegate {

  private final CaseVariables variables;
  private final KnownRequests requests;
  private final Policies policies;
  private final DeployedDocuments documents;
  /** A version that is deployed never changes. */
  private final Map<String, FactsRead> readBy = new ConcurrentHashMap<>();

  MeasureEvidence(CaseVariables variables, KnownRequests requests, Policies policies, DeployedDocuments documents) {
    this.variables = variables;
    this.documents = documents;
    this.requests = requests;
    this.policies = policies;
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
        request = request.withEvidence(request.evidence().plus(answer.evidence(), documents.schema()));
      }
      execution.removeVariable(name);
    }
    if (!answers.isEmpty()) {
      requests.change(execution, request);
      execution.setVariable(CaseVariables.UNAVAILABLE_DOCUMENTS, variables.json(unavailable));
    }
    execution.setVariable(CaseVariables.FACTS, variables.json(read(execution).of(policies.facts(request, unavailable.keySet()))));
  }

  private FactsRead read(DelegateExecution execution) {
    PolicyRef policy = CaseVariables.policy(execution);
    String decision = PolicyKeys.of(policy.id(), (String) execution.getVariable(CaseVariables.POLICY_DECISION));
    return readBy.computeIfAbsent(String.join("/", decision, policy.version(), policy.finalTables()),
        unknown -> policies.whole(decision, policy.version(), policy.finalTables()).factsRead());
  }
}
