package dev.necessity.web.workbench;

import dev.necessity.deployment.DeployedFiles;
import dev.necessity.deployment.DeployedFiles.Version;
import dev.necessity.deployment.DeploymentRegister;
import dev.necessity.deployment.DeploymentRegister.DeployedFile;
import dev.necessity.deployment.DeploymentRegister.Entry;
import dev.necessity.policy.check.Finding;
import dev.necessity.text.HtmlTemplate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
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
   * @param number from 0
   */
  record Page(List<Line> deployments, int number, boolean more, long total) {}

  record Line(
      String id, String at, String by, String result, String files, int findings, String report) {}

  /**
   * @param name null where it has none; so is {@code source}
   * @param report name of its replay report, null where it has none
   * @param reportKept whether the report can be read
   */
  record Detail(
      String id,
      String name,
      String result,
      boolean refused,
      String at,
      String by,
      String source,
      String report,
      boolean reportKept,
      List<Finding> findings,
      List<Deployed> files) {}

  /**
   * @param page name of its page, null where it has none
   * @param before the deployment of the version before, null where it is the first
   */
  record Deployed(String name, String sha256, String page, String before) {}

  /**
   * @param page from 0
   */
  String list(int page) {
    long total = register.count();
    return HtmlTemplate.fill(
        "workbench/deployments",
        Map.of(
            "page",
            new Page(
                register.list(page, PAGE).stream().map(DeploymentsPage::line).toList(),
                page,
                (page + 1L) * PAGE < total,
                total)));
  }

  private static Line line(Entry entry) {
    return new Line(
        entry.deploymentId(),
        MOMENT.format(entry.deployedAt()),
        who(entry),
        result(entry),
        files(entry),
        entry.findings().size(),
        entry.replayReport() == null ? "none" : entry.replayReport());
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
        .map(entry -> HtmlTemplate.fill("workbench/deployment", Map.of("page", shown(entry))));
  }

  private Detail shown(Entry entry) {
    return new Detail(
        entry.deploymentId(),
        entry.name(),
        result(entry),
        entry.refused(),
        MOMENT.format(entry.deployedAt()),
        who(entry),
        entry.source(),
        entry.replayReport(),
        entry.replayReport() != null && !entry.refused(),
        entry.findings(),
        entry.files().stream().map(file -> file(entry, file)).toList());
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

  private Deployed file(Entry entry, DeployedFile file) {
    Optional<Version> version =
        files.all().stream()
            .filter(
                one ->
                    one.deploymentId().equals(entry.deploymentId())
                        && one.resource().equals(file.name()))
            .findFirst();
    return new Deployed(
        file.name(),
        file.sha256(),
        version.map(Version::file).orElse(null),
        version.flatMap(this::before).map(Version::deploymentId).orElse(null));
  }

  private Optional<Version> before(Version version) {
    List<Version> all = files.versions(version.file());
    int at = all.indexOf(version);
    return at < 0 || at + 1 >= all.size() ? Optional.empty() : Optional.of(all.get(at + 1));
  }

  private static String who(Entry entry) {
    return entry.deployedBy() == null ? "the application" : entry.deployedBy();
  }

  private static String result(Entry entry) {
    return !entry.refused() ? "Deployed" : entry.deployedBy() == null ? "Not deployed" : "Refused";
  }
}
