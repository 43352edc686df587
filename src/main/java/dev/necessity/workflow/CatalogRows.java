package dev.necessity.workflow;

import dev.necessity.policy.Policy;
import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.PolicySelection;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The rows of the catalogue, which make a policy version live: a row without its version would stop every case that meets it. */
@Component
public class CatalogRows {

  private static final String CATALOG = "policyCatalog";

  private final RepositoryService repository;

  /** @param repository asked for while files are deployed, which the engine is built to do before it has one */
  public CatalogRows(@Lazy RepositoryService repository) {
    this.repository = repository;
  }

  /**
   * Rows that name a version of a policy, or of the final tables, which is neither deployed nor in the same deployment, or no final tables
   * for a policy that needs them; none where the file is not the catalogue.
   */
  List<Finding> withoutPolicy(PolicyFile file, List<PolicyFile> deployment) {
    List<Finding> findings = new ArrayList<>();
    if (file.model().getModelElementById(CATALOG) instanceof Decision decision && decision.getExpression() instanceof DecisionTable table) {
      List<String> outputs = table.getOutputs().stream().map(Output::getName).toList();
      int number = 0;
      for (Rule rule : table.getRules()) {
        number++;
        String policy = text(rule, outputs.indexOf("policyDecision"));
        String version = text(rule, outputs.indexOf("policyVersion"));
        String finalTables = text(rule, outputs.indexOf("finalTables"));
        String place = "row " + number + ", " + rule.getId();
        if (!policy.equals(PolicySelection.NONE) && file(policy, version, deployment).isEmpty()) {
          findings.add(new Finding(Check.DEPLOYMENT, Severity.ERROR, file.name(), CATALOG, place, "",
              "The row makes version '" + version + "' of '" + policy + "' live, which is not deployed. Deploy that version first, or correct the row."));
        }
        boolean ownEnd = finalTables.isEmpty() || finalTables.equals(PolicySelection.NONE);
        if (ownEnd && file(policy, version, deployment).filter(model -> model.getModelElementById(Policy.END) == null).isPresent()) {
          findings.add(new Finding(Check.DEPLOYMENT, Severity.ERROR, file.name(), CATALOG, place, "",
              "The row names no final tables, and version '" + version + "' of '" + policy + "' ends in no determination of its own. Write the version of the final tables into the column 'finalTables'."));
        }
        if (!ownEnd && file(Policy.FINAL_DECISION, finalTables, deployment).isEmpty()) {
          findings.add(new Finding(Check.DEPLOYMENT, Severity.ERROR, file.name(), CATALOG, place, "",
              "The row has cases decided by version '" + finalTables + "' of the final tables, which is not deployed. Deploy that version first, or correct the row."));
        }
      }
    }
    return findings;
  }

  private Optional<DmnModelInstance> file(String decision, String version, List<PolicyFile> deployment) {
    return deployment.stream().map(PolicyFile::model)
        .filter(model -> model.getModelElementById(decision) instanceof Decision found && version.equals(found.getVersionTag())).findFirst()
        .or(() -> repository.createDecisionDefinitionQuery().decisionDefinitionKey(decision).versionTag(version).list().stream().findFirst()
            .map(deployed -> repository.getDmnModelInstance(deployed.getId())));
  }

  /** The text that a cell gives, as every cell of these columns is a text in quotes; empty where there is no cell. */
  private static String text(Rule rule, int column) {
    List<OutputEntry> cells = List.copyOf(rule.getOutputEntries());
    return column < 0 || column >= cells.size() ? "" : cells.get(column).getTextContent().strip().replaceAll("^\"|\"$", "");
  }
}
