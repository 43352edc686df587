package dev.necessity.policy;

/** The decision files that are live. */
public interface Policies {

  /** The catalogue that is live now. */
  default DecisionDiagram catalog() {
    return table("policyCatalog");
  }

  /**
   * The live file of a table that stands beside the policies, as {@code noticeRights}.
   *
   * @throws PolicyNotFoundException when no such table is deployed
   */
  DecisionDiagram table(String decision);

  /**
   * The file of a policy in one version.
   *
   * @param decision key of the policy's top decision, as the catalogue names it
   * @throws PolicyNotFoundException when no such version is deployed
   */
  DecisionDiagram policy(String decision, String version);
}
