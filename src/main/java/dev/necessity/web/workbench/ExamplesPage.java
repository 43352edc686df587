package dev.necessity.web.workbench;

import dev.necessity.assessment.RequestExamples;
import dev.necessity.policy.example.FailingRows;
import dev.necessity.policy.example.FileExamples.TableRun;
import dev.necessity.text.Html;
import java.util.List;

/**
 * What examples showed: coverage of the rules, each failing row in its table, each request that is
 * judged otherwise.
 */
final class ExamplesPage {

  private ExamplesPage() {}

  static Html content(Tools.Tried tried) {
    Html html = new Html();
    boolean passed =
        tried.tables().stream().allMatch(TableRun::passed) && tried.requests().failures().isEmpty();
    html.element(
        passed ? "p class=\"good\"" : "p class=\"problem\"",
        passed
            ? "Every example holds, and every rule has one."
            : "Not every example holds, or a rule has none.");
    html.element("h2", "Rules that examples hit").raw(coverage(tried.tables()).toString());
    tried.tables().stream().filter(run -> !run.passed()).forEach(run -> problems(html, run));
    requests(html, tried.requests());
    return html;
  }

  private static Html coverage(List<TableRun> runs) {
    return PageFrame.table(
        "Coverage of each table",
        List.of("Table", "Rows", "Rows that fail", "Rules hit"),
        runs.stream()
            .map(
                run ->
                    List.of(
                        run.decision(),
                        run.report()
                            .map(report -> String.valueOf(report.examples().size()))
                            .orElse("-"),
                        String.valueOf(run.failed().size()),
                        run.rulesHit() + " of " + run.table().rows().size()))
            .toList());
  }

  private static void problems(Html html, TableRun run) {
    html.element("h2", run.decision());
    if (run.report().isEmpty()) {
      html.element("p", run.rows() + ": " + run.problem());
      return;
    }
    if (!run.failed().isEmpty()) {
      failing(html, run, FailingRows.of(run));
    }
    List<String> uncovered = run.report().get().rulesNotHit();
    if (!uncovered.isEmpty()) {
      html.element("p", "Rules that no row hits; add one that does:").raw("<ul>");
      uncovered.forEach(rule -> html.element("li", rule));
      html.raw("</ul>");
    }
  }

  private static void failing(Html html, TableRun run, FailingRows failing) {
    html.raw("<ul>");
    failing.sentences().forEach(sentence -> html.element("li", sentence));
    html.raw("</ul><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .text("Failing rows of " + run.decision())
        .raw("\"><table class=\"list\">")
        .element("caption", "The table, and below it each row of " + run.rows() + " that fails")
        .raw("<thead><tr><td></td>");
    failing.header().stream().skip(1).forEach(head -> html.element("th scope=\"col\"", head));
    html.raw("</tr></thead><tbody>");
    failing.rules().forEach(rule -> line(html, "rule", rule, List.of()));
    failing
        .rows()
        .forEach(
            row -> {
              line(html, "expected", row.expected(), row.differs());
              line(html, "actual", row.actual(), row.differs());
            });
    html.raw("</tbody></table></div>");
  }

  private static void line(Html html, String kind, List<String> cells, List<Boolean> differs) {
    html.raw("<tr class=\"" + kind + "\">").element("th scope=\"row\"", cells.get(0));
    for (int i = 1; i < cells.size(); i++) {
      html.element(
          i < differs.size() && differs.get(i) ? "td class=\"differs\"" : "td", cells.get(i));
    }
    html.raw("</tr>");
  }

  private static void requests(Html html, RequestExamples.Report report) {
    html.element("h2", "Example requests")
        .element(
            "p",
            report.requests()
                + " requests, each with documentation OPEN and CLOSED; "
                + report.failures().size()
                + " expectations that do not hold.");
    if (!report.failures().isEmpty()) {
      html.raw(
          PageFrame.table(
                  "Expectations that do not hold",
                  List.of("Request", "Documentation", "What", "Expected", "Actual"),
                  report.failures().stream()
                      .map(
                          failure ->
                              List.of(
                                  failure.request(),
                                  failure.documentation().name(),
                                  failure.field(),
                                  failure.expected(),
                                  String.valueOf(failure.actual())))
                      .toList())
              .toString());
    }
  }
}
