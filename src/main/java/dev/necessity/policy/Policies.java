package dev.necessity.policy;

/** The decision files that are live. */
public interface Policies {

  /** The catalogue that is live now. */
  DecisionDiagram catalog();

  /**
   * The file of a policy in one version.
   *
   * @param decision key of the policy's top decision, as the catalogue names it
   * @throws PolicyNotFoundException when no such version is deployed
   */
  DecisionDiagram policy(String decision, String version);
}
