package dev.necessity.determination.explain;

import dev.necessity.determination.Assessment;
import dev.necessity.determination.Assessor;
import dev.necessity.determination.explain.Explanation.Settlement;
import dev.necessity.policy.DecisionDiagram;
import dev.necessity.request.DocumentType;
import dev.necessity.request.Evidence;
import dev.necessity.request.RecordSearch;
import dev.necessity.request.Request;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The least that would settle a criterion that is unsure, found by asking the criterion's own table. */
final class Settlements {

  private static final String MET = "MET";

  private final Request request;
  private final DecisionDiagram policy;
  private final Assessor assessor;
  private final LocalDate today;
  private final Attempts attempts;
  private final RecordSearch records;

  Settlements(Request request, DecisionDiagram policy, Assessor assessor, LocalDate today, Attempts attempts) {
    this.request = request;
    this.policy = policy;
    this.assessor = assessor;
    this.today = today;
    this.attempts = attempts;
    this.records = new RecordSearch(request, today);
  }

  /** A planned date alone, where it is asked for and suffices; else the records of each document, and the date that they need. */
  List<Settlement> of(Assessment.Criterion criterion, Map<String, String> titles) {
    List<DocumentType> documents = criterion.documents().stream().map(DocumentType::valueOf).toList();
    if (!documents.contains(DocumentType.PLANNED_DATE)) {
      return documents.stream().flatMap(document -> records(criterion.id(), document, request, records, titles).stream()).toList();
    }
    Optional<LocalDate> next = attempts.tryOut(() -> plannedDate(criterion.id()));
    if (next.isPresent()) {
      return List.of(planned(next.get(), titles));
    }
    LocalDate day = request.receivedAt().toLocalDate();
    Request planned = request.plannedOn(day);
    RecordSearch search = new RecordSearch(planned, today);
    List<Settlement> others = documents.stream().filter(document -> document != DocumentType.PLANNED_DATE)
        .flatMap(document -> records(criterion.id(), document, planned, search, titles).stream()).toList();
    boolean settles = others.stream().allMatch(settlement -> settlement.records() != null);
    return Stream.concat(others.stream(), Stream.of(planned(settles ? day : null, titles))).toList();
  }

  private static Settlement planned(LocalDate day, Map<String, String> titles) {
    String document = DocumentType.PLANNED_DATE.name();
    return new Settlement(document, titles.getOrDefault(document, document), null, day);
  }

  private Optional<Settlement> records(String criterion, DocumentType document, Request known, RecordSearch search, Map<String, String> titles) {
    return attempts.tryOut(() -> Optional.of(new Settlement(document.name(), titles.getOrDefault(document.name(), document.name()),
        search.find(document, added -> isMet(criterion, known.withEvidence(known.evidence().plus(added)))).orElse(null), null)));
  }

  /** The next day from the receipt on, within a year, for which the criterion is met with what is known. */
  private Optional<LocalDate> plannedDate(String criterion) {
    LocalDate first = request.receivedAt().toLocalDate();
    return first.datesUntil(first.plusDays(Margins.MOST_DAYS + 1)).filter(day -> isMet(criterion, request.plannedOn(day))).findFirst();
  }

  private boolean isMet(String criterion, Request other) {
    Attempts.spendOn(other);
    return MET.equals(policy.evaluateRow(criterion, Map.of("facts", assessor.facts(other, List.of()))).get(criterion));
  }
}
