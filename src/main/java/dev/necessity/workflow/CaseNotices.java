package dev.necessity.workflow;

import dev.necessity.determination.Assessment;
import dev.necessity.determination.Determination;
import dev.necessity.determination.notice.Audience;
import dev.necessity.determination.notice.ExtensionNotice;
import dev.necessity.determination.notice.Issue;
import dev.necessity.determination.notice.Language;
import dev.necessity.determination.notice.Notice;
import dev.necessity.determination.notice.NoticeWriter;
import dev.necessity.determination.notice.NoticeWriter.Matter;
import dev.necessity.determination.notice.PolicyTexts;
import dev.necessity.fact.Facts;
import dev.necessity.policy.Policies;
import dev.necessity.request.Request;
import dev.necessity.workflow.ClockExtension.Extension;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.springframework.stereotype.Service;

/** The letters about a case, written anew from what was stored with the step that caused each: the same words each time. */
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

  /**
   * The letter about the extension of the clock.
   *
   * @throws CaseNotFoundException when there is no such case
   * @throws CaseConflictException when its clock was not extended
   */
  public ExtensionNotice extension(String caseNumber, Audience audience, Language language) {
    return engine.run(() -> {
      register.find(caseNumber).orElseThrow(() -> new CaseNotFoundException(caseNumber));
      Map<String, HistoricVariableInstance> values = values(caseNumber, CaseVariables.REQUEST, CaseVariables.EXTENSION);
      if (!values.containsKey(CaseVariables.EXTENSION)) {
        throw new CaseConflictException("The clock of case " + caseNumber + " was not extended: there is no letter about it.");
      }
      Extension extension = read(values, CaseVariables.EXTENSION, Extension.class);
      return ExtensionNotice.of(caseNumber, read(values, CaseVariables.REQUEST, Request.class), OffsetDateTime.parse(extension.at()),
          extension.reason(), OffsetDateTime.parse(extension.dueAtBefore()), OffsetDateTime.parse(extension.dueAt()), audience, language);
    });
  }

  private Map<String, HistoricVariableInstance> values(String caseNumber, String... names) {
    return history.createHistoricVariableInstanceQuery()
        .processInstanceId(history.createHistoricProcessInstanceQuery().processDefinitionKey(CaseTasks.PROCESS)
            .processInstanceBusinessKey(caseNumber).singleResult().getId())
        .variableNameIn(names).disableCustomObjectDeserialization().list().stream()
        .collect(Collectors.toMap(HistoricVariableInstance::getName, value -> value));
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
    Map<String, HistoricVariableInstance> values = values(caseNumber, CaseVariables.REQUEST, CaseVariables.ASSESSMENT,
        CaseVariables.DETERMINATION, CaseVariables.NOTICE, CaseVariables.POLICY_DECISION);
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
