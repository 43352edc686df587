package dev.necessity.policy.model;

import java.util.Map;

/**
 * What the catalogue table says of a request: the policy it is judged under, or why there is none.
 *
 * @param policyId id of the policy's file
 * @param decision key of the policy's top decision ({@link PolicyKeys})
 * @param finalTables version of the final tables that follow it; null where its file ends in a
 *     determination of its own
 */
public record PolicySelection(
    String policyId, String version, String decision, String finalTables, String reason) {

  /** What the catalogue writes where no policy covers the request. */
  public static final String NONE = "none";

  /**
   * From the outputs of the table {@code policyCatalog}; one of an earlier version has no column
   * for the final tables.
   */
  public static PolicySelection of(Map<String, ?> row) {
    String policy = (String) row.get("policyId");
    String decision = (String) row.get("policyDecision");
    String finalTables = (String) row.get("finalTables");
    return new PolicySelection(
        policy,
        (String) row.get("policyVersion"),
        NONE.equals(decision) ? NONE : PolicyKeys.of(policy, decision),
        NONE.equals(finalTables) ? null : finalTables,
        (String) row.get("catalogReason"));
  }

  public boolean covered() {
    return !NONE.equals(decision);
  }
}
