package dev.necessity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.necessity.audit.CaseTrace.PathStep;
import dev.necessity.audit.CaseTrace.PolicyChoice;
import dev.necessity.audit.CaseTrace.Received;
import dev.necessity.audit.CaseTrace.TableStep;
import dev.necessity.audit.CaseTrace.TaskStep;
import dev.necessity.workflow.CaseNotFoundException;
import dev.necessity.workflow.CaseVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** Tells the trace of a case: from the engine's history, the deployed models, and the names of the people in it. */
@Component
public class CaseTracer {

  /** Where the process selects the policy. */
  private static final String SELECT_POLICY = "selectPolicy";
  private static final String CATALOG = "policyCatalog";
  /** A request that a failing step would have lost starts here (docs/adr/0007). */
  private static final String KEPT = "requestKept";

  private final CaseHistories histories;
  private final DecisionModels models;
  private final HistoryValues values;
  private final IdentityService identities;

  public CaseTracer(CaseHistories histories, DecisionModels models, HistoryValues values, IdentityService identities) {
    this.histories = histories;
    this.models = models;
    this.values = values;
    this.identities = identities;
  }

  /** @throws CaseNotFoundException when the history holds no such case */
  public CaseTrace trace(String caseNumber) {
    return trace(histories.ofCase(caseNumber));
  }

  CaseTrace trace(CaseHistory history) {
    List<String> findings = new ArrayList<>();
    JsonNode request = variable(history, CaseVariables.REQUEST, findings);
    JsonNode assessment = variable(history, CaseVariables.ASSESSMENT, findings);
    JsonNode review = variable(history, CaseVariables.REVIEW, findings);
    JsonNode withdrawal = variable(history, CaseVariables.WITHDRAWAL, findings);
    JsonNode determination = variable(history, CaseVariables.DETERMINATION, findings);

    TraceTables tables = new TraceTables(history, models, values, findings::add);
    List<TaskStep> tasks = TraceTasks.of(history, values, findings::add);
    Received received = received(history, request);
    PolicyChoice policy = policy(history, tables, findings);
    var evidence = TraceEvidence.of(history, request, assessment, values);
    var assessments = TraceAssessments.of(history, tables, tasks, evidence, assessment);
    var timeline = TraceTimeline.of(history, received, policy, assessments, tasks, review, withdrawal, determination);
    return new CaseTrace(history.process().getBusinessKey(), history.process().getProcessDefinitionId(),
        HistoryValues.at(history.process().getStartTime()), HistoryValues.at(history.process().getEndTime()),
        received, policy, assessments, tasks, evidence, assessment, review, withdrawal, determination,
        timeline, path(history), findings.stream().distinct().toList(), people(received, tasks, timeline));
  }

  private JsonNode variable(CaseHistory history, String name, List<String> findings) {
    return history.variable(name)
        .map(found -> values.json("the variable '" + name + "'", found.getTypedValue(), findings::add))
        .orElse(NullNode.getInstance());
  }

  private static Received received(CaseHistory history, JsonNode request) {
    boolean kept = KEPT.equals(history.process().getStartActivityId());
    boolean typed = history.variables().stream().anyMatch(variable -> variable.getName().equals("receivedBy")
        && HistoricVariableInstance.STATE_DELETED.equals(variable.getState()));
    return new Received(request.path("requestId").asText(null), request.path("receivedAt").asText(null),
        history.process().getStartUserId(), kept ? "KEPT" : typed ? "TASKLIST" : "API");
  }

  private PolicyChoice policy(CaseHistory history, TraceTables tables, List<String> findings) {
    TableStep choice = tables.at(SELECT_POLICY).stream().filter(table -> table.decision().equals(CATALOG)).findFirst().orElse(null);
    return new PolicyChoice(
        variable(history, CaseVariables.POLICY_ID, findings).asText(null), variable(history, CaseVariables.POLICY_VERSION, findings).asText(null),
        variable(history, CaseVariables.POLICY_DECISION, findings).asText(null), variable(history, CaseVariables.ROUTE_REASON, findings).asText(null), choice);
  }

  private static List<PathStep> path(CaseHistory history) {
    return history.activities().stream().map(CaseTracer::step).toList();
  }

  private static PathStep step(HistoricActivityInstance activity) {
    return new PathStep(activity.getActivityId(), activity.getActivityName(), activity.getActivityType(),
        HistoryValues.at(activity.getStartTime()), HistoryValues.at(activity.getEndTime()), activity.isCanceled(), activity.getId());
  }

  private Map<String, String> people(Received received, List<TaskStep> tasks, List<CaseTrace.Event> timeline) {
    Map<String, String> names = new TreeMap<>();
    Stream.of(Stream.of(received.by()), tasks.stream().flatMap(task -> Stream.of(task.claimedBy(), task.endedBy())),
            timeline.stream().map(CaseTrace.Event::by))
        .flatMap(ids -> ids).filter(Objects::nonNull).forEach(id -> names.computeIfAbsent(id, this::name));
    return names;
  }

  private String name(String userId) {
    User user = identities.createUserQuery().userId(userId).singleResult();
    return user == null ? userId : Stream.of(user.getFirstName(), user.getLastName())
        .filter(Objects::nonNull).collect(java.util.stream.Collectors.joining(" ")).strip();
  }
}
