package dev.necessity.casework.document;

import dev.necessity.assessment.DocumentationPeriod;
import dev.necessity.cases.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Ends the documentation period of a case; what that means for a criterion is the policy's to say.
 */
@Component
public class CloseDocumentation implements JavaDelegate {

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(CaseVariables.DOCUMENTATION, DocumentationPeriod.CLOSED.name());
  }
}
