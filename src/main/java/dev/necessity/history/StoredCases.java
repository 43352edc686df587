package dev.necessity.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.assessment.DocumentationPeriod;
import dev.necessity.cases.ReceiptPeriod;
import dev.necessity.history.StoredAssessments.Position;
import dev.necessity.history.StoredAssessments.StoredAssessment;
import dev.necessity.policy.replay.PastCase;
import dev.necessity.policy.replay.PastCases;
import dev.necessity.policy.replay.Replay;
import dev.necessity.policy.replay.Replay.Verdict;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cases of the database that were received in a period, as they were judged last. The size is their
 * number.
 */
public final class StoredCases implements PastCases {

  private final StoredAssessments stored;
  private final OffsetDateTime to;
  private final long size;
  private Position at;

  public StoredCases(StoredAssessments stored, ReceiptPeriod period) {
    this.stored = stored;
    this.to = period.to();
    this.at = Position.before(period.from());
    this.size = stored.count(at, to);
  }

  @Override
  public String columns() {
    return "received,case";
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void goOnAfter(String position) {
    String[] parts = position.split(" ");
    at = new Position(OffsetDateTime.parse(parts[0]), parts[1]);
  }

  @Override
  public List<PastCase> next(int number) {
    List<StoredAssessment> page = stored.page(at, to, number);
    if (!page.isEmpty()) {
      at = page.get(page.size() - 1).position();
    }
    return page.stream().map(judged -> past(judged, stored)).toList();
  }

  /** One of them. */
  public static PastCase past(StoredAssessment judged, StoredAssessments stored) {
    return new Judged(judged, stored);
  }

  @Override
  public void close() {}

  private record Judged(StoredAssessment stored, StoredAssessments assessments)
      implements PastCase {

    @Override
    public String position() {
      return stored.position().receivedAt() + " " + stored.caseNumber();
    }

    @Override
    public String place() {
      return stored.position().receivedAt().toString();
    }

    @Override
    public long size() {
      return 1;
    }

    @Override
    public Optional<PastCase.Judged> judge(Replay replay) {
      if (stored.unreadable()) {
        throw new IllegalArgumentException(
            "What is stored of " + stored.caseNumber() + " cannot be read.");
      }
      if (stored.assessment() == null) {
        return replay.isOfNewPolicy() ? uncovered(replay) : Optional.empty();
      }
      return replay
          .compare(
              verdict(stored.assessment()),
              stored.policy().version(),
              stored.policy().finalTables(),
              stored.decision(),
              replay.facts(stored.facts(), () -> assessments.request(stored)),
              stored.documentation())
          .map(comparison -> new PastCase.Judged(stored.caseNumber(), comparison));
    }

    private Optional<PastCase.Judged> uncovered(Replay replay) {
      return assessments
          .request(stored)
          .flatMap(request -> replay.uncovered(request, DocumentationPeriod.CLOSED.name()))
          .map(comparison -> new PastCase.Judged(stored.caseNumber(), comparison));
    }

    private static Verdict verdict(JsonNode assessment) {
      Map<String, String> criteria = new LinkedHashMap<>();
      assessment
          .path("criteria")
          .forEach(
              criterion ->
                  criteria.put(criterion.path("id").asText(), criterion.path("status").asText()));
      return new Verdict(assessment.at("/recommendation/disposition").asText(), criteria);
    }
  }
}
