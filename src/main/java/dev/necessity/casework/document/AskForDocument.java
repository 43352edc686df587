package dev.necessity.casework.document;

import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.document.RequestDocumentation.DocumentRequest;
import dev.necessity.deployment.DeployedDocuments;
import dev.necessity.fact.EvidenceFacts;
import dev.necessity.request.DocumentForm;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Lays out one of the documents that a case asks for: what its task is called, which form it has
 * and whom it is offered to.
 */
@Component
public class AskForDocument implements ExecutionListener {

  private static final String WHICH = "loopCounter";

  private final CaseVariables variables;
  private final DeployedDocuments documents;

  public AskForDocument(CaseVariables variables, DeployedDocuments documents) {
    this.variables = variables;
    this.documents = documents;
  }

  @Override
  public void notify(DelegateExecution execution) {
    DocumentRequest[] requests =
        variables.read(execution, CaseVariables.DOCUMENT_REQUESTS, DocumentRequest[].class);
    DocumentRequest request = requests[(Integer) execution.getVariable(WHICH)];
    execution.setVariableLocal(CaseTasks.DOCUMENT, request.document());
    execution.setVariableLocal(CaseTasks.DOCUMENT_FORM, request.form());
    execution.setVariableLocal(CaseTasks.DOCUMENT_TITLE, request.title());
    execution.setVariableLocal(CaseTasks.DOCUMENT_REASON, request.reason());
    execution.setVariableLocal(CaseTasks.DOCUMENT_GROUP, request.group());
    documents
        .documents()
        .form(request.form())
        .filter(form -> !form.computed().isEmpty())
        .ifPresent(form -> layOut(form, execution));
  }

  /**
   * What the form's expressions use of the request, as the server computes them; no more, since it
   * is kept with each task.
   */
  private void layOut(DocumentForm form, DelegateExecution execution) {
    EvidenceFacts.aroundARecord(variables.request(execution))
        .forEach(
            (name, value) -> {
              if (form.computed().stream()
                  .anyMatch(computed -> computed.expression().contains(name))) {
                execution.setVariableLocal(name, value);
              }
            });
  }
}
