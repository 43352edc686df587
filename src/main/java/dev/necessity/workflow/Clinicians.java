package dev.necessity.workflow;

import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.springframework.stereotype.Component;

/** Whether a clinician has had a case, by the engine's own record: such a case is finished by a clinician. */
@Component
class Clinicians {

  private final HistoryService history;

  Clinicians(HistoryService history) {
    this.history = history;
  }

  /** Whether the run has, or had, a review of a medical director, or a confirmation that was offered to the medical directors. */
  boolean hadCase(String processInstance) {
    return history.createHistoricActivityInstanceQuery().processInstanceId(processInstance).activityId(CaseTasks.REVIEW).count() > 0
        || history.createHistoricTaskInstanceQuery().processInstanceId(processInstance).taskDefinitionKey(CaseTasks.CONFIRM)
            .taskHadCandidateGroup(CaseTasks.MEDICAL_DIRECTORS).count() > 0;
  }

  /** Who had claimed the review of the run that was opened last. */
  Optional<String> lastReviewer(String processInstance) {
    return history.createHistoricTaskInstanceQuery().processInstanceId(processInstance).taskDefinitionKey(CaseTasks.REVIEW)
        .orderByHistoricActivityInstanceStartTime().desc().list().stream().findFirst().map(HistoricTaskInstance::getAssignee);
  }
}
