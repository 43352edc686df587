package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Peer-to-peer talks over HTTP, as intake asks for them and as Tasklist works on them. */
@OwnEngineRest
class TalksApiTest extends ApiCalls {

  private static final String ASKED =
      "{\"clinicianName\": \"Dr. Pat Provider\", \"clinicianNpi\": \"1003000126\", \"reachedAt\": \"555-0100, weekdays\"}";

  private String task(String caseNumber) throws Exception {
    return read(call(
            "noa",
            "GET",
            "/engine-rest/task?processInstanceBusinessKey=" + caseNumber,
            "application/json",
            null))
        .at("/0/id")
        .asText();
  }

  private String denied() throws Exception {
    ObjectNode request = example("seed");
    request.withObject("/evidence/baselinePain").put("score", 4);
    String caseNumber = open(request);
    assertThat(
            post(
                    "mia",
                    "/engine-rest/task/" + task(caseNumber) + "/submit-form",
                    """
        {"variables": {"decision": {"value": "UPHOLD"}, "rationale": {"value": "The record does not support the procedure."},
         "reviewerNpi": {"value": "1487650917"}, "reviewerSpecialty": {"value": "Orthopaedic surgery"}}}""")
                .statusCode())
        .isEqualTo(204);
    return caseNumber;
  }

  private static String result(String npi) {
    return """
        {"variables": {"outcome": {"value": "NOT_HELD"}, "summary": {"value": "Nobody answered the telephone."},
         "reviewerNpi": {"value": "%s"}, "reviewerSpecialty": {"value": "Orthopaedic surgery"}}}"""
        .formatted(npi);
  }

  @Test
  void intakeAsksAndAnotherMedicalDirectorThanTheFirstHoldsTheTalk() throws Exception {
    String caseNumber = denied();
    String path = "/api/requests/" + caseNumber + "/peer-to-peer";

    assertThat(post("rita", path, ASKED).statusCode()).isEqualTo(403);
    HttpResponse<byte[]> asked = post("ines", path, ASKED);
    assertThat(asked.statusCode()).as(text(asked)).isEqualTo(201);
    assertThat(post("ines", path, ASKED).statusCode()).isEqualTo(200);
    assertThat(post("ines", path, ASKED.replace("weekdays", "weekends")).statusCode())
        .isEqualTo(409);

    String task = task(caseNumber);
    HttpResponse<byte[]> claimed =
        post("mia", "/engine-rest/task/" + task + "/claim", "{\"userId\": \"mia\"}");
    assertThat(claimed.statusCode()).as("Tasklist's claim").isEqualTo(409);
    assertThat(text(claimed)).contains("another medical director must hold the talk");
    HttpResponse<byte[]> submitted =
        post("mia", "/engine-rest/task/" + task + "/submit-form", result("1487650917"));
    assertThat(submitted.statusCode()).isEqualTo(400);
    assertThat(text(submitted)).contains("another medical director must hold the talk");
    assertThat(post("noa", "/engine-rest/task/" + task + "/complete", "{}").statusCode())
        .isEqualTo(404);
    assertThat(
            post("noa", "/engine-rest/task/" + task + "/claim", "{\"userId\": \"noa\"}")
                .statusCode())
        .isEqualTo(204);
    assertThat(
            post("noa", "/engine-rest/task/" + task + "/submit-form", result("1245319599"))
                .statusCode())
        .isEqualTo(204);

    JsonNode shown =
        read(call("ines", "GET", "/api/requests/" + caseNumber, "application/json", null));
    assertThat(shown.at("/talks/0/result/outcome").asText()).isEqualTo("NOT_HELD");
    assertThat(shown.at("/talks/0/result/name").asText()).isEqualTo("Noa N");
    assertThat(shown.get("state").asText()).isEqualTo("DECIDED");
  }

  @Test
  void whatIsMissingIsNamedAllAtOnce() throws Exception {
    HttpResponse<byte[]> refused =
        post(
            "ines",
            "/api/requests/" + denied() + "/peer-to-peer",
            "{\"clinicianNpi\": \"1234567890\", \"phone\": \"1\"}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(read(refused).get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/clinicianName", "/reachedAt", "/phone", "/clinicianNpi");
    assertThat(post("ines", "/api/requests/PA-UNKNOWN/peer-to-peer", ASKED).statusCode())
        .isEqualTo(404);
  }
}
