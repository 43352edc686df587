package dev.necessity.policy.page;

import dev.necessity.policy.compare.TableText;
import dev.necessity.policy.compare.TableText.Column;

/** A decision table in HTML, the columns as Modeler shows them. */
final class DecisionPage {

  private DecisionPage() {}

  static void header(Html html, TableText table) {
    html.raw("<thead><tr><th scope=\"col\">#</th>");
    for (Column column : table.columns()) {
      html.raw("<th scope=\"col\" class=\"" + (column.input() ? "input" : "output") + "\">").element("span", column.label())
          .raw("<code>").text(column.detail()).raw("</code><small>").text(column.type() == null ? "no type" : column.type())
          .text(column.allowed().isEmpty() ? "" : ": " + column.allowed().replace(",", ", ")).raw("</small></th>");
    }
    html.raw("<th scope=\"col\">Annotation</th></tr></thead>");
  }
}
