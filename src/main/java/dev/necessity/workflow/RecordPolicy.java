package dev.necessity.workflow;

import dev.necessity.policy.PolicySelection;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.springframework.stereotype.Component;

/**
 * Pins policy and version for the whole life of the case: what the catalogue says now, or, for a case that continues a
 * decided one, the version that the decided one was received under.
 */
@Component
public class RecordPolicy implements ExecutionListener {

  private final CaseRegister register;
  private final CaseVariables variables;
  private final HistoryService history;

  public RecordPolicy(CaseRegister register, CaseVariables variables, HistoryService history) {
    this.register = register;
    this.variables = variables;
    this.history = history;
  }

  @Override
  public void notify(DelegateExecution execution) {
    PolicySelection live = PolicySelection.of(DecisionOutput.row(execution));
    PolicySelection selection = variables.find(execution, CaseVariables.LINK, Link.class).map(link -> pinned(link.of(), live)).orElse(live);
    execution.setVariable(CaseVariables.POLICY_ID, selection.policyId());
    execution.setVariable(CaseVariables.POLICY_VERSION, selection.version());
    execution.setVariable(CaseVariables.POLICY_DECISION, selection.decision());
    execution.setVariable(CaseVariables.ROUTE_REASON, selection.reason());
    if (selection.covered()) {
      register.pin(execution.getProcessBusinessKey(), selection.policyId(), selection.version());
    } else {
      register.move(execution.getProcessBusinessKey(), CaseState.ROUTED);
    }
  }

  private PolicySelection pinned(String caseNumber, PolicySelection live) {
    Map<String, Object> values = history.createHistoricVariableInstanceQuery()
        .processInstanceId(history.createHistoricProcessInstanceQuery().processDefinitionKey(CaseTasks.PROCESS)
            .processInstanceBusinessKey(caseNumber).singleResult().getId())
        .variableNameIn(CaseVariables.POLICY_ID, CaseVariables.POLICY_VERSION, CaseVariables.POLICY_DECISION)
        .list().stream().collect(Collectors.toMap(HistoricVariableInstance::getName, HistoricVariableInstance::getValue));
    String version = (String) values.get(CaseVariables.POLICY_VERSION);
    return new PolicySelection((String) values.get(CaseVariables.POLICY_ID), version, (String) values.get(CaseVariables.POLICY_DECISION),
        "This continues case " + caseNumber + " and is judged under the version that it was received under"
            + (version.equals(live.version()) ? "." : "; a new request would be judged under " + live.version() + "."));
  }
}
