package dev.necessity.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Models;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.PolicyCheck;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.junit.jupiter.api.Test;

class LiveRowTest {

  private static final String CATALOGUE = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
  private static final LiveRow ROW =
      new LiveRow(
          "si-joint-fusion",
          "3000-01",
          "siJointFusion",
          "2026-11",
          List.of("27279", "27280"),
          List.of("COMMERCIAL", "QHP"),
          List.of(),
          LocalDate.of(3000, 1, 1),
          "A \"new\" version & more; \\ <b>.");

  private static PolicyFile catalogue(String text) {
    return PolicyFile.read("policy-catalog.dmn", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> chosen(
      byte[] catalogue, String code, String side, String line, String received) {
    DmnEngine engine = PolicyEngine.create();
    return engine
        .evaluateDecision(
            engine.parseDecision(Policies.CATALOG, new java.io.ByteArrayInputStream(catalogue)),
            Map.of(
                "request",
                Map.of(
                    "procedure",
                    Map.of("code", code, "side", side),
                    "lineOfBusiness",
                    line,
                    "receivedAt",
                    received + "T10:00:00Z")))
        .getSingleResult()
        .getEntryMap();
  }

  @Test
  void aRowOnTopIsLiveForItsCodesLinesAndDaysAndNothingElseChanges() {
    byte[] content = ROW.onTopOf(catalogue(CATALOGUE));

    assertThat(chosen(content, "27279", "LEFT", "QHP", "3000-01-01"))
        .containsEntry("policyVersion", "3000-01")
        .containsEntry("catalogReason", ROW.reason());
    assertThat(chosen(content, "27280", "RIGHT", "COMMERCIAL", "3000-01-01"))
        .containsEntry("policyVersion", "3000-01");
    for (List<String> other :
        List.of(
            List.of("27279", "LEFT", "QHP", "2999-12-31"),
            List.of("27279", "LEFT", "MEDICAID", "3000-01-01"),
            List.of("27279", "BILATERAL", "QHP", "3000-01-01"),
            List.of("99213", "LEFT", "QHP", "3000-01-01"))) {
      assertThat(chosen(content, other.get(0), other.get(1), other.get(2), other.get(3)))
          .as("the sides are those of the policy's row before")
          .isEqualTo(
              chosen(
                  CATALOGUE.getBytes(StandardCharsets.UTF_8),
                  other.get(0),
                  other.get(1),
                  other.get(2),
                  other.get(3)));
    }
    assertThat(new PolicyCheck().check("policy-catalog.dmn", content))
        .filteredOn(Finding::isError)
        .isEmpty();
    assertThat(
            new String(content, StandardCharsets.UTF_8)
                .replaceFirst("(?s)<rule .*?</rule>\n *", ""))
        .isEqualTo(CATALOGUE);
  }

  @Test
  void aPolicyThatIsNewIsAllowedInTheColumnsAndForWhateverIsNotSaid() {
    LiveRow row =
        new LiveRow(
            "knee-scope",
            "2026-01",
            "kneeScope",
            PolicySelection.NONE,
            List.of("29881"),
            List.of(),
            List.of(),
            null,
            "Knee arthroscopy.");
    byte[] content = row.onTopOf(catalogue(CATALOGUE));

    assertThat(chosen(content, "29881", "BILATERAL", "CHIP", "1999-01-01"))
        .containsEntry("policyId", "knee-scope")
        .containsEntry("policyDecision", "kneeScope");
    assertThat(new PolicyCheck().check("policy-catalog.dmn", content))
        .filteredOn(Finding::isError)
        .isEmpty();
    byte[] twice = row.onTopOf(catalogue(new String(content, StandardCharsets.UTF_8)));
    assertThat(new String(twice, StandardCharsets.UTF_8))
        .contains(
            "id=\"rule_policyCatalog_knee_scope_2026_01\"",
            "id=\"rule_policyCatalog_knee_scope_2026_01_2\"");
  }

  @Test
  void aRowIsForTheLocalDeterminationsThatItNamesAndElseForThoseOfThePolicysRowBefore() {
    assertThat(LiveRow.determinations(catalogue(CATALOGUE)))
        .containsExactlyInAnyOrder("CGS", "NGS", "Noridian", "Palmetto", "WPS", "none");
    LiveRow row =
        new LiveRow(
            "knee-scope",
            "2026-01",
            "kneeScope",
            PolicySelection.NONE,
            List.of("27278"),
            List.of("MEDICARE_ADVANTAGE"),
            List.of("CGS", "Palmetto"),
            null,
            "Knee arthroscopy.");
    PolicyFile first =
        catalogue(new String(row.onTopOf(catalogue(CATALOGUE)), StandardCharsets.UTF_8));
    LiveRow next =
        new LiveRow(
            "knee-scope",
            "2026-02",
            "kneeScope",
            PolicySelection.NONE,
            List.of("29881"),
            List.of(),
            List.of(),
            null,
            "Knee arthroscopy.");

    for (byte[] content : List.of(first.content(), next.onTopOf(first))) {
      TableText table =
          catalogue(new String(content, StandardCharsets.UTF_8)).table(Policies.CATALOG);
      assertThat(table.rows().get(0).cells()).contains("\"CGS\",\"Palmetto\"");
      assertThat(new PolicyCheck().check("policy-catalog.dmn", content))
          .filteredOn(Finding::isError)
          .isEmpty();
    }
    assertThat(
            LiveRow.determinations(
                PolicyFile.read(
                    "x.dmn",
                    Models.text(Models.DMN.resolve("review-outcome.dmn"))
                        .getBytes(StandardCharsets.UTF_8))))
        .isEmpty();
  }

  @Test
  void aCatalogueOfAnotherFormSaysWhatToDo() {
    assertThatThrownBy(
            () ->
                ROW.onTopOf(catalogue(CATALOGUE.replace("request.procedure.code", "request.code"))))
        .isInstanceOf(LiveRow.RefusedException.class)
        .hasMessageContaining("an input that asks for procedure.code")
        .hasMessageContaining("Add the row in Camunda Modeler");
  }
}
