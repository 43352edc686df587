package dev.necessity.web.audit;

import dev.necessity.text.Lines;
import dev.necessity.web.audit.Diagram.Box;
import dev.necessity.web.audit.Diagram.Edge;
import dev.necessity.web.audit.Diagram.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A BPMN or DMN diagram as its file lays it out, for the template {@code audit/drawing}; what a
 * case passed is marked by a class and a heavier line. Coordinates are pixels of the file, as text.
 *
 * @param title what the picture shows, for those who cannot see it
 * @param viewBox left, top, width and height
 * @param containers those that stand behind the lines
 */
record CaseDrawing(
    String title,
    String viewBox,
    String width,
    String height,
    List<Figure> containers,
    List<Line> lines,
    List<Figure> figures) {

  private static final double MARGIN = 20;

  /** Rough width of a letter at the diagram's font size of 11: good enough to break lines. */
  private static final double LETTER = 5.6;

  private static final int FEWEST_LETTERS = 6;
  private static final double LINE = 13;

  /**
   * A connection.
   *
   * @param kind its classes; of all figures as well
   * @param name null where it has none
   */
  record Line(String id, String kind, String points, boolean arrow, Text name) {}

  /**
   * An element, drawn by what is not null or empty of it.
   *
   * @param polygon its points
   * @param anchor of its name: start or middle
   */
  record Figure(
      String id,
      String kind,
      String title,
      List<Circle> circles,
      String polygon,
      Path path,
      Rectangle rectangle,
      String anchor,
      List<Text> name) {}

  /**
   * @param kind its class, null for none
   */
  record Circle(String x, String y, String radius, String kind) {}

  record Path(String kind, String way) {}

  record Rectangle(String x, String y, String width, String height, String round) {}

  record Text(String x, String y, String text) {}

  /** What an element looks like. */
  private record Outline(List<Circle> circles, String polygon, Path path, Rectangle rectangle) {}

  /**
   * @param marks classes by the id of the element that gets them
   * @param flows ids of the connections that were taken
   */
  static CaseDrawing of(
      Diagram diagram, String title, Map<String, String> marks, Set<String> flows) {
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
    double width = most(boxes, box -> box.x() + box.width()) + MARGIN - left;
    double height = most(boxes, box -> box.y() + box.height()) + MARGIN - top;
    return new CaseDrawing(
        title,
        numbers(left, top, width, height),
        number(width),
        number(height),
        figures(diagram.shapes().stream().filter(CaseDrawing::isContainer), marks),
        diagram.edges().stream().map(edge -> line(edge, flows.contains(edge.id()))).toList(),
        figures(diagram.shapes().stream().filter(shape -> !isContainer(shape)), marks));
  }

  private static double most(List<Box> boxes, ToDoubleFunction<Box> side) {
    return boxes.stream().mapToDouble(side).max().orElse(0);
  }

  private static boolean isContainer(Shape shape) {
    return shape.type().equals("subProcess");
  }

  private static List<Figure> figures(Stream<Shape> shapes, Map<String, String> marks) {
    return shapes.map(shape -> figure(shape, marks.getOrDefault(shape.id(), ""))).toList();
  }

  private static Line line(Edge edge, boolean taken) {
    Box start = edge.points().get(0);
    Box label =
        edge.label() == null ? new Box(start.x() + 4, start.y() - LINE - 4, 0, LINE) : edge.label();
    return new Line(
        edge.id(),
        "edge " + edge.type() + (taken ? " taken" : ""),
        edge.points().stream()
            .map(point -> number(point.x()) + "," + number(point.y()))
            .collect(Collectors.joining(" ")),
        !edge.type().equals("association"),
        edge.name().isBlank()
            ? null
            : new Text(number(label.x()), number(label.y() + 11), edge.name()));
  }

  private static Figure figure(Shape shape, String mark) {
    Outline outline = outline(shape);
    return new Figure(
        shape.id(),
        "shape " + shape.type() + " " + shape.kind() + " " + mark,
        shape.name()
            + (mark.isBlank() ? "" : " (" + mark.replace('_', ' ').toLowerCase(Locale.ROOT) + ")"),
        outline.circles(),
        outline.polygon(),
        outline.path(),
        outline.rectangle(),
        isAnnotation(shape) ? "start" : "middle",
        name(shape));
  }

  private static boolean isAnnotation(Shape shape) {
    return shape.type().equals("textAnnotation");
  }

  private static Outline outline(Shape shape) {
    Box box = shape.box();
    if (shape.type().endsWith("Event")) {
      return event(shape);
    }
    if (shape.type().endsWith("Gateway")) {
      return gateway(box);
    }
    return isAnnotation(shape)
        ? new Outline(
            List.of(),
            null,
            new Path(
                "bracket",
                "M" + numbers(box.x() + 12, box.y()) + " h-12 v" + number(box.height()) + " h12"),
            null)
        : new Outline(
            List.of(),
            null,
            null,
            new Rectangle(
                number(box.x()),
                number(box.y()),
                number(box.width()),
                number(box.height()),
                number(round(shape))));
  }

  private static double round(Shape shape) {
    return switch (shape.type()) {
      case "inputData" -> Math.min(shape.box().height(), 45) / 2;
      case "decision" -> 0;
      default -> 8;
    };
  }

  private static Outline event(Shape shape) {
    Box box = shape.box();
    double x = box.x() + box.width() / 2;
    double y = box.y() + box.height() / 2;
    double radius = box.width() / 2;
    List<Circle> circles = new ArrayList<>();
    circles.add(new Circle(number(x), number(y), number(radius), null));
    if (shape.type().equals("boundaryEvent") || shape.type().startsWith("intermediate")) {
      circles.add(new Circle(number(x), number(y), number(radius - 3), null));
    }
    if (shape.kind().equals("terminate")) {
      circles.add(new Circle(number(x), number(y), "9", "solid"));
    }
    String symbol =
        switch (shape.kind()) {
          case "timer" -> "M" + numbers(x, y - 8) + " V" + number(y) + " L" + numbers(x + 5, y + 3);
          case "message" -> "M" + numbers(x - 8, y - 5) + " h16 v11 h-16 z l8 6 8 -6";
          default -> null;
        };
    return new Outline(circles, null, symbol == null ? null : new Path("symbol", symbol), null);
  }

  private static Outline gateway(Box box) {
    double x = box.x() + box.width() / 2;
    double y = box.y() + box.height() / 2;
    return new Outline(
        List.of(),
        Stream.of(
                new double[] {x, box.y()},
                new double[] {box.x() + box.width(), y},
                new double[] {x, box.y() + box.height()},
                new double[] {box.x(), y})
            .map(point -> number(point[0]) + "," + number(point[1]))
            .collect(Collectors.joining(" ")),
        new Path(
            "symbol",
            "M" + numbers(x - 7, y - 7) + " l14 14 M" + numbers(x + 7, y - 7) + " l-14 14"),
        null);
  }

  private static List<Text> name(Shape shape) {
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
    double top =
        inside && !isContainer(shape)
            ? area.y() + (area.height() - lines.size() * LINE) / 2
            : area.y() + (inside ? 6 : 0);
    double x = isAnnotation(shape) ? area.x() + 8 : area.x() + area.width() / 2;
    List<Text> texts = new ArrayList<>();
    for (String line : lines) {
      texts.add(new Text(number(x), number(top + 10 + texts.size() * LINE), line));
    }
    return texts;
  }

  private static String numbers(double... values) {
    return DoubleStream.of(values).mapToObj(CaseDrawing::number).collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
