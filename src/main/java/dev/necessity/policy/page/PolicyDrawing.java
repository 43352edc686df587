package dev.necessity.policy.page;

import dev.necessity.policy.model.PolicyFile;
import dev.necessity.text.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.xml.instance.DomDocument;
import org.camunda.bpm.model.xml.instance.DomElement;

/**
 * The decision requirements diagram of a file, laid out as Modeler shows it, for the template
 * {@code policy/decisions :: diagram}. Coordinates are whole pixels of the file, as text.
 *
 * @param file name of the file
 * @param viewBox left, top, width and height
 * @param lines the points of each requirement
 */
public record PolicyDrawing(
    String file, String viewBox, String width, String height, List<String> lines, List<Box> boxes) {

  private static final String DMNDI = "https://www.omg.org/spec/DMN/20191111/DMNDI/";
  private static final double MARGIN = 20;
  private static final double ROUND = 22;

  /**
   * Of the stylesheet's typeface: no letter of a name is wider on the average, and what a line
   * takes.
   */
  private static final double LETTER = 7.7;

  private static final double LINE = 15;

  /**
   * @param decision whether it is one, which stands on the page
   * @param kind its class in the stylesheet
   */
  public record Box(
      String id,
      boolean decision,
      String kind,
      String x,
      String y,
      String width,
      String height,
      String round,
      List<Text> name) {}

  /** A line of a name, around its middle. */
  public record Text(String x, String y, String text) {}

  private record Bounds(String element, double x, double y, double width, double height) {}

  /** Without boxes where the file has no diagram. */
  static PolicyDrawing of(PolicyFile file) {
    DomDocument document = file.model().getDocument();
    List<Bounds> bounds =
        document.getElementsByNameNs(DMNDI, "DMNShape").stream()
            .flatMap(shape -> bounds(shape).stream())
            .toList();
    double left = least(bounds, Bounds::x) - MARGIN;
    double top = least(bounds, Bounds::y) - MARGIN;
    String width = at(most(bounds, box -> box.x() + box.width()) + MARGIN - left);
    String height = at(most(bounds, box -> box.y() + box.height()) + MARGIN - top);
    return new PolicyDrawing(
        file.name(),
        String.join(" ", at(left), at(top), width, height),
        width,
        height,
        document.getElementsByNameNs(DMNDI, "DMNEdge").stream()
            .map(PolicyDrawing::points)
            .filter(points -> points.contains(" "))
            .toList(),
        bounds.stream().map(box -> box(file, box)).toList());
  }

  private static Optional<Bounds> bounds(DomElement shape) {
    return children(shape, "Bounds").stream()
        .findFirst()
        .map(
            bounds ->
                new Bounds(
                    shape.getAttribute("dmnElementRef"),
                    number(bounds, "x"),
                    number(bounds, "y"),
                    number(bounds, "width"),
                    number(bounds, "height")));
  }

  private static String points(DomElement edge) {
    return children(edge, "waypoint").stream()
        .map(point -> at(number(point, "x")) + "," + at(number(point, "y")))
        .collect(Collectors.joining(" "));
  }

  private static List<DomElement> children(DomElement element, String name) {
    return element.getChildElements().stream()
        .filter(child -> child.getLocalName().equals(name))
        .toList();
  }

  private static double number(DomElement element, String attribute) {
    try {
      return Double.parseDouble(element.getAttribute(attribute));
    } catch (NumberFormatException | NullPointerException none) {
      return 0;
    }
  }

  private static double least(List<Bounds> bounds, ToDoubleFunction<Bounds> side) {
    return bounds.stream().mapToDouble(side).min().orElse(0);
  }

  private static double most(List<Bounds> bounds, ToDoubleFunction<Bounds> side) {
    return bounds.stream().mapToDouble(side).max().orElse(0);
  }

  private static Box box(PolicyFile file, Bounds box) {
    Object element = file.model().getModelElementById(box.element());
    Decision decision = element instanceof Decision found ? found : null;
    return new Box(
        box.element(),
        decision != null,
        kind(decision),
        at(box.x()),
        at(box.y()),
        at(box.width()),
        at(box.height()),
        decision == null ? at(Math.min(box.height() / 2, ROUND)) : "2",
        name(decision == null ? box.element() : DecisionPage.name(decision), box));
  }

  private static String kind(Decision decision) {
    return decision == null
        ? "input"
        : decision.getExpression() instanceof DecisionTable ? "table" : "expression";
  }

  private static List<Text> name(String name, Bounds box) {
    List<String> lines = Lines.of(name, (int) (box.width() / LETTER));
    double first = box.y() + box.height() / 2 - (lines.size() - 1) * LINE / 2;
    List<Text> texts = new ArrayList<>();
    for (String line : lines) {
      texts.add(new Text(at(box.x() + box.width() / 2), at(first + texts.size() * LINE), line));
    }
    return texts;
  }

  private static String at(double coordinate) {
    return String.format(Locale.ROOT, "%.0f", coordinate);
  }
}
