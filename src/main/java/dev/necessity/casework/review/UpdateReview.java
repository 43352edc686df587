package dev.necessity.casework.review;

import dev.necessity.casework.people.Clinicians;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Shows in an open review what evidence that arrived since has changed. */
@Component
public class UpdateReview implements JavaDelegate {

  private final Clinicians clinicians;
  private final PrepareReview review;

  UpdateReview(Clinicians clinicians, PrepareReview review) {
    this.clinicians = clinicians;
    this.review = review;
  }

  @Override
  public void execute(DelegateExecution execution) {
    clinicians
        .openReview(execution.getProcessInstanceId())
        .forEach(task -> review.update((DelegateTask) task));
  }
}
