package dev.necessity.casework.assess;

import dev.necessity.cases.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Hands what the policy's own file answered to the step that decides. */
@Component
public class RecordPolicyAnswer implements ExecutionListener {

  private final CaseVariables variables;

  RecordPolicyAnswer(CaseVariables variables) {
    this.variables = variables;
  }

  @Override
  public void notify(DelegateExecution execution) {
    variables.keepAnswer(execution);
  }
}
