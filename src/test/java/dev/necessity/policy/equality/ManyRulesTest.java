package dev.necessity.policy.equality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.necessity.feel.CompiledDecision;
import dev.necessity.policy.model.PolicyEngine;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables of many rules, of which few are tested for a value: they give what the engine gives, which
 * tests all of them.
 */
class ManyRulesTest {

  private static final int TABLES = 60;
  private static final List<String> TEXTS =
      List.of(
          "-",
          "\"a\"",
          "\"b\"",
          "\"c\"",
          "\"a\",\"d\"",
          "\"e\",\"f\",\"g\"",
          "not(\"a\")",
          "not(\"b\",\"c\")",
          "null",
          "[\"a\",\"h\"]",
          "< \"c\"",
          "other");
  private static final List<String> NUMBERS =
      List.of(
          "-",
          "1",
          "2.0",
          "3,4",
          "[1..5]",
          "]1..5[",
          "[5..1]",
          "< 3",
          "<= 3",
          "> 4,1",
          ">= 4.5",
          "-2",
          "not(2)",
          "not([2..4])",
          "null",
          "[1..2],[2..7]",
          "level",
          "< level");
  private static final List<Object> TEXTS_TO_TEST =
      Arrays.asList("a", "b", "d", "h", "", "z", null, 3);
  private static final List<Object> NUMBERS_TO_TEST =
      Arrays.asList(
          1, 2, new BigDecimal("2.00"), 2.5, 4L, 5, new BigDecimal("4.50"), -2, 100, null, "one");
  private static final DmnEngine ENGINE = PolicyEngine.create();

  private static String cell(Random random, List<String> cells) {
    return cells.get(random.nextInt(cells.size())).replace("<", "&lt;");
  }

  /**
   * Two columns of texts and one of numbers in any order, of a type or of none; most tables have
   * few kinds of cells, so that many rules can be left out.
   */
  private static String table(Random random, String hitPolicy, List<Boolean> texts) {
    List<List<String>> kinds =
        texts.stream()
            .map(
                text -> {
                  List<String> all = text ? TEXTS : NUMBERS;
                  return random.nextInt(3) == 0 ? all : all.subList(random.nextInt(2), 6);
                })
            .toList();
    String inputs =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    "<input id='in%d'><inputExpression id='e%1$d'%s><text>v%1$d</text></inputExpression></input>"
                        .formatted(
                            i,
                            random.nextBoolean()
                                ? ""
                                : texts.get(i) ? " typeRef='string'" : " typeRef='number'"))
            .collect(Collectors.joining());
    String rules =
        IntStream.range(0, 10 + random.nextInt(60))
            .mapToObj(
                rule ->
                    "<rule id='r%d'>".formatted(rule)
                        + IntStream.range(0, 3)
                            .mapToObj(
                                i ->
                                    "<inputEntry id='i%d_%d'><text>%s</text></inputEntry>"
                                        .formatted(rule, i, cell(random, kinds.get(i))))
                            .collect(Collectors.joining())
                        + "<outputEntry id='o%d'><text>%d</text></outputEntry></rule>"
                            .formatted(rule, rule))
            .collect(Collectors.joining());
    return "<?xml version='1.0' encoding='UTF-8'?><definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='d' name='d' namespace='n'>"
        + "<decision id='answer' name='answer'><variable id='v' name='answer'/><decisionTable id='t' hitPolicy='"
        + hitPolicy
        + "'>"
        + inputs
        + "<output id='o' name='answer' typeRef='number'/>"
        + rules
        + "</decisionTable></decision></definitions>";
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNIQUE", "FIRST", "COLLECT", "RULE ORDER"})
  void whatIsNotTestedWouldNotHaveHeld(String hitPolicy) {
    int compiledAndSame = 0;
    for (int seed = 0; seed < TABLES; seed++) {
      Random random = new Random(seed);
      List<Boolean> texts =
          List.of(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
      String xml = table(random, hitPolicy, texts);
      DmnDecision decision =
          ENGINE
              .parseDecisions(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
              .get(0);
      CompiledDecision compiled =
          CompiledDecision.of(decision, (DefaultDmnEngineConfiguration) ENGINE.getConfiguration())
              .orElseThrow();
      for (int i = 0; i < 20; i++) {
        Map<String, Object> variables = new HashMap<>(Map.of("level", 3, "other", "c"));
        for (int column = 0; column < 3; column++) {
          List<Object> values = texts.get(column) ? TEXTS_TO_TEST : NUMBERS_TO_TEST;
          variables.put("v" + column, values.get(random.nextInt(values.size())));
        }
        Optional<List<Map<String, Object>>> ours =
            compiled.evaluate(variables).map(CompiledDecision.Evaluation::rows);
        List<Map<String, Object>>[] engines = new List[1];
        Throwable failure =
            catchThrowable(
                () -> engines[0] = ENGINE.evaluateDecision(decision, variables).getResultList());
        if (ours.isPresent()) {
          assertThat(failure).as("seed %d of %s, %s", seed, variables, xml).isNull();
          assertThat(ours.get())
              .as("seed %d of %s, %s", seed, variables, xml)
              .isEqualTo(engines[0]);
          compiledAndSame++;
        }
      }
    }
    assertThat(compiledAndSame)
        .as("evaluations that were not left to the engine")
        .isGreaterThan(TABLES * 20 / 4);
  }
}
