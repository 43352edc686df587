package dev.necessity.workflow;

import dev.necessity.policy.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The version tags that are deployed. Cases are pinned to a tag, so one tag is one content, deployed once. */
@Component
public class VersionTags {

  private final RepositoryService repository;

  /** @param repository asked for while files are deployed, which the engine is built to do before it has one */
  public VersionTags(@Lazy RepositoryService repository) {
    this.repository = repository;
  }

  /** A decision of a file whose tag is deployed already, and whether with the same file. */
  public record Taken(String decision, String tag, boolean sameContent) {}

  /** The first decision of the file whose tag is taken, one with other content before all others. */
  public Optional<Taken> taken(PolicyFile file) {
    Optional<Taken> same = Optional.empty();
    for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
      String tag = decision.getVersionTag();
      if (tag == null || tag.isBlank()) {
        continue;
      }
      for (DecisionDefinition deployed : repository.createDecisionDefinitionQuery().decisionDefinitionKey(decision.getId()).versionTag(tag).list()) {
        Taken taken = new Taken(decision.getId(), tag, Arrays.equals(content(deployed), file.content()));
        if (!taken.sameContent()) {
          return Optional.of(taken);
        }
        same = Optional.of(taken);
      }
    }
    return same;
  }

  /** The file of a deployed decision or process, byte for byte. */
  public byte[] content(ResourceDefinition definition) {
    try (var stream = repository.getResourceAsStream(definition.getDeploymentId(), definition.getResourceName())) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
