package dev.necessity.deployment;

import dev.necessity.deployment.DeploymentRegister.DeploymentOutcome;
import dev.necessity.notice.MissingWords;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.CheckedFiles;
import dev.necessity.policy.check.FilesCheck;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
import dev.necessity.policy.check.FormCheck;
import dev.necessity.policy.check.PolicyCheck;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.replay.ReplayPage;
import dev.necessity.request.ContentHash;
import dev.necessity.request.Documents;
import dev.necessity.request.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.bpmn.parser.ResourceReportImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.impl.xml.ProblemImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Looks at every deployment before the engine does, however it came: from Modeler or over REST,
 * from the application's own start, from Java. Nothing comes in but decisions, forms and reports
 * ({@link ModelSanity}); processes come with the application alone ({@link OwnModels}). A decision
 * file or the form of a document with an error refuses the whole deployment, and the answer, which
 * Modeler shows, says each error, where it is and what to do. Who deployed what with which findings
 * is kept, of refused deployments as well.
 */
@Component
public class DeploymentGuard implements Deployer {

  private static final Logger LOG = LoggerFactory.getLogger(DeploymentGuard.class);

  private static final int MOST_KEPT = 200;

  /** Of a deployment, of a file and of where they are from: what the engine's tables hold. */
  private static final int LONGEST_NAME = 255;

  private final PolicyCheck check = new PolicyCheck();
  private final FilesCheck together = new FilesCheck();
  private final VersionTags tags;
  private final CatalogRows catalog;
  private final DeploymentRegister register;
  private final DeployedDocuments documents;
  private final FileOwners owners;
  private final Clock clock;

  public DeploymentGuard(
      VersionTags tags,
      CatalogRows catalog,
      DeploymentRegister register,
      DeployedDocuments documents,
      FileOwners owners,
      Clock clock) {
    this.tags = tags;
    this.catalog = catalog;
    this.register = register;
    this.documents = documents;
    this.owners = owners;
    this.clock = clock;
  }

  /**
   * @throws ParseException which the REST API answers with 400, when a file is not fit to be
   *     deployed
   */
  @Override
  public void deploy(DeploymentEntity deployment) {
    if (!deployment.isNew()) {
      return;
    }
    List<ResourceEntity> resources =
        deployment.getResources().values().stream()
            .sorted(Comparator.comparing(ResourceEntity::getName))
            .toList();
    Map<String, String> hashes =
        resources.stream()
            .collect(
                Collectors.toMap(
                    ResourceEntity::getName, resource -> ContentHash.ofBytes(resource.getBytes())));
    List<Finding> misnamed =
        Stream.concat(
                Stream.of(deployment.getName(), deployment.getSource(), deployment.getTenantId()),
                resources.stream().map(ResourceEntity::getName))
            .filter(name -> !isName(name))
            .map(DeploymentGuard::misnamed)
            .toList();
    List<Finding> findings =
        !misnamed.isEmpty()
            ? misnamed
            : deployment.getTenantId() != null
                ? List.of(ofATenant(deployment))
                : findings(resources, hashes);
    boolean refused = findings.stream().anyMatch(Finding::isError);
    DeploymentRegister.Entry entry =
        new DeploymentRegister.Entry(
            deployment.getId(),
            shown(deployment.getName()),
            shown(deployment.getSource()),
            Context.getCommandContext().getAuthenticatedUserId(),
            deployment.getDeploymentTime().toInstant().atOffset(ZoneOffset.UTC),
            resources.stream()
                .map(
                    resource ->
                        new DeploymentRegister.DeployedFile(
                            shown(resource.getName()), hashes.get(resource.getName())))
                .toList(),
            refused ? kept(findings) : findings,
            replayReports(resources)
                .map(ResourceEntity::getName)
                .map(DeploymentGuard::shown)
                .findFirst()
                .orElse(null),
            refused ? DeploymentOutcome.REFUSED : DeploymentOutcome.DEPLOYED);
    TransactionSynchronizationManager.registerSynchronization(new KeepRefused(entry));
    if (refused) {
      throw refusal(findings);
    }
    register.add(entry);
  }

  /** Two tenants' versions of a table would both be the latest one, and stop every case. */
  private static Finding ofATenant(DeploymentEntity deployment) {
    return new Finding(
        Check.DEPLOYMENT,
        Severity.ERROR,
        Optional.ofNullable(deployment.getName()).orElse("deployment"),
        "",
        "",
        "",
        "The deployment is for the tenant '"
            + shown(deployment.getTenantId())
            + "', and there are no tenants here: what is live is live for all. Leave the tenant empty.");
  }

  private static boolean isName(String text) {
    return text == null || text.length() <= LONGEST_NAME && Texts.storable(text);
  }

  private static Finding misnamed(String name) {
    return new Finding(
        Check.DEPLOYMENT,
        Severity.ERROR,
        shown(name),
        "",
        "",
        "",
        "A deployment, its source and its files have names of at most "
            + LONGEST_NAME
            + " characters, without control characters. Name it otherwise.");
  }

  /** A name as far as it can be kept. */
  private static String shown(String name) {
    return isName(name)
        ? name
        : name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceAll("[^ -~]", "?");
  }

  /**
   * A refusal undoes the transaction of its deployment, so it is kept after that: one by the check,
   * or one by the engine that follows.
   */
  private final class KeepRefused implements TransactionSynchronization {

    private final DeploymentRegister.Entry entry;

    KeepRefused(DeploymentRegister.Entry entry) {
      this.entry = entry;
    }

    @Override
    public void afterCompletion(int status) {
      if (status != STATUS_COMMITTED) {
        try {
          register.addRefused(
              entry.refused()
                  ? entry
                  : entry.refusedFor(
                      new Finding(
                          Check.ENGINE,
                          Severity.ERROR,
                          entry.files().stream()
                              .map(DeploymentRegister.DeployedFile::name)
                              .collect(Collectors.joining(", ")),
                          "",
                          "",
                          "",
                          "The check found no error, but the engine refused the deployment; the answer to it and the log of the server say why.")));
        } catch (RuntimeException e) {
          LOG.error("A refused deployment could not be kept", e);
        }
      }
    }
  }

  /** A hostile file can have very many findings. */
  private static List<Finding> kept(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(Finding::severity))
        .limit(MOST_KEPT)
        .toList();
  }

  /** Reports of {@code policy replay} that Modeler was told to deploy along with the file. */
  private static Stream<ResourceEntity> replayReports(List<ResourceEntity> resources) {
    return resources.stream()
        .filter(resource -> resource.getName().endsWith(".html"))
        .filter(
            resource ->
                ReplayPage.candidate(new String(resource.getBytes(), StandardCharsets.UTF_8))
                    .isPresent());
  }

  private static List<Finding> foreignReports(
      List<ResourceEntity> resources, Collection<String> deployed) {
    return replayReports(resources)
        .filter(
            report ->
                !deployed.contains(
                    ReplayPage.candidate(new String(report.getBytes(), StandardCharsets.UTF_8))
                        .orElseThrow()))
        .map(
            report ->
                new Finding(
                    Check.DEPLOYMENT,
                    Severity.ERROR,
                    report.getName(),
                    "",
                    "",
                    "",
                    "The replay report is about another file than those of this deployment. Replay the file as it is, and attach that report."))
        .toList();
  }

  /**
   * @param hashes SHA-256 of each file, by its name
   */
  private List<Finding> findings(List<ResourceEntity> resources, Map<String, String> hashes) {
    List<Finding> findings = new ArrayList<>();
    List<PolicyFile> files = new ArrayList<>();
    Map<String, byte[]> forms = new LinkedHashMap<>();
    Map<String, String> ids = new HashMap<>();
    for (ResourceEntity resource : resources) {
      Optional<Finding> unfit =
          OwnModels.contains(hashes.get(resource.getName()))
              ? Optional.empty()
              : ModelSanity.check(resource.getName(), resource.getBytes());
      unfit.ifPresent(findings::add);
      if (unfit.isEmpty() && resource.getName().endsWith(".form")) {
        forms.put(resource.getName(), resource.getBytes());
      }
      if (unfit.isEmpty() && ModelSanity.isDecision(resource.getName())) {
        try {
          files.add(PolicyFile.read(resource.getName(), resource.getBytes()));
        } catch (PolicyFile.UnreadableException unreadable) {
          findings.add(
              new Finding(
                  Check.UNREADABLE,
                  Severity.ERROR,
                  resource.getName(),
                  "",
                  "",
                  "",
                  unreadable.getMessage()));
        }
      }
    }
    // What is packaged was looked at together when it was read: it comes in an order of its own.
    List<PolicyFile> asking =
        files.stream().filter(file -> !OwnModels.contains(hashes.get(file.name()))).toList();
    findings.addAll(
        together.between(
            asking,
            forms,
            forms.isEmpty() && asking.isEmpty() ? List.of() : documents.latest(),
            isOfTheApplication(hashes.values()) ? any -> List.of() : catalog::live));
    for (PolicyFile file : files) {
      Stream.concat(Stream.of(file.id()), file.decisions().stream().map(file::key))
          .forEach(id -> twice(ids, id, file.name()).ifPresent(findings::add));
    }
    boolean checked =
        files.stream().allMatch(file -> CheckedFiles.contain(hashes.get(file.name())));
    Documents count =
        checked ? Documents.packaged() : documents.documents().and(FormCheck.sound(forms));
    files.forEach(
        file ->
            findings.addAll(
                findings(file, CheckedFiles.contain(hashes.get(file.name())), files, count)));
    if (!isOfTheApplication(hashes.values())) {
      Agreement agreement =
          resources.stream()
              .filter(resource -> resource.getName().equals(Agreement.FILE))
              .findFirst()
              .map(resource -> Agreement.of(resource.getBytes()))
              .orElse(Agreement.NONE);
      boolean sound = findings.stream().noneMatch(Finding::isError);
      findings.addAll(besideLive(files, forms, sound, agreement));
    }
    findings.addAll(foreignReports(resources, hashes.values()));
    return findings;
  }

  /**
   * What files would do to what is live in other files, whatever they are called while they are
   * tried.
   *
   * @param sound whether nothing else is wrong with them, so that they can be evaluated
   */
  public List<Finding> besideLive(List<PolicyFile> files, boolean sound) {
    List<Finding> findings = new ArrayList<>();
    for (PolicyFile file : files) {
      findings.addAll(owners.takenById(file));
      if (sound) {
        findings.addAll(goingLive(file, files, Agreement.NONE));
      }
    }
    return findings;
  }

  private List<Finding> besideLive(
      List<PolicyFile> files, Map<String, byte[]> forms, boolean sound, Agreement agreement) {
    List<Finding> findings = new ArrayList<>(owners.taken(forms, agreement));
    for (PolicyFile file : files) {
      findings.addAll(owners.taken(file, agreement));
      if (sound) {
        findings.addAll(goingLive(file, files, agreement));
      }
    }
    return findings;
  }

  private List<Finding> goingLive(PolicyFile file, List<PolicyFile> files, Agreement agreement) {
    List<Finding> findings = new ArrayList<>(MissingWords.of(file));
    findings.addAll(catalog.losing(file, LocalDate.now(clock), agreement));
    findings.addAll(catalog.unfinished(file, files));
    return findings;
  }

  /**
   * What is packaged is deployed at a start, which nothing that was deployed since may keep from
   * going on.
   */
  private static boolean isOfTheApplication(Collection<String> hashes) {
    return hashes.stream().allMatch(OwnModels::contains);
  }

  /** The engine keeps files apart by these ids. */
  private static Optional<Finding> twice(Map<String, String> ids, String id, String file) {
    return Optional.ofNullable(ids.putIfAbsent(id, file))
        .filter(other -> !other.equals(file))
        .map(
            other ->
                new Finding(
                    Check.DEPLOYMENT,
                    Severity.ERROR,
                    file,
                    "",
                    "",
                    "",
                    "The id '"
                        + id
                        + "' is also in "
                        + other
                        + ", and a deployment holds each id once. Deploy one of the two files."));
  }

  private List<Finding> findings(
      PolicyFile file,
      boolean checkedInTheBuild,
      List<PolicyFile> deployment,
      Documents documents) {
    List<Finding> findings = new ArrayList<>();
    try {
      if (!checkedInTheBuild) {
        findings.addAll(check.check(file, documents));
        findings.addAll(catalog.misreading(file, deployment, documents));
      }
      tags.taken(file).map(taken -> refused(file, taken)).ifPresent(findings::add);
      tags.otherKind(file).map(decision -> ofOtherKind(file, decision)).ifPresent(findings::add);
      findings.addAll(catalog.withoutPolicy(file, deployment));
    } catch (RuntimeException | StackOverflowError unforeseen) {
      LOG.error("The check of {} failed", file.name(), unforeseen);
      findings.add(
          new Finding(
              Check.ENGINE,
              Severity.ERROR,
              file.name(),
              "",
              "",
              "",
              "The file cannot be checked, so it is not deployed; the log of the server says why. Open it in Camunda Modeler and save it again."));
    }
    return findings;
  }

  private static Finding refused(PolicyFile file, VersionTags.Taken taken) {
    String message =
        taken.sameContent()
            ? "This file is deployed already, with version tag '"
                + taken.tag()
                + "'. There is nothing to deploy."
            : "The file was changed, but its version tag '"
                + taken.tag()
                + "' is deployed already and cases are pinned to it. "
                + "Give the changed file a new version tag on every decision (and then a row in policyCatalog), or restore it.";
    return new Finding(
        Check.VERSION_TAG, Severity.ERROR, file.name(), taken.decision(), "", "", message);
  }

  private static Finding ofOtherKind(PolicyFile file, String decision) {
    String message =
        file.isPolicy()
            ? "The decision is deployed without a version tag, and is asked for so. Remove the version tag of every decision; a policy of its own needs another id of the file."
            : "The decision is deployed with version tags, and cases are pinned to them. Set the version tag of every decision to a new version.";
    return new Finding(Check.VERSION_TAG, Severity.ERROR, file.name(), decision, "", "", message);
  }

  private static ParseException refusal(List<Finding> findings) {
    List<Finding> errors = findings.stream().filter(Finding::isError).toList();
    String message =
        "The deployment was refused: "
            + (errors.size() == 1 ? "one error" : errors.size() + " errors")
            + ".\n"
            + errors.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    Map<String, List<Finding>> byFile =
        findings.stream().collect(Collectors.groupingBy(Finding::file));
    ParseException refusal =
        new ParseException(message, errors.get(0).file(), List.of(), List.of());
    refusal.getResorceReports().clear();
    byFile.forEach(
        (file, found) ->
            refusal
                .getResorceReports()
                .add(new ResourceReportImpl(file, problems(found, true), problems(found, false))));
    return refusal;
  }

  private static List<Problem> problems(Collection<Finding> findings, boolean errors) {
    return findings.stream()
        .filter(finding -> finding.isError() == errors)
        .<Problem>map(
            finding ->
                new ProblemImpl(
                    finding.place() + ": " + finding.message(), null, finding.decision()))
        .toList();
  }
}
