package dev.necessity.web.workbench;

import static dev.necessity.text.Html.escape;

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
import dev.necessity.text.Html;
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

  String overview(List<DeployedFiles.Version> policies, CsrfToken token) {
    Html html = new Html();
    List<Live> live = catalogue.live();
    if (live.isEmpty()) {
      html.element("p", "No policy is live: every request is routed to a person.");
    } else {
      html.raw(
          PageFrame.cells(
                  "The first row that applies to a request decides",
                  heads(),
                  live.stream().map(this::row).toList())
              .toString());
    }
    html.element("h2", "Go live")
        .raw(
            PageFrame.form(
                    "live",
                    token,
                    PageFrame.select("version", "Version", DeployedChoice.options(policies))
                        .raw(
                            PageFrame.textField(
                                    "codes", "Procedure codes", 200, "placeholder=\"12345, 12346\"")
                                .toString())
                        .raw(
                            boxes(
                                "Lines of business",
                                "lines",
                                Stream.of(LineOfBusiness.values()).map(Enum::name).toList()))
                        .raw(determinations())
                        .raw(PageFrame.dateField("from", "Received from").toString())
                        .raw(
                            PageFrame.textField(
                                    "reason",
                                    "Reason",
                                    500,
                                    "placeholder=\"why it is judged by this policy: a case keeps it\"")
                                .toString())
                        .element(
                            "p",
                            "Nothing is deployed before you have seen what it changes. Without a line of business it is for all, without a day for all new requests; sides and local determinations that nobody chose are those of the policy's row before."),
                    "Show what it changes")
                .toString());
    html.element("h2", "Roll back")
        .raw(
            PageFrame.form(
                    "live/back",
                    token,
                    PageFrame.select(
                        "to",
                        "To the catalogue",
                        Stream.concat(
                                Stream.of(Map.entry("", ANY)),
                                catalogue.all().stream()
                                    .skip(1)
                                    .map(one -> Map.entry(one.deploymentId(), words(one))))
                            .toList()),
                    "Show what it changes")
                .toString());
    return PageFrame.page(
        "Live",
        "Which version of which policy a new request is judged by today, and who approved it.",
        "../",
        html.toString());
  }

  private static List<String> heads() {
    return List.of("Policy", "Version", "For", "Approved by", "Approved", "Review due");
  }

  private List<String> row(Live live) {
    OffsetDateTime approved = live.approved().at();
    OffsetDateTime due = approved == null ? null : approved.plus(reviewEvery);
    String overdue =
        due != null && due.isBefore(OffsetDateTime.now(clock)) ? " <strong>overdue</strong>" : "";
    return List.of(
        escape(live.entry().policyId()),
        escape(live.entry().version()),
        escape(conditions(live)),
        escape(by(live.approved())),
        approved == null ? "not known" : Workbench.MOMENT.format(approved),
        due == null ? "not known" : due.toLocalDate() + overdue);
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
      Optional<ReplayJob> replay,
      CsrfToken token) {
    Html html = new Html();
    findings.forEach(
        (file, found) ->
            html.element("h2", "Findings of " + file).raw(FindingsPage.content(found).toString()));
    html.element("h2", "Replay");
    replay.ifPresentOrElse(
        job ->
            html.raw("<p><a href=\"replay/" + job.id() + "\">Which past cases ")
                .text(policy.id() + " " + policy.version())
                .raw(" would have decided differently</a>: read it before you go live.</p>"),
        () ->
            html.element(
                "p",
                "Too many replays are waiting, so that none was started. Start one on the page of replays before you go live."));
    changes(html, changes);
    if (findings.values().stream().flatMap(List::stream).noneMatch(Finding::isError)) {
      Html fields =
          hidden("version", order.version())
              .raw(hidden("codes", order.codes()).toString())
              .raw(hidden("from", order.from()).toString())
              .raw(hidden("reason", order.reason()).toString())
              .raw(hidden("seen", before.hash()).toString());
      order.lines().forEach(line -> fields.raw(hidden("lines", line).toString()));
      order
          .determinations()
          .forEach(determination -> fields.raw(hidden("determinations", determination).toString()));
      html.raw(PageFrame.form("live", token, fields, "Go live").toString());
    }
    return PageFrame.page(
        "Go live with " + policy.id() + " " + policy.version(),
        "What the row changes in the catalogue. Nothing is deployed yet.",
        "../",
        html.toString());
  }

  String goingBack(Deployed after, Deployed before, PolicyComparison changes, CsrfToken token) {
    Html html = new Html();
    changes(html, changes);
    html.raw(
        PageFrame.form(
                "back",
                token,
                hidden("to", after.deploymentId()).raw(hidden("seen", before.hash()).toString()),
                "Roll back")
            .toString());
    return PageFrame.page(
        "Roll back the catalogue",
        "To that of "
            + words(after)
            + ". Nothing is deployed yet; cases keep the version that they have.",
        "../../",
        html.toString());
  }

  private static void changes(Html html, PolicyComparison changes) {
    html.element("h2", "What changes in the catalogue");
    html.raw(
        changes.changes().isEmpty()
            ? new Html().element("p", "Nothing.").toString()
            : ComparisonPage.content(changes).toString());
  }

  /**
   * By the jurisdiction that a request states; a catalogue that asks for none has none to choose.
   */
  private String determinations() {
    List<String> known = LiveRow.determinations(catalogue.all().get(0).file());
    return known.isEmpty()
        ? ""
        : boxes("Local determination of Medicare, by the jurisdiction", "determinations", known);
  }

  private static String boxes(String legend, String name, List<String> values) {
    Html html = new Html().raw("<fieldset><legend>").text(legend).raw("</legend>");
    for (String value : values) {
      html.raw("<p><label><input type=\"checkbox\" name=\"" + name + "\" value=\"")
          .text(value)
          .raw("\"> ")
          .text(value)
          .raw("</label></p>");
    }
    return html.raw("</fieldset>").toString();
  }

  private static Html hidden(String name, String value) {
    return new Html()
        .raw("<input type=\"hidden\" name=\"" + name + "\" value=\"" + escape(value) + "\">");
  }
}
