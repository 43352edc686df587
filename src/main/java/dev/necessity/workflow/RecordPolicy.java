package dev.necessity.workflow;

import dev.necessity.policy.PolicySelection;
import dev.necessity.workflow.StoredValues.Values;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Pins policy and version for the whole life of the case: what the catalogue says now, or, for a case that continues a
 * decided one, the version that the decided one was received under.
 */
@Component
public class RecordPolicy implements ExecutionListener {

  private final CaseRegister register;
  private final CaseVariables variables;
  private final StoredValues stored;

  public RecordPolicy(CaseRegister register, CaseVariables variables, StoredValues stored) {
    this.register = register;
    this.variables = variables;
    this.stored = stored;
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
    Values values = stored.ofCase(caseNumber, CaseVariables.POLICY_ID, CaseVariables.POLICY_VERSION, CaseVariables.POLICY_DECISION);
    String version = values.text(CaseVariables.POLICY_VERSION).orElseThrow();
    return new PolicySelection(values.text(CaseVariables.POLICY_ID).orElseThrow(), version, values.text(CaseVariables.POLICY_DECISION).orElseThrow(),
        "This continues case " + caseNumber + " and is judged under the version that it was received under"
            + (version.equals(live.version()) ? "." : "; a new request would be judged under " + live.version() + "."));
  }
}
