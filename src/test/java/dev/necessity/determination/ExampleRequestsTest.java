package dev.necessity.determination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.Models;
import dev.necessity.determination.Assessment.Criterion;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The example requests and what is expected of each, while documentation may come and when it may not. */
class ExampleRequestsTest {

  static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final RequestReader reader = new RequestReader(Clock.systemUTC());
  private final Assessor assessor = new Assessor(Models.policies(), JSON);

  static Stream<Arguments> examples() {
    return Models.files(Models.REQUESTS, ".expected.json").stream()
        .map(file -> file.getFileName().toString().replace(".expected.json", ""))
        .flatMap(name -> Stream.of(DocumentationPeriod.values()).map(period -> Arguments.of(name, period)));
  }

  private Assessment assess(String name, DocumentationPeriod period) {
    byte[] body = Models.text(Models.REQUESTS.resolve(name + ".json")).getBytes(StandardCharsets.UTF_8);
    return assessor.assess(reader.read(body), period);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("examples")
  void isAssessedAsExpected(String name, DocumentationPeriod period) throws IOException {
    JsonNode expected = JSON.readTree(Path.of("examples", "requests", name + ".expected.json").toFile()).get(period.name());

    Assessment assessment = assess(name, period);

    Map<String, String> statuses = assessment.criteria().stream().collect(Collectors.toMap(Criterion::id, Criterion::status));
    assertThat(new TreeMap<>(statuses)).isEqualTo(new TreeMap<>(JSON.convertValue(expected.get("criteria"), Map.class)));
    assertThat(assessment.recommendation().disposition()).isEqualTo(expected.get("disposition").asText());
    assertThat(assessment.critical().met()).isEqualTo(expected.get("criticalMet").asInt());
    assertThat(assessment.recommendation().setting()).isEqualTo(expected.get("setting").isNull() ? null : expected.get("setting").asText());
    if (expected.get("inpatientDays").isNull()) {
      assertThat(assessment.recommendation().inpatientDays()).isNull();
    } else {
      assertThat(assessment.recommendation().inpatientDays()).isEqualByComparingTo(expected.get("inpatientDays").decimalValue());
    }
  }

  @Test
  void theReviewsCaseReadsAsTheReviewConcludes() {
    Assessment closed = assess("seed", DocumentationPeriod.CLOSED);

    assertThat(closed.critical()).isEqualTo(new Assessment.Critical(3, 8));
    assertThat(closed.recommendation().procedure()).isEqualTo("NOT_MEDICALLY_NECESSARY");
    assertThat(closed.recommendation().clinicianRequired()).isTrue();
    assertThat(closed.criteria()).filteredOn(criterion -> criterion.status().equals("NOT_MET"))
        .allSatisfy(criterion -> {
          assertThat(criterion.documented()).isFalse();
          assertThat(criterion.reason()).contains("counts as not met");
          assertThat(criterion.citation()).matches("(?s).*\\[[1-7](, [1-7])*].*");
        });
    assertThat(closed.nextSteps()).hasSize(8).allSatisfy(step -> assertThat(step.citation()).contains("["));
    assertThat(closed.caveats()).hasSize(4).allSatisfy(caveat -> assertThat(caveat.citation()).contains("["));
  }

  @Test
  void aThresholdLivesInTheTableAndNowhereElse() {
    String policy = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
    Map<String, String> changes = Map.of(
        "<text>70</text>", "<text>72</text>", "<text>42</text>", "<text>34</text>", "<text>10</text>", "<text>4</text>");
    changes.forEach((threshold, changed) -> {
      assertThat(policy).containsOnlyOnce(threshold);
      Assessor other = new Assessor(Models.policies(Models.parse(policy.replace(threshold, changed))), JSON);
      byte[] body = Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json")).getBytes(StandardCharsets.UTF_8);

      assertThat(other.assess(reader.read(body), DocumentationPeriod.OPEN).recommendation().disposition())
          .as("with " + changed + " instead of " + threshold).isNotEqualTo("CERTIFY");
    });
    Map<String, String> cells = Map.of("<text>&gt;= 6</text>", "<text>&gt;= 12</text>", "<text>&gt;= 5</text>", "<text>&gt;= 8</text>");
    cells.forEach((threshold, changed) -> {
      String opposite = threshold.replace("&gt;=", "&lt;");
      String other = policy.replace(threshold, changed).replace(opposite, changed.replace("&gt;=", "&lt;"));
      Assessor stricter = new Assessor(Models.policies(Models.parse(other)), JSON);
      byte[] body = Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json")).getBytes(StandardCharsets.UTF_8);

      assertThat(stricter.assess(reader.read(body), DocumentationPeriod.OPEN).recommendation().disposition()).isEqualTo("DO_NOT_CERTIFY");
    });
  }

  @Test
  void aCriterionThatATableLeavesWithoutAStatusIsNeverCertified() {
    String policy = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
    String withoutARow = policy.replace("<text>&gt;= 5</text>", "<text>&gt;= 9</text>");
    assertThat(withoutARow).isNotEqualTo(policy);
    Assessor broken = new Assessor(Models.policies(Models.parse(withoutARow)), JSON);
    byte[] body = Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json")).getBytes(StandardCharsets.UTF_8);

    Assessment assessment = broken.assess(reader.read(body), DocumentationPeriod.OPEN);

    assertThat(assessment.recommendation().disposition()).isEqualTo("DO_NOT_CERTIFY");
    assertThat(assessment.recommendation().clinicianRequired()).isTrue();
  }
}
