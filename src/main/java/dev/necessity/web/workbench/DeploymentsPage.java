package dev.necessity.web.workbench;

import static dev.necessity.text.Html.escape;

import dev.necessity.deployment.DeployedFiles;
import dev.necessity.deployment.DeployedFiles.Version;
import dev.necessity.deployment.DeploymentRegister;
import dev.necessity.deployment.DeploymentRegister.DeployedFile;
import dev.necessity.deployment.DeploymentRegister.Entry;
import dev.necessity.text.Html;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Who deployed what, or tried to: the list, and one deployment with its findings, its report and
 * what it changed.
 */
@Component
class DeploymentsPage {

  private static final int PAGE = 50;
  private static final int SHOWN = 4;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final DeploymentRegister register;
  private final DeployedFiles files;

  DeploymentsPage(DeploymentRegister register, DeployedFiles files) {
    this.register = register;
    this.files = files;
  }

  /**
   * @param page from 0
   */
  String list(int page) {
    List<Entry> entries = register.list(page, PAGE);
    long total = register.count();
    Html html =
        PageFrame.cells(
            "Deployments, newest first",
            List.of("When", "Who", "Result", "Files", "Findings", "Replay report"),
            entries.stream().map(DeploymentsPage::row).toList());
    if (entries.isEmpty()) {
      html.element("p", "Nothing here.");
    }
    html.raw("<p>");
    if (page > 0) {
      html.raw("<a href=\"?page=" + (page - 1) + "\">Newer</a> ");
    }
    if ((page + 1L) * PAGE < total) {
      html.raw("<a href=\"?page=" + (page + 1) + "\">Older</a>");
    }
    return PageFrame.page(
        "Deployments",
        "Who deployed which decision files, processes and forms; refused ones as well. "
            + total
            + " in all.",
        "../",
        html.raw("</p>").toString());
  }

  private static List<String> row(Entry entry) {
    return List.of(
        "<a href=\"deployments/"
            + escape(entry.deploymentId())
            + "\">"
            + MOMENT.format(entry.deployedAt())
            + "</a>",
        escape(who(entry)),
        result(entry),
        escape(files(entry)),
        String.valueOf(entry.findings().size()),
        entry.replayReport() == null ? "none" : escape(entry.replayReport()));
  }

  private static String files(Entry entry) {
    String first =
        entry.files().stream()
            .limit(SHOWN)
            .map(DeployedFile::name)
            .collect(Collectors.joining(", "));
    return entry.files().size() > SHOWN
        ? first + " and " + (entry.files().size() - SHOWN) + " more"
        : first;
  }

  /** One deployment; empty where there is none of this id. */
  Optional<String> detail(String deploymentId) {
    return register
        .find(deploymentId)
        .map(
            entry -> {
              Html html = new Html().raw("<dl class=\"facts\">");
              fact(html, "Result", result(entry));
              fact(html, "Who", who(entry));
              fact(html, "When", MOMENT.format(entry.deployedAt()));
              fact(html, "Name", entry.name());
              fact(html, "Sent by", entry.source());
              html.raw("<dt>Replay report</dt><dd>");
              if (entry.replayReport() == null || entry.refused()) {
                html.text(
                    entry.replayReport() == null
                        ? "none was attached"
                        : entry.replayReport() + ", refused with the rest");
              } else {
                html.raw("<a href=\"" + escape(entry.deploymentId()) + "/report\">")
                    .text(entry.replayReport())
                    .raw("</a>");
              }
              html.raw("</dd></dl>").element("h2", "Findings");
              html.raw(
                  entry.findings().isEmpty()
                      ? new Html().element("p", "Nothing found.").toString()
                      : FindingsPage.table("What the check found", entry.findings()).toString());
              html.element("h2", "Files")
                  .raw(
                      PageFrame.cells(
                              "Files of this deployment",
                              List.of("File", "SHA-256", "Read it", "Compare"),
                              entry.files().stream().map(file -> file(entry, file)).toList())
                          .toString());
              return PageFrame.page(
                  "Deployment " + (entry.name() == null ? entry.deploymentId() : entry.name()),
                  result(entry)
                      + " "
                      + MOMENT.format(entry.deployedAt())
                      + " by "
                      + who(entry)
                      + ".",
                  "../../",
                  html.toString());
            });
  }

  /**
   * The file of a deployment that is its replay report, as it was attached; empty where there is
   * none.
   */
  Optional<byte[]> report(String deploymentId) {
    return register
        .find(deploymentId)
        .filter(entry -> entry.replayReport() != null && !entry.refused())
        .map(entry -> files.content(deploymentId, entry.replayReport()));
  }

  private List<String> file(Entry entry, DeployedFile file) {
    Optional<Version> version =
        files.all().stream()
            .filter(
                one ->
                    one.deploymentId().equals(entry.deploymentId())
                        && one.resource().equals(file.name()))
            .findFirst();
    return List.of(
        escape(file.name()),
        "<code>" + escape(file.sha256()) + "</code>",
        version
            .map(
                one ->
                    "<a href=\"../"
                        + escape(one.file())
                        + "?deployment="
                        + escape(one.deploymentId())
                        + "\">Read it</a>")
            .orElse(entry.refused() ? "not deployed" : ""),
        version
            .flatMap(this::comparison)
            .orElse(
                version.isPresent()
                    ? "the first of this name; <a href=\"../compare\">with another file</a>"
                    : ""));
  }

  private Optional<String> comparison(Version version) {
    List<Version> all = files.versions(version.file());
    int at = all.indexOf(version);
    return at < 0 || at + 1 >= all.size()
        ? Optional.empty()
        : Optional.of(
            "<a href=\"../"
                + escape(version.file())
                + "/comparison?from="
                + escape(all.get(at + 1).deploymentId())
                + "&amp;to="
                + escape(version.deploymentId())
                + "\">with the version before</a>");
  }

  private static void fact(Html html, String name, String value) {
    if (value != null) {
      html.element("dt", name).element("dd", value);
    }
  }

  private static String who(Entry entry) {
    return entry.deployedBy() == null ? "the application" : entry.deployedBy();
  }

  private static String result(Entry entry) {
    return !entry.refused() ? "Deployed" : entry.deployedBy() == null ? "Not deployed" : "Refused";
  }
}
