package dev.necessity.casework.review;

import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.DecisionOutput;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Keeps what the medical director's decision makes of the request, for who searches; what is issued
 * is determined anew.
 */
@Component
public class RecordReviewOutcome implements ExecutionListener {

  @Override
  public void notify(DelegateExecution execution) {
    execution.setVariable(CaseVariables.OUTCOME, DecisionOutput.row(execution).get("disposition"));
  }
}
