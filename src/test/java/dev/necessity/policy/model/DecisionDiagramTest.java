package dev.necessity.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Models;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.junit.jupiter.api.Test;

/**
 * What is left to Camunda's engine, because of what the file holds or of an error, is evaluated
 * there on the same variables.
 */
class DecisionDiagramTest {

  /** ANY and a count are not compiled. */
  private static DecisionDiagram table(String hitPolicy, String cell) {
    return Models.parse(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='d' name='d' namespace='n'><decision id='answer' name='answer'>"
            + "<decisionTable id='t' "
            + hitPolicy
            + "><input id='in'><inputExpression id='e'><text>score</text></inputExpression></input><output id='o' name='answer'/>"
            + "<rule id='r'><inputEntry id='i'><text>"
            + cell
            + "</text></inputEntry><outputEntry id='p'><text>\"met\"</text></outputEntry></rule></decisionTable></decision></definitions>");
  }

  private static final Map<String, Object> NOTHING_IS_KNOWN = new HashMap<>();

  static {
    NOTHING_IS_KNOWN.put("score", null);
    NOTHING_IS_KNOWN.put("other", null);
  }

  @Test
  void anUnknownVariableIsNullThereToo() {
    assertThat(table("hitPolicy='ANY'", "null").evaluate("answer", NOTHING_IS_KNOWN))
        .isEqualTo(List.of(Map.of("answer", "met")));
    assertThat(table("hitPolicy='UNIQUE'", "null").evaluate("answer", NOTHING_IS_KNOWN))
        .isEqualTo(List.of(Map.of("answer", "met")));
    assertThat(
            table("hitPolicy='ANY'", "null")
                .judge("answer", NOTHING_IS_KNOWN, null)
                .firings()
                .get()
                .get("answer")
                .rules())
        .containsExactly("r");
  }

  @Test
  void whatAValueDoesNotHaveIsNullThereToo() {
    for (String hitPolicy : List.of("hitPolicy='ANY'", "hitPolicy='UNIQUE'")) {
      assertThat(
              table(hitPolicy, "null").judge("answer", NOTHING_IS_KNOWN, null).part("date", "year"))
          .as(hitPolicy)
          .isNull();
    }
  }

  @Test
  void anErrorKeepsItsMessage() {
    for (String hitPolicy : List.of("hitPolicy='ANY'", "hitPolicy='UNIQUE'")) {
      assertThatThrownBy(
              () ->
                  table(hitPolicy, "assert(score, score != null, \"a score is needed\")")
                      .evaluate("answer", NOTHING_IS_KNOWN))
          .isInstanceOf(FeelException.class)
          .hasMessageContaining("a score is needed");
      assertThatThrownBy(() -> table(hitPolicy, "is (no FEEL").evaluate("answer", NOTHING_IS_KNOWN))
          .isInstanceOf(FeelException.class)
          .hasMessageContaining("failed to parse expression 'is (no FEEL'");
    }
  }

  @Test
  void whatIsChangedAfterwardsChangesNoJudgement() {
    Map<String, Object> variables = new HashMap<>(NOTHING_IS_KNOWN);
    DecisionDiagram.Judgement judgement =
        table("hitPolicy='ANY'", "null").judge("answer", variables, null);

    variables.put("score", 5);

    assertThat(judgement.firings().get().get("answer").rules()).containsExactly("r");
  }
}
