package dev.necessity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy does not read of the records is not kept with the facts of each of its cases. */
class EvidenceReadTest {

  private static final Map<String, Object> FACTS = Map.of("age", 1, "evidence", Map.of("visits", List.of("a"), "scores", List.of("b")));

  @Test
  void theListsThatAnExpressionNamesAreRead() {
    assertThat(read("count(facts.evidence.visits) > 0", "facts.age")).isEqualTo(Map.of("age", 1, "evidence", Map.of("visits", List.of("a"))));
    assertThat(read("for visit in facts . evidence.visits[x = 1] return visit.y", "facts.evidence.scores.z")).isEqualTo(FACTS);
  }

  @Test
  void aFileThatReadsNoneKeepsNone() {
    assertThat(read("facts.age > 1 and criterion.evidence = [] and \"what the facts \\\" of facts say\" != text")).isEqualTo(Map.of("age", 1));
  }

  @Test
  void whereTheListsAreNotNamedAllAreKept() {
    for (String expression : List.of("facts.evidence", "get value(facts.evidence, list)", "get value(facts, \"evidence\")", "{known: facts}", "facts.`evidence`", "facts.evidence.`visits`")) {
      assertThat(read(expression)).as(expression).isEqualTo(FACTS);
    }
  }

  @Test
  void thePackagedPolicyReadsNone() {
    assertThat(Models.wholeSiJointFusion().evidenceRead().of(FACTS)).isEqualTo(Map.of("age", 1));
  }

  private static Map<String, Object> read(String... expressions) {
    return EvidenceRead.in(List.of(expressions)).of(FACTS);
  }
}
