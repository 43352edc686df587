package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.policy.model.PolicyEngine;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in a table and decides nothing, or something else than it seems to. */
class TableCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a > 3                      | a != null and (a > 3)",
        "sum(?) < 112               | ? != null and (sum(?) < 112)",
        "? in [\"A\",\"B\"] and b   | ? != null and b != null and (? in [\"A\",\"B\"] and b)",
      })
  void aCellThatTakesWhatIsNotThereIsNamedWithOneThatDoesNot(String cell, String advice) {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("a", null);
    nothing.put("b", null);
    Finding finding = table("Any", cell).findings().get(0);

    assertThat(finding).returns(Check.NULL, Finding::check);
    assertThat(AdviceTest.adviceOf(finding)).isEqualTo(advice);
    assertThat(PolicyEngine.matches(cell, null, nothing)).as("what the engine does").isTrue();
    assertThat(PolicyEngine.matches(advice, null, nothing)).as("and with the advice").isFalse();
    assertThat(table("Any", advice).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "? > 3",
        "? != null and ? > 3",
        "? = null",
        "null",
        "count(?) > 3",
        "not(5)",
        "starts with(?, \"M\")"
      })
  void aCellThatIsRightWhereNothingIsThereIsLeftAlone(String cell) {
    assertThat(table("Any", cell).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SUM, string, 1",
    "MIN, string, 1",
    "MAX, boolean, 1",
    "SUM, number, 2",
    "COUNT, number, 2"
  })
  void whatCannotBeAddedUpFailsInTheEngineAndIsFound(String sum, String type, int outputs) {
    Sketch sketch =
        Sketch.table().hitPolicy("COLLECT' aggregation='" + sum).input("A", "string", "a");
    String[] cells = new String[outputs + 1];
    cells[0] = "-";
    for (int i = 1; i <= outputs; i++) {
      sketch.output("answer" + i, type);
      cells[i] = type.equals("number") ? "1" : type.equals("string") ? "\"x\"" : "true";
    }
    sketch.rule(cells);

    assertThat(sketch.findings()).extracting(Finding::check).contains(Check.HIT_POLICY);
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> AdviceTest.results(sketch.bytes(), "A")))
        .as("the engine")
        .isNotNull();
  }

  @Test
  void numbersAreAddedUp() {
    assertThat(
            Sketch.table()
                .hitPolicy("COLLECT' aggregation='SUM")
                .input("A", "string", "a")
                .output("answer", "number")
                .rule("\"x\"", "1")
                .rule("-", "2")
                .findings())
        .isEmpty();
  }

  @Test
  void aTextThatNoReadingTableTakesIsNamed() {
    String file =
        Sketch.table()
            .input("Score", "number", "a")
            .output("answer", "string")
            .rule("< 5", "\"LOW\"")
            .rule(">= 5", "\"HIGH\"")
            .xml()
            .replace(
                "<inputData id='a'",
                "<decision id='next' name='next' camunda:historyTimeToLive='P1D'><variable id='next_v' name='next'/>"
                    + "<informationRequirement id='next_needs'><requiredDecision href='#answer'/></informationRequirement>"
                    + "<decisionTable id='nt' hitPolicy='COLLECT'><input id='ni' label='Answer'><inputExpression id='ne' typeRef='string'><text>answer</text></inputExpression></input>"
                    + "<output id='no' name='next' label='next' typeRef='number'/>"
                    + "<rule id='n1'><inputEntry id='n1i'><text>\"LOW\"</text></inputEntry><outputEntry id='n1o'><text>1</text></outputEntry></rule>"
                    + "</decisionTable></decision><inputData id='a'");

    assertThat(
            Sketch.CHECK.check("next.dmn", file.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .filteredOn(finding -> finding.check() != Check.DIAGRAM)
        .singleElement()
        .returns("answer, row 2, rule_2, 'answer'", Finding::place)
        .extracting(Finding::message)
        .asString()
        .contains("takes \"HIGH\"");
  }

  private static Sketch table(String type, String cell) {
    return Sketch.table()
        .hitPolicy("COLLECT")
        .input("Asked", type, "c")
        .output("answer", "string")
        .rule(cell, "\"rule 1\"");
  }
}
