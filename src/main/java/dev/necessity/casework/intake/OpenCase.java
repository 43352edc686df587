package dev.necessity.casework.intake;

import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseVariables;
import dev.necessity.request.Request;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * The first step of a case: ties it to its run. The case was registered before with its request, by
 * the API or by the start form, and has no other run: a start under another's case number goes no
 * further than here.
 */
@Component
public class OpenCase implements JavaDelegate {

  private final CaseVariables variables;
  private final CaseRegister register;

  public OpenCase(CaseVariables variables, CaseRegister register) {
    this.variables = variables;
    this.register = register;
  }

  @Override
  public void execute(DelegateExecution execution) {
    register.open(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    Request request = variables.request(execution);
    execution.setVariable(CaseVariables.URGENCY, request.urgency().name());
    execution.setVariable(CaseVariables.LINE_OF_BUSINESS, request.lineOfBusiness().name());
    execution.setVariable(CaseVariables.RECEIVED_AT, CaseVariables.text(request.receivedAt()));
  }
}
