package dev.necessity.workflow;

import dev.necessity.determination.Determination;
import dev.necessity.request.Request;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Fills in the columns of the register that cases of an earlier version lack, from the history of those cases, so that they
 * are in the yearly figures and in the list of what is overdue. It runs after each start and finds nothing to do after the first.
 */
@Component
public class RegisterCompletion {

  private static final Logger LOG = LoggerFactory.getLogger(RegisterCompletion.class);
  private static final int AT_ONCE = 500;

  private final CaseRegister register;
  private final CaseVariables variables;
  private final EngineCommands engine;
  private final HistoryService history;

  public RegisterCompletion(CaseRegister register, CaseVariables variables, EngineCommands engine, HistoryService history) {
    this.register = register;
    this.variables = variables;
    this.engine = engine;
    this.history = history;
  }

  @EventListener(ApplicationReadyEvent.class)
  public void complete() {
    int completed = 0;
    String last = "";
    for (List<String> cases; !(cases = register.incomplete(last, AT_ONCE)).isEmpty(); last = cases.get(cases.size() - 1)) {
      for (String caseNumber : cases) {
        completed += completed(caseNumber) ? 1 : 0;
      }
    }
    for (String caseNumber : register.notRouted()) {
      completed += engine.run(() -> routed(caseNumber)) ? 1 : 0;
    }
    if (completed > 0) {
      LOG.info("{} cases of an earlier version were completed in the register.", completed);
    }
  }

  private boolean completed(String caseNumber) {
    try {
      return engine.run(() -> read(caseNumber));
    } catch (RuntimeException broken) {
      LOG.warn("Case {} of an earlier version cannot be completed in the register and is in no figure", caseNumber, broken);
      return false;
    }
  }

  private boolean read(String caseNumber) {
    HistoricProcessInstance instance = history.createHistoricProcessInstanceQuery().processDefinitionKey(CaseTasks.PROCESS)
        .processInstanceBusinessKey(caseNumber).singleResult();
    if (instance == null) {
      LOG.warn("Case {} of an earlier version has no history; if it was decided, it is in no figure", caseNumber);
      return false;
    }
    Map<String, HistoricVariableInstance> values = history.createHistoricVariableInstanceQuery().processInstanceId(instance.getId())
        .variableNameIn(CaseVariables.REQUEST, CaseVariables.DETERMINATION, CaseVariables.DUE_AT)
        .disableCustomObjectDeserialization().list().stream().collect(Collectors.toMap(HistoricVariableInstance::getName, value -> value));
    register.complete(caseNumber, json(values, CaseVariables.REQUEST, Request.class));
    if (values.containsKey(CaseVariables.DUE_AT)) {
      register.due(caseNumber, OffsetDateTime.parse((String) values.get(CaseVariables.DUE_AT).getValue()));
    }
    if (values.containsKey(CaseVariables.DETERMINATION)) {
      register.decide(caseNumber, json(values, CaseVariables.DETERMINATION, Determination.class));
    }
    return true;
  }

  private boolean routed(String caseNumber) {
    HistoricProcessInstance ended = history.createHistoricProcessInstanceQuery().processDefinitionKey(CaseTasks.PROCESS)
        .processInstanceBusinessKey(caseNumber).finished().singleResult();
    if (ended != null) {
      register.route(caseNumber, ended.getEndTime().toInstant().atOffset(ZoneOffset.UTC));
    }
    return ended != null;
  }

  private <T> T json(Map<String, HistoricVariableInstance> values, String name, Class<T> type) {
    return variables.read(((SerializableValue) values.get(name).getTypedValue()).getValueSerialized(), type);
  }
}
