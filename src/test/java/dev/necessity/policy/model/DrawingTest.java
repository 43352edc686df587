package dev.necessity.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.policy.begin.NewPolicy;
import dev.necessity.policy.begin.NewPolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The diagrams can be read: no box lies on another one, and no line runs through a box. */
class DrawingTest {

  private record Box(double left, double top, double right, double bottom) {

    boolean meets(Box other) {
      return left < other.right && right > other.left && top < other.bottom && bottom > other.top;
    }

    /** Whether a point lies on its border or within. */
    boolean has(DomElement point) {
      return number(point, "x") >= left
          && number(point, "x") <= right
          && number(point, "y") >= top
          && number(point, "y") <= bottom;
    }
  }

  static List<Path> files() {
    return Stream.of(Models.DMN, Models.DMN.resolve("measured"))
        .flatMap(folder -> Models.files(folder, ".dmn").stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void noBoxLiesOnAnotherAndNoLineRunsThroughOne(Path file) {
    DmnModelInstance model = Models.parse(Models.text(file)).model();
    Map<String, Box> boxes = boxes(model);
    boxes.forEach(
        (id, box) ->
            boxes.forEach(
                (other, otherBox) ->
                    assertThat(!id.equals(other) && box.meets(otherBox))
                        .as("%s on %s", id, other)
                        .isFalse()));

    Map<String, List<String>> ends = ends(model);
    all(model, "DMNEdge")
        .forEach(
            edge -> {
              List<DomElement> points = points(edge);
              IntStream.range(1, points.size())
                  .mapToObj(i -> line(points.get(i - 1), points.get(i)))
                  .forEach(
                      line ->
                          boxes.forEach(
                              (id, box) -> {
                                if (!ends.get(edge.getAttribute("dmnElementRef")).contains(id)) {
                                  assertThat(box.meets(line))
                                      .as("%s through %s", edge.getAttribute("id"), id)
                                      .isFalse();
                                }
                              }));
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 12, 60})
  void soCanTheDiagramThatANewPolicyBeginsWith(int criteria, @TempDir Path folder)
      throws IOException {
    NewPolicy policy =
        new NewPolicy(
            "iron-infusion",
            "Iron infusion",
            "2026-01",
            List.of("J1439"),
            IntStream.range(0, criteria)
                .mapToObj(
                    number ->
                        new NewPolicy.Question(
                            "criterion" + number, "Criterion " + number, "Document " + number))
                .toList());
    byte[] tables =
        NewPolicyFiles.of(
                policy, PolicyFile.read(Models.DMN.resolve("policy-catalog.dmn")), null, "2026-11")
            .get("dmn/iron-infusion.dmn");

    noBoxLiesOnAnotherAndNoLineRunsThroughOne(
        Files.write(folder.resolve("iron-infusion.dmn"), tables));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyRequirementIsALineFromItsBoxToItsBox(Path file) {
    DmnModelInstance model = Models.parse(Models.text(file)).model();
    Map<String, Box> boxes = boxes(model);
    Map<String, List<DomElement>> lines = new LinkedHashMap<>();
    all(model, "DMNEdge")
        .forEach(edge -> lines.put(edge.getAttribute("dmnElementRef"), points(edge)));

    assertThat(lines).containsOnlyKeys(ends(model).keySet());
    ends(model)
        .forEach(
            (requirement, ends) -> {
              List<DomElement> points = lines.get(requirement);
              assertThat(boxes.get(ends.get(0)).has(points.get(0)))
                  .as("%s begins at %s", requirement, ends.get(0))
                  .isTrue();
              assertThat(boxes.get(ends.get(1)).has(points.get(points.size() - 1)))
                  .as("%s ends at %s", requirement, ends.get(1))
                  .isTrue();
            });
  }

  private static Map<String, Box> boxes(DmnModelInstance model) {
    Map<String, Box> boxes = new LinkedHashMap<>();
    all(model, "DMNShape")
        .forEach(shape -> boxes.put(shape.getAttribute("dmnElementRef"), box(shape)));
    return boxes;
  }

  private static List<DomElement> points(DomElement edge) {
    return edge.getChildElements().stream()
        .filter(child -> child.getLocalName().equals("waypoint"))
        .toList();
  }

  private static Stream<DomElement> all(DmnModelInstance model, String name) {
    return descendants(model.getDocument().getRootElement())
        .filter(element -> element.getLocalName().equals(name));
  }

  private static Stream<DomElement> descendants(DomElement element) {
    return Stream.concat(
        Stream.of(element), element.getChildElements().stream().flatMap(DrawingTest::descendants));
  }

  /** Of each requirement what it leads from and to. */
  private static Map<String, List<String>> ends(DmnModelInstance model) {
    Map<String, List<String>> ends = new HashMap<>();
    all(model, "informationRequirement")
        .forEach(
            requirement ->
                ends.put(
                    requirement.getAttribute("id"),
                    List.of(
                        requirement.getChildElements().get(0).getAttribute("href").substring(1),
                        requirement.getParentElement().getAttribute("id"))));
    return ends;
  }

  private static Box box(DomElement shape) {
    DomElement bounds =
        shape.getChildElements().stream()
            .filter(child -> child.getLocalName().equals("Bounds"))
            .findFirst()
            .orElseThrow();
    double left = number(bounds, "x");
    double top = number(bounds, "y");
    return new Box(left, top, left + number(bounds, "width"), top + number(bounds, "height"));
  }

  /**
   * The smallest box around a line; for one that is neither level nor upright larger than the line,
   * so that such a line keeps clear.
   */
  private static Box line(DomElement from, DomElement to) {
    return new Box(
        Math.min(number(from, "x"), number(to, "x")),
        Math.min(number(from, "y"), number(to, "y")),
        Math.max(number(from, "x"), number(to, "x")),
        Math.max(number(from, "y"), number(to, "y")));
  }

  private static double number(DomElement element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
