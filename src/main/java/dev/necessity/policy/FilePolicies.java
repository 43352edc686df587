package dev.necessity.policy;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;

/**
 * Decision files that are not deployed, in place of those that are. Each is taken as the version that the catalogue names,
 * so that a file can be tried before it has a row there.
 */
public final class FilePolicies implements Policies {

  private final List<DecisionDiagram> diagrams;

  /** @param files of which an earlier one is preferred where two hold the same decision */
  public FilePolicies(List<PolicyFile> files) {
    var engine = PolicyEngine.create();
    this.diagrams = files.stream().map(file -> DecisionDiagram.read(engine, new ByteArrayInputStream(file.content()))).toList();
  }

  @Override
  public DecisionDiagram table(String decision) {
    return holding(decision).orElseThrow(() -> new IllegalStateException(
        "None of the files has the decision '" + decision + "'. Name a folder that holds it as well."));
  }

  @Override
  public DecisionDiagram policy(String decision, String version) {
    return holding(decision).orElseThrow(() -> new PolicyNotFoundException(decision, version));
  }

  private Optional<DecisionDiagram> holding(String decision) {
    return diagrams.stream().filter(diagram -> diagram.has(decision)).findFirst();
  }
}
