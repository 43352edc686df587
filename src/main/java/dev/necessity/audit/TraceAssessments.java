package dev.necessity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.CaseTrace.AssessmentStep;
import dev.necessity.audit.CaseTrace.Change;
import dev.necessity.audit.CaseTrace.EvidenceItem;
import dev.necessity.audit.CaseTrace.InputChange;
import dev.necessity.audit.CaseTrace.TableChange;
import dev.necessity.audit.CaseTrace.TableStep;
import dev.necessity.audit.CaseTrace.TaskStep;
import dev.necessity.audit.CaseTrace.Value;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.history.HistoricActivityInstance;

/** Every assessment of a case, and what made each different from the one before. */
final class TraceAssessments {

  private static final String ASSESS = "assessCriteria";
  private static final String CLOSE = "closeDocumentation";

  private TraceAssessments() {}

  /** @param last the last assessment as stored; it names the criteria */
  static List<AssessmentStep> of(CaseHistory history, TraceTables tables, List<TaskStep> tasks, List<EvidenceItem> evidence, JsonNode last) {
    List<AssessmentStep> steps = new ArrayList<>();
    for (TraceTables.Evaluation evaluation : tables.evaluations(ASSESS)) {
      OffsetDateTime at = evaluation.at();
      AssessmentStep before = steps.isEmpty() ? null : steps.get(steps.size() - 1);
      steps.add(new AssessmentStep(steps.size() + 1, at,
          before == null ? List.of() : changes(before.tables(), evaluation.tables(), last),
          before == null ? List.of() : tableChanges(before.tables(), evaluation.tables()),
          before == null ? List.of() : arrived(history, tasks, evidence, before.at(), at), evaluation.tables()));
    }
    return steps;
  }

  private static List<Change> changes(List<TableStep> before, List<TableStep> after, JsonNode last) {
    return StreamSupport.stream(last.path("criteria").spliterator(), false)
        .flatMap(criterion -> change(criterion, find(before, criterion), find(after, criterion)).stream())
        .toList();
  }

  private static TableStep find(List<TableStep> tables, JsonNode criterion) {
    return tables.stream().filter(table -> table.decision().equals(criterion.path("id").asText())).findFirst().orElse(null);
  }

  /** The status of a criterion is the output with the name of its decision (docs/auditors.md). */
  private static Optional<Change> change(JsonNode criterion, TableStep before, TableStep after) {
    if (before == null || after == null) {
      return Optional.empty();
    }
    String id = after.decision();
    String statusBefore = text(before.output(id));
    String statusAfter = text(after.output(id));
    if (Objects.equals(statusBefore, statusAfter)) {
      return Optional.empty();
    }
    List<String> records = texts(after.output(id + "Evidence"));
    List<String> known = texts(before.output(id + "Evidence"));
    return Optional.of(new Change(id, criterion.path("title").asText(), statusBefore, statusAfter, text(after.output(id + "Reason")),
        inputs(before, after), without(records, known)));
  }

  private static List<InputChange> inputs(TableStep before, TableStep after) {
    return after.inputs().stream()
        .flatMap(now -> before.inputs().stream()
            .filter(then -> then.name().equals(now.name()) && !then.value().equals(now.value()))
            .map(then -> new InputChange(now.label(), then.value(), now.value())))
        .toList();
  }

  private static List<TableChange> tableChanges(List<TableStep> before, List<TableStep> after) {
    return after.stream()
        .flatMap(now -> before.stream()
            .filter(then -> then.decision().equals(now.decision()) && !fired(then).equals(fired(now)))
            .map(then -> new TableChange(now.decision(), without(fired(then), fired(now)), without(fired(now), fired(then)))))
        .toList();
  }

  private static List<String> without(List<String> some, List<String> others) {
    return some.stream().filter(each -> !others.contains(each)).toList();
  }

  private static List<String> fired(TableStep table) {
    return table.rules().stream().map(CaseTrace.FiredRule::id).toList();
  }

  /** Finished tasks, events that the process reacted to, and records that came, between two instants. */
  private static List<String> arrived(
      CaseHistory history, List<TaskStep> tasks, List<EvidenceItem> evidence, OffsetDateTime from, OffsetDateTime to) {
    Stream<String> finished = tasks.stream()
        .filter(task -> "COMPLETED".equals(task.outcome()) && !task.endedAt().isBefore(from) && !task.endedAt().isAfter(to))
        .map(task -> task.name().replace(" · " + history.process().getBusinessKey(), ""));
    Stream<String> steps = history.activities().stream()
        .filter(activity -> activity.getActivityId().equals(CLOSE) || activity.getActivityType().startsWith("boundary"))
        .filter(activity -> activity.getEndTime() != null && between(activity, from, to))
        .map(HistoricActivityInstance::getActivityName);
    Stream<String> records = evidence.stream()
        .filter(item -> item.arrivedAt() != null && !item.arrivedAt().isBefore(from) && !item.arrivedAt().isAfter(to))
        .map(item -> "record " + item.id());
    return Stream.of(finished, steps, records).flatMap(each -> each).distinct().toList();
  }

  private static boolean between(HistoricActivityInstance activity, OffsetDateTime from, OffsetDateTime to) {
    OffsetDateTime start = HistoryValues.at(activity.getStartTime());
    return !start.isBefore(from) && !start.isAfter(to);
  }

  private static String text(JsonNode value) {
    return value == null ? null : value.asText(null);
  }

  private static List<String> texts(JsonNode list) {
    return list == null ? List.of() : StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
