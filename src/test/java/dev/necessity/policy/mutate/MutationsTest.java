package dev.necessity.policy.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.feel.FeelSyntax;
import dev.necessity.policy.check.Sketch;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.mutate.Mutation.Part;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MutationsTest {

  private static PolicyFile file(Sketch sketch) {
    return PolicyFile.read("sketch.dmn", sketch.bytes());
  }

  private static List<String> became(Sketch sketch, Part part) {
    return Mutations.of(file(sketch)).stream()
        .filter(mutation -> mutation.place().part() == part && mutation.place().row() < 2)
        .map(Mutation::became)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "> 10        | > 11; > 9; >= 10; -",
        "<= 0.5      | <= 0.6; <= 0.4; < 0.5; -",
        "[1..5)      | [2..5); [0..5); [1..6); [1..4); (1..5); [1..5]; -",
        "< limit + 1 | < limit + 2; < limit + 0; <= limit + 1; -",
        "-           | ''"
      })
  void aConditionOnANumber(String cell, String became) {
    assertThat(
            String.join(
                "; ",
                became(
                    Sketch.table()
                        .input("A", "number", "a")
                        .output("x", "string")
                        .rule(cell, "\"X\""),
                    Part.CONDITION)))
        .isEqualTo(became);
  }

  @Test
  void aTextBecomesEachOtherOneThatTheColumnAllows() {
    assertThat(
            became(
                Sketch.table()
                    .input("A", "string", "a", "\"P\"", "\"Q\"", "\"R\"")
                    .output("x", "string")
                    .rule("\"P\"", "\"X\""),
                Part.CONDITION))
        .containsExactly("\"Q\"", "\"R\"", "-");
  }

  @Test
  void whereTheColumnAllowsAnyItBecomesTheNextOneThatStandsThere() {
    assertThat(
            became(
                Sketch.table()
                    .input("A", "string", "a")
                    .output("x", "string")
                    .rule("starts with(?, \"M1\")", "\"X\"")
                    .rule("\"M2\"", "\"Y\"")
                    .rule("\"M3\"", "\"Z\""),
                Part.CONDITION))
        .containsExactly("starts with(?, \"M2\")", "-");
  }

  @Test
  void anAlternativeIsTakenOutOfACell() {
    assertThat(
            became(
                Sketch.table()
                    .input("A", "string", "a", "\"P\"", "\"Q\"", "\"R\"")
                    .output("x", "string")
                    .rule("\"P\",\"Q\"", "\"X\""),
                Part.CONDITION))
        .containsExactly("\"R\",\"Q\"", "\"Q\",\"Q\"", "\"P\",\"R\"", "\"P\",\"P\"", "-");
  }

  @Test
  void trueBecomesFalseAlsoWhatComesOut() {
    Sketch table =
        Sketch.table().input("A", "boolean", "a").output("x", "boolean").rule("true", "false");
    assertThat(became(table, Part.CONDITION)).containsExactly("false", "-");
    assertThat(became(table, Part.OUTPUT)).containsExactly("true");
  }

  @Test
  void whatComesOutBecomesWhatAnotherRuleGivesAndANumberItsNeighbours() {
    assertThat(
            became(
                Sketch.table()
                    .input("A", "number", "a")
                    .output("x", "string")
                    .rule("< 1", "\"X\"")
                    .rule(">= 1", "\"Y\""),
                Part.OUTPUT))
        .containsExactly("\"Y\"");
    assertThat(
            became(
                Sketch.table().input("A", "number", "a").output("x", "number").rule("< 1", "7"),
                Part.OUTPUT))
        .containsExactly("8", "6");
    assertThat(
            became(
                Sketch.table()
                    .input("A", "number", "a")
                    .output("x", "Any")
                    .rule("< 1", "[\"P\"]")
                    .rule(">= 1", "[]"),
                Part.OUTPUT))
        .containsExactly("[]");
  }

  @Test
  void eachRuleIsRemoved() {
    PolicyFile file =
        file(
            Sketch.table()
                .input("A", "number", "a")
                .output("x", "string")
                .rule("< 1", "\"X\"")
                .rule(">= 1", "\"Y\""));
    assertThat(
            Mutations.of(file).stream()
                .filter(mutation -> mutation.place().part() == Part.RULE)
                .map(mutation -> mutation.place().rule()))
        .containsExactly("rule_1", "rule_2");
  }

  @Test
  void whatAColumnAsksAndWhatAnExpressionSaysChangesInNumbersAndComparisons() {
    Sketch table =
        Sketch.table()
            .input("A", "number", "count(a[b >= 2])")
            .output("x", "string")
            .rule("-", "\"X\"")
            .requires("list", "for i in 1..3 return a[status = \"NOT 1\"]");
    assertThat(became(table, Part.QUESTION))
        .containsExactly("count(a[b >= 3])", "count(a[b >= 1])", "count(a[b > 2])");
    assertThat(became(table, Part.EXPRESSION))
        .containsExactly(
            "for i in 2..3 return a[status = \"NOT 1\"]",
            "for i in 0..3 return a[status = \"NOT 1\"]",
            "for i in 1..4 return a[status = \"NOT 1\"]",
            "for i in 1..2 return a[status = \"NOT 1\"]",
            "for i in 1..3 return a[status != \"NOT 1\"]");
  }

  static Stream<Sketch> tables() {
    return IntStream.range(0, 60).mapToObj(MutationsTest::table);
  }

  private static Sketch table(int seed) {
    Random random = new Random(seed);
    List<String> numbers =
        List.of(
            "-",
            "> 10",
            "< 0.25",
            "[1..2)",
            "(0..limit]",
            "not(5)",
            "1,2",
            "some i in ? satisfies i > 3",
            "-1",
            "<= count(b) - 1");
    List<String> texts =
        List.of(
            "-", "\"P\"", "\"P\",\"Q\"", "not(\"R\")", "starts with(?, \"M1\")", "\"a \\\" > 1\"");
    List<String> outputs =
        List.of(
            "\"X\"",
            "b",
            "[]",
            "if a > 1 then \"Y\" else c",
            "string(1) + \" < 2\"",
            "{p: 1, q: [1..2]}",
            "a[1]",
            "true");
    Sketch sketch =
        Sketch.table()
            .hitPolicy("COLLECT")
            .input("A", "number", "sum(a[item >= 0])")
            .input("B", "string", "b")
            .output("x", "Any")
            .output("y", "number")
            .beside("list", "for i in 1..count(a) return if a[i] = 0 then [1, 2][-1] else (2 < 3)");
    for (int rule = 0; rule < 1 + random.nextInt(4); rule++) {
      sketch.rule(
          numbers.get(random.nextInt(numbers.size())),
          texts.get(random.nextInt(texts.size())),
          outputs.get(random.nextInt(outputs.size())),
          "" + random.nextInt(9));
    }
    return sketch;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyChangeIsInOnePlaceAndLeavesADecisionFile(Sketch sketch) {
    PolicyFile file = file(sketch);
    List<String> before = places(file.model());
    assertThat(Mutations.of(file))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(
            mutation -> {
              DmnModelInstance changed = file.model().clone();
              mutation.applyTo(changed);
              assertThat(new FeelSyntax().check(changed)).isEmpty();
              List<String> after = places(changed);
              if (mutation.place().part() == Part.RULE) {
                assertThat(after).hasSize(before.size() - 4);
              } else {
                assertThat(after).hasSameSizeAs(before);
                assertThat(
                        IntStream.range(0, before.size())
                            .filter(i -> !before.get(i).equals(after.get(i))))
                    .hasSize(1);
              }
            });
  }

  private static List<String> places(DmnModelInstance model) {
    return model.getModelElementsByType(Decision.class).stream()
        .flatMap(
            decision ->
                decision.getExpression() instanceof DecisionTable table
                    ? Stream.concat(
                        TableText.of(table).columns().stream().map(TableText.Column::detail),
                        TableText.of(table).rows().stream().flatMap(row -> row.cells().stream()))
                    : Stream.of(decision.getExpression().getTextContent()))
        .toList();
  }
}
