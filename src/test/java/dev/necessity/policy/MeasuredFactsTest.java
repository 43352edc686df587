package dev.necessity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.policy.check.PolicyCheck;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What tables measure of the records of a request. */
class MeasuredFactsTest {

  private static final Map<String, Object> SCORES = Map.of("evidence", Map.of("baselinePain", List.of(Map.of("id", "a", "score", 6, "date", "2025-11-01"))));

  @Test
  void aFactIsMeasuredWhenItIsReadAndOnce() {
    Map<String, Object> given = new HashMap<>(SCORES);
    MeasuredFacts facts = new MeasuredFacts(given);

    Object scores = facts.get("painScores");
    given.clear();

    assertThat(scores).isEqualTo(List.of(Map.of("id", "a", "score", BigDecimal.valueOf(6), "latest", true)));
    assertThat(facts.get("painScores")).isSameAs(scores);
    assertThat(facts.keySet()).contains("evidence", "painScores", "separateInjections");
    assertThat(facts.get("nothing")).isNull();
  }

  @Test
  void whatAnyRequestHasIsNotMeasuredAgain() {
    assertThat(new MeasuredFacts(Map.of("painScores", "given"))).containsEntry("painScores", "given");
  }

  @Test
  void aPolicyThatReadsNothingMeasuredKeepsNothingOfIt() {
    assertThat(FactsRead.in(List.of("facts.requestedSide", "facts.evidence.baselinePain")).of(new MeasuredFacts(SCORES))).isEqualTo(SCORES);
    assertThat(FactsRead.in(List.of("count(facts.painScores)")).of(new MeasuredFacts(SCORES))).containsOnlyKeys("painScores");
  }

  @Test
  void theTablesThatMeasureAreCheckedAsAllFilesAre() throws IOException {
    assertThat(new PolicyCheck().check(PolicyFile.read(Models.DMN.resolve("measured/facts.dmn")))).isEmpty();
  }
}
