package dev.necessity.workflow;

import dev.necessity.request.Request;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Opens the case of a request that was typed into the start form in Tasklist; a request that came over the API arrives
 * here with its case already open. What the form carries is validated as strictly as the API's body: a wrong entry
 * refuses the start with a message, and nothing is stored.
 */
@Component
public class OpenCase implements JavaDelegate {

  private final CaseVariables variables;
  private final CaseRegister register;
  private final IntakeForm form;

  public OpenCase(CaseVariables variables, CaseRegister register, IntakeForm form) {
    this.variables = variables;
    this.register = register;
    this.form = form;
  }

  @Override
  public void execute(DelegateExecution execution) {
    if (!execution.hasVariable(CaseVariables.REQUEST)) {
      IntakeForm.Entry entry = form.read(execution);
      String caseNumber = CaseNumber.next();
      register.add(caseNumber, entry.request(), entry.contentHash());
      execution.setProcessBusinessKey(caseNumber);
      execution.setVariable(CaseVariables.REQUEST, variables.json(entry.request()));
    }
    Request request = variables.request(execution);
    execution.setVariable(CaseVariables.URGENCY, request.urgency().name());
    execution.setVariable(CaseVariables.LINE_OF_BUSINESS, request.lineOfBusiness().name());
    execution.setVariable(CaseVariables.RECEIVED_AT, CaseVariables.text(request.receivedAt()));
  }
}
