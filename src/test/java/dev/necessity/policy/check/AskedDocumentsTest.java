package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.policy.model.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document that nobody could enter is named where it is asked for. */
class AskedDocumentsTest {

  private static final PolicyFile ASKED =
      policy(
          "asked",
          Sketch.table()
              .hitPolicy("COLLECT")
              .input("Missing", null, "a")
              .output("requestedDocument", "string")
              .output("documentForm", "string")
              .rule("-", "\"LAB\"", "\"lab\"")
              .rule("-", "\"SCAN\"", "\"scan\""));

  private static PolicyFile criterion(String documents) {
    return policy(
        "criterion",
        Sketch.table()
            .input("Count", "number", "a")
            .output("ironDocuments", "Any")
            .rule("> 1", "[]")
            .rule("<= 1", documents));
  }

  private static PolicyFile policy(String name, Sketch sketch) {
    return PolicyFile.read(
        name + ".dmn",
        sketch
            .xml()
            .replace(
                "camunda:historyTimeToLive", "camunda:versionTag='1' camunda:historyTimeToLive")
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFormThatIsNotThereIsNamedAtItsRow() {
    assertThat(AskedDocuments.check(List.of(ASKED), Set.of("lab")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isTrue();
              assertThat(finding.file()).isEqualTo("asked.dmn");
              assertThat(finding.place()).isEqualTo("answer, row 2, rule_2, 'documentForm'");
              assertThat(finding.message())
                  .startsWith("There is no form 'scan', so nobody could enter the document.");
            });
    assertThat(AskedDocuments.check(List.of(ASKED), Set.of("lab", "scan"))).isEmpty();
    assertThat(AskedDocuments.check(List.of(ASKED), Set.of()))
        .as("nobody said which forms there are")
        .isEmpty();
    assertThat(AskedDocuments.forms(ASKED)).containsExactlyInAnyOrder("lab", "scan");
  }

  @Test
  void aDocumentThatNoRowAsksForIsNamedWhereItWouldSettleACriterion() {
    assertThat(AskedDocuments.check(List.of(ASKED, criterion("[\"LAB\", \"LABS\"]")), Set.of()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.file()).isEqualTo("criterion.dmn");
              assertThat(finding.place()).isEqualTo("answer, row 2, rule_2, 'ironDocuments'");
              assertThat(finding.message())
                  .startsWith("No row says how the document 'LABS' is asked for");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[\"LAB\"]",
        "[ \"LAB\" , \"SCAN\" ]",
        "if a = \"OTHER\" then [\"LAB\"] else [\"SCAN\"]",
        "concatenate([\"LABS\"], [])"
      })
  void whatIsAskedForOrComputedIsLeftAlone(String documents) {
    assertThat(AskedDocuments.check(List.of(ASKED, criterion(documents)), Set.of())).isEmpty();
    assertThat(AskedDocuments.check(List.of(criterion(documents)), Set.of()))
        .as("nobody said what can be asked for")
        .isEmpty();
  }
}
