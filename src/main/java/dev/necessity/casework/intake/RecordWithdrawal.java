package dev.necessity.casework.intake;

import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Marks a case as withdrawn; its reason came with the message and stays in the case's history. */
@Component
public class RecordWithdrawal implements JavaDelegate {

  private final CaseRegister register;

  public RecordWithdrawal(CaseRegister register) {
    this.register = register;
  }

  @Override
  public void execute(DelegateExecution execution) {
    register.move(execution.getProcessInstanceId(), CaseState.WITHDRAWN);
  }
}
