package dev.necessity.casework.people;

import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.cases.CaseTasks;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * Whether a clinician has, or has had, a case, by the engine's own record: such a case is finished
 * by a clinician.
 */
@Component
public class Clinicians {

  private final HistoryService history;
  private final TaskService tasks;

  Clinicians(HistoryService history, TaskService tasks) {
    this.history = history;
    this.tasks = tasks;
  }

  /**
   * Whether the run has, or had, a review of a medical director, or a confirmation that was offered
   * to the medical directors.
   */
  public boolean hadCase(String processInstance) {
    return history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(processInstance)
                .activityId(CaseTasks.REVIEW)
                .count()
            > 0
        || history
                .createHistoricTaskInstanceQuery()
                .processInstanceId(processInstance)
                .taskDefinitionKey(CaseTasks.CONFIRM)
                .taskHadCandidateGroup(WhoMayDeny.GROUP)
                .count()
            > 0;
  }

  /** The review of the run that is open now; empty while there is none. */
  public List<Task> openReview(String processInstance) {
    return tasks
        .createTaskQuery()
        .processInstanceId(processInstance)
        .taskDefinitionKey(CaseTasks.REVIEW)
        .list();
  }

  /** Who had claimed the review of the run that was opened last. */
  public Optional<String> lastReviewer(String processInstance) {
    return history
        .createHistoricTaskInstanceQuery()
        .processInstanceId(processInstance)
        .taskDefinitionKey(CaseTasks.REVIEW)
        .orderByHistoricActivityInstanceStartTime()
        .desc()
        .list()
        .stream()
        .findFirst()
        .map(HistoricTaskInstance::getAssignee);
  }
}
