package dev.necessity.casework.confirm;

import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.sheet.CaseSheet;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Lays the case out for the form of a confirmation, with what is in doubt. */
@Component
public class PrepareConfirmation implements TaskListener {

  private final CaseVariables variables;
  private final CaseRegister register;
  private final CaseSheet sheet;

  PrepareConfirmation(CaseVariables variables, CaseRegister register, CaseSheet sheet) {
    this.variables = variables;
    this.register = register;
    this.sheet = sheet;
  }

  @Override
  public void notify(DelegateTask task) {
    lay(task);
    register.move(task.getProcessInstanceId(), CaseState.IN_CONFIRMATION);
  }

  public void lay(DelegateTask task) {
    sheet.lay(task, variables.assessment(task), List.of(), List.of());
  }
}
