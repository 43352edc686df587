package dev.necessity.web.audit;

import static dev.necessity.web.audit.Markup.at;
import static dev.necessity.web.audit.Markup.el;

import dev.necessity.text.Lines;
import dev.necessity.web.audit.Diagram.Box;
import dev.necessity.web.audit.Diagram.Edge;
import dev.necessity.web.audit.Diagram.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Draws a BPMN or DMN diagram as SVG, as its file lays it out; what a case passed is marked by a
 * class and a heavier line.
 */
final class CaseDrawing {

  private static final double MARGIN = 20;

  /** Rough width of a letter at the diagram's font size of 11: good enough to break lines. */
  private static final double LETTER = 5.6;

  private static final int FEWEST_LETTERS = 6;
  private static final double LINE = 13;

  private final Diagram diagram;
  private final Map<String, String> marks;
  private final Set<String> flows;

  private CaseDrawing(Diagram diagram, Map<String, String> marks, Set<String> flows) {
    this.diagram = diagram;
    this.marks = marks;
    this.flows = flows;
  }

  /**
   * @param title what the picture shows, for those who cannot see it
   * @param marks classes by the id of the element that gets them
   * @param flows ids of the connections that were taken
   */
  static Markup draw(Diagram diagram, String title, Map<String, String> marks, Set<String> flows) {
    return new CaseDrawing(diagram, marks, flows).svg(title);
  }

  private Markup svg(String title) {
    List<Box> boxes =
        Stream.concat(
                diagram.shapes().stream()
                    .flatMap(
                        shape ->
                            Stream.of(
                                shape.box(), shape.label() == null ? shape.box() : shape.label())),
                diagram.edges().stream().flatMap(edge -> edge.points().stream()))
            .toList();
    double left = boxes.stream().mapToDouble(Box::x).min().orElse(0) - MARGIN;
    double top = boxes.stream().mapToDouble(Box::y).min().orElse(0) - MARGIN;
    double width =
        boxes.stream().mapToDouble(box -> box.x() + box.width()).max().orElse(0) + MARGIN - left;
    double height =
        boxes.stream().mapToDouble(box -> box.y() + box.height()).max().orElse(0) + MARGIN - top;
    List<Shape> containersFirst =
        Stream.concat(
                diagram.shapes().stream().filter(CaseDrawing::isContainer),
                diagram.shapes().stream().filter(shape -> !isContainer(shape)))
            .toList();
    return el(
        "svg",
        at("class", "diagram"),
        at("role", "img"),
        at("aria-label", title),
        at("viewBox", numbers(left, top, width, height)),
        at("width", number(width)),
        at("height", number(height)),
        new Markup(
            "<defs><marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerUnits=\"userSpaceOnUse\" markerWidth=\"9\" markerHeight=\"9\" orient=\"auto\">"
                + "<path d=\"M0 0 10 5 0 10z\"/></marker></defs>"),
        containersFirst.stream().filter(CaseDrawing::isContainer).map(this::shape).toList(),
        diagram.edges().stream().map(this::edge).toList(),
        containersFirst.stream().filter(shape -> !isContainer(shape)).map(this::shape).toList());
  }

  private static boolean isContainer(Shape shape) {
    return shape.type().equals("subProcess");
  }

  private Markup edge(Edge edge) {
    String points =
        edge.points().stream()
            .map(point -> number(point.x()) + "," + number(point.y()))
            .collect(Collectors.joining(" "));
    boolean arrow = !edge.type().equals("association");
    Markup line =
        el(
            "polyline",
            at("class", "edge " + edge.type() + (flows.contains(edge.id()) ? " taken" : "")),
            at("data-element", edge.id()),
            at("points", points),
            arrow ? at("marker-end", "url(#arrow)") : null);
    if (edge.name().isBlank()) {
      return line;
    }
    Box start = edge.points().get(0);
    Box label =
        edge.label() == null ? new Box(start.x() + 4, start.y() - LINE - 4, 0, LINE) : edge.label();
    return Markup.all(
        List.of(
            line,
            el(
                "text",
                at("class", "flow-name"),
                at("x", number(label.x())),
                at("y", number(label.y() + 11)),
                edge.name())));
  }

  private Markup shape(Shape shape) {
    String mark = marks.getOrDefault(shape.id(), "");
    return el(
        "g",
        at("class", "shape " + shape.type() + " " + shape.kind() + " " + mark),
        at("data-element", shape.id()),
        el("title", title(shape, mark)),
        outline(shape),
        name(shape));
  }

  private static String title(Shape shape, String mark) {
    return shape.name()
        + (mark.isBlank() ? "" : " (" + mark.replace('_', ' ').toLowerCase(Locale.ROOT) + ")");
  }

  private static Markup outline(Shape shape) {
    Box box = shape.box();
    String type = shape.type();
    if (type.endsWith("Event")) {
      double radius = box.width() / 2;
      List<Markup> circles = new ArrayList<>(List.of(circle(box, radius)));
      if (type.equals("boundaryEvent") || type.startsWith("intermediate")) {
        circles.add(circle(box, radius - 3));
      }
      circles.add(symbol(shape));
      return Markup.all(circles);
    }
    if (type.endsWith("Gateway")) {
      double x = box.x() + box.width() / 2;
      double y = box.y() + box.height() / 2;
      return Markup.all(
          List.of(
              el(
                  "polygon",
                  at(
                      "points",
                      Stream.of(
                              new double[] {x, box.y()},
                              new double[] {box.x() + box.width(), y},
                              new double[] {x, box.y() + box.height()},
                              new double[] {box.x(), y})
                          .map(point -> number(point[0]) + "," + number(point[1]))
                          .collect(Collectors.joining(" ")))),
              el(
                  "path",
                  at("class", "symbol"),
                  at(
                      "d",
                      "M"
                          + numbers(x - 7, y - 7)
                          + " l14 14 M"
                          + numbers(x + 7, y - 7)
                          + " l-14 14"))));
    }
    if (type.equals("textAnnotation")) {
      return el(
          "path",
          at("class", "bracket"),
          at(
              "d",
              "M" + numbers(box.x() + 12, box.y()) + " h-12 v" + number(box.height()) + " h12"));
    }
    double round =
        type.equals("inputData") ? Math.min(box.height(), 45) / 2 : type.equals("decision") ? 0 : 8;
    return el(
        "rect",
        at("x", number(box.x())),
        at("y", number(box.y())),
        at("width", number(box.width())),
        at("height", number(box.height())),
        at("rx", number(round)));
  }

  private static Markup circle(Box box, double radius) {
    return el(
        "circle",
        at("cx", number(box.x() + box.width() / 2)),
        at("cy", number(box.y() + box.height() / 2)),
        at("r", number(radius)));
  }

  private static Markup symbol(Shape event) {
    double x = event.box().x() + event.box().width() / 2;
    double y = event.box().y() + event.box().height() / 2;
    return switch (event.kind()) {
      case "timer" ->
          el(
              "path",
              at("class", "symbol"),
              at("d", "M" + numbers(x, y - 8) + " V" + number(y) + " L" + numbers(x + 5, y + 3)));
      case "message" ->
          el(
              "path",
              at("class", "symbol"),
              at("d", "M" + numbers(x - 8, y - 5) + " h16 v11 h-16 z l8 6 8 -6"));
      case "terminate" ->
          el(
              "circle",
              at("class", "solid"),
              at("cx", number(x)),
              at("cy", number(y)),
              at("r", "9"));
      default -> new Markup("");
    };
  }

  private static Markup name(Shape shape) {
    Box box = shape.box();
    boolean inside =
        shape.label() == null
            && !shape.type().endsWith("Event")
            && !shape.type().endsWith("Gateway");
    Box area =
        inside
            ? box
            : shape.label() == null
                ? new Box(box.x() - 25, box.y() + box.height() + 4, box.width() + 50, LINE)
                : shape.label();
    List<String> lines =
        Lines.of(
            shape.name(),
            Math.max(
                FEWEST_LETTERS,
                (int) ((inside ? area.width() - 10 : Math.max(area.width() + 8, 70)) / LETTER)));
    double height = lines.size() * LINE;
    double top =
        inside && !isContainer(shape)
            ? area.y() + (area.height() - height) / 2
            : area.y() + (inside ? 6 : 0);
    boolean left = shape.type().equals("textAnnotation");
    double x = left ? area.x() + 8 : area.x() + area.width() / 2;
    List<Markup> spans = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      spans.add(
          el("tspan", at("x", number(x)), at("y", number(top + 10 + i * LINE)), lines.get(i)));
    }
    return el("text", at("text-anchor", left ? "start" : "middle"), spans);
  }

  private static String numbers(double... values) {
    return DoubleStream.of(values).mapToObj(CaseDrawing::number).collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
