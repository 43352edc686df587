package dev.necessity.history;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.necessity.cases.CaseVariables;
import dev.necessity.history.EvaluationRecord.RecordedTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionLiteralExpressionEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionEvaluationEvent;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionInstanceEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionOutputInstanceEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.producer.DefaultDmnHistoryEventProducer;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.value.JsonValue;

/**
 * Keeps each evaluation of a case as one decision instance, that of its top decision, with an
 * {@link EvaluationRecord} as its output. As shipped, the engine writes a row for each decision,
 * each input and each output: several hundred for one evaluation of a policy. {@link
 * EvaluationQuery} tells them all from the record.
 *
 * <p>Touches the engine's history producer, which is not public API.
 */
final class EvaluationHistory extends DefaultDmnHistoryEventProducer {

  /** What every policy diagram and the final tables read. */
  private static final List<String> DIAGRAM_INPUTS =
      List.of(CaseVariables.FACTS, CaseVariables.DOCUMENTATION);

  @Override
  public HistoryEvent createDecisionEvaluatedEvt(
      DelegateExecution execution, DmnDecisionEvaluationEvent evaluation) {
    HistoricDecisionInstanceEntity top =
        createDecisionEvaluatedEvt(evaluation.getDecisionResult(), (ExecutionEntity) execution);
    top.setOutputs(List.of(output(top, record(execution, evaluation))));
    HistoricDecisionEvaluationEvent event = newDecisionEvaluationEvent(evaluation);
    event.setRootHistoricDecisionInstance(top);
    event.setRequiredHistoricDecisionInstances(List.of());
    return event;
  }

  private static HistoricDecisionOutputInstanceEntity output(
      HistoricDecisionInstanceEntity top, EvaluationRecord record) {
    HistoricDecisionOutputInstanceEntity output =
        new HistoricDecisionOutputInstanceEntity(
            top.getRootProcessInstanceId(), top.getRemovalTime());
    output.setVariableName(EvaluationRecord.NAME);
    output.setCreateTime(top.getEvaluationTime());
    output.setValue(Variables.byteArrayValue(record.compress()));
    return output;
  }

  private static EvaluationRecord record(
      DelegateExecution execution, DmnDecisionEvaluationEvent evaluation) {
    List<RecordedTable> tables =
        Stream.concat(
                evaluation.getRequiredDecisionResults().stream(),
                Stream.of(evaluation.getDecisionResult()))
            .filter(DmnDecisionTableEvaluationEvent.class::isInstance)
            .map(decision -> table((DmnDecisionTableEvaluationEvent) decision))
            .toList();
    Object result =
        evaluation.getDecisionResult()
                instanceof DmnDecisionLiteralExpressionEvaluationEvent expression
            ? expression.getOutputValue().getValue()
            : null;
    return result == null || isAnswer(execution, evaluation)
        ? new EvaluationRecord(Map.of(), null, tables)
        : new EvaluationRecord(inputs(execution), result, tables);
  }

  /**
   * A policy's answer, which the final tables go on from at once: their record holds what both
   * read, and the answer follows from it.
   */
  private static boolean isAnswer(
      DelegateExecution execution, DmnDecisionEvaluationEvent evaluation) {
    String decision = evaluation.getDecisionResult().getDecision().getKey();
    return decision.equals(execution.getVariable(CaseVariables.POLICY_DECISION))
        && !decision.equals(execution.getVariable(CaseVariables.FINAL_DECISION))
        && execution.hasVariable(CaseVariables.FINAL_DECISION);
  }

  private static Map<String, Object> inputs(DelegateExecution execution) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (String name : DIAGRAM_INPUTS) {
      Object value =
          execution.getVariableTyped(name, false) instanceof JsonValue json
              ? new RawValue(json.getValueSerialized())
              : execution.getVariable(name);
      if (value != null) {
        inputs.put(name, value);
      }
    }
    return inputs;
  }

  private static RecordedTable table(DmnDecisionTableEvaluationEvent table) {
    List<Object> inputs = new ArrayList<>();
    table.getInputs().forEach(input -> inputs.add(input.getValue().getValue()));
    Map<String, Map<String, Object>> rules = new LinkedHashMap<>();
    for (DmnEvaluatedDecisionRule rule : table.getMatchingRules()) {
      Map<String, Object> outputs = new LinkedHashMap<>();
      rule.getOutputEntries()
          .forEach((name, output) -> outputs.put(name, output.getValue().getValue()));
      rules.put(rule.getId(), outputs);
    }
    return new RecordedTable(((DecisionDefinition) table.getDecision()).getId(), inputs, rules);
  }

  // What the engine calls to fill a decision instance. In a case the record says it; outside of one
  // there is no record.

  @Override
  protected void initDecisionInstanceEventForDecisionTable(
      HistoricDecisionInstanceEntity event, DmnDecisionTableEvaluationEvent table) {
    if (event.getProcessInstanceId() == null) {
      super.initDecisionInstanceEventForDecisionTable(event, table);
    } else {
      event.setInputs(List.of());
    }
  }

  @Override
  protected void initDecisionInstanceEventForDecisionLiteralExpression(
      HistoricDecisionInstanceEntity event,
      DmnDecisionLiteralExpressionEvaluationEvent expression) {
    if (event.getProcessInstanceId() == null) {
      super.initDecisionInstanceEventForDecisionLiteralExpression(event, expression);
    } else {
      event.setInputs(List.of());
    }
  }
}
