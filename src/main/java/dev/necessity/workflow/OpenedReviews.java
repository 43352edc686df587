package dev.necessity.workflow;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives reviews that an earlier version opened what their form offers now; they show the latest form. */
@Component
class OpenedReviews {

  private final TaskService tasks;
  private final EngineCommands engine;
  private final PrepareReview prepare;

  OpenedReviews(TaskService tasks, EngineCommands engine, PrepareReview prepare) {
    this.tasks = tasks;
    this.engine = engine;
    this.prepare = prepare;
  }

  @EventListener(ApplicationReadyEvent.class)
  public void complete() {
    engine.run(() -> {
      tasks.createTaskQuery().taskDefinitionKey(CaseTasks.REVIEW).list().stream().map(DelegateTask.class::cast)
          .filter(task -> !task.hasVariableLocal(PrepareReview.SPECIALTIES)).forEach(prepare::offer);
      return null;
    });
  }
}
