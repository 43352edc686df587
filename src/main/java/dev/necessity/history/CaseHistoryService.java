package dev.necessity.history;

import org.camunda.bpm.engine.history.HistoricDecisionInstanceQuery;
import org.camunda.bpm.engine.impl.HistoryServiceImpl;

/** The engine's history, with the decisions of a case as they were recorded. */
final class CaseHistoryService extends HistoryServiceImpl {

  @Override
  public HistoricDecisionInstanceQuery createHistoricDecisionInstanceQuery() {
    return new EvaluationQuery(commandExecutor);
  }
}
