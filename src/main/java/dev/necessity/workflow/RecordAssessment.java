package dev.necessity.workflow;

import dev.necessity.determination.Outcome;
import dev.necessity.determination.PolicyRef;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Keeps what the policy said: the assessment as JSON for the steps to come, and the few flat values that the process turns on. A case
 * that is with a clinician stays there, and one that has been with a clinician goes to a clinician, whatever evidence came since.
 */
@Component
public class RecordAssessment implements ExecutionListener {

  private static final String ASK_A_CLINICIAN = "ASK_A_CLINICIAN";
  private static final String IN_REVIEW = "IN_REVIEW";

  private final CaseVariables variables;
  private final Clinicians clinicians;

  RecordAssessment(CaseVariables variables, Clinicians clinicians) {
    this.variables = variables;
    this.clinicians = clinicians;
  }

  @Override
  public void notify(DelegateExecution execution) {
    PolicyRef policy = new PolicyRef(
        (String) execution.getVariable(CaseVariables.POLICY_ID), (String) execution.getVariable(CaseVariables.POLICY_VERSION));
    Outcome outcome = Outcome.of(DecisionOutput.single(execution), policy, variables.mapper());
    execution.setVariable(CaseVariables.ASSESSMENT, variables.json(outcome.assessment()));
    execution.setVariable(CaseVariables.OUTCOME, outcome.assessment().recommendation().disposition());
    execution.setVariable(CaseVariables.WHAT_NEXT, whatNext(execution.getProcessInstanceId(), outcome));
    execution.setVariable(CaseVariables.CONFIRMATION_GROUP, outcome.confirmationGroup());
    execution.setVariable(CaseVariables.CERTIFIED_UNTIL,
        outcome.certifiedUntil() == null ? null : outcome.certifiedUntil().toString());
  }

  private String whatNext(String processInstance, Outcome outcome) {
    if (!clinicians.openReview(processInstance).isEmpty()) {
      return IN_REVIEW;
    }
    return clinicians.hadCase(processInstance) ? ASK_A_CLINICIAN : outcome.whatNext();
  }
}
