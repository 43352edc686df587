package dev.necessity.workflow;

import dev.necessity.determination.Assessment;
import dev.necessity.determination.Determination;
import dev.necessity.determination.notice.Audience;
import dev.necessity.determination.notice.Issue;
import dev.necessity.determination.notice.Language;
import dev.necessity.determination.notice.Notice;
import dev.necessity.determination.notice.NoticeWriter;
import dev.necessity.determination.notice.NoticeWriter.Matter;
import dev.necessity.determination.notice.PolicyTexts;
import dev.necessity.fact.Facts;
import dev.necessity.policy.Policies;
import dev.necessity.request.Request;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.springframework.stereotype.Service;

/** The notices of decided cases, written anew from what was stored with the decision: the same words each time. */
@Service
public class CaseNotices {

  private final CaseRegister register;
  private final CaseVariables variables;
  private final EngineCommands engine;
  private final HistoryService history;
  private final Policies policies;
  private final NoticeWriter writer;

  public CaseNotices(CaseRegister register, CaseVariables variables, EngineCommands engine, HistoryService history,
      Policies policies, NoticeWriter writer) {
    this.register = register;
    this.variables = variables;
    this.engine = engine;
    this.history = history;
    this.policies = policies;
    this.writer = writer;
  }

  /**
   * @throws CaseNotFoundException when there is no such case
   * @throws CaseConflictException when it is not decided, so that there is nothing to tell
   */
  public Notice notice(String caseNumber, Audience audience, Language language) {
    return writer.write(matter(caseNumber), audience, language);
  }

  /** What was decided, as it was stored; throws as {@link #notice}. */
  Matter matter(String caseNumber) {
    return engine.run(() -> read(caseNumber));
  }

  private Matter read(String caseNumber) {
    CaseRegister.Entry entry = register.find(caseNumber).orElseThrow(() -> new CaseNotFoundException(caseNumber));
    if (entry.state() != CaseState.DECIDED) {
      throw new CaseConflictException("Case " + caseNumber + " is not decided (" + entry.state() + "): there is no notice of it.");
    }
    Map<String, HistoricVariableInstance> values = history.createHistoricVariableInstanceQuery()
        .processInstanceId(history.createHistoricProcessInstanceQuery().processDefinitionKey(CaseTasks.PROCESS)
            .processInstanceBusinessKey(caseNumber).singleResult().getId())
        .variableNameIn(CaseVariables.REQUEST, CaseVariables.ASSESSMENT, CaseVariables.DETERMINATION, CaseVariables.NOTICE, CaseVariables.POLICY_DECISION)
        .disableCustomObjectDeserialization().list().stream()
        .collect(Collectors.toMap(HistoricVariableInstance::getName, value -> value));
    Request request = read(values, CaseVariables.REQUEST, Request.class);
    PolicyTexts texts = new PolicyTexts(
        policies.policy((String) values.get(CaseVariables.POLICY_DECISION).getValue(), entry.policyVersion()), Facts.measure(request));
    return new Matter(caseNumber, request, read(values, CaseVariables.ASSESSMENT, Assessment.class),
        read(values, CaseVariables.DETERMINATION, Determination.class), texts, read(values, CaseVariables.NOTICE, Issue.class));
  }

  private <T> T read(Map<String, HistoricVariableInstance> values, String name, Class<T> type) {
    if (!values.containsKey(name)) {
      throw new CaseConflictException("The case was decided before notices were issued: it has no '" + name + "'.");
    }
    return variables.read(((SerializableValue) values.get(name).getTypedValue()).getValueSerialized(), type);
  }
}
