package dev.necessity.workflow;

import dev.necessity.workflow.RequestDocumentation.DocumentRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Lays out one of the documents that a case asks for: what its task is called, which form it has and whom it is offered to. */
@Component
public class AskForDocument implements ExecutionListener {

  private static final String WHICH = "loopCounter";

  private final CaseVariables variables;

  public AskForDocument(CaseVariables variables) {
    this.variables = variables;
  }

  @Override
  public void notify(DelegateExecution execution) {
    DocumentRequest[] requests = variables.read(execution, CaseVariables.DOCUMENT_REQUESTS, DocumentRequest[].class);
    DocumentRequest request = requests[(Integer) execution.getVariable(WHICH)];
    execution.setVariableLocal(CaseTasks.DOCUMENT, request.document());
    execution.setVariableLocal(CaseTasks.DOCUMENT_FORM, request.form());
    execution.setVariableLocal(CaseTasks.DOCUMENT_TITLE, request.title());
    execution.setVariableLocal(CaseTasks.DOCUMENT_REASON, request.reason());
    execution.setVariableLocal(CaseTasks.DOCUMENT_GROUP, request.group());
  }
}
