package dev.necessity.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.PolicyCheck;
import dev.necessity.policy.replay.Replay;
import dev.necessity.policy.replay.Replay.Comparison;
import dev.necessity.policy.replay.Replay.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.junit.jupiter.api.Test;

/**
 * A hundred policies that have every name in common: none is checked, judged or replayed as
 * another.
 */
class ManyPoliciesTest {

  private static final int HIGHEST = 10;
  private static final List<PolicyFile> POLICIES =
      IntStream.range(0, 100)
          .mapToObj(number -> SmallPolicy.of("policy-" + number, number % HIGHEST))
          .toList();
  private static final Map<String, Object> FACTS =
      Map.of("painScores", List.of(Map.of("score", 5)));

  @Test
  void noneHasAnErrorAndWhatIsWrongWithOneIsFoundInItAlone() {
    PolicyCheck check = new PolicyCheck();
    assertThat(POLICIES)
        .allSatisfy(policy -> assertThat(check.check(policy)).noneMatch(Finding::isError));

    assertThat(
            check.check(
                PolicyFile.read(
                    "gap.dmn",
                    new String(POLICIES.get(7).content(), StandardCharsets.UTF_8)
                        .replace("&lt;= 0", "&lt; 0")
                        .getBytes(StandardCharsets.UTF_8))))
        .filteredOn(Finding::isError)
        .extracting(Finding::check)
        .containsExactly(Check.GAP);
    assertThat(check.check(SmallPolicy.of("large", 5, 60, 30)))
        .as("60 criteria, 1,800 rules")
        .noneMatch(Finding::isError);
  }

  @Test
  void eachIsJudgedAndReplayedByItsOwnFile() {
    DmnEngine engine = PolicyEngine.create();
    Map<String, DecisionDiagram> live = new TreeMap<>();
    POLICIES.forEach(
        policy ->
            live.put(
                policy.key("answer"),
                DecisionDiagram.read(engine, new ByteArrayInputStream(policy.content()))));
    Policies policies =
        new Policies() {
          @Override
          public DecisionDiagram table(String decision) {
            return Models.policies().table(decision);
          }

          @Override
          public DecisionDiagram policy(String decision, String version) {
            return live.get(decision);
          }
        };

    for (int number = 0; number < POLICIES.size(); number++) {
      int threshold = number % HIGHEST;
      String key = POLICIES.get(number).key("answer");
      Verdict judged = verdict(live.get(key), key);
      assertThat(judged.criteria())
          .as(key)
          .isEqualTo(Map.of("pain0", threshold <= 5 ? "MET" : "NOT_MET"));

      Replay stricter =
          new Replay(policies, SmallPolicy.of(POLICIES.get(number).id(), threshold + 1));
      Comparison comparison =
          stricter.compare(judged, SmallPolicy.VERSION, null, key, FACTS, "CLOSED").orElseThrow();
      assertThat(comparison.now().disposition())
          .as(key)
          .isEqualTo(threshold + 1 <= 5 ? "CERTIFY" : "REVIEW");
      assertThat(comparison.reasons()).as(key).hasSize(threshold == 5 ? 1 : 0);
      String other = POLICIES.get((number + HIGHEST) % POLICIES.size()).key("answer");
      assertThat(stricter.compare(judged, SmallPolicy.VERSION, null, other, FACTS, "CLOSED"))
          .as("a case of %s", other)
          .isEmpty();
    }
  }

  private static Verdict verdict(DecisionDiagram policy, String key) {
    DecisionDiagram.Judgement judgement = policy.judge(key, Map.of("facts", FACTS), null);
    return new Verdict(
        (String) judgement.part("recommendation", "disposition"),
        Map.of("pain0", ((List<?>) judgement.part("criteria", "status")).get(0).toString()));
  }
}
