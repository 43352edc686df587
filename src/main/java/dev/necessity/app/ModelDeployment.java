package dev.necessity.app;

import dev.necessity.database.CannotStartException;
import dev.necessity.deployment.DeploymentRegister;
import dev.necessity.deployment.DeploymentRegister.DeploymentOutcome;
import dev.necessity.deployment.DeploymentRegister.Entry;
import dev.necessity.deployment.OwnModels;
import dev.necessity.deployment.VersionTags;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys the models that are packaged with the application, each under its folder and file name,
 * so that a database sees the same names whether the application runs from its folder or from a
 * jar. Unchanged files are not deployed again. A table file without a version, as the catalogue,
 * that somebody has deployed stays live: a changed one in the package is not deployed, but kept in
 * the register of deployments with what to do.
 *
 * <p>The application refuses to start when a model is missing, and when {@link
 * dev.necessity.deployment.DeploymentGuard} refuses one: it has errors, or a policy was changed
 * without a new version tag.
 */
@Component
public class ModelDeployment {

  private static final Logger LOG = LoggerFactory.getLogger(ModelDeployment.class);
  private static final String NAME = "necessity";
  private static final String SOURCE = "application start";
  private static final List<String> PATTERNS = List.of("bpmn/*.bpmn", "dmn/*.dmn", "forms/*.form");

  /**
   * Earlier versions of policies, {@code policy@version.dmn}: cases that are open under them go on.
   */
  private static final String EARLIER = "dmn/earlier/*.dmn";

  private final RepositoryService repository;
  private final VersionTags tags;
  private final DeploymentRegister register;
  private final ResourcePatternResolver resources;
  private final Clock clock;

  public ModelDeployment(
      RepositoryService repository,
      VersionTags tags,
      DeploymentRegister register,
      ResourcePatternResolver resources,
      Clock clock) {
    this.repository = repository;
    this.tags = tags;
    this.register = register;
    this.resources = resources;
    this.clock = clock;
  }

  /**
   * @throws CannotStartException naming it and who needs it, when a model is missing
   * @throws org.camunda.bpm.engine.ParseException naming the file, when a model is not fit to be
   *     deployed
   */
  public void deploy() {
    Map<String, byte[]> models = packaged();
    Map<String, PolicyFile> decisions = new TreeMap<>();
    models.forEach(
        (name, content) -> {
          if (isDecision(name)) {
            decisions.put(name, PolicyFile.read(name, content));
          }
        });
    List<String> missing = NeededModels.missing(models, decisions.values());
    if (!missing.isEmpty()) {
      throw new CannotStartException(
          "Missing among the models: "
              + String.join("; ", missing)
              + ". Put their files back and start again.");
    }
    boolean isNew = repository.createDecisionDefinitionQuery().count() == 0;
    deployEarlier(isNew);
    if (!isNew) {
      decisions.values().stream()
          .filter(this::isLive)
          .map(PolicyFile::name)
          .forEach(models::remove);
    }
    // Each policy by itself: a server that needs one of them reads it alone.
    decisions.values().stream()
        .filter(file -> file.isPolicy() && models.remove(file.name()) != null)
        .forEach(policy -> deployAlone(policy.name(), policy.content()));
    DeploymentBuilder deployment =
        repository.createDeployment().name(NAME).source(SOURCE).enableDuplicateFiltering(true);
    models.forEach(
        (name, content) -> deployment.addInputStream(name, new ByteArrayInputStream(content)));
    OwnModels.deploy(models.values(), deployment::deploy);
    models.entrySet().stream()
        .filter(model -> model.getKey().endsWith(".bpmn"))
        .forEach(process -> bringBack(process.getKey(), process.getValue()));
  }

  /**
   * The process of the package is live, also where somebody deployed another before processes were
   * the application's alone.
   */
  private void bringBack(String name, byte[] process) {
    boolean isLive =
        repository.createProcessDefinitionQuery().latestVersion().list().stream()
            .anyMatch(live -> Arrays.equals(tags.content(live), process));
    if (!isLive) {
      LOG.warn(
          "{}: somebody had deployed another version of this process; the package's is live again.",
          name);
      deployAlone(name, process);
    }
  }

  private static boolean isDecision(String name) {
    return name.endsWith(".dmn");
  }

  private void deployAlone(String name, byte[] content) {
    OwnModels.deploy(
        List.of(content),
        repository
                .createDeployment()
                .name(NAME)
                .source(SOURCE)
                .addInputStream(name, new ByteArrayInputStream(content))
            ::deploy);
  }

  /** Before all others, so that the version which is current is the engine's latest. */
  private void deployEarlier(boolean isNew) {
    read(EARLIER)
        .forEach(
            (name, content) -> {
              if (isNew
                  || tags.taken(PolicyFile.read(name, content))
                      .filter(VersionTags.Taken::sameContent)
                      .isEmpty()) {
                // Under the name that the file had while it was current: what is listed as one
                // file's versions is one file.
                deployAlone(
                    "dmn/" + name.substring(name.lastIndexOf('/') + 1).replaceFirst("@.*", ".dmn"),
                    content);
              }
            });
  }

  /**
   * Whether the file needs no deployment: an analyst deployed it before it was packaged, or another
   * that stays live.
   */
  private boolean isLive(PolicyFile file) {
    return tags.taken(file).filter(VersionTags.Taken::sameContent).isPresent()
        || isSomebodyElses(file);
  }

  /**
   * Whether the live version of a file without version tags was deployed by somebody, whose work a
   * start does not undo.
   */
  private boolean isSomebodyElses(PolicyFile file) {
    if (file.isPolicy()) {
      return false;
    }
    List<DecisionDefinition> versions =
        file.decisions().stream()
            .flatMap(
                decision ->
                    repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(decision)
                        .orderByDecisionDefinitionVersion()
                        .desc()
                        .list()
                        .stream())
            .toList();
    if (versions.isEmpty()) {
      return false;
    }
    Deployment live =
        repository
            .createDeploymentQuery()
            .deploymentId(versions.get(0).getDeploymentId())
            .singleResult();
    Optional<Entry> kept = register.find(live.getId());
    if (kept.map(entry -> entry.deployedBy() == null).orElse(SOURCE.equals(live.getSource()))) {
      return false;
    }
    if (versions.stream()
        .noneMatch(version -> Arrays.equals(tags.content(version), file.content()))) {
      keep(file, live, kept.map(Entry::deployedBy).orElse("somebody"));
    }
    return true;
  }

  private void keep(PolicyFile file, Deployment live, String deployedBy) {
    String message =
        "The package holds another version of this file than the one that "
            + deployedBy
            + " deployed on "
            + live.getDeploymentTime().toInstant()
            + ", which stays live. Compare the two in /workbench/compare; to make the packaged one live, deploy it.";
    LOG.warn("{}: {}", file.name(), message);
    String sha256 = ContentHash.ofBytes(file.content());
    register.addRefused(
        new Entry(
            "package-" + sha256.substring(0, 40),
            NAME,
            SOURCE,
            null,
            OffsetDateTime.now(clock),
            List.of(new DeploymentRegister.DeployedFile(file.name(), sha256)),
            List.of(
                new Finding(Check.DEPLOYMENT, Severity.WARNING, file.name(), "", "", "", message)),
            null,
            DeploymentOutcome.REFUSED));
  }

  private Map<String, byte[]> packaged() {
    Map<String, byte[]> models = new TreeMap<>();
    PATTERNS.forEach(pattern -> models.putAll(read(pattern)));
    return models;
  }

  /** The files that a pattern names, by its folder and their names. */
  private Map<String, byte[]> read(String pattern) {
    Map<String, byte[]> files = new TreeMap<>();
    try {
      String folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
      for (Resource resource : resources.getResources("classpath*:" + pattern)) {
        files.put(folder + resource.getFilename(), resource.getContentAsByteArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
