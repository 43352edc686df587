package dev.necessity.casework.review;

import dev.necessity.cases.Acts;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.confirm.ConfirmationForm;
import dev.necessity.casework.people.Participants;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * A task cannot be claimed by, or assigned to, somebody who may not complete it. Its form asks
 * again, by NPI too.
 */
@Component
public class RefuseEarlierReviewer implements TaskListener {

  private final Participants participants;

  RefuseEarlierReviewer(Participants participants) {
    this.participants = participants;
  }

  @Override
  public void notify(DelegateTask task) {
    if (task.getAssignee() != null) {
      Acts.Kind kind =
          switch (task.getTaskDefinitionKey()) {
            case CaseTasks.TALK -> Acts.Kind.TALKED;
            case CaseTasks.CONFIRM ->
                ConfirmationForm.actOf((String) task.getVariable(CaseVariables.CONFIRMATION_GROUP));
            default -> Acts.Kind.REVIEWED;
          };
      participants
          .objection(kind, task, task.getAssignee(), null)
          .ifPresent(
              objection -> {
                throw new CaseConflictException("This task is not for you: " + objection);
              });
    }
  }
}
