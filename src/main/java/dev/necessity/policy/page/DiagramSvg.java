package dev.necessity.policy.page;

import dev.necessity.policy.model.PolicyFile;
import dev.necessity.text.Html;
import dev.necessity.text.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.xml.instance.DomDocument;
import org.camunda.bpm.model.xml.instance.DomElement;

/**
 * The decision requirements diagram of a file as SVG, laid out as Modeler shows it. It needs no
 * script; each decision is a link to its place on the page ({@code #decision-ID}).
 */
final class DiagramSvg {

  private static final String DMNDI = "https://www.omg.org/spec/DMN/20191111/DMNDI/";
  private static final double MARGIN = 20;
  private static final double ROUND = 22;

  /**
   * Of the stylesheet's typeface: no letter of a name is wider on the average, and what a line
   * takes.
   */
  private static final double LETTER = 7.7;

  private static final double LINE = 15;

  private record Box(String element, double x, double y, double width, double height) {}

  private record Line(String requirement, List<double[]> points) {}

  private final PolicyFile file;
  private final List<Box> boxes = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  private DiagramSvg(PolicyFile file) {
    this.file = file;
    DomDocument document = file.model().getDocument();
    document.getElementsByNameNs(DMNDI, "DMNShape").forEach(this::shape);
    document.getElementsByNameNs(DMNDI, "DMNEdge").forEach(this::edge);
  }

  /** The diagram, or nothing where the file has none. */
  static Html of(PolicyFile file) {
    return new DiagramSvg(file).draw();
  }

  private void shape(DomElement shape) {
    shape.getChildElements().stream()
        .filter(child -> child.getLocalName().equals("Bounds"))
        .findFirst()
        .ifPresent(
            bounds ->
                boxes.add(
                    new Box(
                        shape.getAttribute("dmnElementRef"),
                        number(bounds, "x"),
                        number(bounds, "y"),
                        number(bounds, "width"),
                        number(bounds, "height"))));
  }

  private void edge(DomElement edge) {
    List<double[]> points =
        edge.getChildElements().stream()
            .filter(child -> child.getLocalName().equals("waypoint"))
            .map(point -> new double[] {number(point, "x"), number(point, "y")})
            .toList();
    if (points.size() > 1) {
      lines.add(new Line(edge.getAttribute("dmnElementRef"), points));
    }
  }

  private static double number(DomElement element, String attribute) {
    try {
      return Double.parseDouble(element.getAttribute(attribute));
    } catch (NumberFormatException | NullPointerException none) {
      return 0;
    }
  }

  private Html draw() {
    Html svg = new Html();
    if (boxes.isEmpty()) {
      return svg;
    }
    double left = boxes.stream().mapToDouble(Box::x).min().getAsDouble() - MARGIN;
    double top = boxes.stream().mapToDouble(Box::y).min().getAsDouble() - MARGIN;
    double width =
        boxes.stream().mapToDouble(box -> box.x() + box.width()).max().getAsDouble()
            + MARGIN
            - left;
    double height =
        boxes.stream().mapToDouble(box -> box.y() + box.height()).max().getAsDouble()
            + MARGIN
            - top;
    svg.raw(
            "<svg class=\"diagram\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%s %s %s %s\" width=\"%s\" height=\"%s\" aria-label=\"Diagram of "
                .formatted(at(left), at(top), at(width), at(height), at(width), at(height)))
        .text(file.name())
        .raw(
            "\"><defs><marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"10\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">"
                + "<path d=\"M0 0 L10 5 L0 10 z\"/></marker></defs>\n");
    for (Line line : lines) {
      svg.raw(
          "<polyline points=\""
              + line.points().stream()
                  .map(point -> at(point[0]) + "," + at(point[1]))
                  .collect(Collectors.joining(" "))
              + "\" marker-end=\"url(#arrow)\"/>\n");
    }
    boxes.forEach(box -> box(svg, box));
    return svg.raw("</svg>\n");
  }

  private void box(Html svg, Box box) {
    Object element = file.model().getModelElementById(box.element());
    boolean decision = element instanceof Decision;
    String kind =
        !decision
            ? "input"
            : ((Decision) element).getExpression() instanceof DecisionTable
                ? "table"
                : "expression";
    if (decision) {
      svg.raw("<a href=\"#decision-").text(box.element()).raw("\">");
    }
    svg.raw(
            "<rect class=\""
                + kind
                + "\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>"
                    .formatted(
                        at(box.x()),
                        at(box.y()),
                        at(box.width()),
                        at(box.height()),
                        decision ? "2" : at(Math.min(box.height() / 2, ROUND))))
        .raw("<text>");
    List<String> name =
        Lines.of(
            decision ? DecisionPage.name((Decision) element) : box.element(),
            (int) (box.width() / LETTER));
    double first = box.y() + box.height() / 2 - (name.size() - 1) * LINE / 2;
    for (int line = 0; line < name.size(); line++) {
      svg.raw(
              "<tspan x=\"%s\" y=\"%s\">"
                  .formatted(at(box.x() + box.width() / 2), at(first + line * LINE)))
          .text(name.get(line))
          .raw("</tspan>");
    }
    svg.raw("</text>").raw(decision ? "</a>\n" : "\n");
  }

  private static String at(double coordinate) {
    return String.format(Locale.ROOT, "%.0f", coordinate);
  }
}
