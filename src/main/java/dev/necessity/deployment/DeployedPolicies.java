package dev.necessity.deployment;

import dev.necessity.engine.EngineCommands;
import dev.necessity.fact.EvidenceFacts;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicyKeys;
import dev.necessity.policy.model.PolicyNotFoundException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.stereotype.Component;

/**
 * The decision files as they are deployed in the engine; a deployed version never changes, so each
 * is read once.
 */
@Component
public class DeployedPolicies implements Policies {

  private final RepositoryService repository;
  private final EngineCommands engine;
  private final DmnEngine dmn;
  private final DeployedDocuments documents;
  private final Map<String, DecisionDiagram> byDefinition = new ConcurrentHashMap<>();

  public DeployedPolicies(
      RepositoryService repository,
      EngineCommands engine,
      DmnEngine dmn,
      DeployedDocuments documents) {
    this.repository = repository;
    this.engine = engine;
    this.dmn = dmn;
    this.documents = documents;
  }

  @Override
  public DecisionDiagram table(String decision) {
    return diagram(latest(decision));
  }

  /** The live file of a table beside the policies, as it was deployed. */
  PolicyFile tableFile(String decision) {
    return file(latest(decision));
  }

  private DecisionDefinition latest(String decision) {
    DecisionDefinition definition =
        engine.run(
            () ->
                repository
                    .createDecisionDefinitionQuery()
                    .decisionDefinitionKey(decision)
                    .latestVersion()
                    .singleResult());
    if (definition == null) {
      throw new PolicyNotFoundException(decision, "latest");
    }
    return definition;
  }

  @Override
  public DecisionDiagram policy(String decision, String version) {
    return definition(decision, version)
        .map(this::diagram)
        .orElseThrow(() -> new PolicyNotFoundException(decision, version));
  }

  @Override
  public EvidenceFacts evidence() {
    return documents.evidence();
  }

  /**
   * The key that the engine has of a policy's decision in one version: an earlier version of the
   * application deployed it under its id alone.
   */
  public String deployedKey(String decision, String version) {
    return definition(decision, version).map(DecisionDefinition::getKey).orElse(decision);
  }

  boolean isDeployed(String decision, String version) {
    return definition(decision, version).isPresent();
  }

  /** The file of a policy in one version, as it was deployed. */
  Optional<PolicyFile> file(String decision, String version) {
    return definition(decision, version).map(this::file);
  }

  private PolicyFile file(DecisionDefinition definition) {
    try (InputStream file = engine.run(() -> repository.getDecisionModel(definition.getId()))) {
      return PolicyFile.read(definition.getResourceName(), file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<DecisionDefinition> definition(String decision, String version) {
    return engine.run(
        () ->
            Stream.of(decision, PolicyKeys.decision(decision))
                .distinct()
                .flatMap(
                    key ->
                        repository
                            .createDecisionDefinitionQuery()
                            .decisionDefinitionKey(key)
                            .versionTag(version)
                            .list()
                            .stream())
                .filter(
                    definition ->
                        PolicyKeys.isMeant(
                            decision, definition.getDecisionRequirementsDefinitionKey()))
                .findFirst());
  }

  private DecisionDiagram diagram(DecisionDefinition definition) {
    return byDefinition.computeIfAbsent(
        definition.getId(),
        id -> {
          try (InputStream file = engine.run(() -> repository.getDecisionModel(id))) {
            return DecisionDiagram.read(dmn, new ByteArrayInputStream(file.readAllBytes()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
