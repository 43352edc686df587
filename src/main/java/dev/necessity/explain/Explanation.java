package dev.necessity.explain;

import dev.necessity.assessment.PolicyRef;
import dev.necessity.request.Evidence;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What would change the answer that a policy gives a request, found by asking its tables.
 *
 * @param sets the smallest sets of obstacles, by id, that together would have to go for the request
 *     to be certified as it is made; empty when it is certified
 * @param obstacles each obstacle of those sets once
 * @param margins of a certified request: the numbers that would turn the answer, and how far they
 *     may move
 * @param plannedDates of a certified request with a planned date: the dates for which the answer
 *     holds; else null
 * @param incomplete null, or a sentence that says so where the request is too large to try
 *     everything out
 */
public record Explanation(
    PolicyRef policy,
    String disposition,
    List<List<String>> sets,
    List<Obstacle> obstacles,
    List<Margin> margins,
    PlannedDates plannedDates,
    String incomplete) {

  /**
   * A criterion that is not met, or the setting ({@code levelOfCare}).
   *
   * @param status NOT_MET, UNSURE; for the setting ADVERSE
   * @param reason why it is not met, in the policy's words, with their {@code citation}
   * @param contradictedBy ids of the records that stand against it; no further document helps then.
   *     Empty where it is not met because something is missing, and where the records have no ids
   * @param settledBy what would settle it, all of it together; empty where the record contradicts
   *     the criterion
   * @param requestedSetting for {@code levelOfCare}: the setting that would have to be asked for;
   *     else null
   */
  public record Obstacle(
      String id,
      String title,
      String status,
      String reason,
      String citation,
      List<String> contradictedBy,
      List<Settlement> settledBy,
      String requestedSetting) {}

  /**
   * A document that a criterion asks for.
   *
   * @param records the least that it would have to say, together with what is known; null where no
   *     such record helps
   * @param plannedDate for the document that names it: the next day for which the criterion is met,
   *     together with the records of the other documents; else null
   */
  public record Settlement(
      String document, String title, Evidence records, LocalDate plannedDate) {}

  /**
   * A number of a record within the bounds that its field may have.
   *
   * @param record kind and place or id of the record, as in {@code visits/visit-1}
   * @param holdsFrom the lowest value, {@code holdsTo} the highest, with which the request is still
   *     certified, in steps of 0.1
   */
  public record Margin(
      String record, String field, BigDecimal value, BigDecimal holdsFrom, BigDecimal holdsTo) {}

  /**
   * First and last planned date for which the request is certified, without a gap, within a year
   * before and after the one planned.
   */
  public record PlannedDates(LocalDate planned, LocalDate from, LocalDate until) {}
}
