package dev.necessity.workflow;

import dev.necessity.policy.PolicySelection;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Pins policy and version for the whole life of the case. */
@Component
public class RecordPolicy implements ExecutionListener {

  private final CaseRegister register;

  public RecordPolicy(CaseRegister register) {
    this.register = register;
  }

  @Override
  public void notify(DelegateExecution execution) {
    PolicySelection selection = PolicySelection.of(DecisionOutput.row(execution));
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
}
