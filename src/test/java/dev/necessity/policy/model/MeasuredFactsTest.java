package dev.necessity.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.fact.EvidenceFacts;
import dev.necessity.policy.check.PolicyCheck;
import dev.necessity.request.Documents;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What tables measure of the records of a request. */
class MeasuredFactsTest {

  private static final Map<String, Object> SCORES =
      Map.of(
          "evidence",
          Map.of("baselinePain", List.of(Map.of("id", "a", "score", 6, "date", "2025-11-01"))));

  @Test
  void aFactIsMeasuredWhenItIsReadAndOnce() {
    Map<String, Object> given = new HashMap<>(SCORES);
    MeasuredFacts facts = new MeasuredFacts(given);

    Object scores = facts.get("painScores");
    given.clear();

    assertThat(scores)
        .isEqualTo(List.of(Map.of("id", "a", "score", BigDecimal.valueOf(6), "latest", true)));
    assertThat(facts.get("painScores")).isSameAs(scores);
    assertThat(facts.keySet()).contains("evidence", "painScores", "separateInjections");
    assertThat(facts.get("nothing")).isNull();
  }

  @Test
  void whatAnyRequestHasIsNotMeasuredAgain() {
    assertThat(new MeasuredFacts(Map.of("painScores", "given")))
        .containsEntry("painScores", "given");
  }

  @Test
  void whoReadsNothingMeasuredHasNothingMeasured() {
    AtomicInteger measured = new AtomicInteger();
    EvidenceFacts counting =
        new EvidenceFacts(
            Documents.packaged(),
            (expression, names) -> {
              measured.incrementAndGet();
              return null;
            });
    Request request =
        new RequestReader(Clock.systemUTC())
            .read(
                Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json"))
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(
            PolicyEngine.evaluate(
                "facts.requestedSide",
                Map.of("facts", MeasuredFacts.of(request, List.of(), counting))))
        .isEqualTo("RIGHT");
    assertThat(measured).hasValue(0);
    assertThat(
            PolicyEngine.evaluate(
                "count(facts.evidence.injections)",
                Map.of("facts", MeasuredFacts.of(request, List.of(), counting))))
        .isNotNull();
    assertThat(measured)
        .as("an expression of each injection alone")
        .hasPositiveValue()
        .hasValue(request.evidence().records("injections").size());
  }

  @Test
  void aPolicyThatReadsNothingMeasuredKeepsNothingOfIt() {
    assertThat(
            FactsRead.in(List.of("facts.requestedSide", "facts.evidence.baselinePain"))
                .of(new MeasuredFacts(SCORES)))
        .isEqualTo(SCORES);
    assertThat(FactsRead.in(List.of("count(facts.painScores)")).of(new MeasuredFacts(SCORES)))
        .containsOnlyKeys("painScores");
  }

  @Test
  void theTablesThatMeasureAreCheckedAsAllFilesAre() throws IOException {
    assertThat(new PolicyCheck().check(PolicyFile.read(Models.DMN.resolve("measured/facts.dmn"))))
        .isEmpty();
  }
}
