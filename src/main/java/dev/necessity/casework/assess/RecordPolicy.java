package dev.necessity.casework.assess;

import dev.necessity.assessment.PolicyRef;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.DecisionOutput;
import dev.necessity.deployment.DeployedPolicies;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicySelection;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * A case keeps its policy: pins policy, final tables and the version of each for the whole life of
 * the case, and with them the forms: what the catalogue says now, or, for a case that continues a
 * decided one, the version that the decided one was received under.
 */
@Component
public class RecordPolicy implements ExecutionListener {

  private final CaseRegister register;
  private final DeployedPolicies policies;
  private final Clock clock;

  public RecordPolicy(CaseRegister register, DeployedPolicies policies, Clock clock) {
    this.register = register;
    this.policies = policies;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    String run = execution.getProcessInstanceId();
    PolicySelection live = PolicySelection.of(DecisionOutput.row(execution));
    Optional<String> continued = register.continued(run).map(CaseRegister.Continued::of);
    Optional<CaseRegister.Pin> pinned = continued.map(of -> register.pinOfCase(of).orElseThrow());
    PolicySelection selection =
        pinned.map(pin -> continuing(continued.get(), pin, live)).orElse(live);
    execution.setVariable(CaseVariables.POLICY_ID, selection.policyId());
    execution.setVariable(CaseVariables.POLICY_VERSION, selection.version());
    // The process calls a decision by the key that the engine has of it.
    String decision =
        selection.covered()
            ? policies.deployedKey(selection.decision(), selection.version())
            : selection.decision();
    execution.setVariable(CaseVariables.POLICY_DECISION, decision);
    execution.setVariable(
        CaseVariables.FINAL_DECISION,
        selection.finalTables() == null ? decision : Policy.FINAL_DECISION);
    execution.setVariable(
        CaseVariables.FINAL_VERSION,
        selection.finalTables() == null ? selection.version() : selection.finalTables());
    execution.setVariable(CaseVariables.ROUTE_REASON, selection.reason());
    if (selection.covered()) {
      register.pin(
          run,
          new CaseRegister.Pin(
              PolicyRef.of(selection),
              selection.decision(),
              pinned.isPresent() ? pinned.get().at() : OffsetDateTime.now(clock)));
    } else {
      register.move(run, CaseState.ROUTED);
    }
  }

  private static PolicySelection continuing(
      String caseNumber, CaseRegister.Pin pin, PolicySelection live) {
    String version = pin.policy().version();
    return new PolicySelection(
        pin.policy().id(),
        version,
        pin.decision(),
        pin.policy().finalTables(),
        "This continues case "
            + caseNumber
            + " and is judged under the version that it was received under"
            + (version.equals(live.version())
                ? "."
                : "; a new request would be judged under " + live.version() + "."));
  }
}
