package dev.necessity.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Models;
import dev.necessity.policy.example.TableExamples;
import dev.necessity.work.Budget;
import dev.necessity.work.Budgets;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The example rows that analysts own, run against every table. */
class TableExamplesTest {

  static Stream<Arguments> tables() {
    return Models.files(Models.DMN, ".dmn").stream()
        .flatMap(
            file -> {
              DmnModelInstance model = Dmn.readModelFromFile(file.toFile());
              return model.getModelElementsByType(Decision.class).stream()
                  .filter(
                      decision ->
                          decision.getExpression() instanceof DecisionTable
                              || Files.exists(
                                  Models.rows(model.getDefinitions().getId(), decision.getId())))
                  .map(decision -> Arguments.of(decision.getId(), model));
            });
  }

  private static Budgets budgets() {
    return budgets(Duration.ofMinutes(10));
  }

  private static Budgets budgets(Duration forAll) {
    return new Budgets(
        () -> new Budget(10_000_000, Duration.ofMinutes(1)), new Budget(1_000_000_000, forAll));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void everyExampleHoldsAndEveryRuleIsHit(String decision, DmnModelInstance model) {
    Path rows = Models.rows(model.getDefinitions().getId(), decision);
    assertThat(rows).as("example rows of table " + decision).exists();

    TableExamples.Report report =
        TableExamples.run(model, decision, new StringReader(Models.text(rows)), budgets());

    assertThat(report.failures()).as(rows + ": rows that do not hold").isEmpty();
    assertThat(report.rulesNotHit()).as(rows + ": rules that no row hits").isEmpty();
  }

  @Test
  void everyFileOfExamplesBelongsToADecision() {
    assertThat(
            Models.files(Models.DMN, ".dmn").stream()
                .map(file -> Dmn.readModelFromFile(file.toFile()))
                .flatMap(
                    model ->
                        model.getModelElementsByType(Decision.class).stream()
                            .map(
                                decision ->
                                    Models.rows(model.getDefinitions().getId(), decision.getId())))
                .toList())
        .containsAll(
            Models.files(Models.TABLE_EXAMPLES, "").stream()
                .flatMap(folder -> Models.files(folder, "").stream())
                .toList());
  }

  @Test
  void anExpressionIsAskedForItsValueAndWhateverIsWantedOfIt() {
    DmnModelInstance model =
        Dmn.readModelFromFile(Models.DMN.resolve("si-joint-fusion.dmn").toFile());

    TableExamples.Report report =
        TableExamples.run(
            model,
            "documentedInjections",
            new StringReader(
                """
        $comparedInjections,= documentedInjections.id,= count(documentedInjections),= documentedInjections[1]
        "[{id: ""a"", side: ""REQUESTED""}, {id: ""b"", side: ""UNKNOWN""}]","[""a""]",1,"{side: ""REQUESTED"", id: ""a""}"
        [],[],1,
        """),
            budgets());

    assertThat(report.failures())
        .extracting(TableExamples.Failure::toString)
        .containsExactly("line 3, count(documentedInjections): expected 1, but the table says 0");
  }

  @Test
  void aRowThatDoesNotHoldIsNamedWithItsLine() {
    DmnModelInstance model =
        Dmn.readModelFromFile(Models.DMN.resolve("determination.dmn").toFile());

    TableExamples.Report report =
        TableExamples.run(
            model,
            "documentationPeriod",
            new StringReader(
                "Documentation period,= unsureCountsAs,note\nOPEN,UNSURE,holds\nOPEN,MET,does not hold\n"),
            budgets());

    assertThat(report.failures())
        .singleElement()
        .asString()
        .isEqualTo("line 3, unsureCountsAs: expected MET, but the table says UNSURE");
    assertThat(report.rulesNotHit()).containsExactly("rule_documentationPeriod_closed");
  }

  @Test
  void whatThereIsNoTimeForFailsWithoutBeingRun() {
    DmnModelInstance model =
        Dmn.readModelFromFile(Models.DMN.resolve("determination.dmn").toFile());

    TableExamples.Report report =
        TableExamples.run(
            model,
            "documentationPeriod",
            new StringReader("Documentation period,= unsureCountsAs\nOPEN,UNSURE\n"),
            budgets(Duration.ZERO));

    assertThat(report.failures())
        .singleElement()
        .extracting(TableExamples.Failure::actual)
        .asString()
        .startsWith("it takes more than 0 seconds");
  }

  @Test
  void aCellOfTheRowsThatIsNoNumberIsNamed() {
    DmnModelInstance model =
        Dmn.readModelFromFile(Models.DMN.resolve("si-joint-fusion.dmn").toFile());

    assertThatThrownBy(
            () ->
                TableExamples.run(
                    model,
                    "reliefDuration",
                    new StringReader(
                        "Documented injections that state a duration,= reliefDuration\nfive,MET\n"),
                    budgets()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Line 2, 'Documented injections that state a duration': 'five' is no number.");
  }
}
