package dev.necessity.assessment;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.RandomRequests;
import dev.necessity.assessment.Assessment.Criterion;
import dev.necessity.assessment.Assessment.Recommendation;
import dev.necessity.request.Evidence;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import dev.necessity.request.RequestSchema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** What holds for every request, whatever it documents. */
class AssessmentPropertiesTest {

  private static final RequestReader READER = new RequestReader(Clock.systemUTC());
  private static final Assessor ASSESSOR =
      new Assessor(Models.policies(), ExampleRequestsTest.JSON);

  private static Assessment assess(ObjectNode body, DocumentationPeriod period) {
    return ASSESSOR.assess(READER.read(body), period);
  }

  /** Of one criterion, judged by its own tables alone. */
  private static String status(Map<String, Object> facts, String criterion) {
    return (String)
        Models.siJointFusion().evaluateRow(criterion, Map.of("facts", facts)).get(criterion);
  }

  private static Map<String, String> statuses(Assessment assessment) {
    return assessment.criteria().stream()
        .collect(Collectors.toMap(Criterion::id, Criterion::status));
  }

  @Property(tries = 2000)
  void nothingIsCertifiedUnlessEveryCriterionIsMet(
      @ForAll long seed, @ForAll DocumentationPeriod period) {
    Assessment assessment = assess(RandomRequests.of(seed), period);

    boolean allMet =
        assessment.criteria().stream().allMatch(criterion -> criterion.status().equals("MET"));
    assertThat(
            Set.of("CERTIFY", "CERTIFY_MODIFIED")
                .contains(assessment.recommendation().disposition()))
        .isEqualTo(allMet);
    assertThat(assessment.criteria()).hasSize(13);
    Statistics.label("disposition").collect(assessment.recommendation().disposition());
  }

  @Property(tries = 1000)
  void everythingAdverseNeedsAClinician(@ForAll long seed, @ForAll DocumentationPeriod period) {
    Request request = READER.read(RandomRequests.of(seed));
    Outcome outcome =
        ASSESSOR.judge(
            Models.facts(request),
            period,
            new PolicyRef("si-joint-fusion", "test", "test"),
            "siJointFusion");

    Recommendation recommendation = outcome.assessment().recommendation();
    boolean adverse =
        Set.of("DO_NOT_CERTIFY", "CERTIFY_MODIFIED").contains(recommendation.disposition());
    assertThat(recommendation.clinicianRequired()).isEqualTo(adverse);
    assertThat(outcome.whatNext().equals("ASK_A_CLINICIAN")).isEqualTo(adverse);
    boolean certified = recommendation.disposition().equals("CERTIFY");
    assertThat(outcome.whatNext().equals("CERTIFY"))
        .as("by software")
        .isEqualTo(certified && recommendation.doubts().isEmpty());
    assertThat(outcome.whatNext().equals("CONFIRM"))
        .as("by a person")
        .isEqualTo(certified && !recommendation.doubts().isEmpty());
    assertThat(recommendation.confirmationRequired())
        .isEqualTo(outcome.whatNext().equals("CONFIRM"));
  }

  @Property(tries = 1000)
  void missingIsNotFalse(@ForAll long seed) {
    Map<String, String> open = statuses(assess(RandomRequests.of(seed), DocumentationPeriod.OPEN));
    Assessment closed = assess(RandomRequests.of(seed), DocumentationPeriod.CLOSED);

    assertThat(closed.criteria())
        .allSatisfy(
            criterion -> {
              boolean unsure = open.get(criterion.id()).equals("UNSURE");
              assertThat(criterion.status())
                  .isEqualTo(unsure ? "NOT_MET" : open.get(criterion.id()));
              assertThat(criterion.documented()).isEqualTo(!unsure);
              assertThat(criterion.reason().contains("counts as not met")).isEqualTo(unsure);
            });
    assertThat(closed.recommendation().disposition()).isNotEqualTo("PEND");
  }

  @Property(tries = 500)
  void anUnsureCriterionNamesTheDocumentThatWouldSettleIt(@ForAll long seed) {
    Assessment assessment = assess(RandomRequests.of(seed), DocumentationPeriod.OPEN);

    assertThat(assessment.criteria())
        .allSatisfy(
            criterion ->
                assertThat(criterion.documents().isEmpty())
                    .isEqualTo(!criterion.status().equals("UNSURE")));
    assertThat(assessment.missingDocumentation())
        .allSatisfy(missing -> assertThat(missing.criteria()).isNotEmpty());
    assertThat(
            assessment.missingDocumentation().stream()
                .map(Assessment.MissingDocument::document)
                .collect(Collectors.toSet()))
        .isEqualTo(
            assessment.criteria().stream()
                .flatMap(criterion -> criterion.documents().stream())
                .collect(Collectors.toSet()));
  }

  @Property(tries = 500)
  void anAssessmentDependsOnTheRequestAndNothingElse(
      @ForAll long seed, @ForAll DocumentationPeriod period) {
    Assessment first = assess(RandomRequests.of(seed), period);
    assess(RandomRequests.of(seed + 1), period);

    assertThat(assess(RandomRequests.of(seed), period)).isEqualTo(first);
  }

  /** Records that support a criterion, by the criterion that more of them can only help. */
  private static final Map<String, Evidence> SUPPORT =
      Map.ofEntries(
          support(
              "diagnosticInjections",
              evidence ->
                  evidence
                      .withArray("injections")
                      .addObject()
                      .put("date", "2025-04-01")
                      .put("side", "RIGHT")
                      .put("guidance", "CT")
                      .put("painBefore", 8)
                      .put("painAfter", 0)
                      .put("steroid", true)
                      .putArray("combinedWith")),
          support(
              "reliefDuration",
              evidence ->
                  evidence
                      .withArray("injections")
                      .addObject()
                      .put("date", "2025-04-01")
                      .put("side", "RIGHT")
                      .putObject("reliefDuration")
                      .put("value", 3)
                      .put("unit", "WEEKS")),
          support(
              "therapeuticInjection",
              evidence ->
                  evidence
                      .withArray("injections")
                      .addObject()
                      .put("date", "2025-04-01")
                      .put("side", "RIGHT")
                      .put("steroid", true)),
          support(
              "siJointImaging",
              evidence ->
                  evidence
                      .withArray("imaging")
                      .addObject()
                      .put("modality", "CT")
                      .put("date", "2025-04-01")
                      .put("side", "RIGHT")
                      .put("siJointDegeneration", "PRESENT")
                      .putArray("regions")
                      .add("SI_JOINT")),
          support(
              "provocationManeuvers",
              evidence ->
                  evidence
                      .withArray("examManeuvers")
                      .addObject()
                      .put("name", "SACRAL_THRUST")
                      .put("result", "POSITIVE")),
          support(
              "physicalTherapy",
              evidence ->
                  evidence
                      .withArray("physicalTherapy")
                      .addObject()
                      .put("start", "2025-01-01")
                      .put("end", "2025-02-01")
                      .put("formal", true)
                      .put("inPerson", true)),
          support(
              "conservativeTreatment",
              evidence ->
                  evidence
                      .withArray("conservativeTreatment")
                      .addObject()
                      .put("type", "OTHER")
                      .put("start", "2025-01-01")),
          support(
              "painGenerators",
              evidence ->
                  evidence
                      .withArray("painSources")
                      .addObject()
                      .put("source", "LUMBAR_DISC_DEGENERATION")
                      .put("status", "RULED_OUT")),
          support(
              "pelvisImaging",
              evidence ->
                  evidence
                      .withArray("imaging")
                      .addObject()
                      .put("modality", "XRAY")
                      .put("date", "2025-04-01")
                      .put("includesHip", "RIGHT")
                      .put("hipPathology", "ABSENT")
                      .putArray("regions")
                      .add("PELVIS")),
          support(
              "nicotineStatus",
              evidence ->
                  evidence
                      .withArray("nicotineLabs")
                      .addObject()
                      .put("analyte", "COTININE")
                      .put("specimen", "URINE")
                      .put("value", 1)
                      .put("unit", "ng/mL")
                      .put("drawnOn", "2025-11-12")
                      .put("document", "LABORATORY_REPORT")),
          support(
              "baselinePain",
              evidence -> evidence.withArray("baselinePain").addObject().put("score", 8)),
          support(
              "etiologyExclusion",
              evidence ->
                  evidence
                      .withArray("exclusions")
                      .addObject()
                      .put("autoimmuneDisease", "EXCLUDED")
                      .put("neoplasia", "EXCLUDED")
                      .put("crystalArthropathy", "EXCLUDED")),
          support(
              "neighboringSegments",
              evidence ->
                  evidence
                      .withArray("painSources")
                      .addObject()
                      .put("source", "NEIGHBORING_SEGMENTS")
                      .put("status", "RULED_OUT")));

  private static Map.Entry<String, Evidence> support(
      String criterion, Consumer<ObjectNode> record) {
    ObjectNode evidence = ExampleRequestsTest.JSON.createObjectNode();
    record.accept(evidence);
    return entry(criterion, READER.readEvidence(evidence));
  }

  @Property(tries = 1000)
  void moreSupportNeverTakesACriterionAway(@ForAll long seed) {
    Request request = READER.read(RandomRequests.of(seed));
    Map<String, Object> facts = Models.facts(request);
    SUPPORT.forEach(
        (criterion, support) -> {
          String before = status(facts, criterion);
          String after =
              status(
                  Models.facts(
                      request.withEvidence(
                          request.evidence().plus(support, RequestSchema.packaged()))),
                  criterion);

          if (before.equals("MET")) {
            assertThat(after)
                .as(criterion + " with one more supporting record")
                .isNotEqualTo("NOT_MET");
          }
          assertThat(List.of("NOT_MET", "UNSURE", "MET")).contains(after);
        });
  }

  /** Records that contradict a criterion, each against all that speaks for it. */
  private static final Map<String, BiConsumer<JsonNode, ObjectNode>> CONTRADICTION =
      Map.of(
          "diagnosticInjections",
              (known, added) ->
                  copies(
                      known,
                      added,
                      "injections",
                      (from, record) ->
                          record
                              .put("date", from.get("date").asText())
                              .put("side", "BILATERAL")
                              .put("guidance", "NONE")),
          "therapeuticInjection",
              (known, added) ->
                  copies(
                      known,
                      added,
                      "injections",
                      (from, record) ->
                          record
                              .put("date", from.get("date").asText())
                              .put("side", "RIGHT")
                              .put("steroid", false)),
          "provocationManeuvers",
              (known, added) ->
                  copies(
                      known,
                      added,
                      "examManeuvers",
                      (from, record) ->
                          record
                              .put("name", from.get("name").asText())
                              .put("side", "RIGHT")
                              .put("result", "NEGATIVE")),
          "siJointImaging",
              (known, added) ->
                  added
                      .withArray("imaging")
                      .addObject()
                      .put("modality", "CT")
                      .put("date", "2025-04-01")
                      .put("siJointDegeneration", "ABSENT")
                      .putArray("regions")
                      .add("PELVIS"),
          "pelvisImaging",
              (known, added) ->
                  added
                      .withArray("imaging")
                      .addObject()
                      .put("modality", "XRAY")
                      .put("date", "2025-04-01")
                      .put("includesHip", "BILATERAL")
                      .put("hipPathology", "PRESENT")
                      .putArray("regions")
                      .add("PELVIS"),
          "painGenerators",
              (known, added) ->
                  added
                      .withArray("painSources")
                      .addObject()
                      .put("source", "LUMBAR_SPINAL_STENOSIS")
                      .put("status", "PRESENT"),
          "neighboringSegments",
              (known, added) ->
                  added
                      .withArray("painSources")
                      .addObject()
                      .put("source", "NEIGHBORING_SEGMENTS")
                      .put("status", "PRESENT"),
          "nicotineStatus",
              (known, added) -> added.withArray("nicotine").addObject().put("status", "CURRENT"),
          "baselinePain",
              (known, added) -> added.withArray("baselinePain").addObject().put("score", 4),
          "etiologyExclusion",
              (known, added) ->
                  added.withArray("exclusions").addObject().put("neoplasia", "PRESENT"));

  private static void copies(
      JsonNode known,
      ObjectNode added,
      String kind,
      BiConsumer<JsonNode, ObjectNode> contradiction) {
    known
        .path(kind)
        .forEach(record -> contradiction.accept(record, added.withArray(kind).addObject()));
  }

  @Property(tries = 1000)
  void aRecordThatContradictsNeverLeavesACriterionMet(@ForAll long seed) {
    ObjectNode body = RandomRequests.of(seed);
    Request request = READER.read(body);
    Map<String, Object> facts = Models.facts(request);
    CONTRADICTION.forEach(
        (criterion, contradiction) -> {
          if (status(facts, criterion).equals("MET")) {
            ObjectNode added = ExampleRequestsTest.JSON.createObjectNode();
            contradiction.accept(body.get("evidence"), added);
            Evidence contradicted =
                request.evidence().plus(READER.readEvidence(added), RequestSchema.packaged());

            assertThat(status(Models.facts(request.withEvidence(contradicted)), criterion))
                .as(criterion)
                .isNotEqualTo("MET");
          }
        });
  }

  @Property(tries = 1000)
  void theOrderOfTheRecordsChangesNothing(@ForAll long seed) {
    ObjectNode request = RandomRequests.of(seed);
    Assessment before = assess(request, DocumentationPeriod.OPEN);
    ObjectNode shuffled = request.deepCopy();
    Random random = new Random(seed);
    shuffled
        .get("evidence")
        .forEach(
            kind -> {
              List<JsonNode> records = new ArrayList<>();
              kind.forEach(records::add);
              Collections.shuffle(records, random);
              ((ArrayNode) kind).removeAll().addAll(records);
            });

    Assessment after = assess(shuffled, DocumentationPeriod.OPEN);

    assertThat(statuses(after)).isEqualTo(statuses(before));
    assertThat(after.recommendation().disposition())
        .isEqualTo(before.recommendation().disposition());
    assertThat(after.recommendation().doubts())
        .extracting(Assessment.Doubt::id)
        .containsExactlyElementsOf(
            before.recommendation().doubts().stream().map(Assessment.Doubt::id).toList());
    assertThat(after.missingDocumentation()).isEqualTo(before.missingDocumentation());
  }

  @Property(tries = 500)
  void aCorrectedRecordCountsNoMoreAndRaisesADoubt(@ForAll long seed) {
    ObjectNode request = RandomRequests.of(seed);
    ObjectNode corrected = request.deepCopy();
    ((ObjectNode) corrected.get("evidence"))
        .withArray("nicotine")
        .addObject()
        .put("id", "wrong")
        .put("status", "CURRENT");
    ((ObjectNode) corrected.get("evidence"))
        .withArray("nicotine")
        .addObject()
        .put("status", "UNKNOWN")
        .put("replaces", "wrong")
        .put("correction", "of another member");

    Assessment after = assess(corrected, DocumentationPeriod.OPEN);

    assertThat(statuses(after)).isEqualTo(statuses(assess(request, DocumentationPeriod.OPEN)));
    assertThat(after.recommendation().doubts())
        .extracting(Assessment.Doubt::id)
        .contains("correctedRecord");
  }
}
