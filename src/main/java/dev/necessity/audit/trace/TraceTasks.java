package dev.necessity.audit.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.trace.CaseTrace.TaskStep;
import dev.necessity.cases.LaidOut;
import dev.necessity.engine.form.SubmittedForms;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.task.IdentityLinkType;

/** The tasks of a case: offered, claimed, ended, by whom, and what was entered. */
final class TraceTasks {

  /**
   * What the process lays out on a task for its reader; everything else on a task was entered in
   * its form.
   */
  private static final Set<String> NOT_ENTERED =
      Stream.concat(
              LaidOut.variables().stream(),
              Stream.of("caseNumber", SubmittedForms.SUBMITTED, "criteria"))
          .collect(Collectors.toUnmodifiableSet());

  /** The groups of a task are stored in the step that creates it, some instants after its start. */
  private static final Duration OFFERED_WITHIN = Duration.ofSeconds(2);

  private TraceTasks() {}

  static List<TaskStep> of(CaseHistory history, HistoryValues values, Consumer<String> findings) {
    return history.tasks().stream().map(task -> step(history, task, values, findings)).toList();
  }

  private static TaskStep step(
      CaseHistory history,
      HistoricTaskInstance task,
      HistoryValues values,
      Consumer<String> findings) {
    List<String> offeredTo =
        history.links().stream()
            .filter(link -> task.getId().equals(link.getTaskId()) && isOffer(link))
            .map(HistoricIdentityLinkLog::getGroupId)
            .distinct()
            .toList();
    HistoricIdentityLinkLog claim =
        history.links().stream()
            .filter(
                link ->
                    task.getId().equals(link.getTaskId())
                        && IdentityLinkType.ASSIGNEE.equals(link.getType())
                        && "add".equals(link.getOperationType()))
            .reduce((first, last) -> last)
            .orElse(null);
    boolean completed = "completed".equals(task.getDeleteReason());
    String outcome = task.getEndTime() == null ? "OPEN" : completed ? "COMPLETED" : "CANCELLED";
    return new TaskStep(
        task.getId(),
        task.getTaskDefinitionKey(),
        task.getName(),
        HistoryValues.at(task.getStartTime()),
        offeredTo,
        claim == null ? null : claim.getUserId(),
        claim == null ? null : HistoryValues.at(claim.getTime()),
        completed ? endedBy(history, task) : null,
        HistoryValues.at(task.getEndTime()),
        outcome,
        entered(history, task, values, findings));
  }

  static boolean isOffer(HistoricIdentityLinkLog link) {
    return link.getGroupId() != null && "add".equals(link.getOperationType());
  }

  /**
   * A task is created with the groups it is offered to; one that comes later was added because a
   * warning was due.
   */
  static boolean isEscalation(HistoricIdentityLinkLog link, OffsetDateTime offeredAt) {
    return HistoryValues.at(link.getTime()).isAfter(offeredAt.plus(OFFERED_WITHIN));
  }

  private static String endedBy(CaseHistory history, HistoricTaskInstance task) {
    return history.operations().stream()
        .filter(
            entry ->
                task.getId().equals(entry.getTaskId())
                    && UserOperationLogEntry.OPERATION_TYPE_COMPLETE.equals(
                        entry.getOperationType()))
        .map(UserOperationLogEntry::getUserId)
        .findFirst()
        .orElse(null);
  }

  private static Map<String, JsonNode> entered(
      CaseHistory history,
      HistoricTaskInstance task,
      HistoryValues values,
      Consumer<String> findings) {
    Map<String, JsonNode> fields = new TreeMap<>();
    history.variables().stream()
        .filter(
            variable ->
                task.getId().equals(variable.getTaskId())
                    && !NOT_ENTERED.contains(variable.getName()))
        .forEach(
            variable ->
                fields.put(
                    variable.getName(),
                    values.json(
                        "the field '" + variable.getName() + "' of a task",
                        variable.getTypedValue(),
                        findings)));
    return fields;
  }
}
