package dev.necessity.audit.trace;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricIncident;
import org.camunda.bpm.engine.history.HistoricJobLog;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.camunda.bpm.engine.history.UserOperationLogEntry;

/**
 * What the engine remembers of one case, as it stands in its history; nothing is deserialised.
 *
 * @param activities in the order in which they were entered
 * @param variables the last value of each, removed ones among them
 * @param updates each value that a variable had, oldest first; only of variables whose updates are
 *     kept
 * @param decisions with inputs and outputs; a decision without a table may be missing
 * @param jobs failed attempts and successes of jobs: timers and asynchronous steps
 * @param operations what people did, by the engine's operation log
 */
public record CaseHistory(
    HistoricProcessInstance process,
    List<HistoricActivityInstance> activities,
    List<HistoricVariableInstance> variables,
    List<HistoricVariableUpdate> updates,
    List<HistoricDecisionInstance> decisions,
    List<HistoricTaskInstance> tasks,
    List<HistoricIdentityLinkLog> links,
    List<HistoricIncident> incidents,
    List<HistoricJobLog> jobs,
    List<UserOperationLogEntry> operations) {

  /** The value of a variable of the case itself, not of one of its tasks. */
  public Optional<HistoricVariableInstance> variable(String name) {
    return variables.stream()
        .filter(variable -> variable.getName().equals(name) && variable.getTaskId() == null)
        .filter(variable -> process.getId().equals(variable.getActivityInstanceId()))
        .filter(variable -> !HistoricVariableInstance.STATE_DELETED.equals(variable.getState()))
        .findFirst();
  }
}
