package dev.necessity.policy.model;

/**
 * The table in which a policy writes each of its criteria once, a rule for each: what is said of
 * it, which documents settle it, and by which of the policy's tables it is judged. An earlier
 * policy has none: there each criterion's own table repeats its citation.
 */
public final class CriterionList {

  /** The table's id. */
  public static final String DECISION = "criterionList";

  /** Its outputs. A criterion's id is that of the table that judges it. */
  public static final String ID = "criterionId";

  public static final String REQUIREMENT = "criterionRequirement";
  public static final String CITATION = "criterionCitation";
  public static final String STATUS = "criterionStatus";

  private CriterionList() {}
}
