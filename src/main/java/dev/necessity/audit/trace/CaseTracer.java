package dev.necessity.audit.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.necessity.assessment.PolicyRef;
import dev.necessity.audit.trace.CaseTrace.ActStep;
import dev.necessity.audit.trace.CaseTrace.AssessmentStep;
import dev.necessity.audit.trace.CaseTrace.Event;
import dev.necessity.audit.trace.CaseTrace.EvidenceItem;
import dev.necessity.audit.trace.CaseTrace.NoticeStep;
import dev.necessity.audit.trace.CaseTrace.PathStep;
import dev.necessity.audit.trace.CaseTrace.PolicyChoice;
import dev.necessity.audit.trace.CaseTrace.Received;
import dev.necessity.audit.trace.CaseTrace.TableStep;
import dev.necessity.audit.trace.CaseTrace.TaskStep;
import dev.necessity.audit.trace.TraceTables.TracedEvaluation;
import dev.necessity.cases.Acts;
import dev.necessity.cases.Acts.Act;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseTalks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.CaseView;
import dev.necessity.casework.people.PersonName;
import dev.necessity.outbox.Outbox;
import dev.necessity.policy.model.PolicyKeys;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the trace of a case: from the engine's history, the deployed models, and the names of the
 * people in it.
 */
@Component
public class CaseTracer {

  private static final Logger LOG = LoggerFactory.getLogger(CaseTracer.class);

  /**
   * Where the process has the policy judge the facts, and where the final tables go on from there.
   */
  public static final String ASSESS = "assessCriteria";

  public static final String DECIDE = "decideProcedureAndSetting";

  /** Where the process selects the policy. */
  private static final String SELECT_POLICY = "selectPolicy";

  private static final String CATALOG = "policyCatalog";
  private static final String ISSUE = "issueDetermination";

  /** A request that a failing step would have lost starts here (docs/adr/0007). */
  private static final String KEPT = "requestKept";

  private final CaseHistories histories;
  private final DecisionModels models;
  private final PassedThrough passedThrough;
  private final HistoryValues values;
  private final Acts acts;
  private final Outbox outbox;
  private final CaseTalks talks;
  private final IdentityService identities;

  public CaseTracer(
      CaseHistories histories,
      DecisionModels models,
      PassedThrough passedThrough,
      HistoryValues values,
      Acts acts,
      Outbox outbox,
      CaseTalks talks,
      IdentityService identities) {
    this.histories = histories;
    this.models = models;
    this.passedThrough = passedThrough;
    this.values = values;
    this.acts = acts;
    this.outbox = outbox;
    this.talks = talks;
    this.identities = identities;
  }

  /**
   * @throws CaseNotFoundException when the history holds no such case
   */
  public CaseTrace trace(String caseNumber) {
    return trace(histories.ofCase(caseNumber));
  }

  /** A part that cannot be read is a finding, and the rest is told without it. */
  public CaseTrace trace(CaseHistory history) {
    List<String> findings = new ArrayList<>();
    TraceTables tables = new TraceTables(history, models, values, findings::add);
    List<TracedEvaluation> evaluations =
        part("the assessments", List.of(), () -> tables.assessments(ASSESS, DECIDE), findings);
    PolicyChoice policy = policy(history, tables, findings);
    KnownOfCase stored =
        KnownOfCase.of(
            name ->
                isSaid(history, name) ? variable(history, name, findings) : NullNode.getInstance(),
            () -> judged(evaluations, policy));
    List<TaskStep> tasks =
        part("the tasks", List.of(), () -> TraceTasks.of(history, values, findings::add), findings);
    List<Act> known =
        part(
            "who did what",
            List.of(),
            () -> acts.ofCase(history.process().getBusinessKey()),
            findings);
    List<ActStep> done = known.stream().map(CaseTracer::step).toList();
    Received received = received(history, stored);
    List<EvidenceItem> evidence =
        part(
            "the evidence",
            List.of(),
            () ->
                TraceEvidence.of(
                    history,
                    stored.request(),
                    stored.assessment(),
                    tasks,
                    known,
                    received.by(),
                    values),
            findings);
    List<AssessmentStep> assessments =
        part(
            "the assessments",
            List.of(),
            () -> TraceAssessments.of(history, evaluations, tasks, evidence, stored.assessment()),
            findings);
    List<NoticeStep> notices =
        part(
            "the notices",
            List.of(),
            () ->
                TraceNotices.of(
                    stored.notice(),
                    stored.extension(),
                    outbox.ofCase(history.process().getBusinessKey())),
            findings);
    List<CaseView.Talk> held =
        part(
            "the peer-to-peer talks",
            List.of(),
            () -> talks.of(history.process().getBusinessKey()),
            findings);
    List<Event> amendments =
        part(
            "the amendments",
            List.of(),
            () -> TraceAmendments.of(history, known, values),
            findings);
    List<Event> timeline =
        part(
            "what happened when",
            List.of(),
            () ->
                TraceTimeline.of(
                    history,
                    received,
                    policy,
                    assessments,
                    tasks,
                    amendments,
                    notices,
                    held,
                    stored),
            findings);
    return new CaseTrace(
        history.process().getBusinessKey(),
        history.process().getProcessDefinitionId(),
        HistoryValues.at(history.process().getStartTime()),
        HistoryValues.at(history.process().getEndTime()),
        received,
        policy,
        assessments,
        tasks,
        done,
        evidence,
        notices,
        stored.assessment(),
        stored.review(),
        stored.withdrawal(),
        stored.determination(),
        timeline,
        passedThrough.addTo(path(history), history.process().getProcessDefinitionId()),
        findings.stream().distinct().toList(),
        people(received, tasks, done, timeline));
  }

  private static <T> T part(String what, T none, Supplier<T> read, List<String> findings) {
    try {
      return read.get();
    } catch (RuntimeException broken) {
      LOG.warn("The history of {} cannot be read", what, broken);
      findings.add("The history of " + what + " cannot be read: a row of it is broken or missing.");
      return none;
    }
  }

  /** What is known of a case now that it has come so far; null nodes where there is none. */
  record KnownOfCase(
      JsonNode request,
      JsonNode assessment,
      JsonNode review,
      JsonNode withdrawal,
      JsonNode determination,
      JsonNode notice,
      JsonNode extension,
      JsonNode link) {

    static KnownOfCase of(Function<String, JsonNode> variable, Supplier<JsonNode> assessment) {
      return new KnownOfCase(
          variable.apply(CaseVariables.REQUEST),
          assessment.get(),
          variable.apply(CaseVariables.REVIEW),
          variable.apply(CaseVariables.WITHDRAWAL),
          variable.apply(CaseVariables.DETERMINATION),
          variable.apply(CaseVariables.NOTICE),
          variable.apply(CaseVariables.EXTENSION),
          variable.apply(CaseVariables.LINK));
    }
  }

  /** The last assessment, from the record of its evaluation. */
  private JsonNode judged(List<TracedEvaluation> evaluations, PolicyChoice policy) {
    JsonNode last =
        evaluations.isEmpty()
            ? NullNode.getInstance()
            : evaluations.get(evaluations.size() - 1).result();
    return last.isObject()
        ? values.assessment(
            last, new PolicyRef(policy.id(), policy.version(), policy.finalTables()))
        : NullNode.getInstance();
  }

  /**
   * Whatever a variable says: a determination was issued where the step that issues one was passed.
   */
  private static boolean isSaid(CaseHistory history, String variable) {
    return !variable.equals(CaseVariables.DETERMINATION)
        || history.activities().stream()
            .anyMatch(step -> step.getActivityId().equals(ISSUE) && step.getEndTime() != null);
  }

  private JsonNode variable(CaseHistory history, String name, List<String> findings) {
    return history
        .variable(name)
        .map(
            found ->
                values.json("the variable '" + name + "'", found.getTypedValue(), findings::add))
        .orElse(NullNode.getInstance());
  }

  private static Received received(CaseHistory history, KnownOfCase stored) {
    boolean kept = KEPT.equals(history.process().getStartActivityId());
    boolean typed =
        history.variables().stream()
            .anyMatch(
                variable ->
                    variable.getName().equals("receivedBy")
                        && HistoricVariableInstance.STATE_DELETED.equals(variable.getState()));
    return new Received(
        stored.request().path("requestId").asText(null),
        stored.request().path("receivedAt").asText(null),
        history.process().getStartUserId(),
        kept ? "KEPT" : typed ? "TASKLIST" : "API",
        stored.link().isObject() ? stored.link() : null);
  }

  private PolicyChoice policy(CaseHistory history, TraceTables tables, List<String> findings) {
    TableStep choice =
        part(
            "the policy's choice",
            null,
            () ->
                tables.at(SELECT_POLICY).stream()
                    .filter(table -> table.decision().equals(CATALOG))
                    .findFirst()
                    .orElse(null),
            findings);
    Function<String, String> variable = name -> variable(history, name, findings).asText(null);
    PolicyRef pinned =
        PolicyRef.of(
            variable.apply(CaseVariables.POLICY_ID),
            variable.apply(CaseVariables.POLICY_VERSION),
            variable.apply(CaseVariables.FINAL_DECISION),
            variable.apply(CaseVariables.FINAL_VERSION));
    String decision =
        Optional.ofNullable(variable.apply(CaseVariables.POLICY_DECISION))
            .map(PolicyKeys::decision)
            .orElse(null);
    return new PolicyChoice(
        pinned.id(),
        pinned.version(),
        decision,
        pinned.finalTables(),
        variable.apply(CaseVariables.ROUTE_REASON),
        choice);
  }

  private static ActStep step(Act act) {
    return new ActStep(
        act.doneAt().withOffsetSameInstant(ZoneOffset.UTC),
        act.kind().name(),
        act.kind().role().name(),
        act.userId(),
        act.npi(),
        act.taskId());
  }

  private static List<PathStep> path(CaseHistory history) {
    return history.activities().stream().map(CaseTracer::step).toList();
  }

  private static PathStep step(HistoricActivityInstance activity) {
    return new PathStep(
        activity.getActivityId(),
        activity.getActivityName(),
        activity.getActivityType(),
        HistoryValues.at(activity.getStartTime()),
        HistoryValues.at(activity.getEndTime()),
        activity.isCanceled(),
        activity.getId());
  }

  private Map<String, String> people(
      Received received, List<TaskStep> tasks, List<ActStep> acts, List<Event> timeline) {
    Map<String, String> names = new TreeMap<>();
    Stream.of(
            Stream.of(received.by()),
            tasks.stream().flatMap(task -> Stream.of(task.claimedBy(), task.endedBy())),
            acts.stream().map(ActStep::by),
            timeline.stream().map(Event::by))
        .flatMap(ids -> ids)
        .filter(Objects::nonNull)
        .forEach(id -> names.computeIfAbsent(id, user -> PersonName.of(identities, user)));
    return names;
  }
}
