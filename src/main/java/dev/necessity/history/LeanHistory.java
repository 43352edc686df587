package dev.necessity.history;

import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.LaidOut;
import dev.necessity.engine.form.SubmittedForms;
import java.util.Set;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.history.HistoricJobLog;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/**
 * Writes the history of cases without what nobody reads or what is there already (docs/adr/0008).
 * The history level stays FULL: decisions, tasks, people, runs of jobs, incidents and operations
 * are all kept; that a job waits or is not needed any more follows from the step that it belongs
 * to.
 *
 * <p>Touches the engine's history handler, which is not public API.
 */
final class LeanHistory extends DbHistoryEventHandler {

  /**
   * Variables that only carry something to the next step: loop counters, and what the record of an
   * evaluation holds: the facts and the assessment, and the decision clock.
   */
  private static final Set<String> CARRIED =
      Set.of(
          "caseNumber",
          "nrOfInstances",
          "nrOfActiveInstances",
          "nrOfCompletedInstances",
          "loopCounter",
          "more",
          "documentRequest",
          "documentType",
          "documentForm",
          "documentTitle",
          "documentReason",
          "documentGroup",
          CaseVariables.DOCUMENT_REQUESTS,
          CaseVariables.DOCUMENT_COUNT,
          SubmittedForms.SUBMITTED,
          CaseVariables.FACTS,
          CaseVariables.DOCUMENTATION,
          CaseVariables.POLICY_ANSWER,
          CaseVariables.ASSESSMENT,
          CaseVariables.WHAT_NEXT,
          CaseVariables.CONFIRMATION_GROUP,
          CaseVariables.CONFIRMED,
          CaseVariables.REVIEWED_STATUSES,
          CaseVariables.DOCUMENTS_ASKED,
          CaseVariables.CERTIFIED_UNTIL,
          CaseVariables.NEXT_WARNING_AT,
          CaseVariables.CLOCK_SCHEDULE,
          CaseVariables.CLOCK_WARNINGS,
          CaseVariables.EXTENSION_LIMIT,
          CaseVariables.EXTENSION_GROUNDS);

  private static final Set<String> LAID_OUT = LaidOut.variables();

  /**
   * Variables whose earlier values matter: what was known of a request before evidence arrived. The
   * first value of the request is the variable itself, and one of its own as soon as it changes.
   */
  private static final Set<String> UPDATES_KEPT =
      Set.of(CaseVariables.REQUEST, CaseVariables.EVIDENCE, CaseVariables.AMENDMENT);

  @Override
  public void handleEvent(HistoryEvent event) {
    boolean isTold =
        event instanceof HistoricActivityInstanceEventEntity activity && isPassedThrough(activity)
            || event instanceof HistoricJobLog job && (job.isCreationLog() || job.isDeletionLog());
    if (!isTold) {
      super.handleEvent(event);
    }
  }

  /**
   * A gateway that only joins, and the start of an embedded subprocess: the step behind the one and
   * the subprocess itself tell them.
   */
  private static boolean isPassedThrough(HistoricActivityInstanceEventEntity event) {
    boolean isGateway = ActivityTypes.GATEWAY_EXCLUSIVE.equals(event.getActivityType());
    if (!isGateway && !ActivityTypes.START_EVENT.equals(event.getActivityType())) {
      return false;
    }
    ActivityImpl activity =
        Context.getProcessEngineConfiguration()
            .getDeploymentCache()
            .findDeployedProcessDefinitionById(event.getProcessDefinitionId())
            .findActivity(event.getActivityId());
    return isGateway
        ? activity.getOutgoingTransitions().size() == 1
        : activity.getFlowScope() instanceof ActivityImpl subProcess
            && !subProcess.isTriggeredByEvent();
  }

  @Override
  protected void insertHistoricVariableUpdateEntity(HistoricVariableUpdateEventEntity event) {
    if (!CARRIED.contains(event.getVariableName()) && !LAID_OUT.contains(event.getVariableName())) {
      super.insertHistoricVariableUpdateEntity(event);
    }
  }

  @Override
  protected boolean shouldWriteHistoricDetail(HistoricVariableUpdateEventEntity event) {
    boolean isReceived =
        event.getVariableName().equals(CaseVariables.REQUEST)
            && event.isEventOfType(HistoryEventTypes.VARIABLE_INSTANCE_CREATE);
    return UPDATES_KEPT.contains(event.getVariableName())
        && !isReceived
        && super.shouldWriteHistoricDetail(event);
  }
}
