package dev.necessity.workflow;

import dev.necessity.request.Corrections;
import dev.necessity.request.DocumentType;
import dev.necessity.request.Evidence;
import dev.necessity.request.Request;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * Adds evidence that came over the API to the request, and answers the open tasks that asked for it. Records that cannot stand
 * beside those that are known are refused, and nothing is stored.
 */
@Component
public class AddEvidence implements JavaDelegate {

  private final CaseVariables variables;
  private final KnownRequests requests;
  private final DocumentationForm forms;
  private final TaskService tasks;

  AddEvidence(CaseVariables variables, KnownRequests requests, DocumentationForm forms, TaskService tasks) {
    this.variables = variables;
    this.requests = requests;
    this.forms = forms;
    this.tasks = tasks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Evidence added = variables.read(execution, CaseVariables.EVIDENCE, Evidence.class);
    Request request = requests.of(execution);
    Corrections.check(request.evidence(), added);
    requests.change(execution, request.withEvidence(request.evidence().plus(added)));
    for (Task task : tasks.createTaskQuery().processInstanceId(execution.getProcessInstanceId())
        .taskDefinitionKey(CaseTasks.OBTAIN_DOCUMENTATION).list()) {
      String document = (String) tasks.getVariable(task.getId(), CaseTasks.DOCUMENT);
      if (DocumentType.valueOf(document).answeredBy(added)) {
        forms.answerByEvidence((DelegateTask) task, document);
        tasks.setVariableLocal(task.getId(), SubmittedForms.SUBMITTED, true);
        tasks.complete(task.getId());
      }
    }
  }
}
