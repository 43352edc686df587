package dev.necessity.policy;

/** The decision files that are live. */
public interface Policies {

  /** Key of the table that names the policy of a request. */
  String CATALOG = "policyCatalog";

  /** The catalogue that is live now. */
  default DecisionDiagram catalog() {
    return table(CATALOG);
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
   * @param decision key of the policy's top decision ({@link PolicyKeys}); its id alone means what was deployed before there were keys
   * @throws PolicyNotFoundException when no such version is deployed
   */
  DecisionDiagram policy(String decision, String version);

  /**
   * A policy with the final tables that go on from its answer.
   *
   * @param finalTables their version; null where the policy's file ends in a determination of its own
   * @throws PolicyNotFoundException when one of the two is not deployed in that version
   */
  default Policy whole(String decision, String version, String finalTables) {
    return new Policy(decision, policy(decision, version), finalTables == null ? null : policy(Policy.FINAL_DECISION, finalTables));
  }

  /** These with a changed file, which is preferred for each decision that it has. */
  default Policies with(DecisionDiagram changed) {
    Policies unchanged = this;
    return new Policies() {
      @Override
      public DecisionDiagram table(String decision) {
        return changed.has(decision) ? changed : unchanged.table(decision);
      }

      @Override
      public DecisionDiagram policy(String decision, String version) {
        return changed.has(decision) ? changed : unchanged.policy(decision, version);
      }
    };
  }
}
