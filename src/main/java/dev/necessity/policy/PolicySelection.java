package dev.necessity.policy;

import java.util.Map;

/**
 * What the catalogue table says of a request: the policy it is judged under, or why there is none.
 *
 * @param decision key of the policy's top decision
 */
public record PolicySelection(String policyId, String version, String decision, String reason) {

  /** What the catalogue writes where no policy covers the request. */
  public static final String NONE = "none";

  /** From the outputs of the table {@code policyCatalog}. */
  public static PolicySelection of(Map<String, ?> row) {
    return new PolicySelection(
        (String) row.get("policyId"), (String) row.get("policyVersion"),
        (String) row.get("policyDecision"), (String) row.get("catalogReason"));
  }

  public boolean covered() {
    return !NONE.equals(decision);
  }
}
