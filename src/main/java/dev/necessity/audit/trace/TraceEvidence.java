package dev.necessity.audit.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.trace.CaseTrace.EvidenceItem;
import dev.necessity.audit.trace.CaseTrace.Replacement;
import dev.necessity.audit.trace.CaseTrace.TaskStep;
import dev.necessity.cases.Acts;
import dev.necessity.cases.Acts.Act;
import dev.necessity.cases.CaseVariables;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;

/**
 * The records of a case: where each was found, when it came, which criteria rest on it, and which
 * correction replaced it.
 */
final class TraceEvidence {

  private TraceEvidence() {}

  /**
   * @param receivedBy who entered or sent the request
   */
  static List<EvidenceItem> of(
      CaseHistory history,
      JsonNode request,
      JsonNode assessment,
      List<TaskStep> tasks,
      List<Act> acts,
      String receivedBy,
      HistoryValues values) {
    Map<String, OffsetDateTime> arrivals = arrivals(history, values);
    Map<String, Replacement> replaced = new HashMap<>();
    records(
        request,
        (kind, record) -> {
          if (record.hasNonNull("replaces")) {
            OffsetDateTime at = arrivals.get(record.path("id").asText());
            replaced.put(
                kind + " " + record.path("replaces").asText(),
                new Replacement(
                    record.path("id").asText(),
                    record.path("correction").asText(null),
                    at,
                    at == null ? receivedBy : sender(record, at, tasks, acts)));
          }
        });
    List<EvidenceItem> items = new ArrayList<>();
    records(
        request,
        (kind, record) -> {
          String id = record.path("id").asText();
          items.add(
              new EvidenceItem(
                  id,
                  kind,
                  source(record),
                  arrivals.get(id),
                  criteria(assessment, id),
                  replaced.get(kind + " " + id),
                  record));
        });
    return items;
  }

  /**
   * Who entered a correction in the form of a document, or else sent evidence last before it was
   * there.
   */
  private static String sender(
      JsonNode correction, OffsetDateTime at, List<TaskStep> tasks, List<Act> acts) {
    return tasks.stream()
        .filter(
            task ->
                correction.path("replaces").equals(task.entered().get("replaces"))
                    && correction.path("correction").equals(task.entered().get("correction")))
        .map(TaskStep::endedBy)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(
            () ->
                acts.stream()
                    .filter(
                        act ->
                            act.kind() == Acts.Kind.SENT_EVIDENCE
                                && !act.doneAt().truncatedTo(ChronoUnit.MILLIS).isAfter(at))
                    .map(Act::userId)
                    .reduce((earlier, last) -> last)
                    .orElse(null));
  }

  /** A pain source has a field of the same name, which is a text and no document. */
  private static JsonNode source(JsonNode record) {
    return record.path("source").isObject() ? record.path("source") : null;
  }

  private static void records(JsonNode request, BiConsumer<String, JsonNode> each) {
    request
        .path("evidence")
        .properties()
        .forEach(
            kind -> {
              if (kind.getValue().isArray()) {
                kind.getValue().forEach(record -> each.accept(kind.getKey(), record));
              } else {
                each.accept(kind.getKey(), kind.getValue());
              }
            });
  }

  /** When each record was first in the request; records of the first request are left out. */
  private static Map<String, OffsetDateTime> arrivals(CaseHistory history, HistoryValues values) {
    Map<String, OffsetDateTime> arrivals = new HashMap<>();
    Optional<HistoricVariableInstance> received =
        history.variable(CaseVariables.REQUEST_AS_RECEIVED);
    received.ifPresent(
        kept ->
            records(
                values.json("the request as it was received", kept.getTypedValue(), broken -> {}),
                (kind, record) -> arrivals.put(record.path("id").asText(), OffsetDateTime.MIN)));
    // The revision of 2026-11-25 kept what was received as the first update.
    boolean first = received.isEmpty();
    for (HistoricVariableUpdate update : history.updates()) {
      if (update.getVariableName().equals(CaseVariables.REQUEST)) {
        OffsetDateTime at = first ? OffsetDateTime.MIN : HistoryValues.at(update.getTime());
        records(
            values.json("an update of the request", update.getTypedValue(), broken -> {}),
            (kind, record) -> arrivals.merge(record.path("id").asText(), at, (then, now) -> then));
        first = false;
      }
    }
    arrivals.values().removeIf(OffsetDateTime.MIN::equals);
    return arrivals;
  }

  private static List<String> criteria(JsonNode assessment, String record) {
    return StreamSupport.stream(assessment.path("criteria").spliterator(), false)
        .filter(
            criterion ->
                StreamSupport.stream(criterion.path("evidence").spliterator(), false)
                    .anyMatch(id -> id.asText().equals(record)))
        .map(criterion -> criterion.path("id").asText())
        .toList();
  }
}
