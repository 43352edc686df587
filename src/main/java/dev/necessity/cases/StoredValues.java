package dev.necessity.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.springframework.stereotype.Component;

/** Variables of a run of a process, which may have ended, as the history keeps them. */
@Component
public class StoredValues {

  private final HistoryService history;
  private final CaseVariables variables;

  StoredValues(HistoryService history, CaseVariables variables) {
    this.history = history;
    this.variables = variables;
  }

  /** The run of a case; empty where the history holds none. */
  public Optional<HistoricProcessInstance> run(String caseNumber) {
    return Optional.ofNullable(
        history
            .createHistoricProcessInstanceQuery()
            .processDefinitionKey(CaseTasks.PROCESS)
            .processInstanceBusinessKey(caseNumber)
            .singleResult());
  }

  public Values ofCase(String caseNumber, String... names) {
    return of(
        run(caseNumber).orElseThrow(() -> new CaseNotFoundException(caseNumber)).getId(), names);
  }

  public Values of(String processInstance, String... names) {
    return new Values(
        history
            .createHistoricVariableInstanceQuery()
            .processInstanceId(processInstance)
            .variableNameIn(names)
            .disableCustomObjectDeserialization()
            .list()
            .stream()
            .collect(Collectors.toMap(HistoricVariableInstance::getName, value -> value)),
        variables);
  }

  /**
   * Each value that a variable had which is set and taken away again, in their order; kept of few
   * (LeanHistory).
   */
  public <T> List<T> each(String processInstance, String name, Class<T> type) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(processInstance)
        .variableName(name)
        .includeDeleted()
        .disableBinaryFetching()
        .list()
        .stream()
        .flatMap(
            variable ->
                history
                    .createHistoricDetailQuery()
                    .variableInstanceId(variable.getId())
                    .variableUpdates()
                    .disableCustomObjectDeserialization()
                    .list()
                    .stream())
        .map(HistoricVariableUpdate.class::cast)
        .sorted(Comparator.comparing(HistoricVariableUpdate::getTime))
        .map(update -> update.getTypedValue())
        .filter(SerializableValue.class::isInstance)
        .map(value -> ((SerializableValue) value).getValueSerialized())
        .filter(Objects::nonNull)
        .map(text -> variables.read(text, type))
        .toList();
  }

  /** Values by name; one that is not stored is empty, or null in its short form. */
  public record Values(Map<String, HistoricVariableInstance> byName, CaseVariables variables) {

    public Optional<String> text(String name) {
      return Optional.ofNullable(byName.get(name)).map(value -> (String) value.getValue());
    }

    public <T> Optional<T> json(String name, Class<T> type) {
      return Optional.ofNullable(byName.get(name))
          .map(
              value ->
                  variables.read(
                      ((SerializableValue) value.getTypedValue()).getValueSerialized(), type));
    }

    public JsonNode json(String name) {
      return json(name, JsonNode.class).orElse(null);
    }
  }
}
