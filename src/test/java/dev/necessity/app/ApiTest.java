package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/**
 * The API as its callers meet it: over HTTP, with the right and the wrong credentials and bodies.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@OwnEngineRest
class ApiTest {

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired Users users;
  @Autowired ProcessEngine engine;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void people() {
    users.add("ana", "pw", "Ana", "A", Groups.ANALYSTS);
    users.add("ines", "pw", "Ines", "I", Groups.INTAKE);
    users.add("rita", "pw", "Rita", "R", Groups.REVIEWERS);
    users.add("mia", "pw", "Mia", "M", Groups.MEDICAL_DIRECTORS);
    users.add("aud", "pw", "Aud", "A", Groups.AUDITORS);
  }

  private HttpResponse<String> call(String user, String method, String path, String body)
      throws IOException, InterruptedException {
    return call(user, method, path, body, "application/json");
  }

  private HttpResponse<String> call(
      String user, String method, String path, String body, String type)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", type);
    }
    if (user != null) {
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8)));
    }
    return OpenApi.described().conforms(http.send(request.build(), BodyHandlers.ofString()));
  }

  private ObjectNode example(String name) throws IOException {
    ObjectNode body =
        (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve(name + ".json")));
    return body.put("requestId", UUID.randomUUID().toString());
  }

  private JsonNode read(HttpResponse<String> response) throws IOException {
    return json.readTree(response.body());
  }

  private JsonNode problem(HttpResponse<String> response, int status) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    JsonNode problem = read(response);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).isNotBlank();
    return problem;
  }

  private List<String> pointers(JsonNode problem) {
    List<String> pointers = new ArrayList<>();
    problem.get("errors").forEach(error -> pointers.add(error.get("pointer").asText()));
    return pointers;
  }

  private long casesInTheEngine() {
    return engine.getHistoryService().createHistoricProcessInstanceQuery().count();
  }

  @Test
  void anAssessmentAnswersTheWhatIfAndStoresNothing() throws Exception {
    long decisions = engine.getHistoryService().createHistoricDecisionInstanceQuery().count();

    HttpResponse<String> open = call("ana", "POST", "/api/assessments", example("seed").toString());
    HttpResponse<String> closed =
        call("rita", "POST", "/api/assessments?documentation=CLOSED", example("seed").toString());

    assertThat(open.statusCode()).isEqualTo(200);
    assertThat(read(open).at("/recommendation/disposition").asText()).isEqualTo("PEND");
    assertThat(read(closed).at("/recommendation/disposition").asText()).isEqualTo("DO_NOT_CERTIFY");
    assertThat(read(closed).at("/criteria").findValuesAsText("status")).doesNotContain("UNSURE");
    assertThat(
            casesInTheEngine()
                + engine.getHistoryService().createHistoricDecisionInstanceQuery().count())
        .isEqualTo(casesInTheEngine() + decisions);
  }

  @Test
  void aRequestThatNoPolicyCoversIsRouted() throws Exception {
    JsonNode assessment =
        read(call("ines", "POST", "/api/assessments", example("open-fusion-27280").toString()));

    assertThat(assessment.get("policy").isNull()).isTrue();
    assertThat(assessment.get("criteria")).isEmpty();
    assertThat(assessment.get("critical").toString()).isEqualTo("{\"met\":0,\"total\":0}");
    assertThat(assessment.at("/recommendation/disposition").asText()).isEqualTo("ROUTE");
  }

  @Test
  void aRequestBecomesACaseThatCanBeReadAndListed() throws Exception {
    ObjectNode request = example("all-met-ambulatory");

    HttpResponse<String> opened = call("ines", "POST", "/api/requests", request.toString());

    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    JsonNode view = read(opened);
    String location = opened.headers().firstValue("Location").orElseThrow();
    assertThat(location).endsWith("/api/requests/" + view.get("caseNumber").asText());
    assertThat(view.get("state").asText()).isEqualTo("DECIDED");
    assertThat(view.at("/policy/version").asText()).isEqualTo("2025-11.4");
    assertThat(view.at("/determination/decidedBy/kind").asText()).isEqualTo("POLICY");
    assertThat(read(call("ines", "GET", location, null))).isEqualTo(view);
    problem(call("mia", "GET", location, null), 404);
    JsonNode page =
        read(
            call(
                "aud",
                "GET",
                "/api/requests?state=DECIDED&policyId=si-joint-fusion&receivedFrom=2025-11-13T00:00:00Z&receivedTo=2025-11-14T00:00:00Z&size=200",
                null));
    assertThat(page.findValuesAsText("caseNumber")).contains(view.get("caseNumber").asText());
    assertThat(page.get("total").asLong()).isPositive();
    assertThat(page.get("totalIsMore").isBoolean()).isTrue();
  }

  @Test
  void theSameRequestAgainIsTheSameCase() throws Exception {
    ObjectNode request = example("all-met-ambulatory");
    JsonNode first = read(call("ines", "POST", "/api/requests", request.toString()));

    HttpResponse<String> again =
        call(
            "ines",
            "POST",
            "/api/requests",
            json.writerWithDefaultPrettyPrinter().writeValueAsString(request));
    HttpResponse<String> changed =
        call(
            "ines",
            "POST",
            "/api/requests",
            request.deepCopy().put("urgency", "EXPEDITED").toString());

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(read(again).get("caseNumber")).isEqualTo(first.get("caseNumber"));
    problem(changed, 409);
  }

  @Test
  void theSameRequestTwiceAtOnceIsOneCase() throws Exception {
    for (int round = 0; round < 5; round++) {
      String request = example("seed").toString();
      CountDownLatch together = new CountDownLatch(1);
      ExecutorService senders = Executors.newFixedThreadPool(4);
      try {
        List<Future<HttpResponse<String>>> sent = new ArrayList<>();
        for (int sender = 0; sender < 4; sender++) {
          sent.add(
              senders.submit(
                  () -> {
                    together.await();
                    return call("ines", "POST", "/api/requests", request);
                  }));
        }
        together.countDown();
        List<Integer> statuses = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (Future<HttpResponse<String>> each : sent) {
          statuses.add(each.get().statusCode());
          numbers.add(read(each.get()).path("caseNumber").asText());
        }
        assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(numbers.stream().distinct()).hasSize(1);
      } finally {
        senders.shutdown();
      }
    }
  }

  @Test
  void everyViolationIsNamedAtOnceByItsPointerAndNeverByItsValue() throws Exception {
    ObjectNode request = example("seed");
    request.put("lineOfBusiness", "SECRET-LINE").put("color", "SECRET-COLOR");
    request.withObject("/member").put("memberId", "");
    request.withObject("/evidence").withArray("injections").addObject().put("side", "MIDDLE");

    HttpResponse<String> response = call("ines", "POST", "/api/requests", request.toString());

    assertThat(pointers(problem(response, 400)))
        .contains(
            "/lineOfBusiness",
            "/color",
            "/member/memberId",
            "/evidence/injections/1/date",
            "/evidence/injections/1/side");
    assertThat(response.body()).doesNotContain("SECRET", "MIDDLE");
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() throws Exception {
    problem(call("ines", "POST", "/api/requests", "{\"requestId\": "), 400);
    problem(call("ines", "POST", "/api/requests", "[]"), 400);
    problem(call("ines", "POST", "/api/requests", ""), 400);
    problem(
        call("ines", "POST", "/api/assessments?documentation=MAYBE", example("seed").toString()),
        400);
    problem(call("aud", "GET", "/api/requests?size=0", null), 400);
    problem(call("aud", "GET", "/api/requests?state=LOST", null), 400);
  }

  @Test
  void whatIsValidButMakesNoSenseIsA422AndStoresNothing() throws Exception {
    long before = casesInTheEngine();
    ObjectNode future = example("all-met-ambulatory");
    ((ObjectNode) future.at("/evidence/nicotineLabs/0")).put("drawnOn", "2999-01-01");
    ((ObjectNode) future.at("/evidence/physicalTherapy/0")).put("end", "2020-01-01");

    JsonNode problem = problem(call("ines", "POST", "/api/requests", future.toString()), 422);
    problem(
        call(
            "ines",
            "POST",
            "/api/requests",
            example("seed").put("receivedAt", "2999-01-01T00:00:00Z").toString()),
        422);

    assertThat(pointers(problem))
        .containsExactlyInAnyOrder(
            "/evidence/nicotineLabs/0/drawnOn", "/evidence/physicalTherapy/0/end");
    assertThat(casesInTheEngine()).isEqualTo(before);
  }

  @Test
  void whoIsNotKnownOrNotInTheGroupIsRefused() throws Exception {
    String request = example("seed").toString();

    problem(call(null, "POST", "/api/requests", request), 401);
    problem(call("nobody", "POST", "/api/requests", request), 401);
    problem(call("rita", "POST", "/api/requests", request), 403);
    problem(call("aud", "POST", "/api/assessments", request), 403);
    problem(call("ines", "GET", "/api/requests", null), 403);
    problem(call("mia", "POST", "/api/requests/PA-1/evidence", "{}"), 403);
    problem(call("ana", "POST", "/api/requests/PA-1/withdrawal", "{\"reason\": \"x\"}"), 403);
  }

  @Test
  void anUnknownCaseIsNotFound() throws Exception {
    problem(call("aud", "GET", "/api/requests/PA-UNKNOWN", null), 404);
    problem(call("ines", "POST", "/api/requests/PA-UNKNOWN/evidence", "{}"), 404);
  }

  @Test
  void aBodyOverOneMebibyteOrOfAnotherTypeIsRefused() throws Exception {
    problem(call("ines", "POST", "/api/requests", " ".repeat(1024 * 1024) + example("seed")), 413);
    problem(call("ines", "POST", "/api/requests", example("seed").toString(), "text/plain"), 415);
  }

  @Test
  void evidenceAndWithdrawalChangeAWaitingCaseOnly() throws Exception {
    String waiting =
        read(call(
                "ines",
                "POST",
                "/api/requests",
                ((ObjectNode) example("seed").without("receivedAt")).toString()))
            .get("caseNumber")
            .asText();

    HttpResponse<String> added =
        call(
            "ines",
            "POST",
            "/api/requests/" + waiting + "/evidence",
            "{\"baselinePain\": {\"score\": 8}}");
    problem(
        call(
            "ines",
            "POST",
            "/api/requests/" + waiting + "/evidence",
            "{\"baselinePain\": {\"score\": 11}}"),
        400);
    problem(call("ines", "POST", "/api/requests/" + waiting + "/withdrawal", "{}"), 400);
    HttpResponse<String> withdrawn =
        call(
            "ines",
            "POST",
            "/api/requests/" + waiting + "/withdrawal",
            "{\"reason\": \"sent by mistake\"}");

    assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    assertThat(read(withdrawn).get("state").asText()).isEqualTo("WITHDRAWN");
    problem(
        call(
            "ines",
            "POST",
            "/api/requests/" + waiting + "/evidence",
            "{\"baselinePain\": {\"score\": 8}}"),
        409);
    problem(
        call("ines", "POST", "/api/requests/" + waiting + "/withdrawal", "{\"reason\": \"again\"}"),
        409);
  }

  @Test
  void theEnginesRestApiOffersNoWayAroundFormsAndTables() throws Exception {
    String waiting =
        read(call(
                "ines",
                "POST",
                "/api/requests",
                ((ObjectNode) example("seed").without("receivedAt")).toString()))
            .at("/openDocumentation/0/taskId")
            .asText();

    assertThat(call("rita", "GET", "/engine-rest/task/" + waiting, null).statusCode())
        .isEqualTo(200);
    assertThat(call(null, "GET", "/engine-rest/task/" + waiting, null).statusCode()).isEqualTo(401);
    problem(call("rita", "POST", "/engine-rest/task/" + waiting + "/complete", "{}"), 404);
    problem(
        call(
            "rita",
            "POST",
            "/engine-rest/task/" + waiting + "/bpmnError",
            "{\"errorCode\": \"x\"}"),
        404);
    problem(
        call(
            "rita",
            "PUT",
            "/engine-rest/task/" + waiting + "/variables/outcome",
            "{\"value\": \"CERTIFY\"}"),
        404);
    problem(
        call(
            "rita",
            "POST",
            "/camunda/api/engine/engine/default/task/" + waiting + "/complete",
            "{}"),
        404);
    HttpResponse<String> refused =
        call(
            "rita",
            "POST",
            "/engine-rest/task/" + waiting + "/submit-form",
            "{\"variables\": {\"available\": {\"value\": false}}}");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains("unavailableReason");
    assertThat(
            call(
                    "rita",
                    "POST",
                    "/engine-rest/task/" + waiting + "/submit-form",
                    "{\"variables\": {\"available\": {\"value\": false}, \"unavailableReason\": {\"value\": \"not in the chart\"}}}")
                .statusCode())
        .isEqualTo(204);
  }

  @Test
  void schemaAndDescriptionArePublished() throws Exception {
    assertThat(read(call("ana", "GET", "/api/schema/request", null)).get("$id").asText())
        .isEqualTo("urn:necessity:request:1");
    String version =
        call("ana", "GET", "/api/schema/request", null).headers().firstValue("ETag").orElseThrow();
    HttpRequest again =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/schema/request"))
            .header("If-None-Match", version)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString("ana:pw".getBytes(StandardCharsets.UTF_8)))
            .build();
    assertThat(http.send(again, BodyHandlers.ofString()).statusCode())
        .as("who has it")
        .isEqualTo(304);
    assertThat(call("ana", "GET", "/api/openapi.yaml", null).body()).startsWith("openapi: 3.1.0");
    assertThat(call(null, "GET", "/", null).body()).contains("Necessity");
  }
}
