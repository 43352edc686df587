package dev.necessity.web.workbench;

import dev.necessity.metrics.PriorAuthorizationMetrics;
import dev.necessity.metrics.PriorAuthorizationMetrics.Figures;
import dev.necessity.metrics.PriorAuthorizationMetrics.Year;
import dev.necessity.request.Request.LineOfBusiness;
import dev.necessity.text.Html;
import dev.necessity.web.workbench.BarChart.Bar;
import dev.necessity.web.workbench.BarChart.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The yearly figures to look at: each chart with its table. */
@Component
class MetricsPage {

  private static final double ALL = 100;

  private final PriorAuthorizationMetrics metrics;

  MetricsPage(PriorAuthorizationMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * @param lineOfBusiness null for all
   */
  String page(int year, LineOfBusiness lineOfBusiness) {
    Year figures = metrics.of(year, lineOfBusiness == null ? null : lineOfBusiness.name());
    Html html = new Html();
    choice(html, year, lineOfBusiness);
    long uncounted = metrics.uncounted();
    if (uncounted > 0) {
      html.raw("<p class=\"notice\" role=\"note\">")
          .text(
              uncounted
                  + (uncounted == 1
                      ? " decided case of an earlier version has"
                      : " decided cases of an earlier version have")
                  + " no date of decision in the register and cannot be counted.")
          .raw("</p>");
    }
    if (figures.figures().stream()
        .allMatch(line -> line.decided() == 0 && line.approvedAfterAppeal() == 0)) {
      html.element("p", "Nothing was decided in " + year + ".");
    } else {
      decisions(html, figures.figures());
      times(html, figures.figures());
      if (lineOfBusiness == null) {
        linesOfBusiness(html, metrics.byLineOfBusiness(year));
      }
    }
    return PageFrame.page(
        "Prior authorisation " + year,
        (lineOfBusiness == null ? "All lines of business" : words(lineOfBusiness.name()))
            + ": the figures that 42 CFR 422.122(c) and its siblings make public. Counts are of first decisions within the year (UTC).",
        "",
        html.toString());
  }

  private void choice(Html html, int year, LineOfBusiness chosen) {
    List<Integer> years =
        Stream.concat(Stream.of(year), metrics.years().stream())
            .distinct()
            .sorted((a, b) -> b - a)
            .toList();
    html.raw("<form class=\"choice\" method=\"get\"><label>Year <select name=\"year\">");
    years.forEach(each -> option(html, each.toString(), each.toString(), each == year));
    html.raw("</select></label> <label>Line of business <select name=\"lineOfBusiness\">");
    option(html, "", "All", chosen == null);
    Arrays.stream(LineOfBusiness.values())
        .forEach(each -> option(html, each.name(), words(each.name()), each == chosen));
    String query = "?year=" + year + (chosen == null ? "" : "&lineOfBusiness=" + chosen);
    html.raw(
            "</select></label> <button>Show</button></form><p class=\"requires\">The same figures as <a href=\"")
        .text("api/metrics/prior-authorization" + query)
        .raw("\">JSON</a> and <a href=\"")
        .text("api/metrics/prior-authorization.csv" + query)
        .raw("\">CSV</a>.</p>");
  }

  private static void option(Html html, String value, String label, boolean selected) {
    html.raw("<option value=\"")
        .text(value)
        .raw("\"" + (selected ? " selected" : "") + ">")
        .text(label)
        .raw("</option>");
  }

  private static void decisions(Html html, List<Figures> lines) {
    html.raw("<section>")
        .element("h2", "What was decided")
        .raw(BarChart.legend(dispositions(lines.get(0))));
    html.raw(
        BarChart.svg(
            "Share approved and denied, standard and expedited apart; the table below has the numbers",
            lines.stream()
                .map(
                    line ->
                        new Bar(words(line.urgency()) + ", " + line.decided(), dispositions(line)))
                .toList(),
            ALL));
    table(
        html,
        List.of(
            "",
            "Decided",
            "Approved",
            "of these modified",
            "of these with a person",
            "Denied",
            "Approved after appeal",
            "Approved after extension"),
        lines.stream()
            .map(
                line ->
                    List.of(
                        words(line.urgency()),
                        "" + line.decided(),
                        counted(line.approved(), line.approvedShare()),
                        "" + line.modified(),
                        "" + line.approvedWithAPerson(),
                        counted(line.denied(), line.deniedShare()),
                        counted(line.approvedAfterAppeal(), line.approvedAfterAppealShare()),
                        counted(line.approvedAfterExtension(), line.approvedAfterExtensionShare())))
            .toList());
    html.raw("</section>");
  }

  /** Three parts of a whole, in percent. */
  private static List<Part> dispositions(Figures line) {
    return List.of(
        part(
            "certified",
            "Approved as requested",
            line.approved() - line.modified(),
            line.decided()),
        part("modified", "Approved with a change", line.modified(), line.decided()),
        part("denied", "Denied", line.denied(), line.decided()));
  }

  private static Part part(String kind, String name, long count, long of) {
    double percent = of == 0 ? 0 : ALL * count / of;
    return new Part(kind, name, percent, Math.round(percent) + " %");
  }

  private static void times(Html html, List<Figures> lines) {
    List<Bar> bars = new ArrayList<>();
    for (Figures line : lines) {
      bars.add(
          new Bar(
              words(line.urgency()) + ", average",
              List.of(hours("average", "Average", line.averageHours()))));
      bars.add(
          new Bar(
              words(line.urgency()) + ", median",
              List.of(hours("median", "Median", line.medianHours()))));
    }
    html.raw("<section>")
        .element("h2", "From receipt to decision")
        .raw(
            BarChart.svg(
                "Hours from receipt to decision; the table below has the numbers",
                bars,
                bars.stream().mapToDouble(Bar::total).max().orElse(0)));
    table(
        html,
        List.of("", "Average, hours", "Median, hours"),
        lines.stream()
            .map(
                line ->
                    List.of(
                        words(line.urgency()), text(line.averageHours()), text(line.medianHours())))
            .toList());
    html.raw("</section>");
  }

  private static Part hours(String kind, String name, BigDecimal hours) {
    return new Part(kind, name, hours == null ? 0 : hours.doubleValue(), text(hours) + " h");
  }

  private static void linesOfBusiness(Html html, Map<String, Figures> lines) {
    html.raw("<section>")
        .element("h2", "By line of business")
        .raw(
            BarChart.svg(
                "Share approved and denied of each line of business; the table below has the numbers",
                lines.entrySet().stream()
                    .map(
                        line ->
                            new Bar(
                                words(line.getKey()) + ", " + line.getValue().decided(),
                                dispositions(line.getValue())))
                    .toList(),
                ALL));
    table(
        html,
        List.of("", "Decided", "Approved", "Denied", "Average, hours", "Median, hours"),
        lines.entrySet().stream()
            .map(
                line ->
                    List.of(
                        words(line.getKey()),
                        "" + line.getValue().decided(),
                        counted(line.getValue().approved(), line.getValue().approvedShare()),
                        counted(line.getValue().denied(), line.getValue().deniedShare()),
                        text(line.getValue().averageHours()),
                        text(line.getValue().medianHours())))
            .toList());
    html.raw("</section>");
  }

  private static void table(Html html, List<String> head, List<List<String>> rows) {
    html.raw("<table class=\"decision figures\"><thead><tr>");
    head.forEach(each -> html.element(each.isEmpty() ? "td" : "th scope=\"col\"", each));
    html.raw("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.raw("<tr>").element("th scope=\"row\"", row.get(0));
      row.subList(1, row.size()).forEach(each -> html.element("td", each));
      html.raw("</tr>");
    }
    html.raw("</tbody></table>");
  }

  private static String counted(long count, BigDecimal share) {
    return count + (share == null ? "" : " (" + share.toPlainString() + " %)");
  }

  private static String text(BigDecimal value) {
    return value == null ? "-" : value.toPlainString();
  }

  /** MEDICARE_ADVANTAGE as Medicare advantage; what is an abbreviation stays one. */
  private static String words(String code) {
    return code == null
        ? "not known"
        : code.length() <= 4
            ? code
            : code.charAt(0) + code.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
