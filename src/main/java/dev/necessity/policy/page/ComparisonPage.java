package dev.necessity.policy.page;

import dev.necessity.policy.compare.PolicyComparison;
import dev.necessity.policy.compare.PolicyComparison.DecisionChange;
import dev.necessity.policy.compare.TableComparison;
import dev.necessity.policy.compare.TableComparison.Change;
import dev.necessity.policy.compare.TableComparison.Pair;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.TableText.Column;
import dev.necessity.policy.model.TableText.Row;
import dev.necessity.text.Html;
import java.util.Optional;

/**
 * A comparison to look at: what changed in words, and both versions of each changed table side by
 * side.
 */
public final class ComparisonPage {

  private ComparisonPage() {}

  /** The comparison as one part of a page. */
  public static Html content(PolicyComparison comparison) {
    Html html = new Html();
    if (comparison.changes().isEmpty()) {
      return html.element("p", "Nothing changed but perhaps the layout of the diagram.");
    }
    for (DecisionChange change : comparison.changes()) {
      html.raw("<section class=\"change\">")
          .element("h2", change.decision().isEmpty() ? "The file" : change.decision())
          .raw("<ul>");
      change.words().forEach(words -> html.element("li", words));
      html.raw("</ul>");
      change.table().ifPresent(table -> tables(html, table));
      html.raw("</section>\n");
    }
    return html;
  }

  /** The comparison as a page of its own, with its style, to be kept as a file. */
  public static String page(PolicyComparison comparison) {
    return new Html()
        .raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .text("What changed: " + comparison.after())
        .raw("</title><style>")
        .raw(Style.TABLES)
        .raw("</style></head><body><main>")
        .element("h1", "What changed")
        .element("p", "From " + comparison.before() + " to " + comparison.after())
        .raw(content(comparison).toString())
        .raw("</main></body></html>\n")
        .toString();
  }

  private static void tables(Html html, TableComparison table) {
    html.raw("<div class=\"side-by-side\">");
    table(html, "Before", table.before(), table, true);
    table(html, "After", table.after(), table, false);
    html.raw("</div>");
  }

  private static void table(
      Html html, String caption, TableText text, TableComparison comparison, boolean before) {
    html.raw("<table class=\"decision\">")
        .element("caption", caption + ", hit policy " + text.hitPolicy());
    DecisionPage.header(html, text);
    html.raw("<tbody>");
    for (Pair pair : comparison.pairs()) {
      Optional<Row> row = before ? pair.before() : pair.after();
      if (row.isEmpty()) {
        html.raw(
            "<tr class=\"absent\"><td colspan=\"" + (text.columns().size() + 2) + "\"></td></tr>");
      } else {
        row(html, row.get(), text, pair);
      }
    }
    html.raw("</tbody></table>");
  }

  private static void row(Html html, Row row, TableText text, Pair pair) {
    html.raw("<tr class=\"" + pair.change().name().toLowerCase(java.util.Locale.ROOT) + "\">")
        .element("th scope=\"row\"", number(row, pair.change()));
    for (int i = 0; i < row.cells().size(); i++) {
      Column column = i < text.columns().size() ? text.columns().get(i) : null;
      html.element(
          cell(column != null && pair.changed().contains(column.key())), row.cells().get(i));
    }
    html.element(cell(pair.changed().contains(TableComparison.ANNOTATION)), row.annotation())
        .raw("</tr>");
  }

  private static String number(Row row, Change change) {
    return row.number()
        + switch (change) {
          case ADDED -> " added";
          case REMOVED -> " removed";
          case MOVED -> " moved";
          case CHANGED -> " changed";
          case SAME -> "";
        };
  }

  private static String cell(boolean changed) {
    return changed ? "td class=\"changed-cell\"" : "td";
  }
}
