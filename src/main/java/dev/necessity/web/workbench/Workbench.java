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
import dev.necessity.text.Html;
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
  private final Map<Version, String> contents = new ConcurrentHashMap<>();

  Workbench(DeployedFiles files, Policies policies, PackagedExamples packaged) {
    this.files = files;
    this.policies = policies;
    this.packaged = packaged;
  }

  /** All files, each in its latest version. */
  String overview() {
    Html html = new Html().raw("<ul class=\"places\">");
    for (Version version : files.all().stream().filter(Version::latest).toList()) {
      html.raw("<li><h3>")
          .text(version.file())
          .raw("</h3><p>")
          .text(tag(version) + "; deployed " + MOMENT.format(version.deployedAt()))
          .raw("</p><a href=\"")
          .text(path(version))
          .raw("\">Read it</a></li>");
    }
    return PageFrame.page(
        "Workbench",
        "The decision files as they are deployed: diagram, tables, citations and examples.",
        "",
        html.raw("</ul>").toString());
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
                PageFrame.page(
                    file,
                    tag(version)
                        + "; deployed "
                        + MOMENT.format(version.deployedAt())
                        + (version.latest() ? "." : ". A later version is deployed."),
                    "../",
                    versions(versions, version)
                        + catalogue(version)
                        + contents.computeIfAbsent(version, this::content)));
  }

  /** What changed between two versions of a file; empty where one of them does not exist. */
  Optional<String> comparison(String file, String from, String to) {
    List<Version> versions = files.versions(file);
    return select(versions, Optional.of(from))
        .flatMap(
            before ->
                select(versions, Optional.of(to))
                    .map(
                        after -> {
                          PolicyComparison comparison =
                              PolicyComparison.of(files.read(before), files.read(after));
                          String title =
                              "From "
                                  + tag(before)
                                  + " ("
                                  + MOMENT.format(before.deployedAt())
                                  + ") to "
                                  + tag(after)
                                  + " ("
                                  + MOMENT.format(after.deployedAt())
                                  + ").";
                          return PageFrame.page(
                              "What changed in " + file,
                              title,
                              "../../",
                              ComparisonPage.content(comparison).toString());
                        }));
  }

  private static Optional<Version> select(List<Version> versions, Optional<String> deployment) {
    return deployment.isPresent()
        ? versions.stream()
            .filter(version -> version.deploymentId().equals(deployment.get()))
            .findFirst()
        : versions.stream().filter(Version::latest).findFirst();
  }

  private static String versions(List<Version> versions, Version shown) {
    if (versions.size() < 2) {
      return "";
    }
    Html html = new Html().raw("<nav aria-label=\"Versions\"><h2>Versions</h2><ul>");
    for (Version version : versions) {
      html.raw("<li><a href=\"?deployment=")
          .text(version.deploymentId())
          .raw("\">")
          .text(tag(version))
          .raw("</a>, deployed ")
          .text(MOMENT.format(version.deployedAt()));
      if (!version.equals(shown)) {
        html.raw(": <a href=\"")
            .text(
                shown.file()
                    + "/comparison?from="
                    + version.deploymentId()
                    + "&to="
                    + shown.deploymentId())
            .raw("\">what changed from it to the one shown</a>");
      }
      html.raw("</li>");
    }
    return html.raw("</ul></nav>").toString();
  }

  private String content(Version version) {
    PolicyFile file = files.read(version);
    Html html = new Html();
    html.element("h2", "Check")
        .raw(FindingsPage.content(check.check(file, policies.evidence().documents())).toString());
    html.element("h2", "Diagram")
        .raw("<div class=\"diagram-frame\" tabindex=\"0\">")
        .raw(DecisionPage.diagram(file).toString())
        .raw("</div>");
    html.element("h2", "Decisions").raw(DecisionPage.decisions(file, examples(file)).toString());
    return html.toString();
  }

  /**
   * The rows of the catalogue that name this file's policy, or the final tables: for whom and from
   * when it is live, and in which version.
   */
  private String catalogue(Version version) {
    Catalogue catalogue = Catalogue.live(policies);
    PolicyFile file = files.read(version);
    List<Catalogue.Entry> entries = catalogue.entries(file);
    if (entries.isEmpty()) {
      return "";
    }
    Html html = new Html().element("h2", "Rows of the catalogue");
    if (entries.stream().noneMatch(entry -> entry.version(file).equals(version.tag()))) {
      html.element(
          "p",
          "No row names the version shown here: it is deployed, but new cases are not judged by it.");
    }
    return html.raw(
            DecisionPage.rows(
                    catalogue.table(), entries.stream().map(Catalogue.Entry::row).toList())
                .toString())
        .toString();
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

  private static String path(Version version) {
    return "workbench/" + version.file();
  }
}
