package dev.necessity.workflow;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Names a task so that a list of tasks can be read: what is to be done, the document, the case number; nothing of the member. */
@Component
public class NameTask implements TaskListener {

  /** What the forms call it; one for all tasks of a case. */
  private static final String CASE_NUMBER = "caseNumber";

  @Override
  public void notify(DelegateTask task) {
    String title = (String) task.getVariable(CaseTasks.DOCUMENT_TITLE);
    String caseNumber = task.getExecution().getProcessBusinessKey();
    task.setName(task.getName() + (title == null ? "" : ": " + title) + " · " + caseNumber);
    if (!task.hasVariable(CASE_NUMBER)) {
      task.getExecution().getProcessInstance().setVariable(CASE_NUMBER, caseNumber);
    }
  }
}
