package dev.necessity.workflow;

import dev.necessity.determination.Assessment;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Lays the doubts out for the form of a confirmation: what is in doubt, and the records behind each. */
@Component
public class PrepareConfirmation implements TaskListener {

  private final CaseVariables variables;
  private final CaseRegister register;

  public PrepareConfirmation(CaseVariables variables, CaseRegister register) {
    this.variables = variables;
    this.register = register;
  }

  @Override
  public void notify(DelegateTask task) {
    Assessment assessment = variables.assessment(task);
    task.setVariableLocal("requestSummary", RequestSummary.of(variables.request(task), (String) task.getVariable(CaseVariables.DUE_AT)));
    task.setVariableLocal("recommendationSummary", PrepareReview.recommended(assessment));
    task.setVariableLocal("doubts", variables.json(rows(assessment)));
    register.move(task.getProcessInstanceId(), CaseState.IN_CONFIRMATION);
  }

  static List<Map<String, String>> rows(Assessment assessment) {
    return assessment.recommendation().doubts().stream()
        .map(doubt -> Map.of("text", doubt.text(), "citation", doubt.citation(), "records", String.join(", ", doubt.evidence()))).toList();
  }
}
