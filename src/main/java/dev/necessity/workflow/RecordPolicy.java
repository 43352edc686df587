package dev.necessity.workflow;

import dev.necessity.determination.PolicyRef;
import dev.necessity.policy.Policy;
import dev.necessity.policy.PolicySelection;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Pins policy, final tables and the version of each for the whole life of the case: what the catalogue says now, or, for a case that continues a
 * decided one, the version that the decided one was received under.
 */
@Component
public class RecordPolicy implements ExecutionListener {

  private final CaseRegister register;
  private final DeployedPolicies policies;

  public RecordPolicy(CaseRegister register, DeployedPolicies policies) {
    this.register = register;
    this.policies = policies;
  }

  @Override
  public void notify(DelegateExecution execution) {
    String run = execution.getProcessInstanceId();
    PolicySelection live = PolicySelection.of(DecisionOutput.row(execution));
    PolicySelection selection = register.continued(run).map(continued -> pinned(continued.of(), live)).orElse(live);
    execution.setVariable(CaseVariables.POLICY_ID, selection.policyId());
    execution.setVariable(CaseVariables.POLICY_VERSION, selection.version());
    // The process calls a decision by the key that the engine has of it.
    String decision = selection.covered() ? policies.deployedKey(selection.decision(), selection.version()) : selection.decision();
    execution.setVariable(CaseVariables.POLICY_DECISION, decision);
    execution.setVariable(CaseVariables.FINAL_DECISION, selection.finalTables() == null ? decision : Policy.FINAL_DECISION);
    execution.setVariable(CaseVariables.FINAL_VERSION, selection.finalTables() == null ? selection.version() : selection.finalTables());
    execution.setVariable(CaseVariables.ROUTE_REASON, selection.reason());
    if (selection.covered()) {
      register.pin(run, new CaseRegister.Pin(PolicyRef.of(selection), selection.decision()));
    } else {
      register.move(run, CaseState.ROUTED);
    }
  }

  private PolicySelection pinned(String caseNumber, PolicySelection live) {
    CaseRegister.Pin pin = register.pinOfCase(caseNumber).orElseThrow();
    String version = pin.policy().version();
    return new PolicySelection(pin.policy().id(), version, pin.decision(), pin.policy().finalTables(),
        "This continues case " + caseNumber + " and is judged under the version that it was received under"
            + (version.equals(live.version()) ? "." : "; a new request would be judged under " + live.version() + "."));
  }
}
