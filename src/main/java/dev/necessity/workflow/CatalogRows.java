package dev.necessity.workflow;

import dev.necessity.policy.Catalogue;
import dev.necessity.policy.Catalogue.Entry;
import dev.necessity.policy.Policies;
import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.PolicyKeys;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
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
   * Rows that name a policy version which is neither deployed nor in the same deployment; none where the file is not the
   * catalogue.
   */
  List<Finding> withoutPolicy(PolicyFile file, List<PolicyFile> deployment) {
    if (!file.tables().contains(Policies.CATALOG)) {
      return List.of();
    }
    return new Catalogue(file.table(Policies.CATALOG)).entries().stream().filter(entry -> !exists(entry, deployment))
        .map(entry -> new Finding(Check.DEPLOYMENT, Severity.ERROR, file.name(), Policies.CATALOG, "row " + entry.row().number() + ", " + entry.row().id(), "",
            "The row makes version '" + entry.version() + "' of the policy '" + entry.policyId() + "' live, by its decision '" + entry.decision()
                + "', which is not deployed. Deploy that version first, or correct the row.")).toList();
  }

  private boolean exists(Entry entry, List<PolicyFile> deployment) {
    return deployment.stream().anyMatch(file -> file.id().equals(entry.policyId()) && file.model().getModelElementById(entry.decision()) instanceof Decision decision
            && entry.version().equals(decision.getVersionTag()))
        || policies.isDeployed(PolicyKeys.of(entry.policyId(), entry.decision()), entry.version());
  }
}
