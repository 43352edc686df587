package dev.necessity.web.workbench;

import dev.necessity.text.Html;
import java.util.List;

/**
 * Horizontal bars as inline SVG, each with its label and divided into parts. Whoever cannot see it
 * has the table beside it.
 */
final class BarChart {

  private static final int WIDTH = 760;
  private static final int LABEL = 190;
  private static final int ROW = 44;
  private static final int BAR = 28;

  /** Below this width a number does not fit into its part. */
  private static final int READABLE = 46;

  private BarChart() {}

  /**
   * @param text written into the part where it fits; {@code kind} names its colour, of {@code
   *     decisions.css}
   */
  record Part(String kind, String name, double value, String text) {}

  record Bar(String label, List<Part> parts) {

    double total() {
      return parts.stream().mapToDouble(Part::value).sum();
    }
  }

  /**
   * @param most the value that fills the whole width
   */
  static String svg(String title, List<Bar> bars, double most) {
    Html html =
        new Html()
            .raw("<svg class=\"bars\" role=\"img\" aria-label=\"")
            .text(title)
            .raw("\" viewBox=\"0 0 " + WIDTH + " " + ROW * bars.size() + "\">");
    for (int i = 0; i < bars.size(); i++) {
      int top = i * ROW + (ROW - BAR) / 2;
      html.raw("<text class=\"label\" x=\"0\" y=\"" + (top + BAR / 2) + "\">")
          .text(bars.get(i).label())
          .raw("</text>");
      double left = LABEL;
      for (Part part : bars.get(i).parts()) {
        double width = most == 0 ? 0 : part.value() / most * (WIDTH - LABEL);
        html.raw(
                "<rect class=\""
                    + part.kind()
                    + "\" x=\""
                    + Math.round(left)
                    + "\" y=\""
                    + top
                    + "\" width=\""
                    + Math.round(width)
                    + "\" height=\""
                    + BAR
                    + "\"><title>")
            .text(part.name() + ": " + part.text())
            .raw("</title></rect>");
        if (width >= READABLE) {
          html.raw(
                  "<text class=\""
                      + part.kind()
                      + "\" x=\""
                      + Math.round(left + 6)
                      + "\" y=\""
                      + (top + BAR / 2)
                      + "\">")
              .text(part.text())
              .raw("</text>");
        }
        left += width;
      }
    }
    return html.raw("</svg>").toString();
  }

  /** What each colour means. */
  static String legend(List<Part> parts) {
    Html html = new Html().raw("<ul class=\"legend\">");
    parts.forEach(
        part ->
            html.raw("<li><span class=\"" + part.kind() + "\"></span> ")
                .text(part.name())
                .raw("</li>"));
    return html.raw("</ul>").toString();
  }
}
