package dev.necessity.cases;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.assessment.PolicyRef;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A case as the API shows it (docs/api.md, "A case").
 *
 * @param extension of the clock, as stored; null while there is none
 * @param assessment as stored; null until the criteria were assessed
 * @param determination as stored; null until decided
 * @param talks with a medical director about the decision, oldest first
 * @param family what was decided first about this line of the request, and what continues it
 * @param otherLines the cases of what was asked for in the same request, in its order
 */
public record CaseView(
    String caseNumber,
    String requestId,
    CaseState state,
    PolicyRef policy,
    Clock clock,
    JsonNode extension,
    JsonNode assessment,
    List<OpenDocument> openDocumentation,
    JsonNode determination,
    List<Talk> talks,
    List<Relative> family,
    List<OtherLine> otherLines) {

  /**
   * Instants with offset; {@code dueAt} and {@code documentationUntil} are null until the clock is
   * set.
   */
  public record Clock(String receivedAt, String dueAt, String documentationUntil) {}

  /** A document that is asked for, and the task that asks. */
  public record OpenDocument(String document, String taskId, OffsetDateTime since) {}

  /**
   * A peer-to-peer talk.
   *
   * @param dueAt until when it is held
   * @param result null until then
   * @param reconsideration the linked case where the talk reopened the decision; else null
   */
  public record Talk(
      CaseTalks.Asked asked, String dueAt, CaseTalks.TalkResult result, String reconsideration) {}

  /**
   * Another case of the family; {@code kind} (RECONSIDERATION, APPEAL) and {@code of} are null for
   * the first one.
   */
  public record Relative(String caseNumber, CaseState state, String kind, String of) {}

  /** The case of another line of the same request. */
  public record OtherLine(String caseNumber, CaseState state) {}

  /** What was opened for a request of several lines, in their order. */
  public record OpenedLines(List<CaseView> lines) {}

  /** A line of the list of cases. */
  public record ListedCase(
      String caseNumber,
      String requestId,
      CaseState state,
      PolicyRef policy,
      OffsetDateTime receivedAt,
      OffsetDateTime dueAt) {}

  /**
   * A page of cases; pages count from 0.
   *
   * @param total how many cases fit, counted up to a thousand
   * @param totalIsMore whether there are more than {@code total}
   */
  public record Page(List<ListedCase> items, int page, int size, long total, boolean totalIsMore) {}
}
