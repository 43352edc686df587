package dev.necessity.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.RandomRequests;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The final tables go on from a policy's answer to what the policy's earlier file, which holds them
 * itself, says in one evaluation.
 */
class SharedFinalTablesTest {

  private static final RequestReader READER = new RequestReader(Clock.systemUTC());
  private static final DecisionDiagram EARLIER =
      Models.parse(Models.text(Path.of("dmn", "earlier", "si-joint-fusion@2025-11.2.dmn")));
  private static final DecisionDiagram FINAL = Models.diagram("determination");

  @Property(tries = 300)
  void sayWhatTheyHaveSaidOfEveryRequest(
      @ForAll long seed, @ForAll DocumentationPeriod period, @ForAll boolean unobtainable) {
    Request request = READER.read(RandomRequests.of(seed));
    Map<String, Object> facts =
        Models.facts(
            request,
            unobtainable ? List.of("NICOTINE_LAB", "INJECTION_REPORT", "PAIN_SCORE") : List.of());
    Map<String, Object> before =
        EARLIER.evaluateContext(
            "siJointFusion", Map.of("facts", facts, "documentation", period.name()));
    Map<String, Object> answer =
        Models.siJointFusion().evaluateContext("siJointFusion", Map.of("facts", facts));

    assertThat(
            FINAL.evaluateContext(
                "wholeAssessment",
                Map.of("policyAnswer", answer, "documentation", period.name(), "facts", facts)))
        .isEqualTo(before);
  }
}
