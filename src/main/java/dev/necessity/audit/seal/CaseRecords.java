package dev.necessity.audit.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.audit.trace.CaseHistory;
import dev.necessity.engine.EngineCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.stereotype.Component;

/**
 * The history of a case as canonical records: what a seal is the hash of. A record is a line of
 * JSON with its fields in order of their names, instants in milliseconds, values as they are
 * stored. Names of people and the time until which the history is kept are no part of it: both may
 * change without the case changing.
 */
@Component
public class CaseRecords {

  private final RepositoryService repository;
  private final EngineCommands engine;
  private final ObjectMapper json = new ObjectMapper();

  public CaseRecords(RepositoryService repository, EngineCommands engine) {
    this.repository = repository;
    this.engine = engine;
  }

  /**
   * The files that a case was decided by: the deployed content by definition id, read anew for each
   * user of this map.
   */
  static final class ModelFiles {

    private final Map<String, String> hashes = new HashMap<>();

    String hash(String definition, Function<String, byte[]> model) {
      return hashes.computeIfAbsent(
          definition,
          id -> {
            byte[] file = model.apply(id);
            return file == null ? "not deployed any more" : Sha256.of(file);
          });
    }
  }

  public ModelFiles deployedFiles() {
    return new ModelFiles();
  }

  /** Null when the definition is not deployed any more. */
  public byte[] processModel(String definition) {
    return content(
        definition,
        repository.createProcessDefinitionQuery().processDefinitionId(definition)::count,
        repository::getProcessModel);
  }

  /** Null when the definition is not deployed any more. */
  public byte[] decisionModel(String definition) {
    return content(
        definition,
        repository.createDecisionDefinitionQuery().decisionDefinitionId(definition)::count,
        repository::getDecisionModel);
  }

  /** Asks first: an exception of the engine would roll back what this is a part of. */
  private byte[] content(
      String definition, LongSupplier deployed, Function<String, InputStream> model) {
    return engine.run(
        () -> {
          if (deployed.getAsLong() == 0) {
            return null;
          }
          try (InputStream file = model.apply(definition)) {
            return file.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The definitions of the decisions that were evaluated, one of each file that was used. */
  public static Set<String> decisionDefinitions(CaseHistory history) {
    return history.decisions().stream()
        .map(HistoricDecisionInstance::getDecisionDefinitionId)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  public SortedMap<String, String> of(CaseHistory history, ModelFiles files) {
    SortedMap<String, String> records = new TreeMap<>();
    HistoricProcessInstance process = history.process();
    put(
        records,
        "process " + process.getId(),
        "definition",
        process.getProcessDefinitionId(),
        "businessKey",
        process.getBusinessKey(),
        "start",
        process.getStartTime(),
        "end",
        process.getEndTime(),
        "startUser",
        process.getStartUserId(),
        "startActivity",
        process.getStartActivityId(),
        "endActivity",
        process.getEndActivityId(),
        "state",
        process.getState());
    history
        .activities()
        .forEach(
            each ->
                put(
                    records,
                    "activity " + each.getActivityId() + " " + each.getId(),
                    "name",
                    each.getActivityName(),
                    "type",
                    each.getActivityType(),
                    "start",
                    each.getStartTime(),
                    "end",
                    each.getEndTime(),
                    "canceled",
                    each.isCanceled(),
                    "task",
                    each.getTaskId(),
                    "assignee",
                    each.getAssignee()));
    history
        .variables()
        .forEach(
            each ->
                put(
                    records,
                    "variable " + each.getName() + " " + each.getId(),
                    "task",
                    each.getTaskId(),
                    "type",
                    each.getTypeName(),
                    "created",
                    each.getCreateTime(),
                    "state",
                    each.getState(),
                    "value",
                    value(each.getTypedValue())));
    history.updates().stream()
        .collect(
            Collectors.groupingBy(
                each -> each.getVariableName() + " " + each.getVariableInstanceId()))
        .forEach(
            (name, updates) ->
                put(
                    records,
                    "updates " + name,
                    "values",
                    updates.stream()
                        .map(
                            each ->
                                fields(
                                    "at",
                                    each.getTime(),
                                    "revision",
                                    each.getRevision(),
                                    "value",
                                    value(each.getTypedValue())))
                        .toList()));
    history
        .decisions()
        .forEach(
            each ->
                put(
                    records,
                    "decision " + each.getDecisionDefinitionKey() + " " + each.getId(),
                    "definition",
                    each.getDecisionDefinitionId(),
                    "at",
                    each.getEvaluationTime(),
                    "activity",
                    each.getActivityInstanceId(),
                    "root",
                    each.getRootDecisionInstanceId(),
                    "inputs",
                    each.getInputs().stream()
                        .map(
                            input ->
                                json(
                                    fields(
                                        "clause",
                                        input.getClauseId(),
                                        "value",
                                        value(input.getTypedValue()))))
                        .sorted()
                        .toList(),
                    "outputs",
                    each.getOutputs().stream()
                        .map(
                            output ->
                                json(
                                    fields(
                                        "rule",
                                        output.getRuleId(),
                                        "order",
                                        output.getRuleOrder(),
                                        "clause",
                                        output.getClauseId(),
                                        "name",
                                        output.getVariableName(),
                                        "value",
                                        value(output.getTypedValue()))))
                        .sorted()
                        .toList()));
    history
        .tasks()
        .forEach(
            each ->
                put(
                    records,
                    "task " + each.getTaskDefinitionKey() + " " + each.getId(),
                    "name",
                    each.getName(),
                    "start",
                    each.getStartTime(),
                    "end",
                    each.getEndTime(),
                    "assignee",
                    each.getAssignee(),
                    "due",
                    each.getDueDate(),
                    "priority",
                    each.getPriority(),
                    "ended",
                    each.getDeleteReason(),
                    "links",
                    history.links().stream()
                        .filter(link -> each.getId().equals(link.getTaskId()))
                        .map(
                            link ->
                                json(
                                    fields(
                                        "at",
                                        link.getTime(),
                                        "type",
                                        link.getType(),
                                        "user",
                                        link.getUserId(),
                                        "group",
                                        link.getGroupId(),
                                        "operation",
                                        link.getOperationType(),
                                        "by",
                                        link.getAssignerId())))
                        .sorted()
                        .toList()));
    history
        .incidents()
        .forEach(
            each ->
                put(
                    records,
                    "incident " + each.getActivityId() + " " + each.getId(),
                    "type",
                    each.getIncidentType(),
                    "start",
                    each.getCreateTime(),
                    "end",
                    each.getEndTime(),
                    "message",
                    each.getIncidentMessage()));
    history
        .jobs()
        .forEach(
            each ->
                put(
                    records,
                    "job " + each.getActivityId() + " " + each.getId(),
                    "job",
                    each.getJobId(),
                    "at",
                    each.getTimestamp(),
                    "failed",
                    each.isFailureLog(),
                    "retries",
                    each.getJobRetries(),
                    "message",
                    each.getJobExceptionMessage()));
    history
        .operations()
        .forEach(
            each ->
                put(
                    records,
                    "operation " + each.getOperationType() + " " + each.getId(),
                    "user",
                    each.getUserId(),
                    "at",
                    each.getTimestamp(),
                    "task",
                    each.getTaskId(),
                    "property",
                    each.getProperty(),
                    "before",
                    each.getOrgValue(),
                    "after",
                    each.getNewValue()));
    put(
        records,
        "model " + process.getProcessDefinitionId(),
        "sha256",
        files.hash(process.getProcessDefinitionId(), this::processModel));
    decisionDefinitions(history)
        .forEach(
            definition ->
                put(
                    records,
                    "model " + definition,
                    "sha256",
                    files.hash(definition, this::decisionModel)));
    return records;
  }

  private void put(SortedMap<String, String> records, String key, Object... fields) {
    records.put(key, json(fields(fields)));
  }

  private static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      fields.put(
          (String) namesAndValues[i], value instanceof Date date ? (Object) date.getTime() : value);
    }
    return fields;
  }

  private static Object value(TypedValue value) {
    if (value instanceof SerializableValue serialized) {
      return serialized.getValueSerialized();
    }
    Object plain = value == null ? null : value.getValue();
    return plain instanceof Date date ? (Object) date.getTime() : plain;
  }

  private String json(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
