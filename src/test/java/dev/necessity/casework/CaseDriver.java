package dev.necessity.casework;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseView;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.ContentHash;
import dev.necessity.request.RequestReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.ProcessInstanceAssert;
import org.camunda.spin.plugin.variable.SpinValues;

/** Drives one case through the process, as people and time would. */
public final class CaseDriver {

  private final ProcessEngine engine;
  private final Cases cases;
  private final String caseNumber;
  private final ProcessInstance instance;

  private CaseDriver(ProcessEngine engine, Cases cases, String caseNumber) {
    this.engine = engine;
    this.cases = cases;
    this.caseNumber = caseNumber;
    this.instance = instance(engine, caseNumber);
  }

  /**
   * A handle for the assertions, also of a process that has ended before anybody could ask for it.
   */
  private static ProcessInstance instance(ProcessEngine engine, String caseNumber) {
    String id =
        engine
            .getHistoryService()
            .createHistoricProcessInstanceQuery()
            .processDefinitionKey(CaseTasks.PROCESS)
            .processInstanceBusinessKey(caseNumber)
            .singleResult()
            .getId();
    ExecutionEntity handle = new ExecutionEntity();
    handle.setId(id);
    handle.setProcessInstanceId(id);
    return handle;
  }

  /**
   * Opens a case for one of the example requests, changed as needed, under a request id of its own.
   */
  public static CaseDriver open(
      ProcessEngine engine,
      Cases cases,
      RequestReader reader,
      String example,
      Consumer<ObjectNode> change) {
    ObjectNode body = body(reader, example);
    body.put("requestId", UUID.randomUUID().toString());
    change.accept(body);
    return open(engine, cases, reader, body);
  }

  static CaseDriver open(ProcessEngine engine, Cases cases, RequestReader reader, ObjectNode body) {
    return new CaseDriver(
        engine, cases, cases.open(reader.read(body), ContentHash.of(body)).caseNumber());
  }

  public static ObjectNode body(RequestReader reader, String example) {
    return (ObjectNode)
        reader.parse(
            Models.text(Models.REQUESTS.resolve(example + ".json"))
                .getBytes(StandardCharsets.UTF_8));
  }

  public static CaseDriver of(ProcessEngine engine, Cases cases, String caseNumber) {
    return new CaseDriver(engine, cases, caseNumber);
  }

  public String caseNumber() {
    return caseNumber;
  }

  public CaseView view() {
    return cases.view(caseNumber);
  }

  public JsonNode assessment() {
    return view().assessment();
  }

  public JsonNode determination() {
    return view().determination();
  }

  public String status(String criterion) {
    for (JsonNode each : assessment().get("criteria")) {
      if (each.get("id").asText().equals(criterion)) {
        return each.get("status").asText();
      }
    }
    throw new AssertionError("no criterion " + criterion);
  }

  public ProcessInstanceAssert process() {
    return assertThat(instance);
  }

  public String processInstanceId() {
    return instance.getId();
  }

  public List<Task> tasks() {
    return engine.getTaskService().createTaskQuery().processInstanceBusinessKey(caseNumber).list();
  }

  public List<String> documents() {
    return view().openDocumentation().stream()
        .map(CaseView.OpenDocument::document)
        .sorted()
        .toList();
  }

  public Task task(String documentOrKey) {
    return tasks().stream()
        .filter(
            task ->
                task.getTaskDefinitionKey().equals(documentOrKey)
                    || documentOrKey.equals(
                        engine.getTaskService().getVariable(task.getId(), CaseTasks.DOCUMENT)))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no task for " + documentOrKey + " among " + tasks()));
  }

  /**
   * A reviewer, for the planned date intake, submits the form of a document; then the engine joins
   * the answer to the others.
   */
  public CaseDriver answer(String document, Map<String, ?> fields) {
    answered(document, with(fields, "available", true));
    return join();
  }

  public CaseDriver unavailable(String document) {
    answered(document, Map.of("available", false, "unavailableReason", "not in the chart"));
    return join();
  }

  private void answered(String document, Map<String, ?> fields) {
    boolean ofTheRequest = document.equals("PLANNED_DATE");
    submit(
        task(document),
        ofTheRequest ? "ines" : "rita",
        ofTheRequest ? "intake" : "reviewers",
        fields);
  }

  public CaseDriver claim(String document, String user) {
    engine.getTaskService().claim(task(document).getId(), user);
    return this;
  }

  /**
   * Runs the jobs that join finished documentation tasks, and nothing that waits for time to pass.
   */
  public CaseDriver join() {
    List<Job> joins;
    do {
      joins =
          engine
              .getManagementService()
              .createJobQuery()
              .processInstanceId(instance.getId())
              .messages()
              .withRetriesLeft()
              .list();
      joins.forEach(job -> engine.getManagementService().executeJob(job.getId()));
    } while (!joins.isEmpty());
    return this;
  }

  /** Lets the time of one timer come, by the id of its event. */
  public CaseDriver time(String activity) {
    Job timer =
        engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(instance.getId())
            .activityId(activity)
            .singleResult();
    Assertions.assertThat(timer).as("timer " + activity).isNotNull();
    engine.getManagementService().executeJob(timer.getId());
    return this;
  }

  /** Somebody of the group that is asked confirms what is in doubt or hands it over. */
  public CaseDriver confirm(String decision) {
    Task task = task(CaseTasks.CONFIRM);
    boolean director =
        engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
            .anyMatch(link -> WhoMayDeny.GROUP.equals(link.getGroupId()));
    submit(
        task,
        director ? "mia" : "rita",
        director ? WhoMayDeny.GROUP : CaseTasks.REVIEWERS,
        Map.of("decision", decision, "note", "looked at the records"));
    return this;
  }

  public CaseDriver review(Map<String, ?> decision) {
    submit(task(CaseTasks.REVIEW), "mia", WhoMayDeny.GROUP, reviewFields(decision));
    return this;
  }

  public static Map<String, Object> reviewFields(Map<String, ?> decision) {
    Map<String, Object> fields = new HashMap<>(decision);
    fields.putIfAbsent("rationale", "The record does not support the procedure at this time.");
    fields.putIfAbsent("reviewerNpi", "1487650917");
    fields.putIfAbsent("reviewerSpecialty", "Orthopaedic surgery");
    return fields;
  }

  public void submit(Task task, String user, String group, Map<String, ?> fields) {
    engine.getIdentityService().setAuthentication(user, List.of(group));
    try {
      engine.getFormService().submitTaskForm(task.getId(), asTasklistSends(fields));
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  private static Map<String, Object> asTasklistSends(Map<String, ?> fields) {
    Map<String, Object> sent = new HashMap<>(fields);
    sent.replaceAll(
        (name, value) ->
            value instanceof List<?> list
                ? SpinValues.jsonValue(
                        JsonNodeFactory.instance
                            .arrayNode()
                            .addAll(
                                list.stream()
                                    .map(
                                        item ->
                                            (JsonNode)
                                                JsonNodeFactory.instance.textNode((String) item))
                                    .toList())
                            .toString())
                    .create()
                : value);
    return sent;
  }

  private static Map<String, Object> with(Map<String, ?> fields, String name, Object value) {
    Map<String, Object> all = new HashMap<>(fields);
    all.put(name, value);
    return all;
  }
}
