package dev.necessity.casework.assess;

import dev.necessity.assessment.Outcome;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.DecisionOutput;
import dev.necessity.casework.people.Clinicians;
import dev.necessity.engine.DecisionInAStep;
import dev.necessity.policy.model.Policy;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Keeps what the final tables said: the assessment as JSON for the steps to come, and the few flat
 * values that the process turns on. A case that is with a clinician stays there, and one that has
 * been with a clinician goes to a clinician, whatever evidence came since.
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
    if (isAnswer(execution)) {
      variables.keepAnswer(execution);
      DecisionInAStep.evaluate(
          execution, Policy.FINAL_DECISION, CaseVariables.policy(execution).finalTables());
    }
    execution.removeVariable(CaseVariables.POLICY_ANSWER);
    Outcome outcome =
        Outcome.of(
            DecisionOutput.single(execution), CaseVariables.policy(execution), variables.mapper());
    execution.setVariable(CaseVariables.ASSESSMENT, variables.json(outcome.assessment()));
    execution.setVariable(
        CaseVariables.OUTCOME, outcome.assessment().recommendation().disposition());
    execution.setVariable(
        CaseVariables.WHAT_NEXT, whatNext(execution.getProcessInstanceId(), outcome));
    execution.setVariable(CaseVariables.CONFIRMATION_GROUP, outcome.confirmationGroup());
    execution.setVariable(
        CaseVariables.CERTIFIED_UNTIL,
        outcome.certifiedUntil() == null ? null : outcome.certifiedUntil().toString());
  }

  /**
   * An earlier process has no step of its own for the final tables: they are evaluated in the step
   * that has the policy's answer.
   */
  private static boolean isAnswer(DelegateExecution execution) {
    return CaseVariables.policy(execution).finalTables() != null
        && !execution.hasVariable(CaseVariables.POLICY_ANSWER);
  }

  private String whatNext(String processInstance, Outcome outcome) {
    if (!clinicians.openReview(processInstance).isEmpty()) {
      return IN_REVIEW;
    }
    return clinicians.hadCase(processInstance) ? ASK_A_CLINICIAN : outcome.whatNext();
  }
}
