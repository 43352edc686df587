package dev.necessity.casework.evidence;

import dev.necessity.assessment.Assessor;
import dev.necessity.assessment.DocumentationPeriod;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseRegister.Pin;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.document.DocumentationForm;
import dev.necessity.deployment.DeployedDocuments;
import dev.necessity.engine.form.SubmittedForms;
import dev.necessity.fact.EvidenceFacts;
import dev.necessity.request.Amended;
import dev.necessity.request.Corrections;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.Evidence;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * Adds what came over the API to the request, evidence or an amendment, and answers the open tasks
 * that asked for it. Records that cannot stand beside those that are known are refused, and nothing
 * is stored.
 */
@Component
public class AddEvidence implements JavaDelegate {

  private final CaseVariables variables;
  private final KnownRequests requests;
  private final RequestReader reader;
  private final DocumentationForm forms;
  private final DeployedDocuments documents;
  private final CaseRegister register;
  private final Assessor assessor;
  private final CaseFacts facts;
  private final TaskService tasks;

  AddEvidence(
      CaseVariables variables,
      KnownRequests requests,
      RequestReader reader,
      DocumentationForm forms,
      DeployedDocuments documents,
      CaseRegister register,
      Assessor assessor,
      CaseFacts facts,
      TaskService tasks) {
    this.variables = variables;
    this.requests = requests;
    this.reader = reader;
    this.forms = forms;
    this.documents = documents;
    this.register = register;
    this.assessor = assessor;
    this.facts = facts;
    this.tasks = tasks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Optional<Amended> amendment = requests.amendment(execution);
    Evidence added =
        amendment.isPresent()
            ? Evidence.NONE
            : variables.read(execution, CaseVariables.EVIDENCE, Evidence.class);
    Request request = requests.of(execution);
    Corrections.check(request.evidence(), added);
    Request known =
        amendment
            .map(Amended::amendment)
            .map(sent -> sent.applied(request, reader))
            .orElseGet(
                () -> request.withEvidence(request.evidence().plus(added, documents.schema())));
    requests.change(execution, known);
    execution.removeVariable(CaseVariables.AMENDMENT);
    EvidenceFacts evidence = documents.evidence();
    for (Task task :
        tasks
            .createTaskQuery()
            .processInstanceId(execution.getProcessInstanceId())
            .taskDefinitionKey(CaseTasks.OBTAIN_DOCUMENTATION)
            .list()) {
      DelegateTask asking = (DelegateTask) task;
      String name = (String) asking.getVariable(CaseTasks.DOCUMENT);
      DocumentForm document = documents.formOf(asking);
      if (evidence.isAnswered(document, known, added)
          || document.asksForPlannedDate() && !isAskedFor(name, known, execution)) {
        forms.answerByEvidence(asking, name);
        tasks.setVariableLocal(task.getId(), SubmittedForms.SUBMITTED, true);
        tasks.complete(task.getId());
      }
    }
  }

  /**
   * What no record answers may all the same be settled by one: then nobody need be asked any more.
   */
  private boolean isAskedFor(String document, Request known, DelegateExecution execution) {
    Pin pin = register.pinned(execution.getProcessInstanceId());
    return assessor
        .judge(
            facts.of(
                execution.getProcessInstanceId(), known, variables.unavailableDocuments(execution)),
            DocumentationPeriod.OPEN,
            pin.policy(),
            pin.decision())
        .assessment()
        .missingDocumentation()
        .stream()
        .anyMatch(missing -> missing.document().equals(document));
  }
}
