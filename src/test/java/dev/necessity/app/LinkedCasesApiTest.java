package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Reconsideration and appeal over HTTP. */
@OwnEngineRest
class LinkedCasesApiTest extends ApiCalls {

  /**
   * The review's case with a pain score that contradicts the policy: with the medical director at
   * once, who upholds.
   */
  private String denied() throws Exception {
    ObjectNode request = example("seed");
    request.withObject("/evidence/baselinePain").put("score", 4);
    String caseNumber = open(request);
    JsonNode tasks =
        read(
            call(
                "mia",
                "GET",
                "/engine-rest/task?processInstanceBusinessKey=" + caseNumber,
                "application/json",
                null));
    HttpResponse<byte[]> reviewed =
        post(
            "mia",
            "/engine-rest/task/" + tasks.at("/0/id").asText() + "/submit-form",
            """
        {"variables": {"decision": {"value": "UPHOLD"}, "rationale": {"value": "The record does not support the procedure."},
         "reviewerNpi": {"value": "1487650917"}, "reviewerSpecialty": {"value": "Orthopaedic surgery"}}}""");
    assertThat(reviewed.statusCode()).as(text(reviewed)).isEqualTo(204);
    return caseNumber;
  }

  @Test
  void intakeBringsNewEvidenceAndGetsTheLinkedCase() throws Exception {
    String first = denied();
    String path = "/api/requests/" + first + "/reconsideration";

    assertThat(post("rita", path, "{\"baselinePain\": {\"score\": 8}}").statusCode())
        .isEqualTo(403);
    assertThat(post("ines", path, "{}").statusCode()).isEqualTo(400);
    assertThat(post("ines", path, "{\"baselinePain\": {\"score\": 11}}").statusCode())
        .isEqualTo(400);
    HttpResponse<byte[]> opened = post("ines", path, "{\"baselinePain\": {\"score\": 8}}");
    assertThat(opened.statusCode()).as(text(opened)).isEqualTo(201);
    assertThat(read(opened).at("/family/0/caseNumber").asText()).isEqualTo(first);
    HttpResponse<byte[]> again = post("ines", path, "{\"baselinePain\": {\"score\": 8}}");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(read(again).get("caseNumber")).isEqualTo(read(opened).get("caseNumber"));
    assertThat(
            read(call("ines", "GET", "/api/requests/" + first, "application/json", null))
                .get("state")
                .asText())
        .isEqualTo("DECIDED");
  }

  @Test
  void anAppealNeedsAReasonAndAnAdverseDecision() throws Exception {
    String path = "/api/requests/" + denied() + "/appeal";

    assertThat(post("ines", path, "{}").statusCode()).isEqualTo(400);
    HttpResponse<byte[]> opened =
        post(
            "ines",
            path,
            "{\"reason\": \"The pain is not bearable.\", \"evidence\": {\"nicotine\": {\"status\": \"NEVER\"}}}");
    assertThat(opened.statusCode()).as(text(opened)).isEqualTo(201);
    assertThat(
            post(
                    "ines",
                    "/api/requests/" + open(example("all-met-ambulatory")) + "/appeal",
                    "{\"reason\": \"x\"}")
                .statusCode())
        .isEqualTo(409);
  }
}
