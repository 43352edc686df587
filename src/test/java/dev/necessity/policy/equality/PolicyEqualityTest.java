package dev.necessity.policy.equality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.feel.StockFeel;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyKeys;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a request says, the policy says the same on this engine, on Camunda's own and on kie-dmn
 * (docs/equality.md).
 */
class PolicyEqualityTest {

  private static final String POLICY = "siJointFusion";

  /** Some thirty tables each; the profile "benchmark" takes 10,000. */
  private static final int ON_KIE = Integer.getInteger("equality.requests", 1_000);

  private static final int BY_HAND = 4_000;
  private static final int ON_STOCK = 100;
  private static final int EACH_TABLE_ON_STOCK = 3;
  private static final int A_CHUNK = 250;

  private static final DecisionDiagram FAST = Models.siJointFusion();
  private static final Policy WHOLE = Models.wholeSiJointFusion();
  private static final Policy STOCK =
      new Policy(
          POLICY,
          onStockCamunda(Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))),
          onStockCamunda(Models.text(Models.DMN.resolve("determination.dmn"))));

  static DecisionDiagram onStockCamunda(String xml) {
    DefaultDmnEngineConfiguration configuration = PolicyEngine.configuration();
    configuration.setFeelEngineFactory(StockFeel.engines());
    return DecisionDiagram.read(
        configuration.buildEngine(),
        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void manyRandomRequestsAreJudgedAsByKieDmn() {
    KiePolicy kie = KiePolicy.siJointFusion();
    KiePolicy kieFinalTables = KiePolicy.finalTables();
    AtomicInteger certified = new AtomicInteger();

    IntStream.range(0, ON_KIE / A_CHUNK)
        .parallel()
        .forEach(
            seed -> {
              RandomFacts facts = new RandomFacts(seed);
              for (int i = 0; i < A_CHUNK; i++) {
                Map<String, Object> variables =
                    Map.of("facts", facts.get(), "documentation", i % 2 == 0 ? "OPEN" : "CLOSED");
                Policy.Judgement judgement = WHOLE.judge(variables, null);
                Map<String, Object> judged = judgement.context();
                assertThat(Plain.of(judgement.answer().context()))
                    .as("seed %d, request %d", seed, i)
                    .isEqualTo(Plain.of(kie.evaluate(POLICY, variables)));
                assertThat(Plain.of(judged))
                    .as("seed %d, request %d", seed, i)
                    .isEqualTo(
                        Plain.of(
                            kieFinalTables.evaluate(
                                PolicyKeys.decision(Policy.FINAL_DECISION), judgement.handedOn())));
                if (judged.get("whatNext").equals("CERTIFY")) {
                  certified.incrementAndGet();
                }
              }
            });

    assertThat(certified.get()).as("requests that meet everything are among them").isPositive();
  }

  @Test
  void manyRandomRequestsAreJudgedAsTheTextOfThePolicySays() {
    Set<String> dispositions = ConcurrentHashMap.newKeySet();
    Set<String> doubts = ConcurrentHashMap.newKeySet();
    IntStream.range(0, BY_HAND)
        .parallel()
        .forEach(
            seed -> {
              Map<String, Object> facts = new RandomFacts(seed).get();
              String documentation = seed % 2 == 0 ? "OPEN" : "CLOSED";
              JavaPolicy.Result byHand = JavaPolicy.judge(facts, documentation);
              assertThat(
                      summary(
                          WHOLE
                              .judge(Map.of("facts", facts, "documentation", documentation), null)
                              .context()))
                  .as("seed %d", seed)
                  .isEqualTo(byHand);
              dispositions.add(byHand.disposition() + byHand.confirmationRequired());
              doubts.addAll(byHand.doubts());
            });
    assertThat(dispositions).as("every outcome is among them").hasSize(5);
    assertThat(doubts)
        .as("every doubt is among them")
        .containsExactlyInAnyOrderElementsOf(
            FAST.table("raisedDoubts").rows().stream()
                .map(row -> row.cells().get(1).replace("\"", ""))
                .toList());
  }

  @SuppressWarnings("unchecked")
  private static JavaPolicy.Result summary(Map<String, Object> judged) {
    Map<String, String> criteria = new LinkedHashMap<>();
    Map<String, List<String>> documents = new LinkedHashMap<>();
    for (Map<String, Object> criterion : (List<Map<String, Object>>) judged.get("criteria")) {
      String id = (String) criterion.get("id");
      criteria.put(
          id, (Boolean) criterion.get("documented") ? (String) criterion.get("status") : "UNSURE");
      documents.put(id, (List<String>) criterion.get("documents"));
    }
    Map<String, Object> recommendation = (Map<String, Object>) judged.get("recommendation");
    Set<String> doubts = new TreeSet<>();
    ((List<Map<String, Object>>) recommendation.get("doubts"))
        .forEach(doubt -> doubts.add((String) doubt.get("id")));
    return new JavaPolicy.Result(
        criteria,
        documents,
        doubts,
        ((Number) ((Map<String, Object>) judged.get("critical")).get("met")).intValue(),
        (String) recommendation.get("disposition"),
        (Boolean) recommendation.get("clinicianRequired"),
        (Boolean) recommendation.get("confirmationRequired"),
        (String) recommendation.get("setting"),
        ((Number) recommendation.get("inpatientDays")).intValue());
  }

  @Test
  void someRandomRequestsAreJudgedAsByCamundaAsShipped() {
    IntStream.range(0, ON_STOCK)
        .parallel()
        .forEach(
            seed -> {
              Map<String, Object> variables =
                  Map.of(
                      "facts",
                      new RandomFacts(-seed, false).get(),
                      "documentation",
                      seed % 2 == 0 ? "OPEN" : "CLOSED");
              assertThat(Plain.of(WHOLE.judge(variables, null).context()))
                  .as("seed %d", -seed)
                  .isEqualTo(Plain.of(STOCK.judge(variables, null).context()));
            });
  }

  @Test
  void aReliefJustBelowSeventyPercentBecomesSeventyBetweenTwoDecisionsOfCamundaAsShippedOnly() {
    BigDecimal almost = new BigDecimal("69.99999999999999999");
    VariableContext variables = Variables.putValue("relief", almost).asVariableContext();

    Object kept =
        PolicyEngine.configuration()
            .getFeelEngineFactory()
            .createInstance()
            .evaluateSimpleExpression("relief", variables);
    Object rounded =
        new ScalaFeelEngineFactory().createInstance().evaluateSimpleExpression("relief", variables);

    assertThat(kept).isEqualTo(almost);
    assertThat(rounded).isEqualTo(70.0);
  }

  @Test
  void aTableThatCollectsNothingIsNullForCamundaAndAnEmptyListByTheStandard() {
    Map<String, Object> nothing = Map.of("facts", factsWithoutCaveat(), "documentation", "OPEN");

    assertThat(FAST.evaluate("raisedCaveats", nothing)).isEmpty();
    assertThat(FAST.evaluateRow("caveats", nothing).values())
        .as("the model reads null as no caveat")
        .containsExactly(List.of());
    assertThat(KiePolicy.siJointFusion().evaluate("raisedCaveats", nothing)).isEqualTo(List.of());
  }

  /** Facts of a request that raises no caveat, found among random ones. */
  private static Map<String, Object> factsWithoutCaveat() {
    RandomFacts facts = new RandomFacts(7);
    return Stream.generate(facts)
        .filter(
            each ->
                FAST.evaluate("raisedCaveats", Map.of("facts", each, "documentation", "OPEN"))
                    .isEmpty())
        .findFirst()
        .orElseThrow();
  }

  static Stream<String> tables() {
    return FAST.model().getModelElementsByType(DecisionTable.class).stream()
        .map(table -> ((Decision) table.getParentElement()).getId());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void eachTableFiresTheRulesThatItFiresInCamundaAsShipped(String table) {
    for (int seed = 0; seed < EACH_TABLE_ON_STOCK; seed++) {
      Map<String, Object> variables =
          Map.of(
              "facts",
              new RandomFacts(seed + table.hashCode(), false).get(),
              "documentation",
              "OPEN",
              "reference",
              1 + seed);
      List<Map<String, Object>> rows = FAST.evaluate(table, variables);
      assertThat(Plain.of(rows))
          .as("seed %d", seed)
          .isEqualTo(Plain.of(STOCK.own().evaluate(table, variables)));
    }
  }
}
