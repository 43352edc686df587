package dev.necessity.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.Models;
import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Assessor;
import dev.necessity.assessment.DocumentationPeriod;
import dev.necessity.explain.Explanation.Obstacle;
import dev.necessity.explain.Explanation.Settlement;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.request.Evidence;
import dev.necessity.request.EvidenceRecord;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import dev.necessity.request.RequestSchema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What would change the answer: asked of the policy's tables, as they are and as an analyst might
 * change them.
 */
class ExplainerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-12-01T00:00:00Z"), ZoneOffset.UTC);

  private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final RequestReader reader = new RequestReader(CLOCK);

  private Request request(String example, Consumer<ObjectNode> change) {
    ObjectNode body =
        (ObjectNode) reader.parse(Models.text(Models.REQUESTS.resolve(example + ".json")));
    change.accept(body);
    return reader.read(body);
  }

  private Explanation explain(Request request) {
    return explain(request, Models.siJointFusion());
  }

  private Explanation explain(Request request, DecisionDiagram policy) {
    return new Explainer(new Assessor(Models.policies(policy), json), CLOCK).explain(request);
  }

  private static DecisionDiagram changed(String pattern, String replacement) {
    String file = Models.text(Path.of("dmn", "si-joint-fusion.dmn"));
    String changed = file.replaceFirst(pattern, replacement);
    assertThat(changed).isNotEqualTo(file);
    return Models.parse(changed);
  }

  private static Settlement only(Explanation explanation, String criterion) {
    Obstacle obstacle =
        explanation.obstacles().stream()
            .filter(each -> each.id().equals(criterion))
            .findFirst()
            .orElseThrow();
    assertThat(obstacle.settledBy()).hasSize(1);
    return obstacle.settledBy().get(0);
  }

  @Test
  void ofTheReviewsCaseEverythingUnsureAndTheSettingStandInTheWay() {
    Explanation explanation = explain(request("seed", body -> {}));

    assertThat(explanation.disposition()).isEqualTo("PEND");
    assertThat(explanation.sets()).hasSize(1);
    assertThat(explanation.sets().get(0))
        .hasSize(11)
        .contains("nicotineStatus", "levelOfCare")
        .doesNotContain("baselinePain");
    assertThat(explanation.obstacles())
        .extracting(Obstacle::id)
        .containsExactlyElementsOf(explanation.sets().get(0));
    assertThat(explanation.obstacles().get(10).requestedSetting()).isEqualTo("AMBULATORY");
    assertThat(explanation.margins()).isEmpty();
  }

  @Test
  void eachRecordThatIsNamedSettlesItsCriterionAndNothingInItIsTooMuch() {
    Request request =
        request("seed", body -> body.withObject("/procedure").put("plannedDate", "2025-12-15"));
    Explanation explanation = explain(request);

    for (Obstacle obstacle : explanation.obstacles()) {
      for (Settlement settlement : obstacle.settledBy()) {
        assertThat(settlement.records()).as(obstacle.id()).isNotNull();
        Assessment after =
            new Assessor(Models.policies(), json)
                .assess(
                    request.withEvidence(
                        request.evidence().plus(settlement.records(), RequestSchema.packaged())),
                    DocumentationPeriod.OPEN);
        assertThat(after.criteria())
            .filteredOn(criterion -> criterion.id().equals(obstacle.id()))
            .extracting(Assessment.Criterion::status)
            .containsExactly("MET");
      }
    }
    Evidence xray = only(explanation, "pelvisImaging").records();
    assertThat(xray.records("imaging"))
        .singleElement()
        .satisfies(
            study ->
                assertThat(study.field("siJointDegeneration").isMissingNode())
                    .as("does not matter")
                    .isTrue());
    assertThat(only(explanation, "painGenerators").records().records("painSources"))
        .as("five of the lumbar spine, one of the thoracic")
        .hasSize(6);
  }

  @Test
  void allRecordsThatAreNamedTogetherCertify() {
    Request request =
        request(
            "seed",
            body ->
                body.put("requestedSetting", "AMBULATORY")
                    .withObject("/procedure")
                    .put("plannedDate", "2025-12-15"));
    Evidence evidence = request.evidence();
    for (Obstacle obstacle : explain(request).obstacles()) {
      for (Settlement settlement : obstacle.settledBy()) {
        evidence = evidence.plus(settlement.records(), RequestSchema.packaged());
      }
    }

    assertThat(explain(request.withEvidence(evidence)).disposition()).isEqualTo("CERTIFY");
  }

  @Test
  void theLeastThatSettlesFollowsTheTable() {
    Request request =
        request("seed", body -> ((ObjectNode) body.get("evidence")).remove("baselinePain"));

    assertThat(
            only(explain(request), "baselinePain")
                .records()
                .records("baselinePain")
                .get(0)
                .field("score")
                .decimalValue())
        .isEqualByComparingTo("5");
    assertThat(
            only(
                    explain(
                        request,
                        changed("(?s)(leastPain_current_out_leastPain\">\\s*<text>)5", "$17")),
                    "baselinePain")
                .records()
                .records("baselinePain")
                .get(0)
                .field("score")
                .decimalValue())
        .isEqualByComparingTo("7");
  }

  @Test
  void manoeuvresAreCountedNotListed() {
    Request request =
        request("seed", body -> ((ObjectNode) body.get("evidence")).remove("examManeuvers"));

    List<EvidenceRecord> least =
        only(explain(request), "provocationManeuvers").records().records("examManeuvers");

    assertThat(least)
        .hasSize(3)
        .extracting(maneuver -> maneuver.field("name"))
        .doesNotHaveDuplicates();
  }

  @Test
  void whereNoPlannedDateIsKnownTheNextDayThatSettlesIsNamed() {
    Settlement day =
        only(
            explain(
                request(
                    "all-met-ambulatory",
                    body -> body.withObject("/procedure").remove("plannedDate"))),
            "nicotineStatus");

    assertThat(day.document()).isEqualTo("PLANNED_DATE");
    assertThat(day.plannedDate()).as("the lab is there already").isEqualTo("2025-11-13");
  }

  @Test
  void whereNoDayAloneSettlesTheRecordsStandBesideIt() {
    Obstacle nicotine =
        explain(request("seed", body -> {})).obstacles().stream()
            .filter(each -> each.id().equals("nicotineStatus"))
            .findFirst()
            .orElseThrow();

    assertThat(nicotine.settledBy())
        .extracting(Settlement::document)
        .containsExactly("NICOTINE_LAB", "PLANNED_DATE");
    assertThat(nicotine.settledBy().get(0).records().records("nicotineLabs"))
        .singleElement()
        .satisfies(
            lab ->
                assertThat(lab.field("drawnOn").asText())
                    .as("42 days before")
                    .isEqualTo("2025-10-02"));
    assertThat(nicotine.settledBy().get(1).plannedDate()).isEqualTo("2025-11-13");
  }

  @Test
  void rangesDurationsAndSpansAreAsShortAsTheyMayBe() {
    Explanation explanation =
        explain(
            request(
                "seed",
                body ->
                    ((ObjectNode) body.get("evidence"))
                        .remove(
                            List.of("injections", "conservativeTreatment", "physicalTherapy"))));

    assertThat(only(explanation, "diagnosticInjections").records().records("injections"))
        .hasSize(2)
        .allSatisfy(
            injection ->
                assertThat(injection.field("reliefPercent").path("low").decimalValue())
                    .isEqualByComparingTo("70"));
    assertThat(only(explanation, "reliefDuration").records().records("injections"))
        .hasSize(2)
        .allSatisfy(
            injection -> {
              assertThat(injection.field("reliefDuration").path("value").decimalValue())
                  .isEqualByComparingTo("1");
              assertThat(injection.field("reliefDuration").path("unit").asText())
                  .isEqualTo("HOURS");
            });
    assertThat(
            only(explanation, "conservativeTreatment").records().records("conservativeTreatment"))
        .singleElement()
        .satisfies(
            treatment ->
                assertThat(treatment.field("start").asText())
                    .as("183 days before")
                    .isEqualTo("2025-05-14"));
  }

  @Test
  void whatNoRecordSettlesSaysSo() {
    Explanation withoutDate = explain(request("current-smoker-clean-lab", body -> {}));

    assertThat(withoutDate.sets()).containsExactly(List.of("nicotineStatus"));
    Explanation contradicted =
        explain(request("seed", body -> body.withObject("/evidence/baselinePain").put("score", 4)));
    assertThat(contradicted.disposition()).isEqualTo("DO_NOT_CERTIFY");
    assertThat(contradicted.obstacles())
        .filteredOn(obstacle -> obstacle.id().equals("baselinePain"))
        .singleElement()
        .satisfies(obstacle -> assertThat(obstacle.settledBy()).isEmpty());
  }

  @Test
  void whatStandsAgainstACriterionIsSaidWithItsRecordsAndItsReason() {
    Explanation explanation =
        explain(
            request(
                "seed",
                body ->
                    body.withObject("/evidence/baselinePain").put("id", "pain-1").put("score", 4)));

    assertThat(explanation.obstacles())
        .filteredOn(obstacle -> obstacle.id().equals("baselinePain"))
        .singleElement()
        .satisfies(
            obstacle -> {
              assertThat(obstacle.contradictedBy()).containsExactly("pain-1");
              assertThat(obstacle.reason())
                  .isEqualTo("The baseline pain score is 4 of 10; at least 5 is required.");
              assertThat(obstacle.citation()).contains("[1]");
            });
    assertThat(explanation.obstacles())
        .filteredOn(obstacle -> obstacle.status().equals("UNSURE"))
        .isNotEmpty()
        .allSatisfy(
            obstacle ->
                assertThat(obstacle.contradictedBy()).as("missing is not contradicted").isEmpty());
  }

  @Test
  void aChangedTableFindsItsOwnRecordsAgainstACriterion() {
    DecisionDiagram stricter =
        changed("(?s)(leastPain_current_out_leastPain\">\\s*<text>)5", "$17");
    Request request =
        request(
            "all-met-ambulatory",
            body -> body.withObject("/evidence/baselinePain").put("id", "pain-1").put("score", 6));

    assertThat(explain(request).disposition()).isEqualTo("CERTIFY");
    Explanation explanation = explain(request, stricter);
    assertThat(explanation.sets()).containsExactly(List.of("baselinePain"));
    assertThat(explanation.obstacles())
        .singleElement()
        .satisfies(obstacle -> assertThat(obstacle.contradictedBy()).containsExactly("pain-1"));
  }

  @Test
  void aTableThatAsksForLessHasSmallerSets() {
    DecisionDiagram lenient =
        Models.parse(
            Models.text(Path.of("dmn", "determination.dmn"))
                .replaceFirst(
                    "(<inputEntry id=\"rule_determination_certify_in_unsure\">\\s*<text>)&lt; 1",
                    "$1&lt; 10")
                .replaceFirst(
                    "(<inputEntry id=\"rule_determination_pend_in_unsure\">\\s*<text>)&gt;= 1",
                    "$1&gt;= 10"));

    Explanation explanation =
        explain(request("seed", body -> body.put("requestedSetting", "AMBULATORY")), lenient);

    assertThat(explanation.sets())
        .as("any one of ten")
        .hasSize(10)
        .allSatisfy(set -> assertThat(set).hasSize(1));
  }

  @Test
  void ofACertifiedRequestEachNumberSaysHowFarItMayMove() {
    Request certified = request("all-met-ambulatory", body -> {});
    Explanation explanation = explain(certified);

    assertThat(explanation.disposition()).isEqualTo("CERTIFY");
    assertThat(explanation.sets()).isEmpty();
    assertThat(explanation.margins())
        .filteredOn(margin -> margin.field().equals("score"))
        .singleElement()
        .satisfies(
            margin -> {
              assertThat(margin.holdsFrom()).isEqualByComparingTo("5");
              assertThat(margin.holdsTo()).isEqualByComparingTo("10");
            });
    assertThat(explanation.margins())
        .filteredOn(margin -> margin.record().startsWith("nicotineLabs"))
        .singleElement()
        .satisfies(margin -> assertThat(margin.holdsTo()).isEqualByComparingTo(BigDecimal.TEN));
    assertThat(explanation.plannedDates().until())
        .as("the lab was drawn on 2025-11-10")
        .isEqualTo(LocalDate.of(2025, 12, 22));
    assertThat(explanation.plannedDates().from()).isEqualTo(LocalDate.of(2025, 11, 10));
  }

  @Test
  void aRequestThatNoPolicyCoversHasNothingToExplain() {
    assertThat(explain(request("open-fusion-27280", body -> {})))
        .isEqualTo(new Explanation(null, "ROUTE", List.of(), List.of(), List.of(), null, null));
  }
}
