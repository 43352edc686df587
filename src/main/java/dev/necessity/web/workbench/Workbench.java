package dev.necessity.web.workbench;

import dev.necessity.deployment.DeployedFiles;
import dev.necessity.deployment.DeployedFiles.Version;
import dev.necessity.policy.check.PolicyCheck;
import dev.necessity.policy.compare.PolicyComparison;
import dev.necessity.policy.example.FileExamples;
import dev.necessity.policy.example.TableExamples;
import dev.necessity.policy.model.Catalogue;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.page.ComparisonPage;
import dev.necessity.policy.page.DecisionPage;
import dev.necessity.text.HtmlTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The pages of the analysts' workbench: the deployed decision files, readable without Modeler. */
@Component
class Workbench {

  static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final DeployedFiles files;
  private final Policies policies;
  private final PackagedExamples packaged;
  private final PolicyCheck check = new PolicyCheck();

  /**
   * What a deployed file holds never changes, nor do the examples that are packaged: its part of
   * the page is made once.
   */
  private final Map<Version, Content> contents = new ConcurrentHashMap<>();

  Workbench(DeployedFiles files, Policies policies, PackagedExamples packaged) {
    this.files = files;
    this.policies = policies;
    this.packaged = packaged;
  }

  /**
   * A version of a file.
   *
   * @param deployedAt in words
   */
  record Shown(String name, String tag, String deployment, String deployedAt, boolean latest) {

    static Shown of(Version version) {
      return new Shown(
          version.file(),
          Workbench.tag(version),
          version.deploymentId(),
          MOMENT.format(version.deployedAt()),
          version.latest());
    }
  }

  /** What does not change of a version of a file. */
  record Content(Findings findings, DecisionPage file) {}

  /**
   * @param catalogue its rows of the catalogue, null where none names it
   * @param live whether one names the version that is shown
   */
  record Page(
      Shown shown,
      List<Shown> versions,
      DecisionPage.Table catalogue,
      boolean live,
      Content content) {}

  record Compared(String file, String versions, List<ComparisonPage.Section> sections) {}

  /** All files, each in its latest version. */
  String overview() {
    return HtmlTemplate.fill(
        "workbench/overview",
        Map.of("files", files.all().stream().filter(Version::latest).map(Shown::of).toList()));
  }

  /**
   * One file.
   *
   * @param deployment which of its versions; the latest one where it is empty
   * @return empty where there is no such file or version
   */
  Optional<String> file(String file, Optional<String> deployment) {
    List<Version> versions = files.versions(file);
    return select(versions, deployment)
        .map(
            version ->
                HtmlTemplate.fill("workbench/file", Map.of("page", page(version, versions))));
  }

  private Page page(Version version, List<Version> versions) {
    Catalogue catalogue = Catalogue.live(policies);
    PolicyFile file = files.read(version);
    List<Catalogue.Entry> entries = catalogue.entries(file);
    return new Page(
        Shown.of(version),
        versions.stream().map(Shown::of).toList(),
        entries.isEmpty()
            ? null
            : DecisionPage.rows(
                catalogue.table(), entries.stream().map(Catalogue.Entry::row).toList()),
        entries.stream().anyMatch(entry -> entry.version(file).equals(version.tag())),
        contents.computeIfAbsent(version, this::content));
  }

  /** What changed between two versions of a file; empty where one of them does not exist. */
  Optional<String> comparison(String file, String from, String to) {
    List<Version> versions = files.versions(file);
    return select(versions, Optional.of(from))
        .flatMap(
            before ->
                select(versions, Optional.of(to))
                    .map(
                        after ->
                            HtmlTemplate.fill(
                                "workbench/comparison",
                                Map.of("page", compared(file, before, after)))));
  }

  private Compared compared(String file, Version before, Version after) {
    return new Compared(
        file,
        "From " + words(Shown.of(before)) + " to " + words(Shown.of(after)) + ".",
        ComparisonPage.of(PolicyComparison.of(files.read(before), files.read(after))).sections());
  }

  private static String words(Shown version) {
    return version.tag() + " (" + version.deployedAt() + ")";
  }

  private static Optional<Version> select(List<Version> versions, Optional<String> deployment) {
    return deployment.isPresent()
        ? versions.stream()
            .filter(version -> version.deploymentId().equals(deployment.get()))
            .findFirst()
        : versions.stream().filter(Version::latest).findFirst();
  }

  private Content content(Version version) {
    PolicyFile file = files.read(version);
    return new Content(
        Findings.of(check.check(file, policies.evidence().documents())),
        DecisionPage.of(file, examples(file)));
  }

  /**
   * What the packaged rows show of the file; rows of another version of a table are left out, the
   * page is complete without them.
   */
  private Map<String, TableExamples.Report> examples(PolicyFile file) {
    try {
      return FileExamples.run(file, packaged.rows(file, Map.of()), Tools.budgets()).stream()
          .filter(run -> run.report().isPresent())
          .collect(Collectors.toMap(FileExamples.TableRun::decision, run -> run.report().get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One version in a list: its file, its tag, when it was deployed. */
  static String words(Version version) {
    return version.file()
        + ", "
        + tag(version)
        + ", deployed "
        + MOMENT.format(version.deployedAt());
  }

  private static String tag(Version version) {
    return version.tag().isEmpty() ? "no version tag" : "Version " + version.tag();
  }
}
