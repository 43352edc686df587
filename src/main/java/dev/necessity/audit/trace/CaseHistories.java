package dev.necessity.audit.trace;

import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseTasks;
import dev.necessity.engine.EngineCommands;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.springframework.stereotype.Component;

/** Reads the history of one case through the engine's history service. */
@Component
public class CaseHistories {

  private final HistoryService history;
  private final EngineCommands engine;

  public CaseHistories(HistoryService history, EngineCommands engine) {
    this.history = history;
    this.engine = engine;
  }

  /**
   * @throws CaseNotFoundException when the history holds no such case
   */
  public CaseHistory ofCase(String caseNumber) {
    return find(caseNumber).orElseThrow(() -> new CaseNotFoundException(caseNumber));
  }

  Optional<CaseHistory> find(String caseNumber) {
    return engine.run(
        () ->
            history
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey(CaseTasks.PROCESS)
                .processInstanceBusinessKey(caseNumber)
                .list()
                .stream()
                .findFirst()
                .map(this::read));
  }

  public Optional<CaseHistory> ofInstance(String processInstance) {
    return engine.run(
        () ->
            history
                .createHistoricProcessInstanceQuery()
                .processInstanceId(processInstance)
                .list()
                .stream()
                .findFirst()
                .map(this::read));
  }

  private CaseHistory read(HistoricProcessInstance process) {
    String id = process.getId();
    return new CaseHistory(
        process,
        history
            .createHistoricActivityInstanceQuery()
            .processInstanceId(id)
            .orderPartiallyByOccurrence()
            .asc()
            .list(),
        history
            .createHistoricVariableInstanceQuery()
            .processInstanceId(id)
            .includeDeleted()
            .disableCustomObjectDeserialization()
            .orderByVariableName()
            .asc()
            .list(),
        updates(id),
        history
            .createHistoricDecisionInstanceQuery()
            .processInstanceId(id)
            .includeInputs()
            .includeOutputs()
            .disableCustomObjectDeserialization()
            .orderByEvaluationTime()
            .asc()
            .list(),
        history
            .createHistoricTaskInstanceQuery()
            .processInstanceId(id)
            .orderByHistoricActivityInstanceStartTime()
            .asc()
            .list(),
        links(id),
        history
            .createHistoricIncidentQuery()
            .processInstanceId(id)
            .orderByCreateTime()
            .asc()
            .list(),
        history
            .createHistoricJobLogQuery()
            .processInstanceId(id)
            .orderByTimestamp()
            .asc()
            .orderPartiallyByOccurrence()
            .asc()
            .list(),
        history
            .createUserOperationLogQuery()
            .processInstanceId(id)
            .orderByTimestamp()
            .asc()
            .list());
  }

  private List<HistoricVariableUpdate> updates(String instance) {
    return history
        .createHistoricDetailQuery()
        .processInstanceId(instance)
        .variableUpdates()
        .disableCustomObjectDeserialization()
        .orderByTime()
        .asc()
        .orderPartiallyByOccurrence()
        .asc()
        .list()
        .stream()
        .map(HistoricVariableUpdate.class::cast)
        .toList();
  }

  private List<HistoricIdentityLinkLog> links(String instance) {
    return history.createHistoricTaskInstanceQuery().processInstanceId(instance).list().stream()
        .flatMap(
            task ->
                history
                    .createHistoricIdentityLinkLogQuery()
                    .taskId(task.getId())
                    .orderByTime()
                    .asc()
                    .list()
                    .stream())
        .toList();
  }
}
