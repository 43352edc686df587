package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CPT 27096, a policy of tables and forms alone, which judges one side or both. */
@OwnEngineRest
class InjectionApiTest extends ApiCalls {

  private static final String POLICY = "si-joint-injection";

  private JsonNode get(String user, String path) throws Exception {
    HttpResponse<byte[]> response = call(user, "GET", path, "application/json", null);
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    return read(response);
  }

  @Test
  void aBilateralRequestThatShowsEverythingOnBothSidesIsCertified() throws Exception {
    String api =
        "/api/requests/" + open(example(POLICY + "/published-bilateral-since-four-months"));

    JsonNode decided = get("ines", api);
    assertThat(decided.at("/policy/id").asText()).isEqualTo(POLICY);
    assertThat(decided.at("/determination/disposition").asText()).isEqualTo("CERTIFY");
    assertThat(decided.at("/determination/decidedBy/kind").asText()).isEqualTo("POLICY");
    assertThat(read(post("aud", api + "/recheck", null)).get("standing").asText())
        .isEqualTo("SAME");
    assertThat(get("aud", api + "/trace").toString())
        .contains("rule_frequency_within", "rule_policyCatalog_siJointInjection202511");
  }

  @Test
  void painThatIsTooNewGoesToTheMedicalDirectorWithTheDoubt() throws Exception {
    JsonNode waiting =
        get(
            "ines",
            "/api/requests/" + open(example(POLICY + "/published-bilateral-since-six-weeks")));

    assertThat(waiting.get("state").asText()).isEqualTo("IN_REVIEW");
    assertThat(waiting.at("/assessment/recommendation/doubts").findValuesAsText("id"))
        .containsExactly("moreThanOneMonth");
  }

  @Test
  void whatIsMissingIsAskedForAndAnsweredByEvidenceOfItsOwnForm() throws Exception {
    ObjectNode request = example(POLICY + "/everything-met-on-the-right");
    request.remove("receivedAt");
    JsonNode history = ((ObjectNode) request.get("evidence")).remove("painHistory");
    String api = "/api/requests/" + open(request);
    assertThat(get("ines", api).get("openDocumentation").findValuesAsText("document"))
        .containsExactly("PAIN_HISTORY");

    ObjectNode evidence = json.createObjectNode();
    evidence.set("painHistory", history);
    HttpResponse<byte[]> sent = post("ines", api + "/evidence", evidence.toString());

    assertThat(sent.statusCode()).as(text(sent)).isLessThan(300);
    assertThat(get("ines", api).get("openDocumentation")).as("the task is answered").isEmpty();
  }

  @Test
  void underMedicareAdvantageTheDeterminationOfTheAreaIsAPolicyOfItsOwn() throws Exception {
    String example = "si-joint-injection-medicare/repeat-after-enough-relief";
    String api = "/api/requests/" + open(example(example));

    JsonNode decided = get("ines", api);
    assertThat(decided.at("/policy/id").asText()).isEqualTo("si-joint-injection-medicare");
    assertThat(decided.at("/determination/disposition").asText()).isEqualTo("CERTIFY");
    assertThat(get("aud", api + "/trace").toString())
        .contains(
            "rule_sessions_fewTherapeutic", "rule_policyCatalog_siJointInjectionMedicare202303");
    assertThat(get("ines", api + "/notice?audience=PROVIDER&lang=es").at("/untranslated"))
        .isEmpty();

    String elsewhere = "/api/requests/" + open(example(example).put("jurisdiction", "TX"));
    assertThat(get("ines", elsewhere).get("state").asText()).isEqualTo("ROUTED");
  }

  @ParameterizedTest
  @CsvSource({
    "si-joint-injection/ultrasound-planned, DO_NOT_CERTIFY, imageGuidance",
    "si-joint-injection-medicare/no-contrast-and-no-allergy, DO_NOT_CERTIFY, imageGuidance",
    "si-joint-injection-medicare/a-purpose-that-nobody-states, PEND, diagnosticResponse"
  })
  void whatWouldCertifyIsAskedOfItsTables(String example, String disposition, String obstacle)
      throws Exception {
    JsonNode explained = read(post("ana", "/api/assessments/explain", example(example).toString()));

    assertThat(explained.get("disposition").asText()).isEqualTo(disposition);
    assertThat(explained.get("obstacles").findValuesAsText("id")).containsExactly(obstacle);
  }
}
