package dev.necessity.web.workbench;

import dev.necessity.metrics.PriorAuthorizationMetrics;
import dev.necessity.metrics.PriorAuthorizationMetrics.Figures;
import dev.necessity.request.Request.LineOfBusiness;
import dev.necessity.text.HtmlTemplate;
import dev.necessity.web.workbench.BarChart.Line;
import dev.necessity.web.workbench.BarChart.Share;
import java.math.BigDecimal;
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
   * @param scope the lines of business that it is about
   * @param line the one that is chosen, empty for all
   * @param uncounted decided cases that are in no figure
   */
  record Page(
      int year,
      String scope,
      List<Integer> years,
      List<Option> lines,
      String line,
      String query,
      long uncounted,
      List<Section> sections) {}

  /**
   * @param legend what each colour means, none where the chart has one only
   */
  record Section(
      String title, List<Share> legend, BarChart chart, List<String> heads, List<Row> rows) {}

  record Row(String name, List<String> cells) {}

  /**
   * @param lineOfBusiness null for all
   */
  String page(int year, LineOfBusiness lineOfBusiness) {
    String line = lineOfBusiness == null ? "" : lineOfBusiness.name();
    return HtmlTemplate.fill(
        "workbench/metrics",
        Map.of(
            "page",
            new Page(
                year,
                lineOfBusiness == null ? "All lines of business" : words(line),
                Stream.concat(Stream.of(year), metrics.years().stream())
                    .distinct()
                    .sorted((a, b) -> b - a)
                    .toList(),
                Stream.concat(
                        Stream.of(new Option("", "All")),
                        Arrays.stream(LineOfBusiness.values())
                            .map(each -> new Option(each.name(), words(each.name()))))
                    .toList(),
                line,
                "year=" + year + (lineOfBusiness == null ? "" : "&lineOfBusiness=" + line),
                metrics.uncounted(),
                sections(year, lineOfBusiness))));
  }

  /** None where nothing was decided. */
  private List<Section> sections(int year, LineOfBusiness lineOfBusiness) {
    List<Figures> figures =
        metrics.of(year, lineOfBusiness == null ? null : lineOfBusiness.name()).figures();
    if (figures.stream().allMatch(each -> each.decided() == 0 && each.approvedAfterAppeal() == 0)) {
      return List.of();
    }
    return lineOfBusiness == null
        ? List.of(
            decisions(figures), times(figures), linesOfBusiness(metrics.byLineOfBusiness(year)))
        : List.of(decisions(figures), times(figures));
  }

  private static Section decisions(List<Figures> lines) {
    return new Section(
        "What was decided",
        dispositions(lines.get(0)),
        BarChart.of(
            "Share approved and denied, standard and expedited apart; the table below has the numbers",
            lines.stream()
                .map(
                    line ->
                        new Line(words(line.urgency()) + ", " + line.decided(), dispositions(line)))
                .toList(),
            ALL),
        List.of(
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
                    new Row(
                        words(line.urgency()),
                        List.of(
                            String.valueOf(line.decided()),
                            counted(line.approved(), line.approvedShare()),
                            String.valueOf(line.modified()),
                            String.valueOf(line.approvedWithAPerson()),
                            counted(line.denied(), line.deniedShare()),
                            counted(line.approvedAfterAppeal(), line.approvedAfterAppealShare()),
                            counted(
                                line.approvedAfterExtension(),
                                line.approvedAfterExtensionShare()))))
            .toList());
  }

  /** Three parts of a whole, in percent. */
  private static List<Share> dispositions(Figures line) {
    return List.of(
        share(
            "certified",
            "Approved as requested",
            line.approved() - line.modified(),
            line.decided()),
        share("modified", "Approved with a change", line.modified(), line.decided()),
        share("denied", "Denied", line.denied(), line.decided()));
  }

  private static Share share(String kind, String name, long count, long of) {
    double percent = of == 0 ? 0 : ALL * count / of;
    return new Share(kind, name, percent, Math.round(percent) + " %");
  }

  private static Section times(List<Figures> lines) {
    List<Line> bars =
        lines.stream()
            .flatMap(
                line ->
                    Stream.of(
                        new Line(
                            words(line.urgency()) + ", average",
                            List.of(hours("average", "Average", line.averageHours()))),
                        new Line(
                            words(line.urgency()) + ", median",
                            List.of(hours("median", "Median", line.medianHours())))))
            .toList();
    return new Section(
        "From receipt to decision",
        List.of(),
        BarChart.of(
            "Hours from receipt to decision; the table below has the numbers",
            bars,
            bars.stream().mapToDouble(Line::total).max().orElse(0)),
        List.of("Average, hours", "Median, hours"),
        lines.stream()
            .map(
                line ->
                    new Row(
                        words(line.urgency()),
                        List.of(text(line.averageHours()), text(line.medianHours()))))
            .toList());
  }

  private static Share hours(String kind, String name, BigDecimal hours) {
    return new Share(kind, name, hours == null ? 0 : hours.doubleValue(), text(hours) + " h");
  }

  private static Section linesOfBusiness(Map<String, Figures> lines) {
    return new Section(
        "By line of business",
        List.of(),
        BarChart.of(
            "Share approved and denied of each line of business; the table below has the numbers",
            lines.entrySet().stream()
                .map(
                    line ->
                        new Line(
                            words(line.getKey()) + ", " + line.getValue().decided(),
                            dispositions(line.getValue())))
                .toList(),
            ALL),
        List.of("Decided", "Approved", "Denied", "Average, hours", "Median, hours"),
        lines.entrySet().stream().map(line -> row(words(line.getKey()), line.getValue())).toList());
  }

  private static Row row(String name, Figures figures) {
    return new Row(
        name,
        List.of(
            String.valueOf(figures.decided()),
            counted(figures.approved(), figures.approvedShare()),
            counted(figures.denied(), figures.deniedShare()),
            text(figures.averageHours()),
            text(figures.medianHours())));
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
