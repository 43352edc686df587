package dev.necessity.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.audit.trace.CaseTrace.PathStep;
import dev.necessity.text.HtmlTemplate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Diagrams are drawn as their files lay them out. */
class DiagramTest {

  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-01-15T12:00:00Z");

  private static Diagram process() throws IOException {
    try (InputStream file = Files.newInputStream(Path.of("bpmn/prior-authorization.bpmn"))) {
      return Diagram.read(file);
    }
  }

  private static PathStep step(String activity, int entered, Integer left) {
    return new PathStep(
        activity,
        activity,
        "task",
        NOON.plusSeconds(entered),
        left == null ? null : NOON.plusSeconds(left),
        false,
        activity + ":1");
  }

  @Test
  void everyElementAndFlowOfTheProcessIsDrawn() throws IOException {
    Diagram diagram = process();

    assertThat(diagram.shapes())
        .extracting(Diagram.Shape::id)
        .contains("requestReceived", "documentation", "warningDue", "whyAsync");
    assertThat(diagram.shapes())
        .filteredOn(shape -> shape.id().equals("warningDue"))
        .extracting(Diagram.Shape::kind)
        .containsExactly("timer");
    assertThat(diagram.edges())
        .filteredOn(edge -> edge.id().equals("certify"))
        .singleElement()
        .satisfies(edge -> assertThat(edge.source()).isEqualTo("whatNext"));
  }

  @Test
  void thePathLeadsThroughTheFlowWhoseSourceWasLeftLast() throws IOException {
    List<PathStep> routed =
        List.of(
            step("requestReceived", 0, 0),
            step("joinRequest", 0, 0),
            step("openCase", 0, 1),
            step("isCovered", 2, 2),
            step("routeManually", 2, null));

    assertThat(TakenFlows.of(routed, process().edges()))
        .isEqualTo(Set.of("request_received", "request_joined", "not_covered"));
  }

  @Test
  void whatWasPassedIsMarkedAndNamesAreEscaped() {
    Diagram diagram =
        new Diagram(
            List.of(
                new Diagram.Shape(
                    "a", "userTask", "", "Ask <b>", new Diagram.Box(0, 0, 100, 80), null)),
            List.of());

    String svg =
        HtmlTemplate.fill(
            "audit/drawing",
            Map.of(
                "drawing",
                CaseDrawing.of(diagram, "A \"diagram\"", Map.of("a", "passed"), Set.of())));

    assertThat(svg)
        .contains(
            "class=\"shape userTask  passed\"",
            "Ask &lt;b&gt;",
            "aria-label=\"A &quot;diagram&quot;\"")
        .doesNotContain("<b>");
  }

  @Test
  void aFileWithEntitiesIsRefused() {
    String bomb = "<!DOCTYPE x [<!ENTITY a \"b\">]><definitions id=\"x\">&a;</definitions>";

    assertThatThrownBy(
            () -> Diagram.read(new ByteArrayInputStream(bomb.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IllegalStateException.class);
  }
}
