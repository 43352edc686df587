package dev.necessity.deployment;

import dev.necessity.engine.EngineCommands;
import dev.necessity.policy.model.Catalogue;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText.Row;
import dev.necessity.request.ContentHash;
import java.io.ByteArrayInputStream;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.stereotype.Component;

/**
 * The catalogue as it was deployed, time after time: which versions are live, who said so, and
 * another one in its place.
 */
@Component
public class LiveCatalogue {

  private static final String NAME = "policy-catalog";
  private static final String SOURCE = "workbench";

  private final RepositoryService repository;
  private final EngineCommands engine;
  private final VersionTags files;
  private final DeploymentRegister register;

  /** What was deployed never changes. */
  private final Map<String, Deployed> read = new ConcurrentHashMap<>();

  LiveCatalogue(
      RepositoryService repository,
      EngineCommands engine,
      VersionTags files,
      DeploymentRegister register) {
    this.repository = repository;
    this.engine = engine;
    this.files = files;
    this.register = register;
  }

  /**
   * One deployment of the catalogue; {@code by} is null where the application deployed it itself.
   */
  public record Deployed(
      String deploymentId, PolicyFile file, Catalogue catalogue, String by, OffsetDateTime at) {

    /** By which somebody says which catalogue they have looked at. */
    public String hash() {
      return ContentHash.ofBytes(file.content());
    }
  }

  /** A row that is live, and the deployment that brought it. */
  public record Live(Catalogue.Entry entry, Deployed approved) {}

  /** The catalogue was deployed anew since somebody looked at it (HTTP 409). */
  public static final class ChangedException extends RuntimeException {

    ChangedException() {
      super(
          "The catalogue was changed since you looked at it. Nothing was deployed: look at the changes again.");
    }
  }

  /** The check refuses it; the message says why, as the answer to a deployment does. */
  public static final class RefusedException extends RuntimeException {

    RefusedException(ParseException refusal) {
      super(refusal.getMessage(), refusal);
    }
  }

  /** All deployments, newest first; the first one is live. */
  public List<Deployed> all() {
    return engine.run(
        () ->
            repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(Policies.CATALOG)
                .orderByDecisionDefinitionVersion()
                .desc()
                .list()
                .stream()
                .map(
                    definition ->
                        read.computeIfAbsent(
                            definition.getDeploymentId(), deployment -> read(definition)))
                .toList());
  }

  private Deployed read(DecisionDefinition definition) {
    PolicyFile file = PolicyFile.read(NAME, files.content(definition));
    Optional<DeploymentRegister.Entry> entry = register.find(definition.getDeploymentId());
    return new Deployed(
        definition.getDeploymentId(),
        file,
        new Catalogue(file.table(Policies.CATALOG)),
        entry.map(DeploymentRegister.Entry::deployedBy).orElse(null),
        entry.map(DeploymentRegister.Entry::deployedAt).orElse(null));
  }

  /**
   * What is live now, in the order of the table; a row counts as approved since it stands in every
   * catalogue that was deployed.
   */
  public List<Live> live() {
    List<Deployed> all = all();
    List<Live> live = new ArrayList<>();
    for (Catalogue.Entry entry : all.get(0).catalogue().entries()) {
      Deployed first = all.get(0);
      for (Deployed earlier : all) {
        if (earlier.catalogue().table().rows().stream()
            .noneMatch(row -> isSame(row, entry.row()))) {
          break;
        }
        first = earlier;
      }
      live.add(new Live(entry, first));
    }
    return live;
  }

  private static boolean isSame(Row one, Row other) {
    return one.id().equals(other.id()) && one.cells().equals(other.cells());
  }

  /**
   * Deploys another catalogue in the place of the one that is live; it is checked as every
   * deployment is.
   *
   * @param seen {@linkplain Deployed#hash the one that was live} when somebody decided to do so
   * @param agreed what they agreed to, as {@link Agreement} has it
   * @throws ChangedException when another one is live by now
   * @throws RefusedException when it is not fit to be deployed
   */
  public void replace(byte[] content, String seen, List<String> agreed) {
    try {
      engine.run(() -> deploy(content, seen, agreed));
    } catch (ParseException refusal) {
      throw new RefusedException(refusal);
    }
  }

  private String deploy(byte[] content, String seen, List<String> agreed) {
    DecisionDefinition live =
        repository
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey(Policies.CATALOG)
            .latestVersion()
            .singleResult();
    if (!ContentHash.ofBytes(files.content(live)).equals(seen)) {
      throw new ChangedException();
    }
    DeploymentBuilder deployment =
        repository
            .createDeployment()
            .name(NAME)
            .source(SOURCE)
            .addInputStream(NAME + ".dmn", new ByteArrayInputStream(content));
    if (!agreed.isEmpty()) {
      deployment.addInputStream(Agreement.FILE, new ByteArrayInputStream(Agreement.file(agreed)));
    }
    return deployment.deploy().getId();
  }
}
