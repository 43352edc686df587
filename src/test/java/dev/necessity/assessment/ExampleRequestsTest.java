package dev.necessity.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.Models;
import dev.necessity.assessment.Assessment.Criterion;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.TableText;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The example requests and what is expected of each, while documentation may come and when it may
 * not.
 */
class ExampleRequestsTest {

  static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final RequestReader reader = new RequestReader(Clock.systemUTC());
  private final Assessor assessor = new Assessor(Models.policies(), JSON);

  static Stream<Arguments> examples() {
    return Models.requests().stream()
        .map(file -> Models.REQUESTS.relativize(file).toString().replace(".json", ""))
        .flatMap(
            name ->
                Stream.of(DocumentationPeriod.values()).map(period -> Arguments.of(name, period)));
  }

  private Assessment assess(String name, DocumentationPeriod period) {
    byte[] body =
        Models.text(Models.REQUESTS.resolve(name + ".json")).getBytes(StandardCharsets.UTF_8);
    return assessor.assess(reader.read(body), period);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("examples")
  void isAssessedAsExpected(String name, DocumentationPeriod period) throws IOException {
    JsonNode expected =
        JSON.readTree(Path.of("examples", "requests", name + ".expected.json").toFile())
            .get(period.name());

    Assessment assessment = assess(name, period);

    Map<String, String> statuses =
        assessment.criteria().stream().collect(Collectors.toMap(Criterion::id, Criterion::status));
    assertThat(new TreeMap<>(statuses))
        .isEqualTo(new TreeMap<>(JSON.convertValue(expected.get("criteria"), Map.class)));
    assertThat(assessment.recommendation().disposition())
        .isEqualTo(expected.get("disposition").asText());
    assertThat(assessment.critical().met()).isEqualTo(expected.get("criticalMet").asInt());
    assertThat(assessment.recommendation().setting())
        .isEqualTo(expected.get("setting").isNull() ? null : expected.get("setting").asText());
    if (expected.get("inpatientDays").isNull()) {
      assertThat(assessment.recommendation().inpatientDays()).isNull();
    } else {
      assertThat(assessment.recommendation().inpatientDays())
          .isEqualByComparingTo(expected.get("inpatientDays").decimalValue());
    }
    assertThat(assessment.recommendation().doubts())
        .extracting(Assessment.Doubt::id)
        .containsExactlyInAnyOrder(JSON.convertValue(expected.get("doubts"), String[].class));
    assertThat(assessment.recommendation().confirmationRequired())
        .isEqualTo(expected.get("confirmationRequired").asBoolean());
  }

  @Test
  void everyDoubtHasARequestThatRaisesItAndNamesItsGroup() {
    TableText table = Models.siJointFusion().table("raisedDoubts");
    int id = (int) table.columns().stream().filter(TableText.Column::input).count();
    List<String> doubts =
        table.rows().stream().map(row -> row.cells().get(id).replace("\"", "")).toList();

    assertThat(doubts)
        .hasSizeGreaterThan(15)
        .allSatisfy(
            doubt ->
                assertThat(
                        assess("doubts/" + doubt, DocumentationPeriod.OPEN)
                            .recommendation()
                            .doubts())
                    .filteredOn(raised -> raised.id().equals(doubt))
                    .singleElement()
                    .satisfies(
                        raised -> {
                          assertThat(raised.text()).isNotBlank();
                          assertThat(raised.citation()).isNotBlank();
                          assertThat(List.of("reviewers", "medical-directors"))
                              .contains(raised.group());
                        }));
  }

  @Test
  void everyStatusThatATableGivesACriterionAndEveryDoubtOfEveryPolicyIsReachedByARequest()
      throws IOException {
    List<JsonNode> expected = new ArrayList<>();
    for (Path request : Models.requests()) {
      expected.add(
          JSON.readTree(Path.of(request.toString().replace(".json", ".expected.json")).toFile())
              .get(DocumentationPeriod.OPEN.name()));
    }
    assertThat(Models.wholePolicies())
        .hasSizeGreaterThan(3)
        .map(Policy::own)
        .allSatisfy(
            policy -> {
              List<String> criteria = Models.texts(policy, "criterionList", "criterionId");
              List<JsonNode> judged =
                  expected.stream()
                      .filter(
                          each ->
                              Set.copyOf(criteria)
                                  .equals(
                                      each.get("criteria").properties().stream()
                                          .map(Map.Entry::getKey)
                                          .collect(Collectors.toSet())))
                      .toList();
              assertThat(criteria)
                  .allSatisfy(
                      criterion ->
                          assertThat(
                                  judged.stream()
                                      .map(each -> each.get("criteria").get(criterion).asText()))
                              .as(policy.id() + ": statuses of " + criterion)
                              .containsAll(Models.texts(policy, criterion, criterion)));
              // On commercial lines no inpatient stay is ever recommended.
              List<String> doubts =
                  Models.texts(policy, "raisedDoubts", "doubt").stream()
                      .filter(
                          doubt ->
                              !policy.id().equals("si-joint-injection")
                                  || !doubt.equals("inpatientByNeed"))
                      .toList();
              assertThat(
                      judged.stream()
                          .flatMap(each -> each.get("doubts").valueStream())
                          .map(JsonNode::asText))
                  .as(policy.id() + ": doubts")
                  .containsAll(doubts);
            });
  }

  @Test
  void theReviewsCaseReadsAsTheReviewConcludes() {
    Assessment closed = assess("seed", DocumentationPeriod.CLOSED);

    assertThat(closed.critical()).isEqualTo(new Assessment.Critical(3, 8));
    assertThat(closed.recommendation().procedure()).isEqualTo("NOT_MEDICALLY_NECESSARY");
    assertThat(closed.recommendation().clinicianRequired()).isTrue();
    assertThat(closed.criteria())
        .filteredOn(criterion -> criterion.status().equals("NOT_MET"))
        .allSatisfy(
            criterion -> {
              assertThat(criterion.documented()).isFalse();
              assertThat(criterion.reason()).contains("counts as not met");
              assertThat(criterion.citation()).matches("(?s).*\\[[1-7](, [1-7])*].*");
            });
    assertThat(closed.nextSteps())
        .hasSize(14)
        .allSatisfy(step -> assertThat(step.citation()).contains("["));
    assertThat(closed.caveats())
        .as("a free text raises none")
        .hasSize(2)
        .allSatisfy(caveat -> assertThat(caveat.citation()).contains("["));
  }

  @ParameterizedTest(name = "{0} in place of what it is")
  @CsvSource({
    "injectionStandard_current_out_minimumRelief, 72", "nicotineStandard_current_out_labWindow, 34",
    "nicotineStandard_current_out_cleanLimit, 4", "leastPain_current_out_leastPain, 8"
  })
  void aThresholdLivesInTheTableAndNowhereElse(String cell, String other) {
    assertThat(
            assessed("all-met-ambulatory", cell("outputEntry", cell, other))
                .recommendation()
                .disposition())
        .isNotEqualTo("CERTIFY");
  }

  /** The policy with another text in one cell. */
  private static String cell(String kind, String id, String text) {
    String policy = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
    String changed =
        policy.replaceFirst("(<" + kind + " id=\"rule_" + id + "\">\\s*<text>)[^<]*", "$1" + text);
    assertThat(changed).as(id).isNotEqualTo(policy);
    return changed;
  }

  private Assessment assessed(String example, String policy) {
    byte[] body =
        Models.text(Models.REQUESTS.resolve(example + ".json")).getBytes(StandardCharsets.UTF_8);
    return new Assessor(Models.policies(Models.parse(policy)), JSON)
        .assess(reader.read(body), DocumentationPeriod.OPEN);
  }

  @Test
  void aCriterionThatATableLeavesWithoutAStatusIsNeverCertified() {
    Assessment assessment =
        assessed(
            "all-met-ambulatory",
            cell("inputEntry", "conservativeTreatment_longEnough_in_months", ">= 60"));

    assertThat(assessment.recommendation().disposition()).isEqualTo("DO_NOT_CERTIFY");
    assertThat(assessment.recommendation().clinicianRequired()).isTrue();
  }
}
