package dev.necessity.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.Models;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy does not read of the records is not kept with the facts of each of its cases. */
class FactsReadTest {

  private static final Map<String, Object> FACTS =
      Map.of(
          "age",
          1,
          "plannedDate",
          "2026-01-15",
          "evidence",
          Map.of("visits", List.of("a"), "scores", List.of("b")));

  @Test
  void theListsThatAnExpressionNamesAreRead() {
    assertThat(read("count(facts.evidence.visits) > 0", "facts.age"))
        .isEqualTo(Map.of("age", 1, "evidence", Map.of("visits", List.of("a"))));
    assertThat(
            read(
                "for visit in facts . evidence.visits[x = 1] return visit.y",
                "facts.evidence.scores.z",
                "facts.plannedDate"))
        .isEqualTo(FACTS);
  }

  @Test
  void aFileThatReadsNoneKeepsNone() {
    assertThat(
            read(
                "facts.age > 1 and criterion.evidence = [] and \"what the facts \\\" of facts say\" != text"))
        .isEqualTo(Map.of("age", 1));
  }

  @Test
  void whereTheListsAreNotNamedAllAreKept() {
    for (String expression :
        List.of(
            "facts.evidence",
            "get value(facts.evidence, list)",
            "get value(facts, \"evidence\")",
            "{known: facts}",
            "facts.`evidence`",
            "facts.evidence.`visits`")) {
      assertThat(read(expression)).as(expression).isEqualTo(FACTS);
    }
  }

  @Test
  void whatThePackagedPoliciesNameIsRead() {
    FactsRead fusion = Models.wholeSiJointFusion().factsRead();
    assertThat(fusion.all()).isFalse();
    assertThat(fusion.lists())
        .containsExactlyInAnyOrder(
            "injections",
            "imaging",
            "painSources",
            "exclusions",
            "physicalTherapy",
            "conservativeTreatment",
            "baselinePain",
            "examManeuvers",
            "nicotine",
            "nicotineLabs");
    assertThat(Models.diagram("si-joint-fusion-without-transfixation").factsRead().of(FACTS))
        .isEqualTo(Map.of("age", 1));
  }

  @Test
  void whatIsReadAndWasNotKeptIsTold() throws Exception {
    JsonNode kept = new ObjectMapper().valueToTree(FACTS);
    assertThat(FactsRead.in(List.of("facts.age", "facts.evidence.visits")).isIn(kept)).isTrue();
    for (String expression :
        List.of("facts.units", "facts.evidence.labs", "get value(facts, name)")) {
      assertThat(FactsRead.in(List.of(expression)).isIn(kept)).as(expression).isFalse();
    }
  }

  private static Map<String, Object> read(String... expressions) {
    return FactsRead.in(List.of(expressions)).of(FACTS);
  }
}
