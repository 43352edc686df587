package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several procedures asked for in one request: each line is a case, and they share one clock. */
@OwnEngineRest
class LinesApiTest extends ApiCalls {

  /**
   * Three lines: of one a document is missing, of one the policy says nothing, one is of a side
   * that nothing is documented for.
   */
  private ObjectNode threeLines() throws Exception {
    ObjectNode request = example("seed");
    request.remove("receivedAt");
    ObjectNode procedure = (ObjectNode) request.get("procedure");
    ObjectNode otherSide = procedure.deepCopy();
    otherSide.put("side", procedure.get("side").asText().equals("LEFT") ? "RIGHT" : "LEFT");
    request
        .putArray("procedure")
        .add(procedure)
        .add(otherSide)
        .add(procedure.deepCopy().put("code", "99213"));
    return request;
  }

  private JsonNode opened(ObjectNode request) throws Exception {
    HttpResponse<byte[]> opened = post("ines", "/api/requests", request.toString());
    assertThat(opened.statusCode()).as(text(opened)).isEqualTo(201);
    return read(opened).get("lines");
  }

  private JsonNode view(JsonNode line) throws Exception {
    return read(
        call(
            "ines",
            "GET",
            "/api/requests/" + line.get("caseNumber").asText(),
            "application/json",
            null));
  }

  @Test
  void eachLineIsACaseThatNamesTheOthersAndWaitsUntilTheSameInstant() throws Exception {
    ObjectNode request = threeLines();
    HttpResponse<byte[]> first = post("ines", "/api/requests", request.toString());
    assertThat(first.statusCode()).as(text(first)).isEqualTo(201);
    JsonNode lines = read(first).get("lines");

    assertThat(lines.findValuesAsText("state").stream().distinct())
        .contains("WAITING_FOR_DOCUMENTATION", "ROUTED");
    assertThat(first.headers().firstValue("Location"))
        .hasValue("/api/requests/" + lines.at("/0/caseNumber").asText());
    assertThat(lines.get(1).get("otherLines").findValuesAsText("caseNumber"))
        .containsExactly(lines.at("/0/caseNumber").asText(), lines.at("/2/caseNumber").asText());
    assertThat(lines).allSatisfy(line -> assertThat(line.get("family")).isEmpty());
    assertThat(lines)
        .extracting(line -> line.at("/clock/receivedAt").asText())
        .containsOnly(lines.at("/0/clock/receivedAt").asText());
    assertThat(List.of(lines.get(0), lines.get(1)))
        .extracting(line -> line.at("/clock/dueAt").asText())
        .containsOnly(lines.at("/0/clock/dueAt").asText());

    HttpResponse<byte[]> again = post("ines", "/api/requests", request.toString());
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(read(again).get("lines").findValuesAsText("caseNumber"))
        .isEqualTo(lines.findValuesAsText("caseNumber"));
    request.withArray("procedure").remove(2);
    assertThat(post("ines", "/api/requests", request.toString()).statusCode()).isEqualTo(409);
  }

  @Test
  void aLineThatIsWrongIsPointedAtAndNoneIsOpened() throws Exception {
    ObjectNode request = threeLines();
    String requestId = request.get("requestId").asText();
    ((ObjectNode) request.at("/procedure/1")).put("code", "?").put("device", " ");
    HttpResponse<byte[]> refused = post("ines", "/api/requests", request.toString());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(read(refused).get("errors").findValuesAsText("pointer"))
        .containsExactly("/procedure/1/code", "/procedure/1/device");

    ObjectNode twice = threeLines().put("requestId", requestId);
    twice.withArray("procedure").insert(1, twice.at("/procedure/0"));
    ((ObjectNode) twice.at("/procedure/3"))
        .put("plannedDate", "2026-01-15")
        .put("plannedUntil", "2026-01-14");
    HttpResponse<byte[]> implausible = post("ines", "/api/requests", twice.toString());
    assertThat(implausible.statusCode()).isEqualTo(422);
    assertThat(read(implausible).get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/procedure/1", "/procedure/3/plannedUntil");

    for (ObjectNode none : List.of(threeLines(), threeLines())) {
      none.putArray("procedure");
      assertThat(post("ines", "/api/requests", none.toString()).statusCode()).isEqualTo(400);
    }
    HttpResponse<byte[]> whatIf = post("ines", "/api/assessments", threeLines().toString());
    assertThat(whatIf.statusCode()).isEqualTo(400);
    assertThat(read(whatIf).at("/errors/0/pointer").asText()).isEqualTo("/procedure");

    assertThat(opened(threeLines().put("requestId", requestId)))
        .as("nothing was stored under that id")
        .hasSize(3);
  }

  @Test
  void theClockOfAllLinesIsExtendedAtOnceAndOneIsWithdrawnAlone() throws Exception {
    ObjectNode request = threeLines().put("lineOfBusiness", "MEDICARE_ADVANTAGE");
    JsonNode lines = opened(request);
    String second = "/api/requests/" + lines.at("/1/caseNumber").asText();
    String dueBefore = lines.at("/0/clock/dueAt").asText();

    HttpResponse<byte[]> extended =
        post(
            "rita",
            second + "/extension",
            "{\"ground\": \"OUTSIDE_EVIDENCE\", \"reason\": \"The hospital sends the records of its archive.\"}");
    assertThat(extended.statusCode()).as(text(extended)).isEqualTo(200);
    assertThat(view(lines.get(0)).at("/clock/dueAt").asText())
        .isEqualTo(read(extended).at("/clock/dueAt").asText())
        .isGreaterThan(dueBefore);
    assertThat(
            post(
                    "rita",
                    "/api/requests/" + lines.at("/0/caseNumber").asText() + "/extension",
                    "{\"ground\": \"OUTSIDE_EVIDENCE\", \"reason\": \"The same once more, for the first line.\"}")
                .statusCode())
        .isEqualTo(409);

    assertThat(
            post("ines", second + "/withdrawal", "{\"reason\": \"One side only.\"}").statusCode())
        .isEqualTo(200);
    assertThat(view(lines.get(0)).get("state").asText()).isEqualTo("WAITING_FOR_DOCUMENTATION");
    assertThat(view(lines.get(0)).at("/otherLines/0/state").asText()).isEqualTo("WITHDRAWN");
  }

  /** A pain score that contradicts the policy: both lines are with the medical director at once. */
  @Test
  void oneDirectorMayDecideAllLines() throws Exception {
    ObjectNode request = threeLines();
    request.withObject("/evidence/baselinePain").put("score", 4);
    JsonNode lines = opened(request);

    review(lines.get(0));
    review(lines.get(1));

    assertThat(view(lines.get(0)).at("/determination/decidedBy/npi").asText())
        .isEqualTo(view(lines.get(1)).at("/determination/decidedBy/npi").asText())
        .isNotEmpty();
  }

  private void review(JsonNode line) throws Exception {
    JsonNode tasks =
        read(
            call(
                "mia",
                "GET",
                "/engine-rest/task?processInstanceBusinessKey=" + line.get("caseNumber").asText(),
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
  }
}
