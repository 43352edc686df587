package dev.necessity.policy.model;

import dev.necessity.fact.EvidenceFacts;
import dev.necessity.request.Documents;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;

/**
 * Decision files that are not deployed, in place of those that are. Each is taken as the version
 * that the catalogue names, so that a file can be tried before it has a row there.
 */
public final class FilePolicies implements Policies {

  private final List<DecisionDiagram> diagrams;
  private final EvidenceFacts evidence;

  /**
   * @param files of which an earlier one is preferred where two hold the same decision
   */
  public FilePolicies(List<PolicyFile> files) {
    this(files, Documents.packaged());
  }

  /**
   * @param documents whose records the files read
   */
  public FilePolicies(List<PolicyFile> files, Documents documents) {
    var engine = PolicyEngine.create();
    this.evidence = FormFacts.of(documents);
    this.diagrams =
        files.stream()
            .map(file -> DecisionDiagram.read(engine, new ByteArrayInputStream(file.content())))
            .toList();
  }

  @Override
  public DecisionDiagram table(String decision) {
    return holding(decision)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "None of the files has the decision '"
                        + decision
                        + "'. Name a folder that holds it as well."));
  }

  @Override
  public DecisionDiagram policy(String decision, String version) {
    return holding(decision).orElseThrow(() -> new PolicyNotFoundException(decision, version));
  }

  @Override
  public EvidenceFacts evidence() {
    return evidence;
  }

  private Optional<DecisionDiagram> holding(String decision) {
    return diagrams.stream().filter(diagram -> diagram.has(decision)).findFirst();
  }
}
