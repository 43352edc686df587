package dev.necessity.deployment;

import dev.necessity.engine.EngineCommands;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicyKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.springframework.stereotype.Component;

/** The decision files in the engine, each with all versions that were deployed. */
@Component
public class DeployedFiles {

  private final RepositoryService repository;
  private final EngineCommands engine;

  public DeployedFiles(RepositoryService repository, EngineCommands engine) {
    this.repository = repository;
    this.engine = engine;
  }

  /**
   * One deployment of a file.
   *
   * @param file its id, whatever it was named; the engine knows none of a file with one decision,
   *     whose name stands in, without folder and ending
   * @param tag its version tag, empty where it has none
   * @param latest whether new cases would get it, if the catalogue does not name another version
   */
  public record Version(
      String file,
      String deploymentId,
      String resource,
      String tag,
      Instant deployedAt,
      boolean latest) {}

  /** All versions of all files, by file and newest first. */
  public List<Version> all() {
    return engine.run(
        () -> {
          Map<String, Instant> deployedAt =
              repository.createDeploymentQuery().list().stream()
                  .collect(
                      Collectors.toMap(
                          Deployment::getId,
                          deployment -> deployment.getDeploymentTime().toInstant()));
          List<DecisionDefinition> definitions = repository.createDecisionDefinitionQuery().list();
          Map<String, DecisionDefinition> latest =
              definitions.stream()
                  .collect(
                      Collectors.toMap(
                          DeployedFiles::decision, definition -> definition, DeployedFiles::later));
          Set<String> origins =
              latest.values().stream().map(DeployedFiles::origin).collect(Collectors.toSet());
          return definitions.stream()
              .map(
                  definition ->
                      version(
                          definition,
                          deployedAt.get(definition.getDeploymentId()),
                          origins.contains(origin(definition))))
              .distinct()
              .sorted(
                  Comparator.comparing(Version::file)
                      .thenComparing(Version::deployedAt, Comparator.reverseOrder()))
              .toList();
        });
  }

  /** The version of the final tables that was deployed last; empty while there are none. */
  public Optional<String> finalTables() {
    return all().stream()
        .filter(Version::latest)
        .filter(version -> Policy.isFinalTables(version.file()))
        .map(Version::tag)
        .findFirst();
  }

  /** The versions of one file, newest first; empty where there is no such file. */
  public List<Version> versions(String file) {
    return all().stream().filter(version -> version.file().equals(file)).toList();
  }

  /** The file as it was deployed. */
  public PolicyFile read(Version version) {
    return PolicyFile.read(version.file(), content(version.deploymentId(), version.resource()));
  }

  /** Any file of a deployment, byte for byte. */
  public byte[] content(String deploymentId, String resource) {
    return engine.run(
        () -> {
          try (InputStream content = repository.getResourceAsStream(deploymentId, resource)) {
            return content.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Version version(
      DecisionDefinition definition, Instant deployedAt, boolean latest) {
    String resource = definition.getResourceName();
    String name = resource.substring(resource.lastIndexOf('/') + 1).replaceFirst("\\.dmn$", "");
    return new Version(
        Optional.ofNullable(definition.getDecisionRequirementsDefinitionKey()).orElse(name),
        definition.getDeploymentId(),
        resource,
        Optional.ofNullable(definition.getVersionTag()).orElse(""),
        deployedAt,
        latest);
  }

  /**
   * A key that an earlier version of the application gave a policy's decision gets no versions any
   * more.
   */
  private static DecisionDefinition later(DecisionDefinition one, DecisionDefinition other) {
    if (!one.getKey().equals(other.getKey())) {
      return PolicyKeys.isFull(one.getKey()) ? one : other;
    }
    return one.getVersion() > other.getVersion() ? one : other;
  }

  /** The same for both keys of a decision of a policy. */
  private static String decision(DecisionDefinition definition) {
    return PolicyKeys.of(definition.getDecisionRequirementsDefinitionKey(), definition.getKey());
  }

  private static String origin(DecisionDefinition definition) {
    return definition.getDeploymentId() + "/" + definition.getResourceName();
  }
}
