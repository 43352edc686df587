package dev.necessity.policy;

import java.util.Map;

/**
 * What the catalogue table says of a request: the policy it is judged under, or why there is none.
 *
 * @param policyId id of the policy's file
 * @param decision key of the policy's top decision ({@link PolicyKeys})
 */
public record PolicySelection(String policyId, String version, String decision, String reason) {

  /** What the catalogue writes where no policy covers the request. */
  public static final String NONE = "none";

  /** From the outputs of the table {@code policyCatalog}. */
  public static PolicySelection of(Map<String, ?> row) {
    String policy = (String) row.get("policyId");
    String decision = (String) row.get("policyDecision");
    return new PolicySelection(policy, (String) row.get("policyVersion"),
        NONE.equals(decision) ? NONE : PolicyKeys.of(policy, decision), (String) row.get("catalogReason"));
  }

  public boolean covered() {
    return !NONE.equals(decision);
  }
}
