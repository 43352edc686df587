package dev.necessity.workflow;

import java.util.function.Consumer;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives reviews and talks that an earlier version opened what their form offers now; they show the latest form. */
@Component
class OpenedReviews {

  private static final String WITHOUT_CHOICES = "select t.* from ACT_RU_TASK t where t.TASK_DEF_KEY_ = #{key}"
      + " and not exists (select 1 from ACT_RU_VARIABLE v where v.TASK_ID_ = t.ID_ and v.NAME_ = #{choices})";

  private final TaskService tasks;
  private final EngineCommands engine;
  private final PrepareReview review;
  private final PrepareTalk talk;

  OpenedReviews(TaskService tasks, EngineCommands engine, PrepareReview review, PrepareTalk talk) {
    this.tasks = tasks;
    this.engine = engine;
    this.review = review;
    this.talk = talk;
  }

  @EventListener(ApplicationReadyEvent.class)
  public void complete() {
    engine.run(() -> {
      offer(CaseTasks.REVIEW, review::offer);
      offer(CaseTasks.TALK, talk::offer);
      return null;
    });
  }

  private void offer(String taskKey, Consumer<DelegateTask> form) {
    tasks.createNativeTaskQuery().sql(WITHOUT_CHOICES).parameter("key", taskKey).parameter("choices", PrepareReview.SPECIALTIES).list().stream()
        .map(DelegateTask.class::cast).forEach(form);
  }
}
