package dev.necessity.workflow;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives reviews that an earlier version opened what their form offers now; they show the latest form. */
@Component
class OpenedReviews {

  private static final String WITHOUT_CHOICES = "select t.* from ACT_RU_TASK t where t.TASK_DEF_KEY_ = #{key}"
      + " and not exists (select 1 from ACT_RU_VARIABLE v where v.TASK_ID_ = t.ID_ and v.NAME_ = #{choices})";

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
      tasks.createNativeTaskQuery().sql(WITHOUT_CHOICES).parameter("key", CaseTasks.REVIEW).parameter("choices", PrepareReview.SPECIALTIES).list().stream()
          .map(DelegateTask.class::cast).forEach(prepare::offer);
      return null;
    });
  }
}
