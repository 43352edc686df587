package dev.necessity.web.workbench;

import dev.necessity.text.Html;
import java.util.List;
import org.springframework.security.web.csrf.CsrfToken;

/** What all pages of the workbench have around their content. */
final class PageFrame {

  private record Place(String path, String name) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("workbench", "Workbench"),
          new Place("workbench/live", "Live"),
          new Place("workbench/check", "Check"),
          new Place("workbench/examples", "Examples"),
          new Place("workbench/compare", "Compare"),
          new Place("workbench/new", "New policy"),
          new Place("workbench/version", "New version"),
          new Place("workbench/replay", "Replay"),
          new Place("workbench/notices", "Notices"),
          new Place("workbench/deployments", "Deployments"));

  private PageFrame() {}

  /**
   * @param base the way from the page up to {@code /}, without script or absolute address, so that
   *     it works behind any proxy
   * @param content HTML
   */
  static String page(String title, String subtitle, String base, String content) {
    return page(title, subtitle, base, "", content);
  }

  /** A page whose part {@code live} goes on by itself while what it shows goes on. */
  static String livePage(String title, String subtitle, String base, String content) {
    return page(
        title, subtitle, base, "<script src=\"" + base + "site/live.js\" defer></script>", content);
  }

  private static String page(
      String title, String subtitle, String base, String head, String content) {
    Html html =
        new Html()
            .raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .raw(
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                    + head
                    + "<title>")
            .text(title + " · Necessity")
            .raw("</title>")
            .raw("<link rel=\"icon\" href=\"data:,\">");
    List.of("decisions", "style", "workbench")
        .forEach(
            css -> html.raw("<link rel=\"stylesheet\" href=\"" + base + "site/" + css + ".css\">"));
    html.raw("</head><body><header><h1>")
        .text(title)
        .raw("</h1><p>")
        .text(subtitle)
        .raw(
            "</p></header><main class=\"wide\"><nav class=\"back\" aria-label=\"Places\"><a href=\""
                + (base.isEmpty() ? "./" : base)
                + "\">Necessity</a>");
    PLACES.forEach(
        place ->
            html.raw(" <a href=\"" + base + place.path() + "\">").text(place.name()).raw("</a>"));
    return html.raw("</nav>").raw(content).raw("</main></body></html>\n").toString();
  }

  /** A table of texts; the first column names each row. */
  static Html table(String caption, List<String> heads, List<List<String>> rows) {
    return cells(
        caption, heads, rows.stream().map(row -> row.stream().map(Html::escape).toList()).toList());
  }

  /** The same of cells that are HTML. */
  static Html cells(String caption, List<String> heads, List<List<String>> rows) {
    Html html =
        new Html()
            .raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
            .text(caption)
            .raw("\"><table class=\"list\">")
            .element("caption", caption)
            .raw("<thead><tr>");
    heads.forEach(head -> html.element("th scope=\"col\"", head));
    html.raw("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.raw("<tr><th scope=\"row\">").raw(row.get(0)).raw("</th>");
      row.stream().skip(1).forEach(cell -> html.raw("<td>").raw(cell).raw("</td>"));
      html.raw("</tr>");
    }
    return html.raw("</tbody></table></div>");
  }

  /** A form that uploads. */
  static Html form(String action, CsrfToken token, Html fields, String button) {
    return new Html()
        .raw(
            "<form class=\"tool\" method=\"post\" enctype=\"multipart/form-data\" action=\""
                + action
                + "\">")
        .raw(token(token))
        .raw(fields.toString())
        .raw("<p><button type=\"submit\">")
        .text(button)
        .raw("</button></p></form>");
  }

  /**
   * The field that says that a form is of a page of ours; every form that changes something has it.
   */
  static String token(CsrfToken token) {
    return "<input type=\"hidden\" name=\""
        + token.getParameterName()
        + "\" value=\""
        + Html.escape(token.getToken())
        + "\">";
  }

  /**
   * @param accept endings of the files, as {@code .dmn}
   */
  static Html fileField(
      String name, String label, String accept, boolean required, boolean several) {
    return new Html()
        .raw("<p><label for=\"" + name + "\">")
        .text(label)
        .raw(
            "</label> <input type=\"file\" id=\""
                + name
                + "\" name=\""
                + name
                + "\" accept=\""
                + accept
                + "\""
                + (required ? " required" : "")
                + (several ? " multiple" : "")
                + "></p>");
  }

  /**
   * A text that has to be filled in.
   *
   * @param attributes more of the field, as HTML
   */
  static Html textField(String name, String label, int longest, String attributes) {
    return new Html()
        .raw("<p><label for=\"" + name + "\">")
        .text(label)
        .raw(
            "</label> <input type=\"text\" id=\""
                + name
                + "\" name=\""
                + name
                + "\" required size=\"50\" maxlength=\""
                + longest
                + "\" autocomplete=\"off\" "
                + attributes
                + "></p>");
  }

  /** A text of several lines that has to be filled in. */
  static Html textArea(String name, String label, int longest, String placeholder) {
    return new Html()
        .raw("<p><label for=\"" + name + "\">")
        .text(label)
        .raw(
            "</label> <textarea id=\""
                + name
                + "\" name=\""
                + name
                + "\" required rows=\"8\" cols=\"80\" maxlength=\""
                + longest
                + "\" placeholder=\"")
        .text(placeholder)
        .raw("\"></textarea></p>");
  }

  static Html dateField(String name, String label) {
    return new Html()
        .raw("<p><label for=\"" + name + "\">")
        .text(label)
        .raw("</label> <input type=\"date\" id=\"" + name + "\" name=\"" + name + "\"></p>");
  }

  /**
   * @param options texts by their values
   */
  static Html select(
      String name, String label, List<? extends java.util.Map.Entry<String, String>> options) {
    return select(name, label, options, "");
  }

  /**
   * @param options texts by their values
   * @param chosen the value that is selected; any other for the first
   */
  static Html select(
      String name,
      String label,
      List<? extends java.util.Map.Entry<String, String>> options,
      String chosen) {
    Html html =
        new Html()
            .raw("<p><label for=\"" + name + "\">")
            .text(label)
            .raw("</label> <select id=\"" + name + "\" name=\"" + name + "\">");
    options.forEach(
        option ->
            html.raw("<option value=\"")
                .text(option.getKey())
                .raw(option.getKey().equals(chosen) ? "\" selected>" : "\">")
                .text(option.getValue())
                .raw("</option>"));
    return html.raw("</select></p>");
  }
}
