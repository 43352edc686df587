package dev.necessity.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.audit.retention.RetentionTable;
import dev.necessity.cases.CaseTasks;
import dev.necessity.outbox.ChannelTable;
import dev.necessity.policy.check.AskedDocuments;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/**
 * What is named by the application, by a process or by a policy, and is in none of the models that
 * are packaged: a process, a table or a form. The models say what is needed, so that another policy
 * needs what it names itself and nothing else.
 */
final class NeededModels {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PROCESSES =
      List.of(CaseTasks.PROCESS, CaseTasks.TALK_PROCESS, CaseTasks.AMENDMENT_PROCESS);
  private static final List<String> TABLES =
      List.of(Policies.CATALOG, RetentionTable.DECISION, ChannelTable.DECISION);

  private final Set<String> given = new HashSet<>();
  private final List<String> missing = new ArrayList<>();

  private NeededModels() {}

  /**
   * What is missing, each with who names it.
   *
   * @param models processes and forms among them, by their names
   * @param decisions the decision files
   */
  static List<String> missing(Map<String, byte[]> models, Collection<PolicyFile> decisions) {
    NeededModels needed = new NeededModels();
    Map<String, BpmnModelInstance> processes = new TreeMap<>();
    models.forEach(
        (name, content) -> {
          if (name.endsWith(".bpmn")) {
            processes.put(name, Bpmn.readModelFromStream(new ByteArrayInputStream(content)));
          } else if (name.endsWith(".form")) {
            needed.given.add(form(formId(content)));
          }
        });
    processes
        .values()
        .forEach(
            process ->
                process
                    .getModelElementsByType(Process.class)
                    .forEach(each -> needed.given.add(process(each.getId()))));
    decisions.stream()
        .filter(file -> !file.isPolicy())
        .flatMap(file -> file.decisions().stream())
        .forEach(decision -> needed.given.add(table(decision)));
    PROCESSES.forEach(process -> needed.need(process(process), "the application"));
    TABLES.forEach(table -> needed.need(table(table), "the application"));
    processes.forEach(needed::process);
    decisions.stream().filter(PolicyFile::isPolicy).forEach(needed::policy);
    return needed.missing;
  }

  private void process(String name, BpmnModelInstance process) {
    process
        .getModelElementsByType(BusinessRuleTask.class)
        .forEach(task -> need("table", task.getCamundaDecisionRef(), name));
    process
        .getModelElementsByType(UserTask.class)
        .forEach(task -> need("form", task.getCamundaFormRef(), name));
    process
        .getModelElementsByType(StartEvent.class)
        .forEach(event -> need("form", event.getCamundaFormRef(), name));
  }

  /** The forms of the documents that a policy asks for. */
  private void policy(PolicyFile policy) {
    AskedDocuments.forms(policy).forEach(form -> need(form(form), policy.name()));
  }

  /** An expression is known when a case comes to it. */
  private void need(String kind, String id, String by) {
    if (id != null && !id.contains("{")) {
      need(named(kind, id), by);
    }
  }

  private void need(String what, String by) {
    if (given.add(what)) {
      missing.add("the " + what + ", which " + by + " names");
    }
  }

  private static String process(String id) {
    return named("process", id);
  }

  private static String table(String id) {
    return named("table", id);
  }

  private static String form(String id) {
    return named("form", id);
  }

  private static String named(String kind, String id) {
    return kind + " '" + id + "'";
  }

  private static String formId(byte[] form) {
    try {
      return JSON.readTree(form).path("id").asText();
    } catch (IOException unreadable) {
      // The deployment says what is wrong with it.
      return "";
    }
  }
}
