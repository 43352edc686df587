package dev.necessity.deployment;

import dev.necessity.notice.MissingWords;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
import dev.necessity.policy.check.PolicyCheck;
import dev.necessity.policy.compare.LostCoverage;
import dev.necessity.policy.model.Catalogue;
import dev.necessity.policy.model.Catalogue.Entry;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicyKeys;
import dev.necessity.policy.model.PolicyNotFoundException;
import dev.necessity.request.Documents;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The rows of the catalogue, which make a policy version live: a row without its version would stop
 * every case that meets it.
 */
@Component
public class CatalogRows {

  private final DeployedPolicies policies;
  private final TriedLetters letters;
  private final PolicyCheck check = new PolicyCheck();

  /**
   * @param policies asked for while files are deployed, which the engine is built to do before it
   *     has one
   */
  CatalogRows(@Lazy DeployedPolicies policies, TriedLetters letters) {
    this.policies = policies;
    this.letters = letters;
  }

  /**
   * Rows that name a version of a policy, or of the final tables, which is neither deployed nor in
   * the same deployment, or no final tables for a policy that needs them; none where the file is
   * not the catalogue.
   */
  List<Finding> withoutPolicy(PolicyFile file, List<PolicyFile> deployment) {
    if (!isCatalogue(file)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Entry entry : entries(file)) {
      String policy = PolicyKeys.of(entry.policyId(), entry.decision());
      if (!exists(policy, entry.version(), deployment)) {
        findings.add(
            finding(
                file,
                entry,
                "The row makes version '"
                    + entry.version()
                    + "' of the policy '"
                    + entry.policyId()
                    + "' live, by its decision '"
                    + entry.decision()
                    + "', which is not deployed. Deploy that version first, or correct the row."));
      } else if (entry.finalTables() == null
          && !exists(PolicyKeys.of(entry.policyId(), Policy.END), entry.version(), deployment)) {
        findings.add(
            finding(
                file,
                entry,
                "The row names no final tables, and version '"
                    + entry.version()
                    + "' of '"
                    + entry.decision()
                    + "' ends in no determination of its own. Write the version of the final tables into the column 'finalTables'."));
      }
      if (entry.finalTables() != null
          && !exists(Policy.FINAL_DECISION, entry.finalTables(), deployment)) {
        findings.add(
            finding(
                file,
                entry,
                "The row has cases decided by version '"
                    + entry.finalTables()
                    + "' of the final tables, which is not deployed. Deploy that version first, or correct the row."));
      }
    }
    return findings;
  }

  /** The policies that will be live once some files are deployed, without those files. */
  public List<PolicyFile> live(List<PolicyFile> deployment) {
    Optional<PolicyFile> changed = deployment.stream().filter(CatalogRows::isCatalogue).findFirst();
    return deployed(changed.map(CatalogRows::entries).orElseGet(this::live)).values().stream()
        .filter(
            policy ->
                deployment.stream()
                    .noneMatch(
                        file ->
                            file.id().equals(policy.id())
                                && file.version().equals(policy.version())))
        .toList();
  }

  /**
   * Rows that make a policy live which the forms were changed under since it was deployed: while it
   * was not live, nobody had to keep them for it.
   *
   * @param documents the forms that count
   */
  List<Finding> misreading(PolicyFile file, List<PolicyFile> deployment, Documents documents) {
    if (!isCatalogue(file)) {
      return List.of();
    }
    Map<Entry, PolicyFile> policies = deployed(added(file));
    policies
        .values()
        .removeIf(policy -> deployment.stream().anyMatch(other -> other.id().equals(policy.id())));
    List<Finding> findings = new ArrayList<>();
    policies.forEach(
        (entry, policy) ->
            check.reads(policy, documents).stream()
                .findFirst()
                .ifPresent(
                    misread ->
                        findings.add(
                            finding(
                                file,
                                entry,
                                "Version '"
                                    + entry.version()
                                    + "' of '"
                                    + entry.policyId()
                                    + "' does not read the forms of today as they are. "
                                    + misread.place()
                                    + ": "
                                    + misread.message()
                                    + " Deploy a version of the policy that does, or the form as it was, and then this row."))));
    return findings;
  }

  private List<Entry> added(PolicyFile catalogue) {
    List<Entry> known = live();
    return entries(catalogue).stream()
        .filter(entry -> known.stream().noneMatch(other -> key(other).equals(key(entry))))
        .toList();
  }

  /**
   * What rows that make a policy live leave unfinished: an error where a case could be decided and
   * nobody written to, a warning where words are missing that a letter would say in English or as
   * the table does.
   *
   * @param deployment files without errors
   */
  public List<Finding> unfinished(PolicyFile file, List<PolicyFile> deployment) {
    if (!isCatalogue(file)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Entry entry : added(file)) {
      if (keys.add(key(entry))) {
        letters
            .problem(entry, file, deployment)
            .ifPresent(
                problem ->
                    findings.add(
                        finding(
                            file,
                            entry,
                            problem
                                + " Correct the tables of '"
                                + entry.policyId()
                                + "', deploy them as a new version, and then this row.")));
        policy(entry, deployment).ifPresent(policy -> findings.addAll(words(file, entry, policy)));
      }
    }
    return findings;
  }

  private Optional<PolicyFile> policy(Entry entry, List<PolicyFile> deployment) {
    return deployment.stream()
        .filter(
            policy ->
                entry.policyId().equals(policy.id()) && entry.version().equals(policy.version()))
        .findFirst()
        .or(
            () ->
                policies.file(PolicyKeys.of(entry.policyId(), entry.decision()), entry.version()));
  }

  private List<Finding> words(PolicyFile file, Entry entry, PolicyFile policy) {
    return Stream.concat(
            MissingWords.of(policy).stream(),
            check.check(policy).stream().filter(finding -> finding.check() == Check.TODO))
        .map(
            finding ->
                new Finding(
                    finding.check(),
                    Severity.WARNING,
                    file.name(),
                    Policies.CATALOG,
                    place(entry),
                    "",
                    entry.policyId()
                        + " "
                        + entry.version()
                        + (finding.place().isEmpty() ? "" : ", " + finding.place())
                        + ": "
                        + finding.message()))
        .toList();
  }

  /**
   * What a new catalogue leaves to a person though a policy covers it today.
   *
   * @param line by which somebody {@linkplain Agreement agrees} to it
   */
  public record Loss(String words, String line) {

    static Loss of(LostCoverage lost) {
      return new Loss(
          "Requests for "
              + lost.code()
              + " of "
              + String.join(", ", lost.linesOfBusiness())
              + " are judged by a policy today, and would be judged by none any more: each goes to a person.",
          "no longer cover " + lost.code());
    }
  }

  /**
   * What is lost with a new catalogue; nothing where the file is none.
   *
   * @param today a day on which requests are received
   */
  public List<Loss> losses(PolicyFile file, LocalDate today) {
    return isCatalogue(file)
        ? liveFile().map(live -> LostCoverage.between(live, file, today)).orElse(List.of()).stream()
            .map(Loss::of)
            .toList()
        : List.of();
  }

  List<Finding> losing(PolicyFile file, LocalDate today, Agreement agreement) {
    return losses(file, today).stream()
        .map(
            loss ->
                agreement.ask(
                    Check.COVERAGE, file.name(), Policies.CATALOG, loss.words(), loss.line()))
        .toList();
  }

  private Optional<PolicyFile> liveFile() {
    try {
      return Optional.of(policies.tableFile(Policies.CATALOG));
    } catch (PolicyNotFoundException firstStart) {
      return Optional.empty();
    }
  }

  private static boolean isCatalogue(PolicyFile file) {
    return file.tables().contains(Policies.CATALOG);
  }

  private static List<Entry> entries(PolicyFile catalogue) {
    return new Catalogue(catalogue.table(Policies.CATALOG)).entries();
  }

  /** Nothing is live before the first start. */
  private List<Entry> live() {
    try {
      return Catalogue.live(policies).entries();
    } catch (PolicyNotFoundException firstStart) {
      return List.of();
    }
  }

  private static String key(Entry entry) {
    return PolicyKeys.of(entry.policyId(), entry.decision()) + " " + entry.version();
  }

  /** The files of some rows, each once; a row without one is another's to name. */
  private Map<Entry, PolicyFile> deployed(List<Entry> entries) {
    Map<Entry, PolicyFile> files = new LinkedHashMap<>();
    Set<String> keys = new HashSet<>();
    entries.stream()
        .filter(entry -> keys.add(key(entry)))
        .forEach(
            entry ->
                policies
                    .file(PolicyKeys.of(entry.policyId(), entry.decision()), entry.version())
                    .ifPresent(file -> files.put(entry, file)));
    return files;
  }

  private static Finding finding(PolicyFile file, Entry entry, String message) {
    return new Finding(
        Check.DEPLOYMENT, Severity.ERROR, file.name(), Policies.CATALOG, place(entry), "", message);
  }

  private static String place(Entry entry) {
    return "row " + entry.row().number() + ", " + entry.row().id();
  }

  private boolean exists(String key, String version, List<PolicyFile> deployment) {
    return deployment.stream()
            .anyMatch(
                file ->
                    file.model().getModelElementById(PolicyKeys.decision(key))
                            instanceof Decision decision
                        && key.equals(PolicyKeys.of(file.id(), key))
                        && version.equals(decision.getVersionTag()))
        || policies.isDeployed(key, version);
  }
}
