package dev.necessity.engine.form;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** A task of this process is completed by submitting its form and in no other way. */
@Component
public class RequireForm implements TaskListener {

  @Override
  public void notify(DelegateTask task) {
    if (!Boolean.TRUE.equals(task.getVariableLocal(SubmittedForms.SUBMITTED))) {
      throw new IllegalStateException(
          "Submit the form of this task (submit-form) instead of completing it.");
    }
  }
}
