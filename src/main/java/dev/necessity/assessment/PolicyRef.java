package dev.necessity.assessment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicySelection;

/**
 * The policy a request is judged under, and its version: pinned when the request is received.
 *
 * @param finalTables version of the final tables that follow the policy, pinned as well; null where
 *     its file ends in a determination of its own
 */
@JsonInclude(Include.NON_NULL)
public record PolicyRef(String id, String version, String finalTables) {

  /**
   * As a case has it in its variables: a policy that ends in a determination of its own is
   * evaluated for that as well.
   */
  public static PolicyRef of(String id, String version, String finalDecision, String finalVersion) {
    return new PolicyRef(
        id, version, Policy.FINAL_DECISION.equals(finalDecision) ? finalVersion : null);
  }

  public static PolicyRef of(PolicySelection selection) {
    return new PolicyRef(selection.policyId(), selection.version(), selection.finalTables());
  }
}
