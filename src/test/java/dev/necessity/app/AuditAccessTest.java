package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.audit.seal.Sealer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** The auditor's calls over HTTP: what they answer, and to whom. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
class AuditAccessTest {

  private static final Map<String, String> GROUP_OF =
      Map.of(
          "ana",
          Groups.ANALYSTS,
          "ines",
          Groups.INTAKE,
          "rita",
          Groups.REVIEWERS,
          "mia",
          Groups.MEDICAL_DIRECTORS,
          "aud",
          Groups.AUDITORS,
          "boss",
          Groups.ADMIN);

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired Users users;
  @Autowired Sealer sealer;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void people() {
    GROUP_OF.forEach((user, group) -> users.add(user, "pw", user, "", group));
  }

  private HttpResponse<String> call(String user, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        FormToken.on(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (user != null) {
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8)));
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String openCase(String example) throws IOException, InterruptedException {
    ObjectNode body =
        (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve(example + ".json")));
    HttpResponse<String> opened =
        call(
            "ines",
            "POST",
            "/api/requests",
            body.put("requestId", UUID.randomUUID().toString()).toString());
    return json.readTree(opened.body()).get("caseNumber").asText();
  }

  @ParameterizedTest(name = "{0} {1}: allowed to {2}")
  @CsvSource({
    "GET, /api/requests/CASE/trace, aud",
    "GET, /audit/CASE, aud",
    "GET, /audit, aud",
    "GET, /api/audit/cases, aud",
    "GET, /api/audit/cases.csv, aud",
    "GET, /api/audit/verification, aud",
    "GET, /api/audit/reads, aud boss",
    "GET, /api/audit/unsealed, aud boss",
    "GET, /audit/CASE/reads, aud boss",
    "GET, /audit/holds, aud boss",
    "GET, /audit/deletions, aud boss",
    "POST, /api/requests/CASE/recheck, aud",
    "POST, /audit/CASE/recheck, aud",
  })
  void eachCallAnswersItsGroupsAndNobodyElse(String method, String path, String allowed)
      throws Exception {
    String target = path.replace("CASE", openCase("all-met-ambulatory"));
    List<String> users = List.of(allowed.split(" "));

    for (String user : GROUP_OF.keySet()) {
      int status = call(user, method, target, null).statusCode();
      assertThat(status).as(user + " calls " + path).isEqualTo(users.contains(user) ? 200 : 403);
    }
    assertThat(call(null, method, target, null).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/requests/PA-UNKNOWN/trace",
    "GET, /audit/PA-UNKNOWN",
    "POST, /api/requests/PA-UNKNOWN/recheck",
    "GET, /api/requests/PA-UNKNOWN/bundle"
  })
  void anUnknownCaseIsNotFoundForAuditorsAndForbiddenForOthers(String method, String path)
      throws Exception {
    assertThat(call("aud", method, path, null).statusCode()).isEqualTo(404);
    assertThat(call("rita", method, path, null).statusCode()).isEqualTo(403);
  }

  @Test
  void howFarSealingIsBehindIsANumberAndWhatIsNotSealedAList() throws Exception {
    String ended = openCase("all-met-ambulatory");
    JsonNode list = json.readTree(call("aud", "GET", "/api/audit/unsealed?size=200", null).body());

    assertThat(list.path("items").findValuesAsText("caseNumber")).contains(ended);
    assertThat(list.path("total").asLong()).isPositive().isEqualTo(list.path("items").size());
    assertThat(list.path("failing").asLong()).isZero();
    assertThat(list.path("behindSeconds").isIntegralNumber()).isTrue();
  }

  @Test
  void theTraceIsJson() throws Exception {
    JsonNode trace =
        json.readTree(
            call("aud", "GET", "/api/requests/" + openCase("all-met-ambulatory") + "/trace", null)
                .body());

    assertThat(trace.at("/policy/table/rules/0/id").asText())
        .isEqualTo("rule_policyCatalog_siJointFusion202511_4");
    assertThat(trace.at("/determination/disposition").asText()).isEqualTo("CERTIFY");
    assertThat(trace.at("/startedAt").asText()).endsWith("Z");
  }

  @Test
  void casesAreFoundAsJsonAsCsvAndAsAPage() throws Exception {
    String caseNumber = openCase("all-met-ambulatory");

    JsonNode page =
        json.readTree(
            call(
                    "aud",
                    "GET",
                    "/api/audit/cases?caseNumber="
                        + caseNumber
                        + "&receivedFrom=2025-11-13&policyVersion=2025-11.4",
                    null)
                .body());
    HttpResponse<String> csv =
        call("aud", "GET", "/api/audit/cases.csv?caseNumber=" + caseNumber, null);
    String html = call("aud", "GET", "/audit?caseNumber=" + caseNumber, null).body();

    assertThat(page.at("/items").findValuesAsText("caseNumber")).containsExactly(caseNumber);
    assertThat(page.get("more").asBoolean()).isFalse();
    assertThat(csv.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
    assertThat(csv.body().lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith(caseNumber + ",DECIDED,si-joint-fusion,2025-11.4,");
    assertThat(page.get("total").asInt()).isEqualTo(1);
    assertThat(html)
        .contains(
            "1 case, 1 to 1 below.", "<a href=\"audit/" + caseNumber + "\">" + caseNumber + "</a>");
  }

  @Test
  void whoOpenedACaseIsKeptAndShown() throws Exception {
    String caseNumber = openCase("all-met-ambulatory");
    call("ines", "GET", "/api/requests/" + caseNumber, null);
    call("ines", "GET", "/cases/" + caseNumber, null);
    call("aud", "GET", "/audit/" + caseNumber, null);
    call("rita", "GET", "/api/requests/" + caseNumber + "/trace", null);
    call("rita", "GET", "/cases/" + caseNumber, null);

    JsonNode reads =
        json.readTree(call("boss", "GET", "/api/audit/reads?caseNumber=" + caseNumber, null).body())
            .get("items");

    assertThat(reads.findValuesAsText("userId"))
        .as("newest first; who was refused read nothing")
        .containsExactly("aud", "ines", "ines");
    assertThat(reads.findValuesAsText("what")).containsExactly("PAGE", "PAGE", "CASE");
    assertThat(reads.get(0).get("readAt").asText()).isNotBlank();
    assertThat(
            json.readTree(call("aud", "GET", "/api/audit/reads?userId=nobody-at-all", null).body())
                .get("items"))
        .isEmpty();
  }

  @Test
  void onlyAnAdministratorPlacesAndReleasesALegalHold() throws Exception {
    String path = "/api/requests/" + openCase("all-met-ambulatory") + "/legal-hold";
    String hold = "{\"reason\": \"litigation\"}";
    for (String other : List.of("ana", "ines", "rita", "mia", "aud")) {
      assertThat(call(other, "PUT", path, hold).statusCode()).as(other).isEqualTo(403);
      assertThat(call(other, "DELETE", path, null).statusCode()).as(other).isEqualTo(403);
    }

    assertThat(call("boss", "PUT", path, "{\"reason\": \" \"}").statusCode()).isEqualTo(400);
    assertThat(call("boss", "PUT", path, hold).statusCode()).isEqualTo(204);
    assertThat(call("boss", "GET", "/audit/holds", null).body()).contains("litigation");
    assertThat(call("boss", "DELETE", path, null).statusCode()).as("no reason").isEqualTo(400);
    assertThat(call("boss", "DELETE", path + "?reason=settled", null).statusCode()).isEqualTo(204);
    assertThat(call("boss", "DELETE", path + "?reason=settled", null).statusCode())
        .as("no hold stands")
        .isEqualTo(404);
    assertThat(call("aud", "GET", "/audit/holds", null).body())
        .contains("No case is held.", "LIFTED", "settled");
    assertThat(call("boss", "PUT", "/api/requests/PA-UNKNOWN/legal-hold", hold).statusCode())
        .isEqualTo(404);
  }

  private HttpResponse<String> send(String user, String path, String form, String origin)
      throws IOException, InterruptedException {
    return http.send(
        FormToken.on(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)))
            .POST(BodyPublishers.ofString(form))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8)))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void thePageOfHoldsIsChangedByAdministratorsFromOurOwnPageOnly() throws Exception {
    String caseNumber = openCase("all-met-ambulatory");
    String hold = "caseNumber=" + caseNumber + "&reason=inquiry+of+the+state";
    String ours = "http://localhost:" + port;

    assertThat(send("aud", "/audit/holds", hold, ours).statusCode()).isEqualTo(403);
    assertThat(send("boss", "/audit/holds", hold, "http://elsewhere.example").statusCode())
        .isEqualTo(403);
    assertThat(
            send("boss", "/audit/holds", "caseNumber=" + caseNumber + "&reason=+", ours)
                .statusCode())
        .isEqualTo(400);
    assertThat(send("boss", "/audit/holds", hold, ours).statusCode()).isEqualTo(303);
    assertThat(call("aud", "GET", "/audit/holds", null).body())
        .contains("<a href=\"" + caseNumber + "\">", "inquiry of the state");
    assertThat(
            send("boss", "/audit/holds/lift", "caseNumber=" + caseNumber + "&reason=over", ours)
                .statusCode())
        .isEqualTo(303);
    assertThat(send("boss", "/audit/holds", "caseNumber=PA-UNKNOWN&reason=x", ours).statusCode())
        .isEqualTo(404);
  }

  @Test
  void thePageOfReadsTellsWhoOpenedTheCase() throws Exception {
    String caseNumber = openCase("all-met-ambulatory");
    call("ines", "GET", "/api/requests/" + caseNumber, null);

    assertThat(call("aud", "GET", "/audit/" + caseNumber + "/reads", null).body())
        .contains("<td>ines</td>", "Reads of case " + caseNumber);
  }

  @Test
  void aSealedCaseIsExportedAsOneFile() throws Exception {
    String caseNumber = openCase("all-met-ambulatory");
    assertThat(call("aud", "GET", "/api/requests/" + caseNumber + "/bundle", null).statusCode())
        .as("not sealed yet")
        .isEqualTo(409);
    sealer.sealAll();

    HttpResponse<String> bundle =
        call("aud", "GET", "/api/requests/" + caseNumber + "/bundle", null);

    assertThat(bundle.statusCode()).isEqualTo(200);
    assertThat(bundle.headers().firstValue("Content-Type")).contains("application/zip");
    for (String other : List.of("ana", "ines", "rita", "mia", "boss")) {
      assertThat(call(other, "GET", "/api/requests/" + caseNumber + "/bundle", null).statusCode())
          .as(other)
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource({"size=0", "page=-1", "receivedFrom=yesterday", "criterion=nicotineStatus"})
  void aSearchThatMakesNoSenseIsRefused(String query) throws Exception {
    assertThat(call("aud", "GET", "/api/audit/cases?" + query, null).statusCode()).isEqualTo(400);
  }

  @Test
  void thePageShowsThePathAndMarksTheRuleThatFiredAndAsksNoOtherServer() throws Exception {
    HttpResponse<String> page =
        call("aud", "GET", "/audit/" + openCase("all-met-ambulatory") + "/whole", null);

    assertThat(page.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(page.body())
        .contains(
            "<tr class=\"fired\"><th scope=\"row\">▶ 1 fired</th>",
            "Process diagram with the path of the case",
            "edge sequenceFlow taken",
            "Every decision table",
            "lang=\"en\"");
    assertThat(page.body()).doesNotContain("src=\"http", "href=\"http", "src=\"//", "href=\"//");
    assertThat(page.body().split("<script src=\"\\.\\./", -1))
        .as("every script is the application's own")
        .hasSameSizeAs(page.body().split("<script", -1))
        .hasSizeGreaterThan(1);
  }
}
