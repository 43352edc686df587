package dev.necessity.explain;

import dev.necessity.assessment.Assessment;
import dev.necessity.explain.Explanation.Settlement;
import dev.necessity.fact.EvidenceFacts;
import dev.necessity.policy.model.MeasuredFacts;
import dev.necessity.policy.model.Policy;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.RecordSearch;
import dev.necessity.request.Request;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The least that would settle a criterion that is unsure, found by asking the criterion's own
 * table.
 */
final class Settlements {

  private static final String MET = "MET";

  private final Request request;
  private final Policy policy;
  private final EvidenceFacts evidence;
  private final LocalDate today;
  private final Attempts attempts;
  private final RecordSearch records;

  Settlements(
      Request request, Policy policy, EvidenceFacts evidence, LocalDate today, Attempts attempts) {
    this.request = request;
    this.policy = policy;
    this.evidence = evidence;
    this.today = today;
    this.attempts = attempts;
    this.records = new RecordSearch(request, today, evidence.documents());
  }

  /**
   * A planned date alone, where it is asked for and suffices; else the records of each document,
   * and the date that they need.
   */
  List<Settlement> of(Assessment.Criterion criterion) {
    Map<String, Asked> byName =
        policy.documentRequests().stream()
            .map(this::asked)
            .collect(Collectors.toMap(Asked::name, asked -> asked));
    List<Asked> documents =
        criterion.documents().stream().map(byName::get).filter(Objects::nonNull).toList();
    Optional<Asked> plannedDate = documents.stream().filter(Asked::isPlannedDate).findFirst();
    if (plannedDate.isEmpty()) {
      return documents.stream()
          .flatMap(document -> records(criterion.id(), document, request, records).stream())
          .toList();
    }
    Optional<LocalDate> next = attempts.tryOut(() -> plannedDate(criterion.id()));
    if (next.isPresent()) {
      return List.of(plannedDate.get().on(next.get()));
    }
    LocalDate day = request.receivedAt().toLocalDate();
    Request planned = request.plannedOn(day);
    RecordSearch search = new RecordSearch(planned, today, evidence.documents());
    List<Settlement> others =
        documents.stream()
            .filter(document -> !document.isPlannedDate())
            .flatMap(document -> records(criterion.id(), document, planned, search).stream())
            .toList();
    boolean settles = others.stream().allMatch(settlement -> settlement.records() != null);
    return Stream.concat(others.stream(), Stream.of(plannedDate.get().on(settles ? day : null)))
        .toList();
  }

  /**
   * @param form empty where nobody knows how the document is entered
   */
  private record Asked(String name, String title, Optional<DocumentForm> form) {

    boolean isPlannedDate() {
      return form.filter(DocumentForm::asksForPlannedDate).isPresent();
    }

    Settlement on(LocalDate day) {
      return new Settlement(name, title, null, day);
    }
  }

  private Asked asked(Map<String, Object> row) {
    return new Asked(
        (String) row.get(Policy.DOCUMENT),
        (String) row.get("documentTitle"),
        evidence.documents().form((String) row.get("documentForm")));
  }

  private Optional<Settlement> records(
      String criterion, Asked document, Request known, RecordSearch search) {
    return attempts.tryOut(
        () ->
            Optional.of(
                new Settlement(
                    document.name(),
                    document.title(),
                    document
                        .form()
                        .flatMap(
                            form ->
                                search.find(
                                    form,
                                    added -> evidence.isAnswered(form, known, added),
                                    added ->
                                        isMet(
                                            criterion,
                                            known.withEvidence(
                                                known
                                                    .evidence()
                                                    .plus(added, evidence.documents().schema())))))
                        .orElse(null),
                    null)));
  }

  /**
   * The next day from the receipt on, within a year, for which the criterion is met with what is
   * known.
   */
  private Optional<LocalDate> plannedDate(String criterion) {
    LocalDate first = request.receivedAt().toLocalDate();
    return first
        .datesUntil(first.plusDays(Margins.MOST_DAYS + 1))
        .filter(day -> isMet(criterion, request.plannedOn(day)))
        .findFirst();
  }

  private boolean isMet(String criterion, Request other) {
    Attempts.spendOn(other);
    Map<String, Object> read =
        policy.own().factsRead().of(MeasuredFacts.of(other, List.of(), evidence));
    return MET.equals(policy.own().evaluateRow(criterion, Map.of("facts", read)).get(criterion));
  }
}
