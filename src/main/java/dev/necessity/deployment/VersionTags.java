package dev.necessity.deployment;

import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicyKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The version tags that are deployed. Cases are pinned to a tag of a policy, so one tag of it is
 * one content, deployed once; of other policies it says nothing.
 */
@Component
public class VersionTags {

  private final RepositoryService repository;

  /**
   * @param repository asked for while files are deployed, which the engine is built to do before it
   *     has one
   */
  public VersionTags(@Lazy RepositoryService repository) {
    this.repository = repository;
  }

  /** A decision of a file whose tag is deployed already, and whether with the same file. */
  public record Taken(String decision, String tag, boolean sameContent) {}

  /**
   * The first decision of the file whose tag is taken, one with other content before all others.
   */
  public Optional<Taken> taken(PolicyFile file) {
    Optional<Taken> same = Optional.empty();
    for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
      String tag = decision.getVersionTag();
      if (!PolicyKeys.isVersion(tag)) {
        continue;
      }
      for (DecisionDefinition deployed : deployed(file, decision.getId(), tag)) {
        Taken taken =
            new Taken(decision.getId(), tag, Arrays.equals(content(deployed), file.content()));
        if (!taken.sameContent()) {
          return Optional.of(taken);
        }
        same = Optional.of(taken);
      }
    }
    return same;
  }

  /**
   * A decision of the file that is deployed the other way: without a version tag where the file has
   * one, or with one where it has none. Cases, the process and the catalogue know it as it is
   * deployed, and would not find the file's.
   */
  public Optional<String> otherKind(PolicyFile file) {
    return file.decisions().stream()
        .filter(
            decision ->
                repository
                    .createDecisionDefinitionQuery()
                    .decisionDefinitionKey(
                        file.isPolicy() ? decision : PolicyKeys.of(file.id(), decision))
                    .latestVersion()
                    .list()
                    .stream()
                    .anyMatch(
                        deployed ->
                            isOf(file, deployed)
                                && file.isPolicy()
                                    != PolicyKeys.isVersion(deployed.getVersionTag())))
        .findFirst();
  }

  /** The file's own, also under the key that an earlier version of the application gave it. */
  private List<DecisionDefinition> deployed(PolicyFile file, String decision, String tag) {
    return Stream.of(file.key(decision), decision)
        .flatMap(
            key ->
                repository
                    .createDecisionDefinitionQuery()
                    .decisionDefinitionKey(key)
                    .versionTag(tag)
                    .list()
                    .stream())
        .filter(definition -> PolicyKeys.isFull(definition.getKey()) || isOf(file, definition))
        .toList();
  }

  /** Whether a definition is from a version of the file. */
  private boolean isOf(PolicyFile file, DecisionDefinition deployed) {
    return file.id().equals(fileId(deployed));
  }

  /** The id of a deployed decision's file, which the engine knows of one with others alone. */
  String fileId(DecisionDefinition deployed) {
    String id = deployed.getDecisionRequirementsDefinitionKey();
    return id != null ? id : PolicyFile.read(deployed.getResourceName(), content(deployed)).id();
  }

  /** The file of a deployed decision or process, byte for byte. */
  public byte[] content(ResourceDefinition definition) {
    try (var stream =
        repository.getResourceAsStream(
            definition.getDeploymentId(), definition.getResourceName())) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
