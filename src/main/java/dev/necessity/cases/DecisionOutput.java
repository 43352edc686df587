package dev.necessity.cases;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The result of the decision that a business rule task has just evaluated. */
public final class DecisionOutput {

  private DecisionOutput() {}

  /**
   * The outputs of the one rule that hit; a missing row becomes an incident that names the
   * decision.
   */
  public static Map<String, Object> row(DelegateExecution execution) {
    DmnDecisionResult result = (DmnDecisionResult) execution.getVariable("decisionResult");
    List<Map<String, Object>> rows = result.getResultList();
    if (rows.size() != 1) {
      throw new IllegalStateException(
          "The decision of '"
              + execution.getCurrentActivityName()
              + "' gave "
              + rows.size()
              + " results instead of one. Correct the table (a row is missing or two rows overlap), deploy it, and retry the job.");
    }
    return rows.get(0);
  }

  /** The value of a decision with one output. */
  public static Object single(DelegateExecution execution) {
    return row(execution).values().iterator().next();
  }
}
