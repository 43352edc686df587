package dev.necessity.history;

import dev.necessity.history.EvaluationRecord.RecordedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableInputImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableOutputImpl;
import org.camunda.bpm.engine.exception.dmn.DecisionDefinitionNotFoundException;
import org.camunda.bpm.engine.history.HistoricDecisionInputInstance;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricDecisionOutputInstance;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;

/**
 * One recorded evaluation as decision instances, each with its inputs and outputs: what the
 * engine's history would hold if it had written a row for each. The id of a table's instance is
 * that of its evaluation, a dot, and the table's key.
 */
final class RecordedDecisions {

  static final char SEPARATOR = '.';

  private final DeploymentCache definitions;

  RecordedDecisions(DeploymentCache definitions) {
    this.definitions = definitions;
  }

  /**
   * The tables in the order in which they were evaluated, and the top decision last. An input of a
   * definition that is not deployed any more has its number for a name. Of a record that cannot be
   * read there is the top decision alone, with the record as its output.
   *
   * @param top the instance of the top decision, with its outputs as they are stored
   * @return empty when the evaluation was not recorded, but written row by row
   */
  Optional<List<HistoricDecisionInstance>> of(HistoricDecisionInstanceEntity top) {
    return top.getOutputs().stream()
        .filter(
            output ->
                output.getRuleId() == null
                    && EvaluationRecord.NAME.equals(output.getVariableName()))
        .findFirst()
        .map(
            output ->
                output.getValue() instanceof byte[] bytes
                    ? EvaluationRecord.read(bytes)
                    : Optional.<EvaluationRecord>empty())
        .map(
            record -> record.map(readable -> decisions(top, readable)).orElseGet(() -> alone(top)));
  }

  private static List<HistoricDecisionInstance> alone(HistoricDecisionInstanceEntity top) {
    top.setInputs(List.of());
    return List.of(top);
  }

  private List<HistoricDecisionInstance> decisions(
      HistoricDecisionInstanceEntity top, EvaluationRecord record) {
    List<HistoricDecisionInstance> decisions = new ArrayList<>();
    record.tables().stream()
        .filter(table -> !table.definitionId().equals(top.getDecisionDefinitionId()))
        .forEach(table -> decisions.add(required(top, table)));
    decisions.add(complete(top, record));
    return decisions;
  }

  /**
   * The top decision: a table with its own inputs and outputs, or an expression with what the
   * diagram read and its result.
   */
  private HistoricDecisionInstance complete(
      HistoricDecisionInstanceEntity top, EvaluationRecord record) {
    Optional<RecordedTable> table =
        record.tables().stream()
            .filter(each -> each.definitionId().equals(top.getDecisionDefinitionId()))
            .findFirst();
    if (table.isPresent()) {
      fill(top, table.get(), definition(top.getDecisionDefinitionId()));
      return top;
    }
    List<HistoricDecisionInputInstance> inputs = new ArrayList<>();
    record
        .inputs()
        .forEach(
            (name, value) -> {
              RecordedInput input = new RecordedInput(value);
              input.setClauseId(name);
              input.setClauseName(name);
              inputs.add(input);
            });
    RecordedOutput result = new RecordedOutput(record.result());
    result.setVariableName(top.getDecisionDefinitionKey());
    result.setCreateTime(top.getEvaluationTime());
    top.setInputs(inputs);
    top.setOutputs(List.of(result));
    return top;
  }

  private HistoricDecisionInstance required(
      HistoricDecisionInstanceEntity top, RecordedTable table) {
    Optional<DecisionDefinitionEntity> definition = definition(table.definitionId());
    HistoricDecisionInstanceEntity instance = new HistoricDecisionInstanceEntity();
    instance.setDecisionDefinitionId(table.definitionId());
    instance.setDecisionDefinitionKey(
        definition
            .map(DecisionDefinitionEntity::getKey)
            .orElse(table.definitionId().split(":")[0]));
    instance.setDecisionDefinitionName(
        definition.map(DecisionDefinitionEntity::getName).orElse(null));
    instance.setId(top.getId() + SEPARATOR + instance.getDecisionDefinitionKey());
    instance.setRootDecisionInstanceId(top.getId());
    instance.setDecisionRequirementsDefinitionId(top.getDecisionRequirementsDefinitionId());
    instance.setDecisionRequirementsDefinitionKey(top.getDecisionRequirementsDefinitionKey());
    instance.setEvaluationTime(top.getEvaluationTime());
    instance.setRemovalTime(top.getRemovalTime());
    instance.setRootProcessInstanceId(top.getRootProcessInstanceId());
    instance.setProcessInstanceId(top.getProcessInstanceId());
    instance.setProcessDefinitionId(top.getProcessDefinitionId());
    instance.setProcessDefinitionKey(top.getProcessDefinitionKey());
    instance.setActivityId(top.getActivityId());
    instance.setActivityInstanceId(top.getActivityInstanceId());
    fill(instance, table, definition);
    return instance;
  }

  private Optional<DecisionDefinitionEntity> definition(String id) {
    try {
      return Optional.of(definitions.findDeployedDecisionDefinitionById(id));
    } catch (DecisionDefinitionNotFoundException notDeployedAnyMore) {
      return Optional.empty();
    }
  }

  private static void fill(
      HistoricDecisionInstanceEntity instance,
      RecordedTable table,
      Optional<DecisionDefinitionEntity> definition) {
    Optional<DmnDecisionTableImpl> columns =
        definition.map(each -> (DmnDecisionTableImpl) each.getDecisionLogic());
    instance.setInputs(
        inputs(instance, table, columns.map(DmnDecisionTableImpl::getInputs).orElse(List.of())));
    instance.setOutputs(
        outputs(instance, table, columns.map(DmnDecisionTableImpl::getOutputs).orElse(List.of())));
  }

  private static List<HistoricDecisionInputInstance> inputs(
      HistoricDecisionInstance instance,
      RecordedTable table,
      List<DmnDecisionTableInputImpl> columns) {
    List<HistoricDecisionInputInstance> inputs = new ArrayList<>();
    for (int i = 0; i < table.inputs().size(); i++) {
      RecordedInput input = new RecordedInput(table.inputs().get(i));
      input.setDecisionInstanceId(instance.getId());
      input.setCreateTime(instance.getEvaluationTime());
      input.setClauseId(i < columns.size() ? columns.get(i).getId() : String.valueOf(i + 1));
      input.setClauseName(i < columns.size() ? columns.get(i).getName() : "Input " + (i + 1));
      inputs.add(input);
    }
    return inputs;
  }

  private static List<HistoricDecisionOutputInstance> outputs(
      HistoricDecisionInstance instance,
      RecordedTable table,
      List<DmnDecisionTableOutputImpl> columns) {
    List<HistoricDecisionOutputInstance> outputs = new ArrayList<>();
    int hit = 0;
    for (Map.Entry<String, Map<String, Object>> rule : table.rules().entrySet()) {
      hit++;
      int column = 0;
      for (Map.Entry<String, Object> value : rule.getValue().entrySet()) {
        RecordedOutput output = new RecordedOutput(value.getValue());
        output.setDecisionInstanceId(instance.getId());
        output.setCreateTime(instance.getEvaluationTime());
        output.setRuleId(rule.getKey());
        output.setRuleOrder(hit);
        output.setVariableName(value.getKey());
        if (column < columns.size()) {
          output.setClauseId(columns.get(column).getId());
          output.setClauseName(columns.get(column).getName());
        }
        outputs.add(output);
        column++;
      }
    }
    return outputs;
  }
}
