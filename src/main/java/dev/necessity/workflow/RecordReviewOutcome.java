package dev.necessity.workflow;

import java.math.BigDecimal;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps what the medical director's decision makes of the request. */
@Component
public class RecordReviewOutcome implements ExecutionListener {

  private final CaseVariables variables;

  public RecordReviewOutcome(CaseVariables variables) {
    this.variables = variables;
  }

  /** The outputs of the table {@code reviewOutcome}. */
  public record ReviewResult(String disposition, String procedure, String setting, BigDecimal inpatientDays, List<String> reasons) {}

  @Override
  public void notify(DelegateExecution execution) {
    ReviewResult result = variables.convert(DecisionOutput.row(execution), ReviewResult.class);
    execution.setVariable(CaseVariables.REVIEW_RESULT, variables.json(result));
    execution.setVariable(CaseVariables.OUTCOME, result.disposition());
  }
}
