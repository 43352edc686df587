package dev.necessity.policy.page;

import dev.necessity.policy.example.TableExamples.Example;
import dev.necessity.policy.example.TableExamples.Report;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.Requirements;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.TableText.Column;
import dev.necessity.policy.model.TableText.Row;
import dev.necessity.text.Html;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;

/**
 * A decision file to read and to print: its diagram, and each decision with its table, citations
 * and examples.
 */
public final class DecisionPage {

  private DecisionPage() {}

  /** The diagram; empty where the file has none. */
  public static Html diagram(PolicyFile file) {
    return DiagramSvg.of(file);
  }

  /**
   * All decisions, in the order of the file.
   *
   * @param examples what the example rows showed, by the id of the decision
   */
  public static Html decisions(PolicyFile file, Map<String, Report> examples) {
    Html html = new Html();
    for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
      html.raw("<section id=\"decision-")
          .text(decision.getId())
          .raw("\">")
          .raw("<h3>")
          .text(name(decision))
          .raw(" <code>")
          .text(decision.getId())
          .raw("</code></h3>");
      if (decision.getDescription() != null) {
        html.element("p", decision.getDescription().getTextContent());
      }
      requirements(html, decision);
      if (decision.getExpression() instanceof DecisionTable table) {
        table(html, TableText.of(table), Optional.ofNullable(examples.get(decision.getId())));
      } else if (decision.getExpression() instanceof LiteralExpression expression
          && expression.getText() != null) {
        html.element("pre", expression.getText().getTextContent());
      }
      html.raw("</section>\n");
    }
    return html;
  }

  /** As people call it. */
  static String name(Decision decision) {
    return decision.getName() == null || decision.getName().isBlank()
        ? decision.getId()
        : decision.getName();
  }

  private static void requirements(Html html, Decision decision) {
    List<DrgElement> required =
        decision.getInformationRequirements().stream()
            .map(Requirements::target)
            .filter(java.util.Objects::nonNull)
            .toList();
    if (required.isEmpty()) {
      return;
    }
    html.raw("<p class=\"requires\">Reads ");
    for (int i = 0; i < required.size(); i++) {
      html.raw(i == 0 ? "" : ", ");
      if (required.get(i) instanceof Decision) {
        html.raw("<a href=\"#decision-")
            .text(required.get(i).getId())
            .raw("\">")
            .text(name((Decision) required.get(i)))
            .raw("</a>");
      } else {
        html.text(required.get(i).getId());
      }
    }
    html.raw("</p>");
  }

  private static void table(Html html, TableText table, Optional<Report> examples) {
    html.raw("<table class=\"decision\">").element("caption", "Hit policy " + table.hitPolicy());
    header(html, table);
    html.raw("<tbody>");
    for (Row row : table.rows()) {
      row(html, row);
      List<Example> hits =
          examples
              .map(
                  report ->
                      report.examples().stream()
                          .filter(example -> example.rulesHit().contains(row.id()))
                          .toList())
              .orElse(List.of());
      if (!hits.isEmpty()) {
        html.raw(
            "<tr class=\"examples\"><td></td><td colspan=\""
                + (table.columns().size() + 1)
                + "\">");
        hits.forEach(example -> example(html, example));
        html.raw("</td></tr>");
      }
    }
    html.raw("</tbody></table>");
  }

  private static void row(Html html, Row row) {
    html.raw("<tr>").element("th scope=\"row\"", String.valueOf(row.number()));
    row.cells().forEach(cell -> html.element("td", cell));
    html.element("td", row.annotation()).raw("</tr>");
  }

  private static void example(Html html, Example example) {
    String inputs =
        example.cells().entrySet().stream()
            .filter(
                cell ->
                    !cell.getKey().startsWith("=")
                        && !cell.getKey().startsWith("$")
                        && !cell.getKey().equals("note"))
            .map(cell -> cell.getKey() + ": " + cell.getValue())
            .collect(Collectors.joining("; "));
    String outputs =
        example.cells().entrySet().stream()
            .filter(cell -> cell.getKey().startsWith("=") && !cell.getValue().isEmpty())
            .map(cell -> cell.getKey().substring(1).strip() + ": " + cell.getValue())
            .collect(Collectors.joining("; "));
    html.raw("<div>")
        .element("strong", example.failures().isEmpty() ? "Example" : "Example that fails")
        .text(" " + inputs + " → " + outputs);
    String note = example.cells().getOrDefault("note", "");
    html.text(note.isBlank() ? "" : " (" + note + ")").raw("</div>");
  }

  /** Rows of a table, without examples. */
  public static Html rows(TableText table, List<Row> rows) {
    Html html = new Html().raw("<table class=\"decision\">");
    header(html, table);
    html.raw("<tbody>");
    rows.forEach(row -> row(html, row));
    return html.raw("</tbody></table>");
  }

  static void header(Html html, TableText table) {
    html.raw("<thead><tr><th scope=\"col\">#</th>");
    for (Column column : table.columns()) {
      html.raw("<th scope=\"col\" class=\"" + (column.input() ? "input" : "output") + "\">")
          .element("span", column.label())
          .raw("<code>")
          .text(column.detail())
          .raw("</code><small>")
          .text(column.type() == null ? "no type" : column.type())
          .text(column.allowed().isEmpty() ? "" : ": " + column.allowed().replace(",", ", "))
          .raw("</small></th>");
    }
    html.raw("<th scope=\"col\">Annotation</th></tr></thead>");
  }
}
