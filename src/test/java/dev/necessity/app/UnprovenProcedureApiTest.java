package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/**
 * CPT 27278, a policy of tables alone: one criterion, which nobody's records can meet, so a medical
 * director decides.
 */
@OwnEngineRest
class UnprovenProcedureApiTest extends ApiCalls {

  private static final String POLICY = "si-joint-fusion-without-transfixation";
  private static final String EXAMPLE = POLICY + "/everything-that-27279-asks-for";

  private JsonNode get(String user, String path) throws Exception {
    HttpResponse<byte[]> response = call(user, "GET", path, "application/json", null);
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    return read(response);
  }

  private JsonNode view(String caseNumber) throws Exception {
    return get("ines", "/api/requests/" + caseNumber);
  }

  private JsonNode tasks(String caseNumber) throws Exception {
    return get("mia", "/engine-rest/task?processInstanceBusinessKey=" + caseNumber);
  }

  private void review(String caseNumber, String decision) throws Exception {
    HttpResponse<byte[]> reviewed =
        post(
            "mia",
            "/engine-rest/task/" + tasks(caseNumber).at("/0/id").asText() + "/submit-form",
            """
        {"variables": {"decision": {"value": "%s"}, "rationale": {"value": "The evidence is of the lateral approach."},
         "reviewerNpi": {"value": "1487650917"}, "reviewerSpecialty": {"value": "Orthopaedic surgery"}}}"""
                .formatted(decision));
    assertThat(reviewed.statusCode()).as(text(reviewed)).isEqualTo(204);
  }

  @Test
  void goesToTheMedicalDirectorAndIsNeverDeniedByTheSoftware() throws Exception {
    String caseNumber = open(example(EXAMPLE));

    JsonNode waiting = view(caseNumber);
    assertThat(waiting.get("state").asText()).isEqualTo("IN_REVIEW");
    assertThat(waiting.at("/policy/id").asText()).isEqualTo(POLICY);
    assertThat(waiting.at("/assessment/criteria"))
        .singleElement()
        .satisfies(
            criterion -> {
              assertThat(criterion.get("id").asText()).isEqualTo("approachProven");
              assertThat(criterion.get("status").asText()).isEqualTo("NOT_MET");
            });
    assertThat(waiting.at("/assessment/recommendation/clinicianRequired").asBoolean()).isTrue();
    assertThat(waiting.get("determination").isNull()).as("nothing is decided yet").isTrue();
    assertThat(tasks(caseNumber))
        .singleElement()
        .satisfies(
            task ->
                assertThat(task.get("taskDefinitionKey").asText())
                    .isEqualTo("reviewByMedicalDirector"));

    review(caseNumber, "UPHOLD");

    assertThat(view(caseNumber).at("/determination/disposition").asText())
        .isEqualTo("DO_NOT_CERTIFY");
    assertThat(view(caseNumber).at("/determination/decidedBy/kind").asText())
        .isEqualTo("CLINICIAN");
  }

  @Test
  void theMedicalDirectorMayCertifyIt() throws Exception {
    String caseNumber = open(example(EXAMPLE));

    review(caseNumber, "OVERTURN");

    assertThat(view(caseNumber).at("/determination/disposition").asText()).isEqualTo("CERTIFY");
  }

  @Test
  void itsTraceItsNoticesAndTheReCheckAreThoseOfEveryPolicy() throws Exception {
    String caseNumber = open(example(EXAMPLE));
    review(caseNumber, "UPHOLD");
    String api = "/api/requests/" + caseNumber;

    assertThat(get("aud", api + "/trace").toString())
        .contains(
            "rule_policyCatalog_withoutTransfixation202511",
            "rule_approachProven_commercialPlans",
            "rule_determination_doNotCertify");
    assertThat(read(post("aud", api + "/recheck", null)).get("standing").asText())
        .isEqualTo("SAME");
    assertThat(get("ines", api + "/notice?audience=PROVIDER&lang=en").toString())
        .contains("unproven", "As of November 2025");
    assertThat(get("ines", api + "/notice?audience=PROVIDER&lang=es").at("/untranslated"))
        .isEmpty();
    assertThat(get("ines", api + "/notice?audience=MEMBER&lang=en").toString())
        .contains("There is not yet enough proof that this kind of implant helps.");
    assertThat(get("ines", api + "/notice?audience=MEMBER&lang=es").toString())
        .contains("Todavía no hay pruebas suficientes");
  }

  @Test
  void whatWouldChangeTheAnswerIsAnsweredWithNothing() throws Exception {
    JsonNode explained = read(post("ana", "/api/assessments/explain", example(EXAMPLE).toString()));

    assertThat(explained.get("disposition").asText()).isEqualTo("DO_NOT_CERTIFY");
    assertThat(explained.toString()).contains("approachProven");
  }

  @Test
  void eachLineIsJudgedUnderItsOwnPolicy() throws Exception {
    ObjectNode request = example("all-met-ambulatory");
    ObjectNode fusion = (ObjectNode) request.get("procedure");
    request
        .putArray("procedure")
        .add(fusion)
        .add(fusion.deepCopy().put("code", "27278").put("device", "posterior allograft"));

    HttpResponse<byte[]> opened = post("ines", "/api/requests", request.toString());

    assertThat(opened.statusCode()).as(text(opened)).isEqualTo(201);
    JsonNode lines = read(opened).get("lines");
    assertThat(lines.at("/0/policy/id").asText()).isEqualTo("si-joint-fusion");
    assertThat(lines.at("/1/policy/id").asText()).isEqualTo(POLICY);
    assertThat(lines.at("/1/state").asText()).isEqualTo("IN_REVIEW");
    assertThat(lines.at("/0/assessment/recommendation/disposition").asText()).isEqualTo("CERTIFY");
    assertThat(lines.at("/0/assessment/recommendation/doubts").findValuesAsText("id"))
        .containsExactly("hybridFusion");
    assertThat(lines.at("/0/determination").isNull()).as("a person confirms it first").isTrue();
    String fusionCase = lines.at("/0/caseNumber").asText();
    assertThat(get("aud", "/api/requests/" + fusionCase + "/trace").toString())
        .contains("rule_raisedDoubts_hybridFusion");
  }
}
