package dev.necessity.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.determination.PolicyRef;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A case as the API shows it (contract, "Case").
 *
 * @param assessment as stored; null until the criteria were assessed
 * @param determination as stored; null until decided
 */
public record CaseView(
    String caseNumber, String requestId, CaseState state, PolicyRef policy, Clock clock,
    JsonNode assessment, List<OpenDocument> openDocumentation, JsonNode determination) {

  /** Instants with offset; {@code dueAt} and {@code documentationUntil} are null until the clock is set. */
  public record Clock(String receivedAt, String dueAt, String documentationUntil) {}

  /** A document that is asked for, and the task that asks. */
  public record OpenDocument(String document, String taskId, OffsetDateTime since) {}

  /** A line of the list of cases. */
  public record Line(String caseNumber, String requestId, CaseState state, PolicyRef policy, OffsetDateTime receivedAt) {}

  /** A page of cases, newest first; pages count from 0. */
  public record Page(List<Line> items, int page, int size, long total) {}
}
