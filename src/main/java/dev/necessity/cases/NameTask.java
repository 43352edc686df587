package dev.necessity.cases;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Names a task so that a list of tasks can be read: what is to be done, the document, the case
 * number; nothing of the member.
 */
@Component
public class NameTask implements TaskListener {

  /** What the forms call it; one for all tasks of a case. */
  private static final String CASE_NUMBER = "caseNumber";

  private static final String BEFORE_CASE_NUMBER = " · ";

  /** What is to be done, where everybody knows in which case. */
  public static String withoutCase(String name) {
    int end = name.indexOf(BEFORE_CASE_NUMBER);
    return end < 0 ? name : name.substring(0, end);
  }

  @Override
  public void notify(DelegateTask task) {
    // Asked of the execution: a task that is just made would look in the database for variables of
    // its own.
    DelegateExecution execution = task.getExecution();
    String title = (String) execution.getVariable(CaseTasks.DOCUMENT_TITLE);
    String caseNumber = execution.getProcessBusinessKey();
    task.setName(
        task.getName() + (title == null ? "" : ": " + title) + BEFORE_CASE_NUMBER + caseNumber);
    if (!execution.hasVariable(CASE_NUMBER)) {
      execution.getProcessInstance().setVariable(CASE_NUMBER, caseNumber);
    }
  }
}
