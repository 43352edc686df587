package dev.necessity.casework.upgrade;

import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.LaidOut;
import dev.necessity.casework.confirm.PrepareConfirmation;
import dev.necessity.casework.review.PrepareReview;
import dev.necessity.casework.talk.PrepareTalk;
import dev.necessity.engine.EngineCommands;
import java.util.function.Consumer;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Gives reviews, confirmations and talks that an earlier version opened what their forms show and
 * offer now; they show the latest form.
 */
@Component
public class OpenedReviews {

  private static final String WITHOUT =
      "select t.* from ACT_RU_TASK t where t.TASK_DEF_KEY_ = #{key}"
          + " and not exists (select 1 from ACT_RU_VARIABLE v where v.TASK_ID_ = t.ID_ and v.NAME_ = #{variable})";

  private final TaskService tasks;
  private final EngineCommands engine;
  private final PrepareReview review;
  private final PrepareConfirmation confirmation;
  private final PrepareTalk talk;

  OpenedReviews(
      TaskService tasks,
      EngineCommands engine,
      PrepareReview review,
      PrepareConfirmation confirmation,
      PrepareTalk talk) {
    this.tasks = tasks;
    this.engine = engine;
    this.review = review;
    this.confirmation = confirmation;
    this.talk = talk;
  }

  @EventListener(ApplicationReadyEvent.class)
  public void complete() {
    engine.run(
        () -> {
          layOut(CaseTasks.REVIEW, LaidOut.SHEET, review::again);
          layOut(CaseTasks.CONFIRM, LaidOut.SHEET, confirmation::lay);
          layOut(CaseTasks.TALK, LaidOut.SPECIALTIES, talk::offer);
          return null;
        });
  }

  /**
   * @param latest what a version was the last to add
   */
  private void layOut(String taskKey, LaidOut latest, Consumer<DelegateTask> form) {
    tasks
        .createNativeTaskQuery()
        .sql(WITHOUT)
        .parameter("key", taskKey)
        .parameter("variable", latest.variable())
        .list()
        .stream()
        .map(DelegateTask.class::cast)
        .forEach(form);
  }
}
