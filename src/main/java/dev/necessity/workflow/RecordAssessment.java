package dev.necessity.workflow;

import dev.necessity.determination.Outcome;
import dev.necessity.determination.PolicyRef;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps what the policy said: the assessment as JSON for the steps to come, and the few flat values that the process turns on. */
@Component
public class RecordAssessment implements ExecutionListener {

  private final CaseVariables variables;

  public RecordAssessment(CaseVariables variables) {
    this.variables = variables;
  }

  @Override
  public void notify(DelegateExecution execution) {
    PolicyRef policy = new PolicyRef(
        (String) execution.getVariable(CaseVariables.POLICY_ID), (String) execution.getVariable(CaseVariables.POLICY_VERSION));
    Outcome outcome = Outcome.of(DecisionOutput.single(execution), policy, variables.mapper());
    execution.setVariable(CaseVariables.ASSESSMENT, variables.json(outcome.assessment()));
    execution.setVariable(CaseVariables.OUTCOME, outcome.assessment().recommendation().disposition());
    execution.setVariable(CaseVariables.WHAT_NEXT, outcome.whatNext());
    execution.setVariable(CaseVariables.CERTIFIED_UNTIL,
        outcome.certifiedUntil() == null ? null : outcome.certifiedUntil().toString());
  }
}
