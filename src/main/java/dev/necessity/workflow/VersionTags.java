package dev.necessity.workflow;

import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The version tags that are deployed. Cases are pinned to a tag of a policy's top decision, so one tag of it is one content, deployed once.
 * The decisions below it are reached through their file, and those of another file may have the same names and tags.
 */
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
    Set<String> tops = tops(file);
    // A deployed file is met at each name that the two share, and read once.
    Map<String, byte[]> contents = new HashMap<>();
    Map<String, Set<String>> topsOfOthers = new HashMap<>();
    for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
      String tag = decision.getVersionTag();
      if (tag == null || tag.isBlank()) {
        continue;
      }
      for (DecisionDefinition deployed : repository.createDecisionDefinitionQuery().decisionDefinitionKey(decision.getId()).versionTag(tag).list()) {
        String place = deployed.getDeploymentId() + "/" + deployed.getResourceName();
        byte[] content = contents.computeIfAbsent(place, unread -> content(deployed));
        if (!isOf(file, deployed) && !tops.contains(decision.getId())
            && !topsOfOthers.computeIfAbsent(place, unread -> tops(PolicyFile.read(deployed.getResourceName(), content))).contains(decision.getId())) {
          continue;
        }
        Taken taken = new Taken(decision.getId(), tag, Arrays.equals(content, file.content()));
        if (!taken.sameContent()) {
          return Optional.of(taken);
        }
        same = Optional.of(taken);
      }
    }
    return same;
  }

  /** Decisions that rest on others and that no other of the file rests on: of those a case can be pinned to one. */
  private static Set<String> tops(PolicyFile file) {
    Set<String> tops = new HashSet<>();
    Set<String> required = new HashSet<>();
    for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
      decision.getInformationRequirements().stream().map(Requirements::target).filter(Decision.class::isInstance).forEach(below -> {
        tops.add(decision.getId());
        required.add(below.getId());
      });
    }
    tops.removeAll(required);
    return tops;
  }

  /** Whether a deployed decision is from a version of the file; the engine gives one without others no id of its file. */
  private static boolean isOf(PolicyFile file, DecisionDefinition deployed) {
    String of = deployed.getDecisionRequirementsDefinitionKey();
    return of == null || of.equals(file.id());
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
