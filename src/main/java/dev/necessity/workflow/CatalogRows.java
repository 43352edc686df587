package dev.necessity.workflow;

import dev.necessity.policy.Catalogue;
import dev.necessity.policy.Catalogue.Entry;
import dev.necessity.policy.Policies;
import dev.necessity.policy.Policy;
import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.PolicyKeys;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The rows of the catalogue, which make a policy version live: a row without its version would stop every case that meets it. */
@Component
public class CatalogRows {

  private final DeployedPolicies policies;

  /** @param policies asked for while files are deployed, which the engine is built to do before it has one */
  public CatalogRows(@Lazy DeployedPolicies policies) {
    this.policies = policies;
  }

  /**
   * Rows that name a version of a policy, or of the final tables, which is neither deployed nor in the same deployment, or no final tables
   * for a policy that needs them; none where the file is not the catalogue.
   */
  List<Finding> withoutPolicy(PolicyFile file, List<PolicyFile> deployment) {
    if (!file.tables().contains(Policies.CATALOG)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Entry entry : new Catalogue(file.table(Policies.CATALOG)).entries()) {
      String policy = PolicyKeys.of(entry.policyId(), entry.decision());
      if (!exists(policy, entry.version(), deployment)) {
        findings.add(finding(file, entry, "The row makes version '" + entry.version() + "' of the policy '" + entry.policyId() + "' live, by its decision '" + entry.decision()
            + "', which is not deployed. Deploy that version first, or correct the row."));
      } else if (entry.finalTables() == null && !exists(PolicyKeys.of(entry.policyId(), Policy.END), entry.version(), deployment)) {
        findings.add(finding(file, entry, "The row names no final tables, and version '" + entry.version() + "' of '" + entry.decision()
            + "' ends in no determination of its own. Write the version of the final tables into the column 'finalTables'."));
      }
      if (entry.finalTables() != null && !exists(Policy.FINAL_DECISION, entry.finalTables(), deployment)) {
        findings.add(finding(file, entry, "The row has cases decided by version '" + entry.finalTables()
            + "' of the final tables, which is not deployed. Deploy that version first, or correct the row."));
      }
    }
    return findings;
  }

  private static Finding finding(PolicyFile file, Entry entry, String message) {
    return new Finding(Check.DEPLOYMENT, Severity.ERROR, file.name(), Policies.CATALOG, "row " + entry.row().number() + ", " + entry.row().id(), "", message);
  }

  private boolean exists(String key, String version, List<PolicyFile> deployment) {
    return deployment.stream().anyMatch(file -> file.model().getModelElementById(PolicyKeys.decision(key)) instanceof Decision decision
            && key.equals(PolicyKeys.of(file.id(), key)) && version.equals(decision.getVersionTag()))
        || policies.isDeployed(key, version);
  }
}
