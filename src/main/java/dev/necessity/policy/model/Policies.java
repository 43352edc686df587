package dev.necessity.policy.model;

import dev.necessity.fact.EvidenceFacts;
import dev.necessity.request.Request;
import java.util.Collection;
import java.util.Map;

/** The decision files that are live, and the forms that say what their facts are. */
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
   * @param decision key of the policy's top decision ({@link PolicyKeys}); its id alone means what
   *     was deployed before there were keys
   * @throws PolicyNotFoundException when no such version is deployed
   */
  DecisionDiagram policy(String decision, String version);

  /**
   * A policy with the final tables that go on from its answer.
   *
   * @param finalTables their version; null where the policy's file ends in a determination of its
   *     own
   * @throws PolicyNotFoundException when one of the two is not deployed in that version
   */
  default Policy whole(String decision, String version, String finalTables) {
    return new Policy(
        decision,
        policy(decision, version),
        finalTables == null ? null : policy(Policy.FINAL_DECISION, finalTables));
  }

  /**
   * Measures the evidence by the forms that are live; where nothing is deployed, by those that are
   * packaged.
   */
  default EvidenceFacts evidence() {
    return FormFacts.packaged();
  }

  /**
   * The facts of a request, which every policy reads.
   *
   * @param unobtainable the documents that were answered as not obtainable
   */
  default Map<String, Object> facts(Request request, Collection<String> unobtainable) {
    return MeasuredFacts.of(request, unobtainable, evidence());
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

      @Override
      public EvidenceFacts evidence() {
        return unchanged.evidence();
      }
    };
  }
}
