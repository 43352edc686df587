package dev.necessity.engine;

import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.stereotype.Component;

/**
 * Who completed a task, by the engine's own record. The steps behind a task run in the transaction
 * that completed it, whose record is not in the database yet: it is looked for among what the
 * engine is about to write, too.
 *
 * <p>Touches what the engine holds of a transaction, which is not public API.
 */
@Component
public class CompletedTasks {

  private final HistoryService history;

  CompletedTasks(HistoryService history) {
    this.history = history;
  }

  /** A completed task of a run, and who completed it. */
  public record Completed(String taskId, String taskKey, String processInstance, String userId) {}

  /**
   * Empty when there is no such task, when it is open or was cancelled, and when nobody was logged
   * in.
   */
  public Optional<Completed> find(String taskId) {
    return task(taskId)
        .flatMap(
            task ->
                user(task)
                    .map(user -> new Completed(taskId, task.key(), task.processInstance(), user)));
  }

  private record Ended(String id, String key, String processInstance, String reason) {}

  private Optional<Ended> task(String taskId) {
    HistoricTaskInstanceEventEntity written =
        unwritten().getCachedEntity(HistoricTaskInstanceEventEntity.class, taskId);
    Optional<Ended> ended =
        written != null
            ? Optional.of(
                new Ended(
                    taskId,
                    written.getTaskDefinitionKey(),
                    written.getProcessInstanceId(),
                    written.getDeleteReason()))
            : Optional.ofNullable(
                    history.createHistoricTaskInstanceQuery().taskId(taskId).singleResult())
                .map(CompletedTasks::ended);
    return ended.filter(task -> TaskEntity.DELETE_REASON_COMPLETED.equals(task.reason()));
  }

  private static Ended ended(HistoricTaskInstance task) {
    return new Ended(
        task.getId(),
        task.getTaskDefinitionKey(),
        task.getProcessInstanceId(),
        task.getDeleteReason());
  }

  private Optional<String> user(Ended task) {
    Stream<UserOperationLogEntry> unwritten =
        unwritten().getCachedEntitiesByType(UserOperationLogEntryEventEntity.class).stream()
            .map(UserOperationLogEntry.class::cast);
    Stream<UserOperationLogEntry> written =
        Stream.of(task.id())
            .flatMap(id -> history.createUserOperationLogQuery().taskId(id).list().stream());
    return Stream.concat(unwritten, written)
        .filter(
            entry ->
                task.id().equals(entry.getTaskId())
                    && task.processInstance().equals(entry.getProcessInstanceId())
                    && UserOperationLogEntry.OPERATION_TYPE_COMPLETE.equals(
                        entry.getOperationType())
                    && entry.getUserId() != null)
        .map(UserOperationLogEntry::getUserId)
        .findFirst();
  }

  private static DbEntityManager unwritten() {
    return Context.getCommandContext().getDbEntityManager();
  }
}
