package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.attack.Visitor.Call;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.RequestReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Texts that no database holds, instants that no calendar holds, texts without end: refused at
 * every door with the place, on every database.
 */
abstract class InputAttack {

  /** As they stand in JSON. */
  private static final List<String> UNSTORABLE =
      List.of(
          "\\u0000",
          "a\\u0000b",
          "\\u0001",
          "\\u001f",
          "\\ud800",
          "\\udc00",
          "\\udc00\\ud800",
          "\\ufffe",
          "\\uffff",
          "\\ufdd0",
          "\\ud83f\\udfff");

  /** As they stand in an address. */
  static final List<String> UNSTORABLE_ENCODED =
      List.of(
          "%00",
          "a%00b",
          "%01",
          "%1F",
          "%ED%A0%80",
          "%C0%80",
          "%EF%BF%BE",
          "%EF%BF%BF",
          "%EF%B7%90",
          "%F0%9F%BF%BF");

  private static final List<String> FAR_AWAY =
      List.of(
          "0000-01-01T00:00:00Z",
          "0001-01-01T00:00:00Z",
          "1899-12-31T23:59:59Z",
          "2200-01-01T00:00:00Z",
          "9999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00%2B18:00",
          "%2B999999999-12-31T23:59:59-18:00",
          "%2B292277026-12-04T15:30:07Z",
          "0000-01-01",
          "9999-12-31",
          "%2B999999999-12-31",
          "now",
          "2026-02-30",
          "1e9");

  @LocalServerPort int port;
  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;

  private final ObjectMapper json = new ObjectMapper();

  @BeforeEach
  void people() {
    EdgeTest.serve(engine);
    People.add(engine.getIdentityService());
  }

  HttpResponse<String> send(Call call) {
    return new Visitor(port).send(call);
  }

  JsonNode refused(Call call, int status) throws Exception {
    HttpResponse<String> answer = send(call);
    assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .as(call.toString())
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    return json.readTree(answer.body());
  }

  private String openCase() {
    BpmnAwareTests.init(engine);
    try {
      return CaseDriver.open(engine, cases, reader, "seed", body -> {}).caseNumber();
    } finally {
      BpmnAwareTests.reset();
    }
  }

  private String request(Consumer<ObjectNode> change) throws Exception {
    ObjectNode body = (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve("seed.json")));
    body.put("requestId", UUID.randomUUID().toString());
    change.accept(body);
    return body.toString();
  }

  @Test
  void aTextThatCannotBeStoredIsRefusedInEveryBodyWithItsPlace() throws Exception {
    String number = openCase();
    Map<String, String> bodies =
        Map.of(
            "/api/requests",
            request(body -> body.withObject("/member").put("name", "HERE")),
            "/api/assessments",
            request(body -> body.withObject("/provider").put("name", "HERE")),
            "/api/assessments/explain",
            request(body -> body.withObject("/member").put("memberId", "HERE")),
            "/api/requests/" + number + "/evidence",
            "{\"physicalTherapy\":[{\"start\":\"2025-01-01\",\"note\":\"HERE\"}]}",
            "/api/requests/" + number + "/withdrawal",
            "{\"reason\":\"HERE\"}",
            "/api/requests/" + number + "/appeal",
            "{\"reason\":\"HERE\"}",
            "/api/requests/" + number + "/peer-to-peer",
            "{\"clinicianName\":\"HERE\",\"clinicianNpi\":\"1234567893\",\"reachedAt\":\"by phone\"}");
    for (var body : bodies.entrySet()) {
      for (String text : UNSTORABLE) {
        JsonNode problem =
            refused(Call.json("ines", body.getKey(), body.getValue().replace("HERE", text)), 400);

        assertThat(problem.at("/errors/0/pointer").asText()).as(problem.toString()).isNotEmpty();
        assertThat(problem.at("/errors/0/message").asText()).contains("no text");
      }
    }
  }

  @Test
  void aFieldWhoseNameCannotBeStoredIsRefusedAtTheObjectAroundIt() throws Exception {
    for (String name : UNSTORABLE) {
      JsonNode problem =
          refused(
              Call.json(
                  "ines",
                  "/api/requests",
                  request(body -> body.withObject("/member").put("HERE", 1)).replace("HERE", name)),
              400);

      // Half a character in a name is no JSON for the parser already.
      assertThat(problem.at("/errors/0/pointer").asText()).isIn("/member", "");
    }
  }

  @Test
  void anAddressThatCannotBeStoredIsRefusedWhereverItLeads() throws Exception {
    List<Call> calls = new ArrayList<>();
    for (String text : UNSTORABLE_ENCODED) {
      Stream.of(
              "/api/requests?policyId=",
              "/api/requests?receivedFrom=",
              "/api/requests?" + text + "=")
          .forEach(path -> calls.add(Call.get("rita", path + text)));
      Stream.of(
              "/api/audit/cases?person=",
              "/api/audit/cases.csv?caseNumber=",
              "/audit?rule=",
              "/api/audit/verification?caseNumber=",
              "/api/audit/reads?userId=",
              "/api/requests/",
              "/audit/",
              "/cases/",
              "/metrics?year=")
          .forEach(path -> calls.add(Call.get("aud", path + text)));
      Stream.of(
              "/engine-rest/task?assignee=",
              "/engine-rest/user/",
              "/engine-rest/history/process-instance?processInstanceBusinessKey=")
          .forEach(path -> calls.add(Call.get("adam", path + text)));
      calls.add(Call.get("ana", "/workbench/notices?request=" + text));
      calls.add(
          new Call("adam", "DELETE", "/api/requests/x/legal-hold?reason=" + text, null, null));
    }
    for (Call call : calls) {
      // What stands before the question mark, the container may have refused already.
      assertThat(
              call.path().contains("?")
                  ? refused(call, 400).at("/errors/0/message").asText()
                  : String.valueOf(send(call).statusCode()))
          .as(call.toString())
          .matches(call.path().contains("?") ? ".+" : "400");
    }
  }

  @Test
  void aUserWhoseNameCannotBeStoredIsNobody() {
    assertThat(send(Call.get("in\0es", "/api/requests/x")).statusCode()).isEqualTo(401);
  }

  @Test
  void theEnginesBodiesAreReadAsStrictly() throws Exception {
    for (String text : UNSTORABLE) {
      JsonNode problem =
          refused(Call.json("rita", "/engine-rest/task", "{\"assignee\":\"" + text + "\"}"), 400);

      assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/assignee");
    }
    for (String body :
        List.of(
            "{\"assignee\":\"a\",\"assignee\":\"b\"}",
            "{\"assignee\":",
            "{} {}",
            "[".repeat(500),
            "{\"priority\":1e999999999}",
            "{\"assignee\":\"" + "x".repeat(5000) + "\"}")) {
      refused(Call.json("rita", "/engine-rest/task", body), 400);
    }
  }

  @Test
  void anInstantFarAwayIsRefusedInEveryQueryWithItsPlace() throws Exception {
    for (String far : FAR_AWAY) {
      for (String field : List.of("receivedFrom", "receivedTo")) {
        assertThat(
                refused(Call.get("rita", "/api/requests?" + field + "=" + far), 400)
                    .at("/errors/0/pointer")
                    .asText())
            .isEqualTo("/" + field);
        assertThat(
                refused(Call.get("aud", "/api/audit/cases?" + field + "=" + far), 400)
                    .at("/errors/0/pointer")
                    .asText())
            .isEqualTo("/" + field);
        assertThat(send(Call.get("aud", "/api/audit/cases.csv?" + field + "=" + far)).statusCode())
            .isEqualTo(400);
        assertThat(send(Call.get("aud", "/audit?" + field + "=" + far)).statusCode())
            .isEqualTo(400);
      }
      assertThat(refused(Call.get("aud", "/api/metrics/prior-authorization?year=" + far), 400))
          .isNotEmpty();
    }
  }

  @Test
  void aDateFarAwayIsRefusedInEveryBodyWithItsPlace() throws Exception {
    for (String year : List.of("0000", "0001", "1899", "2200", "9999")) {
      for (Consumer<ObjectNode> change :
          List.<Consumer<ObjectNode>>of(
              body -> body.put("receivedAt", year + "-06-01T00:00:00Z"),
              body -> body.withObject("/member").put("birthDate", year + "-06-01"),
              body -> body.withObject("/procedure").put("plannedDate", year + "-06-01"),
              body ->
                  body.withObject("/evidence")
                      .withArray("physicalTherapy")
                      .addObject()
                      .put("start", year + "-06-01"))) {
        assertThat(
                refused(Call.json("ines", "/api/requests", request(change)), 422)
                    .at("/errors/0/message")
                    .asText())
            .contains("1900");
      }
    }
    for (String unreadable :
        List.of(
            "+292277026-12-04T15:30:07Z",
            "-0001-01-01T00:00:00Z",
            "2026-01-15T09:30:00+25:00",
            "2026-02-30T00:00:00Z")) {
      assertThat(
              refused(
                      Call.json(
                          "ines",
                          "/api/requests",
                          request(body -> body.put("receivedAt", unreadable))),
                      400)
                  .at("/errors/0/pointer")
                  .asText())
          .isEqualTo("/receivedAt");
    }
  }

  @Test
  void noReasonIsLongerThanAPersonWrites() throws Exception {
    String number = openCase();
    String body = json.createObjectNode().put("reason", "a".repeat(900_000)).toString();
    for (Call call :
        List.of(
            Call.json("ines", "/api/requests/" + number + "/withdrawal", body),
            Call.json("rita", "/api/requests/" + number + "/extension", body),
            Call.json("ines", "/api/requests/" + number + "/appeal", body),
            Call.json(
                "adam",
                "PUT",
                "/api/requests/" + number + "/legal-hold",
                body.getBytes(StandardCharsets.UTF_8)))) {
      assertThat(refused(call, 400).at("/errors/0/pointer").asText()).isEqualTo("/reason");
    }
  }

  @Test
  void aPageOutOfEveryBoundIsRefused() throws Exception {
    for (String page : List.of("99999999999", "-1", "1e9", "", "0x10")) {
      for (String path :
          List.of("/api/requests", "/api/deployments", "/api/audit/cases", "/api/audit/reads")) {
        int status =
            send(Call.get(path.equals("/api/requests") ? "rita" : "aud", path + "?page=" + page))
                .statusCode();
        assertThat(status)
            .as(path + " " + page)
            .isEqualTo(page.isEmpty() ? 200 : page.equals("0x10") ? status : 400);
      }
    }
    assertThat(send(Call.get("rita", "/api/requests?page=2147483647&size=200")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aNumberThatCostsMemoryOrLosesDigitsIsRefused() throws Exception {
    for (String number :
        List.of(
            "1e999999999",
            "-1e999999999",
            "1e-999999999",
            "9".repeat(61),
            "0." + "3".repeat(40),
            "1E400")) {
      JsonNode problem =
          refused(
              Call.json(
                  "ana",
                  "/api/assessments",
                  request(
                          body ->
                              body.withObject("/evidence")
                                  .putObject("baselinePain")
                                  .put("score", 4711))
                      .replace("4711", number)),
              400);
      assertThat(problem.at("/errors")).isNotEmpty();
    }
  }
}
