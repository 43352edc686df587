package dev.necessity.audit.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.necessity.audit.trace.CaseTrace.AssessmentStep;
import dev.necessity.audit.trace.CaseTrace.Event;
import dev.necessity.audit.trace.CaseTrace.Kind;
import dev.necessity.audit.trace.CaseTrace.NoticeStep;
import dev.necessity.audit.trace.CaseTrace.PolicyChoice;
import dev.necessity.audit.trace.CaseTrace.Received;
import dev.necessity.audit.trace.CaseTrace.TaskStep;
import dev.necessity.audit.trace.CaseTracer.KnownOfCase;
import dev.necessity.cases.CaseView;
import dev.necessity.casework.review.ReviewForm;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricIncident;
import org.camunda.bpm.engine.history.HistoricJobLog;
import org.camunda.bpm.engine.history.UserOperationLogEntry;

/** Everything that happened to a case, in order. */
final class TraceTimeline {

  /** Steps whose kind says more than that they were taken; all others are told by their type. */
  private static final Map<String, Kind> KINDS =
      Map.of(
          "selectPolicy",
          Kind.POLICY,
          "assessCriteria",
          Kind.ASSESSMENT,
          "issueDetermination",
          Kind.DECIDED,
          "recordWithdrawal",
          Kind.WITHDRAWAL,
          "addEvidence",
          Kind.EVIDENCE,
          "addEvidenceToReview",
          Kind.EVIDENCE,
          "addEvidenceToConfirmation",
          Kind.EVIDENCE,
          "addEvidenceToRouting",
          Kind.EVIDENCE);

  private static final Set<String> TOLD_TYPES = Set.of("serviceTask", "businessRuleTask");

  /** What the operation log says that the tasks say already. */
  private static final Set<String> TOLD_OPERATIONS =
      Set.of(
          UserOperationLogEntry.OPERATION_TYPE_CLAIM,
          UserOperationLogEntry.OPERATION_TYPE_COMPLETE,
          UserOperationLogEntry.OPERATION_TYPE_CREATE);

  private static final String REVIEW = "reviewByMedicalDirector";

  private final CaseHistory history;
  private final List<Ranked> events = new ArrayList<>();
  private final Map<String, Integer> order = new HashMap<>();

  private TraceTimeline(CaseHistory history) {
    this.history = history;
    for (HistoricActivityInstance activity : history.activities()) {
      order.put(activity.getId(), order.size() * 10);
    }
  }

  /** An event and its place among those of the same instant: that of the activity it belongs to. */
  private record Ranked(Event event, int rank) {}

  static List<Event> of(
      CaseHistory history,
      Received received,
      PolicyChoice policy,
      List<AssessmentStep> assessments,
      List<TaskStep> tasks,
      List<Event> amendments,
      List<NoticeStep> notices,
      List<CaseView.Talk> talks,
      KnownOfCase stored) {
    TraceTimeline timeline = new TraceTimeline(history);
    timeline.add(
        history.process().getStartTime(),
        -1,
        Kind.RECEIVED,
        "Request received",
        received.by(),
        received.via());
    timeline.addSteps(policy, assessments.iterator(), stored);
    tasks.forEach(task -> timeline.addTask(task, stored.review()));
    amendments.forEach(amendment -> timeline.events.add(new Ranked(amendment, -1)));
    timeline.addExtension(stored.extension());
    notices.forEach(timeline::addNotice);
    talks.forEach(timeline::addTalk);
    history.incidents().forEach(timeline::addIncident);
    history.jobs().stream().filter(HistoricJobLog::isFailureLog).forEach(timeline::addFailure);
    timeline.addOperations();
    if (history.process().getEndTime() != null) {
      timeline.add(
          history.process().getEndTime(), Integer.MAX_VALUE, Kind.ENDED, "Case ended", null, null);
    }
    return timeline.events.stream()
        .sorted(
            Comparator.comparing((Ranked ranked) -> ranked.event().at())
                .thenComparing(Ranked::rank))
        .map(Ranked::event)
        .toList();
  }

  private void add(Date at, int rank, Kind kind, String text, String by, String detail) {
    events.add(new Ranked(new Event(HistoryValues.at(at), kind, text, by, detail), rank));
  }

  private void addSteps(
      PolicyChoice policy, Iterator<AssessmentStep> assessments, KnownOfCase stored) {
    for (HistoricActivityInstance activity : history.activities()) {
      Kind kind = KINDS.getOrDefault(activity.getActivityId(), kind(activity.getActivityType()));
      if (kind == null || activity.isCanceled() && kind == Kind.TIMER) {
        continue;
      }
      String detail =
          switch (kind) {
            case POLICY -> policy.reason();
            case ASSESSMENT ->
                assessments.hasNext() ? "Assessment " + assessments.next().number() : null;
            case WITHDRAWAL -> stored.withdrawal().path("reason").asText(null);
            case DECIDED -> stored.determination().path("disposition").asText(null);
            default -> null;
          };
      Date at =
          kind == Kind.TIMER && activity.getEndTime() != null
              ? activity.getEndTime()
              : activity.getStartTime();
      add(at, order.get(activity.getId()), kind, activity.getActivityName(), null, detail);
    }
  }

  private static Kind kind(String type) {
    if (TOLD_TYPES.contains(type)) {
      return Kind.STEP;
    }
    if (type.toLowerCase(Locale.ROOT).contains("timer")) {
      return Kind.TIMER;
    }
    return null;
  }

  private void addTask(TaskStep task, JsonNode review) {
    int rank =
        history.activities().stream()
            .filter(activity -> task.id().equals(activity.getTaskId()))
            .map(activity -> order.get(activity.getId()))
            .findFirst()
            .orElse(0);
    addAt(
        task.offeredAt(),
        rank + 1,
        Kind.TASK_OFFERED,
        task.name(),
        null,
        "offered to " + String.join(", ", task.offeredTo()));
    history.links().stream()
        .filter(
            link ->
                task.id().equals(link.getTaskId())
                    && TraceTasks.isOffer(link)
                    && TraceTasks.isEscalation(link, task.offeredAt()))
        .forEach(
            link ->
                add(
                    link.getTime(),
                    rank + 2,
                    Kind.ESCALATION,
                    task.name(),
                    null,
                    "offered to " + link.getGroupId() + " as well"));
    if (task.claimedAt() != null) {
      addAt(task.claimedAt(), rank + 2, Kind.TASK_CLAIMED, task.name(), task.claimedBy(), null);
    }
    switch (task.outcome()) {
      case "COMPLETED" -> {
        boolean reviewed =
            REVIEW.equals(task.key())
                && !ReviewForm.ASK_FOR_DOCUMENTS.equals(
                    task.entered().getOrDefault("decision", NullNode.getInstance()).asText());
        addAt(
            task.endedAt(),
            rank + 3,
            reviewed ? Kind.REVIEW : Kind.TASK_COMPLETED,
            task.name(),
            task.endedBy(),
            reviewed
                ? review.path("decision").asText() + ": " + review.path("rationale").asText()
                : entered(task));
      }
      case "CANCELLED" ->
          addAt(task.endedAt(), rank + 3, Kind.TASK_CANCELLED, task.name(), null, null);
      default -> {}
    }
  }

  private void addExtension(JsonNode extension) {
    if (extension.isObject()) {
      addAt(
          HistoryValues.utc(OffsetDateTime.parse(extension.path("at").asText())),
          -1,
          Kind.EXTENSION,
          "Decision clock extended",
          extension.path("by").asText(null),
          "due "
              + extension.path("dueAt").asText()
              + " instead of "
              + extension.path("dueAtBefore").asText()
              + ": "
              + extension.path("reason").asText());
    }
  }

  private void addNotice(NoticeStep notice) {
    String what =
        (notice.event().equals("EXTENSION") ? "Letter about more time to the " : "Notice to the ")
            + notice.audience().toLowerCase(Locale.ROOT);
    addAt(
        notice.issuedAt(),
        Integer.MAX_VALUE - 1,
        Kind.NOTICE,
        what + " issued",
        null,
        "in " + String.join(", ", notice.languages()));
    for (CaseTrace.Delivery delivery : notice.deliveries()) {
      boolean delivered = delivery.deliveredAt() != null;
      String state =
          delivered
              ? " delivered"
              : delivery.state().equals("DEAD")
                  ? " could not be delivered"
                  : " waits for its delivery";
      addAt(
          delivered ? delivery.deliveredAt() : delivery.createdAt(),
          Integer.MAX_VALUE,
          Kind.DELIVERY,
          what + state,
          null,
          "over "
              + delivery.channel()
              + ", tried "
              + delivery.tries()
              + " times"
              + (delivery.error() == null ? "" : "; " + delivery.error()));
    }
  }

  /** Talks follow the end of a case, in runs of their own process. */
  private void addTalk(CaseView.Talk talk) {
    addAt(
        HistoryValues.utc(OffsetDateTime.parse(talk.asked().askedAt())),
        Integer.MAX_VALUE,
        Kind.TALK,
        "Peer-to-peer talk asked for",
        null,
        "by " + talk.asked().clinicianName() + ", to be held by " + talk.dueAt());
    if (talk.result() != null) {
      addAt(
          HistoryValues.utc(OffsetDateTime.parse(talk.result().recordedAt())),
          Integer.MAX_VALUE,
          Kind.TALK,
          "Peer-to-peer talk: " + talk.result().outcome(),
          talk.result().userId(),
          (talk.result().heldOn() == null ? "" : "held on " + talk.result().heldOn() + ". ")
              + talk.result().summary()
              + (talk.reconsideration() == null
                  ? ""
                  : " Reconsidered as case " + talk.reconsideration() + "."));
    }
  }

  private void addAt(
      OffsetDateTime at, int rank, Kind kind, String text, String by, String detail) {
    events.add(new Ranked(new Event(at, kind, text, by, detail), rank));
  }

  private static String entered(TaskStep task) {
    if (task.entered().isEmpty()) {
      return "answered by a record that came over the API";
    }
    return task.entered().entrySet().stream()
        .map(
            field ->
                field.getKey()
                    + " = "
                    + (field.getValue().isTextual()
                        ? field.getValue().asText()
                        : field.getValue().toString()))
        .collect(Collectors.joining("; "));
  }

  private void addIncident(HistoricIncident incident) {
    String text =
        "Incident at '" + name(incident.getFailedActivityId(), incident.getActivityId()) + "'";
    add(
        incident.getCreateTime(),
        Integer.MAX_VALUE,
        Kind.INCIDENT,
        text,
        null,
        incident.getIncidentMessage());
    if (incident.getEndTime() != null) {
      add(incident.getEndTime(), Integer.MAX_VALUE, Kind.INCIDENT, text + " over", null, null);
    }
  }

  private void addFailure(HistoricJobLog job) {
    add(
        job.getTimestamp(),
        Integer.MAX_VALUE - 1,
        Kind.FAILURE,
        "'"
            + name(job.getFailedActivityId(), job.getActivityId())
            + "' failed, "
            + job.getJobRetries()
            + " tries left",
        null,
        job.getJobExceptionMessage());
  }

  /** The name of the activity that failed, or of the one where the engine noticed it. */
  private String name(String failed, String noticed) {
    String activity = failed == null ? noticed : failed;
    return history.activities().stream()
        .filter(entered -> entered.getActivityId().equals(activity))
        .map(HistoricActivityInstance::getActivityName)
        .findFirst()
        .orElse(activity);
  }

  /**
   * One event for each operation; its properties, which are entries of their own in the log, are
   * its detail.
   */
  private void addOperations() {
    Map<String, List<UserOperationLogEntry>> operations =
        history.operations().stream()
            .filter(entry -> !TOLD_OPERATIONS.contains(entry.getOperationType()))
            .collect(Collectors.groupingBy(UserOperationLogEntry::getOperationId));
    operations
        .values()
        .forEach(
            entries -> {
              UserOperationLogEntry first = entries.get(0);
              String detail =
                  entries.stream()
                      .filter(entry -> entry.getProperty() != null && entry.getNewValue() != null)
                      .map(entry -> entry.getProperty() + " = " + entry.getNewValue())
                      .collect(Collectors.joining("; "));
              add(
                  first.getTimestamp(),
                  -1,
                  Kind.OPERATION,
                  first.getOperationType(),
                  first.getUserId(),
                  detail);
            });
  }
}
