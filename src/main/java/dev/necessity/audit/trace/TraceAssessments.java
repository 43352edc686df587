package dev.necessity.audit.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.trace.CaseTrace.AssessmentStep;
import dev.necessity.audit.trace.CaseTrace.Change;
import dev.necessity.audit.trace.CaseTrace.EvidenceItem;
import dev.necessity.audit.trace.CaseTrace.InputChange;
import dev.necessity.audit.trace.CaseTrace.TableChange;
import dev.necessity.audit.trace.CaseTrace.TableStep;
import dev.necessity.audit.trace.CaseTrace.TaskStep;
import dev.necessity.audit.trace.TraceTables.TracedEvaluation;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.history.HistoricActivityInstance;

/** Every assessment of a case, and what made each different from the one before. */
final class TraceAssessments {

  private static final String CLOSE = "closeDocumentation";

  private TraceAssessments() {}

  /**
   * @param last the last assessment as stored; it names the criteria where the history holds no
   *     state of theirs
   */
  static List<AssessmentStep> of(
      CaseHistory history,
      List<TracedEvaluation> evaluations,
      List<TaskStep> tasks,
      List<EvidenceItem> evidence,
      JsonNode last) {
    List<AssessmentStep> steps = new ArrayList<>();
    for (TracedEvaluation evaluation : evaluations) {
      AssessmentStep before = steps.isEmpty() ? null : steps.get(steps.size() - 1);
      JsonNode criteria =
          (evaluation.result().isObject() ? evaluation.result() : last).path("criteria");
      steps.add(
          new AssessmentStep(
              steps.size() + 1,
              evaluation.at(),
              evaluation.result(),
              before == null ? List.of() : changes(before, evaluation, criteria),
              before == null ? List.of() : tableChanges(before.tables(), evaluation.tables()),
              before == null
                  ? List.of()
                  : arrived(history, tasks, evidence, before.at(), evaluation.at()),
              evaluation.tables()));
    }
    return steps;
  }

  private static List<Change> changes(
      AssessmentStep before, TracedEvaluation after, JsonNode criteria) {
    return StreamSupport.stream(criteria.spliterator(), false)
        .flatMap(criterion -> change(criterion, before, after).stream())
        .toList();
  }

  private static Optional<TableStep> table(List<TableStep> tables, String decision) {
    return tables.stream().filter(table -> table.decision().equals(decision)).findFirst();
  }

  /**
   * A change of the status that the case had, which is more than what the criterion's own table
   * says (docs/auditors.md).
   */
  private static Optional<Change> change(
      JsonNode criterion, AssessmentStep before, TracedEvaluation after) {
    String id = criterion.path("id").asText();
    Optional<TableStep> tableBefore = table(before.tables(), id);
    Optional<TableStep> tableAfter = table(after.tables(), id);
    String statusBefore = status(before.state(), tableBefore, id);
    String statusAfter = status(after.result(), tableAfter, id);
    if (statusBefore == null || statusAfter == null || statusBefore.equals(statusAfter)) {
      return Optional.empty();
    }
    List<String> records =
        tableAfter.map(table -> texts(table.output(id + "Evidence"))).orElse(List.of());
    List<String> known =
        tableBefore.map(table -> texts(table.output(id + "Evidence"))).orElse(List.of());
    String reason =
        criterion(after.result(), id)
            .map(found -> found.path("reason").asText())
            .orElseGet(
                () -> tableAfter.map(table -> text(table.output(id + "Reason"))).orElse(null));
    return Optional.of(
        new Change(
            id,
            criterion.path("title").asText(),
            statusBefore,
            statusAfter,
            reason,
            tableBefore.isPresent() && tableAfter.isPresent()
                ? inputs(tableBefore.get(), tableAfter.get())
                : List.of(),
            without(records, known)));
  }

  /** As the state of the case says; else the output with the name of the criterion's decision. */
  private static String status(JsonNode state, Optional<TableStep> table, String id) {
    return criterion(state, id)
        .map(found -> found.path("status").asText())
        .orElseGet(() -> table.map(step -> text(step.output(id))).orElse(null));
  }

  private static Optional<JsonNode> criterion(JsonNode state, String id) {
    return StreamSupport.stream(state.path("criteria").spliterator(), false)
        .filter(each -> each.path("id").asText().equals(id))
        .findFirst();
  }

  private static List<InputChange> inputs(TableStep before, TableStep after) {
    return after.inputs().stream()
        .flatMap(
            now ->
                before.inputs().stream()
                    .filter(
                        then -> then.name().equals(now.name()) && !then.value().equals(now.value()))
                    .map(then -> new InputChange(now.label(), then.value(), now.value())))
        .toList();
  }

  private static List<TableChange> tableChanges(List<TableStep> before, List<TableStep> after) {
    return after.stream()
        .flatMap(
            now ->
                before.stream()
                    .filter(
                        then ->
                            then.decision().equals(now.decision())
                                && !fired(then).equals(fired(now)))
                    .map(
                        then ->
                            new TableChange(
                                now.decision(),
                                without(fired(then), fired(now)),
                                without(fired(now), fired(then)))))
        .toList();
  }

  private static List<String> without(List<String> some, List<String> others) {
    return some.stream().filter(each -> !others.contains(each)).toList();
  }

  private static List<String> fired(TableStep table) {
    return table.rules().stream().map(CaseTrace.FiredRule::id).toList();
  }

  /**
   * Finished tasks, events that the process reacted to, and records that came, between two
   * instants.
   */
  private static List<String> arrived(
      CaseHistory history,
      List<TaskStep> tasks,
      List<EvidenceItem> evidence,
      OffsetDateTime from,
      OffsetDateTime to) {
    Stream<String> finished =
        tasks.stream()
            .filter(
                task ->
                    "COMPLETED".equals(task.outcome())
                        && !task.endedAt().isBefore(from)
                        && !task.endedAt().isAfter(to))
            .map(task -> task.name().replace(" · " + history.process().getBusinessKey(), ""));
    Stream<String> steps =
        history.activities().stream()
            .filter(
                activity ->
                    activity.getActivityId().equals(CLOSE)
                        || activity.getActivityType().startsWith("boundary"))
            .filter(activity -> activity.getEndTime() != null && between(activity, from, to))
            .map(HistoricActivityInstance::getActivityName);
    Stream<String> records =
        evidence.stream()
            .filter(
                item ->
                    item.arrivedAt() != null
                        && !item.arrivedAt().isBefore(from)
                        && !item.arrivedAt().isAfter(to))
            .map(item -> "record " + item.id());
    return Stream.of(finished, steps, records).flatMap(each -> each).distinct().toList();
  }

  private static boolean between(
      HistoricActivityInstance activity, OffsetDateTime from, OffsetDateTime to) {
    OffsetDateTime start = HistoryValues.at(activity.getStartTime());
    return !start.isBefore(from) && !start.isAfter(to);
  }

  private static String text(JsonNode value) {
    return value == null ? null : value.asText(null);
  }

  private static List<String> texts(JsonNode list) {
    return list == null
        ? List.of()
        : StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
