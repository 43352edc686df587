package dev.necessity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Models;
import dev.necessity.policy.example.TableExamples;
import dev.necessity.policy.example.TimeLimit;
import java.io.StringReader;
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
    return Models.files(Models.DMN, ".dmn").stream().flatMap(file -> {
      DmnModelInstance model = Dmn.readModelFromFile(file.toFile());
      return model.getModelElementsByType(Decision.class).stream()
          .filter(decision -> decision.getExpression() instanceof DecisionTable)
          .map(decision -> Arguments.of(decision.getId(), model));
    });
  }

  private static TimeLimit limit() {
    return new TimeLimit(Duration.ofMinutes(1), Duration.ofMinutes(10));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void everyExampleHoldsAndEveryRuleIsHit(String decision, DmnModelInstance model) {
    Path rows = Models.TABLE_EXAMPLES.resolve(decision + ".csv");
    assertThat(rows).as("example rows of table " + decision).exists();

    TableExamples.Report report = TableExamples.run(model, decision, new StringReader(Models.text(rows)), limit());

    assertThat(report.failures()).as(rows + ": rows that do not hold").isEmpty();
    assertThat(report.rulesNotHit()).as(rows + ": rules that no row hits").isEmpty();
  }

  @Test
  void everyFileOfExamplesBelongsToATable() {
    assertThat(Models.files(Models.TABLE_EXAMPLES, ".csv").stream().map(file -> file.getFileName().toString().replace(".csv", "")))
        .containsExactlyInAnyOrderElementsOf(tables().map(table -> (String) table.get()[0]).toList());
  }

  @Test
  void aRowThatDoesNotHoldIsNamedWithItsLine() {
    DmnModelInstance model = Dmn.readModelFromFile(Models.DMN.resolve("si-joint-fusion.dmn").toFile());

    TableExamples.Report report = TableExamples.run(model, "documentationPeriod",
        new StringReader("Documentation period,= unsureCountsAs,note\nOPEN,UNSURE,holds\nOPEN,MET,does not hold\n"), limit());

    assertThat(report.failures()).singleElement().asString().isEqualTo("line 3, unsureCountsAs: expected MET, but the table says UNSURE");
    assertThat(report.rulesNotHit()).containsExactly("rule_documentationPeriod_closed");
  }

  @Test
  void whatThereIsNoTimeForFailsWithoutBeingRun() {
    DmnModelInstance model = Dmn.readModelFromFile(Models.DMN.resolve("si-joint-fusion.dmn").toFile());

    TableExamples.Report report = TableExamples.run(model, "documentationPeriod",
        new StringReader("Documentation period,= unsureCountsAs\nOPEN,UNSURE\n"), new TimeLimit(Duration.ofMinutes(1), Duration.ZERO));

    assertThat(report.failures()).singleElement().extracting(TableExamples.Failure::actual).asString().startsWith("it was not run");
  }

  @Test
  void aCellOfTheRowsThatIsNoNumberIsNamed() {
    DmnModelInstance model = Dmn.readModelFromFile(Models.DMN.resolve("si-joint-fusion.dmn").toFile());

    assertThatThrownBy(() -> TableExamples.run(model, "reliefDuration", new StringReader("Documented injections that state a duration,= reliefDuration\nfive,MET\n"), limit()))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("Line 2, 'Documented injections that state a duration': 'five' is no number.");
  }
}
