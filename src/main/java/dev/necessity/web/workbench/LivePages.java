package dev.necessity.web.workbench;

import dev.necessity.deployment.CatalogRows;
import dev.necessity.deployment.DeployedFiles;
import dev.necessity.deployment.LiveCatalogue;
import dev.necessity.deployment.LiveCatalogue.Deployed;
import dev.necessity.deployment.LiveCatalogue.Live;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.compare.PolicyComparison;
import dev.necessity.policy.model.LiveRow;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText.Column;
import dev.necessity.policy.page.ComparisonPage;
import dev.necessity.request.Request.LineOfBusiness;
import dev.necessity.text.HtmlTemplate;
import dev.necessity.web.workbench.LiveController.Order;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** What is live for whom, and the pages by which that is changed. */
@Component
class LivePages {

  private static final String ANY = "-";

  private final LiveCatalogue catalogue;
  private final Clock clock;
  private final Period reviewEvery;

  LivePages(
      LiveCatalogue catalogue,
      Clock clock,
      @Value("${necessity.policies.review-every}") Period reviewEvery) {
    this.catalogue = catalogue;
    this.clock = clock;
    this.reviewEvery = reviewEvery;
  }

  /**
   * @param determinations those of the catalogue; none where it asks for none
   */
  record Page(
      List<Row> rows,
      List<Option> versions,
      List<String> lines,
      List<String> determinations,
      List<Option> catalogues) {}

  record Row(
      String policy,
      String version,
      String conditions,
      String approvedBy,
      String approved,
      String reviewDue,
      boolean overdue) {}

  /**
   * What going live changes.
   *
   * @param policy with its version
   * @param replay id of the one that was started, empty where none was
   * @param examples of the policy, as they are packaged
   * @param sound whether it can go live
   * @param seen hash of the catalogue that was looked at
   */
  record GoingLive(
      String policy,
      List<Findings.OfFile> files,
      String replay,
      ComparisonPage changes,
      TriedExamples examples,
      boolean sound,
      Order order,
      String seen) {}

  /**
   * What going back changes.
   *
   * @param catalogue the one to go back to, in words; {@code to} its deployment
   * @param losses to be agreed to
   */
  record GoingBack(
      String catalogue,
      ComparisonPage changes,
      List<CatalogRows.Loss> losses,
      String to,
      String seen) {}

  String overview(List<DeployedFiles.Version> policies, CsrfToken token) {
    List<Deployed> catalogues = catalogue.all();
    return HtmlTemplate.fill(
        "workbench/live",
        Map.of(
            "token",
            token,
            "page",
            new Page(
                catalogue.live().stream().map(this::row).toList(),
                DeployedChoice.options(policies),
                Stream.of(LineOfBusiness.values()).map(Enum::name).toList(),
                LiveRow.determinations(catalogues.get(0).file()),
                Stream.concat(
                        Stream.of(new Option("", ANY)),
                        catalogues.stream()
                            .skip(1)
                            .map(one -> new Option(one.deploymentId(), words(one))))
                    .toList())));
  }

  private Row row(Live live) {
    OffsetDateTime approved = live.approved().at();
    OffsetDateTime due = approved == null ? null : approved.plus(reviewEvery);
    return new Row(
        live.entry().policyId(),
        live.entry().version(),
        conditions(live),
        by(live.approved()),
        approved == null ? "not known" : Workbench.MOMENT.format(approved),
        due == null ? "not known" : due.toLocalDate().toString(),
        due != null && due.isBefore(OffsetDateTime.now(clock)));
  }

  /** The cells of the row that ask for anything, as the table says them. */
  private static String conditions(Live live) {
    List<Column> columns = live.approved().catalogue().table().columns();
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String cell = live.entry().row().cells().get(i);
      if (columns.get(i).input() && !cell.isBlank() && !cell.equals(ANY)) {
        conditions.add(
            columns.get(i).label().replaceAll("\\s*\\(.*", "")
                + " "
                + cell.replace("\"", "").replace(",", ", "));
      }
    }
    return conditions.isEmpty() ? "every request" : String.join("; ", conditions);
  }

  private static String by(Deployed deployed) {
    return deployed.by() == null ? "delivered with the application" : deployed.by();
  }

  private static String words(Deployed deployed) {
    return (deployed.at() == null ? "earlier" : Workbench.MOMENT.format(deployed.at()))
        + ", "
        + by(deployed);
  }

  String goingLive(
      Order order,
      PolicyFile policy,
      Deployed before,
      Map<String, List<Finding>> findings,
      PolicyComparison changes,
      TriedExamples examples,
      Optional<ReplayJob> replay,
      CsrfToken token) {
    return HtmlTemplate.fill(
        "workbench/go-live",
        Map.of(
            "token",
            token,
            "page",
            new GoingLive(
                policy.id() + " " + policy.version(),
                findings.entrySet().stream()
                    .map(file -> new Findings.OfFile(file.getKey(), Findings.of(file.getValue())))
                    .toList(),
                replay.map(ReplayJob::id).orElse(""),
                ComparisonPage.of(changes),
                examples,
                findings.values().stream().flatMap(List::stream).noneMatch(Finding::isError),
                order,
                before.hash())));
  }

  String goingBack(
      Deployed after,
      Deployed before,
      PolicyComparison changes,
      List<CatalogRows.Loss> losses,
      CsrfToken token) {
    return HtmlTemplate.fill(
        "workbench/go-back",
        Map.of(
            "token",
            token,
            "page",
            new GoingBack(
                words(after),
                ComparisonPage.of(changes),
                losses,
                after.deploymentId(),
                before.hash())));
  }
}
