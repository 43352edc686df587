package dev.necessity.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.necessity.feel.FeelSyntax.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.camunda.bpm.model.dmn.Dmn;
import org.junit.jupiter.api.Test;

/**
 * An analyst's slip is found when the file is deployed, and named so that it can be found in
 * Modeler.
 */
class FeelSyntaxTest {

  private static final String TABLE = read("relief.dmn");

  private final FeelSyntax syntax = new FeelSyntax();

  @Test
  void aSoundFileHasNoFindingsEmptyCellsIncluded() {
    assertThat(check(TABLE)).isEmpty();
  }

  @Test
  void anInputCellIsNamedByDecisionRowAndColumn() {
    List<Finding> findings =
        check(TABLE.replace("<text>&lt; 70</text>", "<text>&lt; 70 percent of</text>"));

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.decisionId()).isEqualTo("relief");
              assertThat(finding.decisionName()).isEqualTo("Relief after injection");
              assertThat(finding.row()).isEqualTo(2);
              assertThat(finding.ruleId()).isEqualTo("rule_nothingHelps");
              assertThat(finding.cell()).isEqualTo("Best relief in percent");
              assertThat(finding.message()).contains("< 70 percent of");
              assertThat(finding.toString())
                  .startsWith(
                      "Decision 'Relief after injection' (relief), row 2 (rule_nothingHelps), 'Best relief in percent': failed to parse");
            });
  }

  @Test
  void anOutputCellIsNamedByItsColumn() {
    assertThat(check(TABLE.replace("<text>\"MET\"</text>", "<text>\"MET</text>")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.ruleId()).isEqualTo("rule_enough");
              assertThat(finding.cell()).isEqualTo("Status");
            });
  }

  @Test
  void aDashMeansAnyInInputsOnly() {
    assertThat(check(TABLE.replace("<text>\"MET\"</text>", "<text>-</text>")))
        .extracting(Finding::cell)
        .containsExactly("Status");
  }

  @Test
  void columnsAndLiteralExpressionsAreCheckedToo() {
    String file =
        TABLE
            .replace("count(qualifying)", "count(qualifying")
            .replace("facts.injections[relief &gt;= 70]", "facts.injections[");

    assertThat(check(file))
        .extracting(Finding::decisionId, Finding::row, Finding::ruleId, Finding::cell)
        .containsExactly(
            tuple("relief", 0, "", "Qualifying injections"),
            tuple("qualifying", 0, "", "expression"));
  }

  @Test
  void everyFindingIsReportedAtOnce() {
    assertThat(
            check(
                TABLE
                    .replace("&gt;= 1", "&gt;= 1,")
                    .replace("&lt; 70", "&lt;")
                    .replace("\"NOT_MET\"", "\"NOT\"MET")))
        .extracting(Finding::row, Finding::cell)
        .containsExactly(
            tuple(1, "Qualifying injections"),
            tuple(2, "Best relief in percent"),
            tuple(2, "Status"));
  }

  @Test
  void otherLanguagesAreNotReadAsFeel() {
    assertThat(
            check(
                TABLE
                    .replace(
                        "<literalExpression id",
                        "<literalExpression expressionLanguage=\"groovy\" id")
                    .replace(
                        "facts.injections[relief &gt;= 70]",
                        "facts.injections.findAll { it.relief > 70 }")))
        .isEmpty();
  }

  @Test
  void anExpressionNestedTooDeeplyIsAFinding() {
    assertThat(check(TABLE.replace("\"MET\"", "(".repeat(9_000) + "1" + ")".repeat(9_000))))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("nested too deeply"));
  }

  @Test
  void anExpressionThatIsTooLongForAPersonIsAFinding() {
    assertThat(check(TABLE.replace("\"MET\"", "\"" + "x".repeat(20_000) + "\"")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("longer than"));
  }

  private List<Finding> check(String file) {
    return syntax.check(
        Dmn.readModelFromStream(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))));
  }

  private static String read(String resource) {
    try (InputStream file = FeelSyntaxTest.class.getResourceAsStream(resource)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
