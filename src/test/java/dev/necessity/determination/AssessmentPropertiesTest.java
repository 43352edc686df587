package dev.necessity.determination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.RandomRequests;
import dev.necessity.determination.Assessment.Criterion;
import dev.necessity.fact.Facts;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** What holds for every request, whatever it documents. */
class AssessmentPropertiesTest {

  private static final RequestReader READER = new RequestReader(Clock.systemUTC());
  private static final Assessor ASSESSOR = new Assessor(Models.policies(), ExampleRequestsTest.JSON);

  private static Assessment assess(ObjectNode body, DocumentationPeriod period) {
    return ASSESSOR.assess(READER.read(body), period);
  }

  private static Map<String, String> statuses(Assessment assessment) {
    return assessment.criteria().stream().collect(Collectors.toMap(Criterion::id, Criterion::status));
  }

  @Property(tries = 2000)
  void nothingIsCertifiedUnlessEveryCriterionIsMet(@ForAll long seed, @ForAll DocumentationPeriod period) {
    Assessment assessment = assess(RandomRequests.of(seed), period);

    boolean allMet = assessment.criteria().stream().allMatch(criterion -> criterion.status().equals("MET"));
    assertThat(Set.of("CERTIFY", "CERTIFY_MODIFIED").contains(assessment.recommendation().disposition())).isEqualTo(allMet);
    assertThat(assessment.criteria()).hasSize(13);
    Statistics.label("disposition").collect(assessment.recommendation().disposition());
  }

  @Property(tries = 1000)
  void everythingAdverseNeedsAClinician(@ForAll long seed, @ForAll DocumentationPeriod period) {
    Request request = READER.read(RandomRequests.of(seed));
    Map<String, Object> result = Models.siJointFusion().evaluateContext("siJointFusion",
        Map.of("facts", Facts.measure(request), "documentation", period.name()));
    Outcome outcome = Outcome.of(result, new PolicyRef("si-joint-fusion", "test"), ExampleRequestsTest.JSON);

    boolean adverse = Set.of("DO_NOT_CERTIFY", "CERTIFY_MODIFIED").contains(outcome.assessment().recommendation().disposition());
    assertThat(outcome.assessment().recommendation().clinicianRequired()).isEqualTo(adverse);
    assertThat(outcome.whatNext().equals("ASK_A_CLINICIAN")).isEqualTo(adverse);
  }

  @Property(tries = 1000)
  void missingIsNotFalse(@ForAll long seed) {
    Map<String, String> open = statuses(assess(RandomRequests.of(seed), DocumentationPeriod.OPEN));
    Assessment closed = assess(RandomRequests.of(seed), DocumentationPeriod.CLOSED);

    assertThat(closed.criteria()).allSatisfy(criterion -> {
      boolean unsure = open.get(criterion.id()).equals("UNSURE");
      assertThat(criterion.status()).isEqualTo(unsure ? "NOT_MET" : open.get(criterion.id()));
      assertThat(criterion.documented()).isEqualTo(!unsure);
      assertThat(criterion.reason().contains("counts as not met")).isEqualTo(unsure);
    });
    assertThat(closed.recommendation().disposition()).isNotEqualTo("PEND");
  }

  @Property(tries = 500)
  void anUnsureCriterionNamesTheDocumentThatWouldSettleIt(@ForAll long seed) {
    Assessment assessment = assess(RandomRequests.of(seed), DocumentationPeriod.OPEN);

    assertThat(assessment.criteria()).allSatisfy(criterion ->
        assertThat(criterion.documents().isEmpty()).isEqualTo(!criterion.status().equals("UNSURE")));
    assertThat(assessment.missingDocumentation()).allSatisfy(missing -> assertThat(missing.criteria()).isNotEmpty());
    assertThat(assessment.missingDocumentation().stream().map(Assessment.MissingDocument::document).collect(Collectors.toSet()))
        .isEqualTo(assessment.criteria().stream().flatMap(criterion -> criterion.documents().stream()).collect(Collectors.toSet()));
  }

  @Property(tries = 500)
  void anAssessmentDependsOnTheRequestAndNothingElse(@ForAll long seed, @ForAll DocumentationPeriod period) {
    Assessment first = assess(RandomRequests.of(seed), period);
    assess(RandomRequests.of(seed + 1), period);

    assertThat(assess(RandomRequests.of(seed), period)).isEqualTo(first);
  }

  /** Records that support a criterion, by the criterion that more of them can only help. */
  private static final Map<String, Consumer<ObjectNode>> SUPPORT = Map.of(
      "diagnosticInjections", evidence -> evidence.withArray("injections").addObject().put("date", "2025-04-01").put("side", "RIGHT")
          .put("guidance", "CT").put("painBefore", 8).put("painAfter", 0).put("steroid", true).putArray("combinedWith"),
      "reliefDuration", evidence -> evidence.withArray("injections").addObject().put("date", "2025-04-01").put("side", "RIGHT")
          .putObject("reliefDuration").put("value", 3).put("unit", "WEEKS"),
      "therapeuticInjection", evidence -> evidence.withArray("injections").addObject().put("date", "2025-04-01").put("side", "RIGHT").put("steroid", true),
      "siJointImaging", evidence -> evidence.withArray("imaging").addObject().put("modality", "CT").put("date", "2025-04-01").put("side", "RIGHT")
          .put("siJointDegeneration", "PRESENT").putArray("regions").add("SI_JOINT"),
      "provocationManeuvers", evidence -> evidence.withArray("examManeuvers").addObject().put("name", "SACRAL_THRUST").put("result", "POSITIVE"),
      "physicalTherapy", evidence -> evidence.withArray("physicalTherapy").addObject().put("start", "2025-01-01").put("end", "2025-02-01")
          .put("formal", true).put("inPerson", true),
      "conservativeTreatment", evidence -> evidence.withArray("conservativeTreatment").addObject().put("type", "OTHER").put("start", "2025-01-01"),
      "painGenerators", evidence -> evidence.withArray("painSources").addObject().put("source", "LUMBAR_DISC_DEGENERATION").put("status", "RULED_OUT"),
      "pelvisImaging", evidence -> evidence.withArray("imaging").addObject().put("modality", "XRAY").put("date", "2025-04-01")
          .put("includesHip", "RIGHT").put("hipPathology", "ABSENT").putArray("regions").add("PELVIS"));

  @Property(tries = 1000)
  void moreSupportNeverTakesACriterionAway(@ForAll long seed) {
    ObjectNode request = RandomRequests.of(seed);
    Map<String, String> before = statuses(assess(request, DocumentationPeriod.OPEN));
    SUPPORT.forEach((criterion, support) -> {
      ObjectNode supported = request.deepCopy();
      support.accept((ObjectNode) supported.get("evidence"));

      String after = statuses(assess(supported, DocumentationPeriod.OPEN)).get(criterion);

      List<String> order = List.of("NOT_MET", "UNSURE", "MET");
      if (before.get(criterion).equals("MET")) {
        assertThat(after).as(criterion + " with one more supporting record").isEqualTo("MET");
      }
      assertThat(order).contains(after);
    });
  }
}
