package dev.necessity.audit.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * One case as it happened, told from the engine's history and from the models of that time.
 * Instants are UTC; a value that the history does not hold is null.
 *
 * @param process the deployed process definition that the case ran on
 * @param endedAt null while the case is open
 * @param assessments every evaluation of the policy's top decision, oldest first
 * @param assessment the last assessment as it was stored
 * @param acts who did what in which role, by the record that decides who may do what
 * @param findings what of the history could not be read, and what of it does not fit; empty for a
 *     sound case
 * @param people the names, today, of those whose user ids the trace holds
 */
public record CaseTrace(
    String caseNumber,
    String process,
    OffsetDateTime startedAt,
    OffsetDateTime endedAt,
    Received received,
    PolicyChoice policy,
    List<AssessmentStep> assessments,
    List<TaskStep> tasks,
    List<ActStep> acts,
    List<EvidenceItem> evidence,
    List<NoticeStep> notices,
    JsonNode assessment,
    JsonNode review,
    JsonNode withdrawal,
    JsonNode determination,
    List<Event> timeline,
    List<PathStep> path,
    List<String> findings,
    Map<String, String> people) {

  /**
   * How the request came in.
   *
   * @param receivedAt as the request says it, in its own offset
   * @param by the user who sent or typed it
   * @param via API, TASKLIST, or KEPT where a failing step had to be tried again
   * @param link the case that this one continues, as {@code kind}, {@code of} and {@code reason};
   *     null for a first request
   */
  public record Received(
      String requestId, String receivedAt, String by, String via, JsonNode link) {}

  /**
   * What the catalogue chose and by which of its rules.
   *
   * @param finalTables version of the final tables; null where the policy ends in a determination
   *     of its own
   * @param table the catalogue's evaluation; null when the case never came so far
   */
  public record PolicyChoice(
      String id,
      String version,
      String decision,
      String finalTables,
      String reason,
      TableStep table) {}

  /**
   * One evaluation of the policy and of the final tables.
   *
   * @param number counted from 1
   * @param changes criteria whose status is another than in the assessment before; empty for the
   *     first
   * @param tableChanges tables where other rules fired than in the assessment before
   * @param arrived what happened in between and may have changed it, in words
   * @param state the assessment of the case at that moment, as the final tables returned it: the
   *     statuses in it also say what the end of the documentation period made of them; null where
   *     the history does not hold it
   * @param tables every decision table, those of the policy first, each in the order of its
   *     diagram, with its own status of a criterion
   */
  public record AssessmentStep(
      int number,
      OffsetDateTime at,
      JsonNode state,
      List<Change> changes,
      List<TableChange> tableChanges,
      List<String> arrived,
      List<TableStep> tables) {}

  /**
   * One decision table in one evaluation.
   *
   * @param definition id of the deployed decision definition, in the version that was evaluated
   * @param historyId id of the decision instance in the engine's history
   */
  public record TableStep(
      String decision,
      String definition,
      String historyId,
      OffsetDateTime at,
      List<Value> inputs,
      List<FiredRule> rules) {

    /** The output of that name of the first rule that fired, or null. */
    public JsonNode output(String name) {
      return rules.stream()
          .flatMap(rule -> rule.outputs().stream())
          .filter(output -> output.name().equals(name))
          .map(Value::value)
          .findFirst()
          .orElse(null);
    }
  }

  /** An input by its label in the table, or an output by its name. */
  public record Value(String name, String label, JsonNode value) {}

  /**
   * A rule that fired.
   *
   * @param description the rule's annotation in the deployed table, which cites the policy
   * @param citation the rule's output that names its sources, or that of the list of criteria; null
   *     where there is neither
   */
  public record FiredRule(String id, String description, String citation, List<Value> outputs) {}

  /**
   * A criterion whose status differs from the assessment before.
   *
   * @param inputs the inputs of its table that differ
   * @param records ids of the records that it rests on now and did not rest on before
   */
  public record Change(
      String criterion,
      String title,
      String before,
      String after,
      String reason,
      List<InputChange> inputs,
      List<String> records) {}

  /** The ids of the rules of a table that fired then and not now, and now and not then. */
  public record TableChange(String decision, List<String> noLonger, List<String> anew) {}

  /** An input that differs between two assessments. */
  public record InputChange(String label, JsonNode before, JsonNode after) {}

  /**
   * A task from its offer to its end.
   *
   * @param outcome COMPLETED, CANCELLED (its moment had passed), or OPEN
   * @param offeredTo group ids
   * @param entered the form's fields as they were submitted
   */
  public record TaskStep(
      String id,
      String key,
      String name,
      OffsetDateTime offeredAt,
      List<String> offeredTo,
      String claimedBy,
      OffsetDateTime claimedAt,
      String endedBy,
      OffsetDateTime endedAt,
      String outcome,
      Map<String, JsonNode> entered) {}

  /**
   * What somebody did in the case.
   *
   * @param by user id; null for the provider, who is known by NPI
   * @param npi null where it was not asked for
   * @param task id of the task in which it was done, or null
   */
  public record ActStep(
      OffsetDateTime at, String act, String role, String by, String npi, String task) {}

  /**
   * A record of the evidence.
   *
   * @param kind its list in the request, as in {@code visits}
   * @param arrivedAt null where it came with the request, or where the history keeps no updates of
   *     the request
   * @param criteria ids of the criteria whose last status rests on it
   * @param replaced the correction because of which it counts no more, or null
   */
  public record EvidenceItem(
      String id,
      String kind,
      JsonNode source,
      OffsetDateTime arrivedAt,
      List<String> criteria,
      Replacement replaced,
      JsonNode record) {}

  /**
   * A correction.
   *
   * @param record id of the record that corrects
   * @param at null where it came with the request
   * @param by user id of who sent or entered it, or null where nobody is known to have
   */
  public record Replacement(String record, String why, OffsetDateTime at, String by) {}

  /**
   * Something that was told.
   *
   * @param event NOTICE of the decision, or EXTENSION of the decision clock
   * @param audience PROVIDER or MEMBER
   * @param languages tags of those that a notice is written in
   * @param deliveries what leaves the house of it; empty where no channel is switched on, and the
   *     notice is fetched over the API
   */
  public record NoticeStep(
      String event,
      String audience,
      List<String> languages,
      OffsetDateTime issuedAt,
      List<Delivery> deliveries) {}

  /**
   * A delivery over one channel.
   *
   * @param state PENDING, DELIVERED or DEAD
   * @param error of the last try that failed, or null
   */
  public record Delivery(
      String channel,
      String state,
      OffsetDateTime createdAt,
      int tries,
      OffsetDateTime deliveredAt,
      String error) {}

  /** One line of the timeline. {@code by} is a user id, or null where the software acted. */
  public record Event(OffsetDateTime at, Kind kind, String text, String by, String detail) {}

  /** What kind of thing happened. */
  public enum Kind {
    RECEIVED,
    POLICY,
    ASSESSMENT,
    TASK_OFFERED,
    TASK_CLAIMED,
    TASK_COMPLETED,
    TASK_CANCELLED,
    ESCALATION,
    EVIDENCE,
    AMENDMENT,
    TIMER,
    STEP,
    FAILURE,
    INCIDENT,
    OPERATION,
    EXTENSION,
    REVIEW,
    WITHDRAWAL,
    DECIDED,
    NOTICE,
    DELIVERY,
    TALK,
    ENDED
  }

  /**
   * An activity of the process that the case entered. {@code endedAt} is null while it waits there.
   */
  public record PathStep(
      String activity,
      String name,
      String type,
      OffsetDateTime at,
      OffsetDateTime endedAt,
      boolean cancelled,
      String activityInstance) {}
}
