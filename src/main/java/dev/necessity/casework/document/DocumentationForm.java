package dev.necessity.casework.document;

import dev.necessity.cases.Acts;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.people.Participants;
import dev.necessity.deployment.DeployedDocuments;
import dev.necessity.engine.form.FormProblem;
import dev.necessity.engine.form.TaskForm;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.FormRecord;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** The forms of documentation tasks: one record of one document, or why there is none. */
@Component
public class DocumentationForm implements TaskForm {

  private static final String AVAILABLE = "available";
  private static final String UNAVAILABLE_REASON = "unavailableReason";
  private static final String MORE = "more";
  private static final String PLANNED_DATE = DocumentForm.PLANNED_DATE;

  private final CaseVariables variables;
  private final DeployedDocuments documents;
  private final FormRecord form;
  private final Participants participants;

  DocumentationForm(
      CaseVariables variables,
      DeployedDocuments documents,
      FormRecord form,
      Participants participants) {
    this.variables = variables;
    this.documents = documents;
    this.form = form;
    this.participants = participants;
  }

  @Override
  public String taskKey() {
    return CaseTasks.OBTAIN_DOCUMENTATION;
  }

  @Override
  public void submit(DelegateTask task, Map<String, Object> fields) {
    DocumentForm document = documents.formOf(task);
    DocumentAnswer answer = read(task, document, fields);
    // The planned date is intake's to know, a document the reviewers'.
    participants.did(
        document.asksForPlannedDate() ? Acts.Kind.PLANNED : Acts.Kind.DOCUMENTED,
        task,
        AVAILABLE,
        null,
        variables.hash(answer));
    answer(task, answer, Boolean.TRUE.equals(fields.get(MORE)));
  }

  /** Answers a task whose record came over the API and is in the request already. */
  public void answerByEvidence(DelegateTask task, String document) {
    answer(task, new DocumentAnswer(document, null, null, null), false);
  }

  private void answer(DelegateTask task, DocumentAnswer answer, boolean more) {
    task.getExecution().setVariableLocal(MORE, more && !answer.unavailable());
    task.getExecution()
        .getProcessInstance()
        .setVariableLocal(CaseVariables.ANSWER + task.getId(), variables.json(answer));
  }

  private DocumentAnswer read(
      DelegateTask task, DocumentForm document, Map<String, Object> fields) {
    String name = (String) task.getVariable(CaseTasks.DOCUMENT);
    if (!(fields.get(AVAILABLE) instanceof Boolean available)) {
      throw FormProblem.of(AVAILABLE, "say whether the document is available: true or false");
    }
    if (!available) {
      return new DocumentAnswer(
          name,
          null,
          null,
          FormProblem.text(fields, UNAVAILABLE_REASON, "say why the document is not available"));
    }
    if (document.asksForPlannedDate()) {
      return new DocumentAnswer(name, null, plannedDate(fields), null);
    }
    Map<String, Object> record = new HashMap<>(fields);
    record.keySet().removeAll(java.util.Set.of(AVAILABLE, UNAVAILABLE_REASON, MORE));
    return new DocumentAnswer(
        name, form.read(document, record, variables.request(task).evidence()), null, null);
  }

  private static String plannedDate(Map<String, Object> fields) {
    String problem = "give the planned date of the surgery, as in 2026-01-15";
    try {
      return LocalDate.parse(FormProblem.text(fields, PLANNED_DATE, problem)).toString();
    } catch (DateTimeParseException notADate) {
      throw FormProblem.of(PLANNED_DATE, problem);
    }
  }
}
