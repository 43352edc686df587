package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.audit.recheck.Recheck;
import dev.necessity.audit.trace.CaseTrace;
import dev.necessity.audit.trace.CaseTracer;
import dev.necessity.cases.ReceiptPeriod;
import dev.necessity.deployment.DeployedFiles;
import dev.necessity.history.StoredAssessments;
import dev.necessity.history.StoredCases;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.replay.PastCase;
import dev.necessity.policy.replay.Replay;
import dev.necessity.web.workbench.ShadowJudge;
import dev.necessity.web.workbench.Shadows;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricDecisionInstanceQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/**
 * An analyst raises the relief threshold to 75 % as version 2026-01, for requests received from
 * 2026 on (docs/analysts.md).
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.application.name=going-live")
@ActiveProfiles("test")
@OwnEngineRest
class GoingLiveTest {

  private static final String BEFORE = "2025-12-31T23:30:00-05:00";
  private static final String AFTER = "2026-01-01T00:30:00-05:00";

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired Users users;
  @Autowired ProcessEngine engine;
  @Autowired Recheck recheck;
  @Autowired CaseTracer tracer;
  @Autowired Policies policies;
  @Autowired StoredAssessments stored;
  @Autowired ShadowJudge judge;
  @Autowired Shadows shadows;
  @Autowired Clock clock;

  private Modeler modeler;

  @BeforeEach
  void people() {
    modeler = new Modeler(port);
    users.add("ana", "pw", "Ana", "A", Groups.ANALYSTS);
    users.add("ines", "pw", "Ines", "I", Groups.INTAKE);
  }

  /** The policy with another threshold and another tag on each of its decisions. */
  private static String policy() {
    return Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))
        .replace("camunda:versionTag=\"2025-11.4\"", "camunda:versionTag=\"2026-01\"")
        .replaceFirst("<text>70</text>", "<text>75</text>");
  }

  /**
   * The catalogue with a row for the new version on top: the first rule, copied, with the date and
   * the version changed.
   */
  private static String catalog() {
    String catalog = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
    int start = catalog.indexOf("<rule id=\"rule_policyCatalog_siJointFusion202511_4\">");
    String row = catalog.substring(start, catalog.indexOf("</rule>", start) + "</rule>".length());
    String newRow =
        row.replace("202511_4", "202601")
            .replace("2025-11.4", "2026-01")
            .replaceFirst("(?s)(_in_receivedOn\">\\s*<text>)-(</text>)", "$1>= \"2026-01-01\"$2");
    return catalog.replace(row, newRow + row);
  }

  /** A request whose two injections gave 72 % of relief: enough for 70, too little for 75. */
  private JsonNode open(String receivedAt) throws Exception {
    ObjectNode request =
        (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json")));
    request.put("requestId", UUID.randomUUID().toString()).put("receivedAt", receivedAt);
    request.withObject("/procedure").put("plannedDate", "2026-01-15");
    request
        .at("/evidence/nicotineLabs")
        .forEach(lab -> ((ObjectNode) lab).put("drawnOn", "2025-12-20"));
    request
        .at("/evidence/injections")
        .forEach(
            injection -> {
              ((ObjectNode) injection).remove(List.of("painBefore", "painAfter"));
              ((ObjectNode) injection).putObject("reliefPercent").put("low", 72).put("high", 72);
            });
    HttpResponse<String> answer = modeler.post("ines", "/api/requests", request.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json.readTree(answer.body());
  }

  private JsonNode waiting() throws Exception {
    ObjectNode request =
        (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve("seed.json")));
    request.put("requestId", UUID.randomUUID().toString()).remove("receivedAt");
    return json.readTree(modeler.post("ines", "/api/requests", request.toString()).body());
  }

  private static String status(JsonNode view, String criterion) {
    for (JsonNode each : view.at("/assessment/criteria")) {
      if (each.get("id").asText().equals(criterion)) {
        return each.get("status").asText();
      }
    }
    throw new AssertionError("no " + criterion);
  }

  @Test
  void newCasesAreJudgedByTheNewVersionAndOldOnesAreNot() throws Exception {
    JsonNode waiting = waiting();
    JsonNode early = open(AFTER);
    assertThat(early.at("/policy/version").asText())
        .as("before the deployment")
        .isEqualTo("2025-11.4");

    assertThat(modeler.deploy("ana", "policy-catalog.dmn", catalog()).body())
        .as("the policy comes before its row")
        .contains("Deploy that version first");
    HttpResponse<String> policy = modeler.deploy("ana", "si-joint-fusion.dmn", policy());
    assertThat(policy.statusCode()).as(policy.body()).isEqualTo(200);
    assertThat(open(AFTER).at("/policy/version").asText())
        .as("deployed, and not live without its row")
        .isEqualTo("2025-11.4");
    HttpResponse<String> catalog = modeler.deploy("ana", "policy-catalog.dmn", catalog());
    assertThat(catalog.statusCode()).as(catalog.body()).isEqualTo(200);

    JsonNode young = open(AFTER);
    assertThat(young.at("/policy/version").asText()).isEqualTo("2026-01");
    assertThat(status(young, "diagnosticInjections")).isEqualTo("NOT_MET");
    JsonNode old = open(BEFORE);
    assertThat(old.at("/policy/version").asText()).isEqualTo("2025-11.4");
    assertThat(status(old, "diagnosticInjections")).isEqualTo("MET");
    assertThat(old.at("/determination/disposition").asText()).isEqualTo("CERTIFY");

    JsonNode kept =
        json.readTree(
            modeler.get("ines", "/api/requests/" + waiting.get("caseNumber").asText()).body());
    assertThat(kept.at("/policy/version").asText())
        .as("a waiting case keeps its version")
        .isEqualTo("2025-11.4");
    HttpResponse<String> evidence =
        modeler.post(
            "ines",
            "/api/requests/" + waiting.get("caseNumber").asText() + "/evidence",
            """
        {"injections": [{"date": "2025-03-01", "side": "RIGHT", "guidance": "CT", "combinedWith": [], "steroid": true,
                         "reliefPercent": {"low": 72, "high": 72}, "reliefDuration": {"value": 3, "unit": "MONTHS"}},
                        {"date": "2025-05-02", "side": "RIGHT", "guidance": "CT", "combinedWith": [], "steroid": true,
                         "reliefPercent": {"low": 72, "high": 72}, "reliefDuration": {"value": 3, "unit": "MONTHS"}}]}""");
    assertThat(evidence.statusCode()).as(evidence.body()).isEqualTo(200);
    assertThat(json.readTree(evidence.body()).at("/policy/version").asText())
        .isEqualTo("2025-11.4");

    JsonNode deployments =
        json.readTree(modeler.get("ana", "/api/deployments?size=2").body()).get("items");
    assertThat(deployments.findValuesAsText("deployedBy")).containsExactly("ana", "ana");
    assertThat(deployments.at("/0/files/0/name").asText()).isEqualTo("policy-catalog.dmn");
  }

  /**
   * Another policy whose author took every name and the version tag of the first, and asks for more
   * relief.
   */
  private static final String ANOTHER =
      Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))
          .replace("id=\"si-joint-fusion\"", "id=\"another-fusion\"")
          .replaceFirst("<text>70</text>", "<text>75</text>");

  private static final String OF_ANOTHER = "2025-12-30T10:00:00-05:00";

  /**
   * The catalogue with a row on top that judges what was received on one day by the other policy.
   */
  private static String catalogOfTwo() {
    String catalog = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
    int start = catalog.indexOf("<rule id=\"rule_policyCatalog_siJointFusion202511_4\">");
    String row = catalog.substring(start, catalog.indexOf("</rule>", start) + "</rule>".length());
    return catalog
        .replace("<text>\"si-joint-fusion\",", "<text>\"si-joint-fusion\",\"another-fusion\",")
        .replace(
            row,
            row.replace("202511_4", "another")
                    .replace("\"si-joint-fusion\"", "\"another-fusion\"")
                    .replaceFirst(
                        "(?s)(_in_receivedOn\">\\s*<text>)-(</text>)", "$1\"2025-12-30\"$2")
                + row);
  }

  @Test
  void twoPoliciesWithTheSameNamesAndTheSameTagLiveSideBySide() throws Exception {
    for (HttpResponse<String> deployed :
        List.of(
            modeler.deploy("ana", "another-fusion.dmn", ANOTHER),
            modeler.deploy("ana", "policy-catalog.dmn", catalogOfTwo()))) {
      assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    }

    assertThat(
            json.readTree(modeler.get("ana", "/api/deployments?size=1").body())
                .at("/items/0/findings")
                .findValuesAsText("message"))
        .as("what the notices lack is said where the policy goes live")
        .anyMatch(
            message ->
                message.startsWith("another-fusion 2025-11.4: ")
                    && message.contains("no translation into 'es'"));

    JsonNode first = open(BEFORE);
    JsonNode second = open(OF_ANOTHER);

    assertThat(first.at("/policy"))
        .hasToString(
            "{\"id\":\"si-joint-fusion\",\"version\":\"2025-11.4\",\"finalTables\":\"2026-11\"}");
    assertThat(second.at("/policy"))
        .hasToString(
            "{\"id\":\"another-fusion\",\"version\":\"2025-11.4\",\"finalTables\":\"2026-11\"}");
    assertThat(status(first, "diagnosticInjections")).isEqualTo("MET");
    assertThat(status(second, "diagnosticInjections")).isEqualTo("NOT_MET");
    for (JsonNode view : List.of(first, second)) {
      String number = view.get("caseNumber").asText();
      assertThat(recheck.recheck(number).standing())
          .as(recheck.recheck(number).toString())
          .isEqualTo(Recheck.Result.Standing.SAME);
      CaseTrace trace = tracer.trace(number);
      assertThat(trace.findings()).isEmpty();
      assertThat(trace.policy().decision()).isEqualTo("siJointFusion");
      assertThat(trace.assessments().get(0).tables())
          .extracting(CaseTrace.TableStep::decision)
          .contains("diagnosticInjections", "determination");
    }
    assertThat(
            history("another-fusion--siJointFusion")
                .singleResult()
                .getDecisionRequirementsDefinitionKey())
        .isEqualTo("another-fusion");
    assertThat(history("another-fusion--baselinePain").count()).as("a table of it").isOne();
    assertThat(history("si-joint-fusion--baselinePain").list())
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.getDecisionRequirementsDefinitionKey())
                    .isEqualTo("si-joint-fusion"));

    assertThat(replayed(ANOTHER.replaceFirst("<text>75</text>", "<text>70</text>"), OF_ANOTHER))
        .containsExactly(second.get("caseNumber").asText() + " NOT_MET MET");
    assertThat(replayed(policy(), OF_ANOTHER))
        .as("a candidate of the first policy says nothing of the second's cases")
        .isEmpty();
    assertThat(modeler.get("ana", "/workbench/another-fusion").body())
        .contains("Version 2025-11.4", "Rows of the catalogue");
  }

  private HistoricDecisionInstanceQuery history(String key) {
    return engine
        .getHistoryService()
        .createHistoricDecisionInstanceQuery()
        .decisionDefinitionKey(key);
  }

  /** The cases received on a day that a candidate judges, and what becomes of the injections. */
  private List<String> replayed(String candidate, String day) throws Exception {
    Replay replay =
        new Replay(
            policies, PolicyFile.read("candidate", candidate.getBytes(StandardCharsets.UTF_8)));
    OffsetDateTime from = OffsetDateTime.parse(day);
    List<String> differences = new ArrayList<>();
    try (StoredCases cases =
        new StoredCases(stored, new ReceiptPeriod(from, from.plusSeconds(1)))) {
      for (PastCase past : cases.next(100)) {
        past.judge(replay)
            .ifPresent(
                judged ->
                    differences.add(
                        judged.name()
                            + " "
                            + judged.comparison().old().criteria().get("diagnosticInjections")
                            + " "
                            + judged.comparison().now().criteria().get("diagnosticInjections")));
      }
    }
    return differences;
  }

  private String versionOf(String lineOfBusiness, String receivedAt) throws Exception {
    ObjectNode request =
        (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve("seed.json")));
    request
        .put("requestId", UUID.randomUUID().toString())
        .put("lineOfBusiness", lineOfBusiness)
        .put("receivedAt", receivedAt);
    return json.readTree(modeler.post("ines", "/api/requests", request.toString()).body())
        .at("/policy/version")
        .asText();
  }

  private HttpResponse<String> send(String path, Map<String, String> fields) throws Exception {
    return modeler.form("ana", path, "same-origin", List.of(), fields);
  }

  private static String shown(String page, String pattern) {
    return Pattern.compile(pattern)
        .matcher(page)
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError(page))
        .group(1);
  }

  /**
   * The page shows what a row changes, deploys it only when it is sent again, and takes the
   * catalogue back in the same way.
   */
  @Test
  void aVersionGoesLiveAndBackOnAPage() throws Exception {
    String before = versionOf("MEDICAID", "2026-03-02T10:00:00Z");
    HttpResponse<String> deployed =
        modeler.deploy(
            "ana", "si-joint-fusion.dmn", policy().replace("\"2026-01\"", "\"2026-03\""));
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    String version =
        shown(
            modeler.get("ana", "/workbench/live").body(),
            "<option value=\"([^\"]+)\">si-joint-fusion, Version 2026-03");
    Map<String, String> order =
        Map.of(
            "version",
            version,
            "codes",
            "27279",
            "lines",
            "MEDICAID",
            "determinations",
            "none",
            "from",
            "2026-03-01",
            "reason",
            "CPT 27279 for \"Medicaid\" & others.");

    HttpResponse<String> preview = send("/workbench/live", order);
    assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
    assertThat(preview.body())
        .contains(
            "rule_policyCatalog_si_joint_fusion_2026_03",
            "<h2>Findings of policy-catalog</h2>",
            "<h2>Findings of si-joint-fusion</h2>");
    assertThat(
            modeler
                .get("ana", "/workbench/" + shown(preview.body(), "href=\"(replay/[^\"]+)\""))
                .statusCode())
        .as("the replay that was started")
        .isEqualTo(200);
    assertThat(versionOf("MEDICAID", "2026-03-02T10:00:00Z"))
        .as("nothing is deployed yet")
        .isEqualTo(before);

    Map<String, String> sentAgain = new HashMap<>(order);
    sentAgain.put("seen", shown(preview.body(), "name=\"seen\" value=\"([^\"]+)\""));
    assertThat(send("/workbench/live", sentAgain).body())
        .as("the stricter threshold fails examples, and nobody has looked at them")
        .contains("Not every example of the policy holds");
    sentAgain.put("examples", "seen");
    HttpResponse<String> live = send("/workbench/live", sentAgain);
    assertThat(live.statusCode()).as(live.body()).isEqualTo(303);
    assertThat(live.headers().firstValue("Location")).hasValue("live");
    assertThat(versionOf("MEDICAID", "2026-03-02T10:00:00Z")).isEqualTo("2026-03");
    assertThat(versionOf("MEDICAID", "2026-02-28T10:00:00Z"))
        .as("received before")
        .isEqualTo(before);
    assertThat(versionOf("CHIP", "2026-03-02T10:00:00Z"))
        .as("of another line")
        .isNotEqualTo("2026-03");
    assertThat(send("/workbench/live", sentAgain).statusCode())
        .as("looked at before it was changed")
        .isEqualTo(409);
    assertThat(modeler.get("ana", "/workbench/live").body())
        .containsPattern(
            "(?s)<td>2026-03</td><td>Procedure code 27279; Side LEFT, RIGHT; Line of business MEDICAID; Received on &gt;= 2026-03-01; Local determination of Medicare none</td><td>ana</td>");

    String earlier =
        shown(
            modeler.get("ana", "/workbench/live").body(),
            "(?s)name=\"to\"><option value=\"\"[^>]*>-</option><option value=\"([^\"]+)\"");
    HttpResponse<String> back = send("/workbench/live/back", Map.of("to", earlier));
    assertThat(back.body()).contains("rule_policyCatalog_si_joint_fusion_2026_03");
    HttpResponse<String> rolledBack =
        send(
            "/workbench/live/back",
            Map.of("to", earlier, "seen", shown(back.body(), "name=\"seen\" value=\"([^\"]+)\"")));
    assertThat(rolledBack.statusCode()).as(rolledBack.body()).isEqualTo(303);
    assertThat(versionOf("MEDICAID", "2026-03-02T10:00:00Z")).isEqualTo(before);
  }

  /**
   * A version whose table adds a number to a text, which is nothing in FEEL: a case would be denied
   * without a reason.
   */
  @Test
  void aPolicyThatCouldNotSayWhyDoesNotGoLive() throws Exception {
    String silent =
        policy()
            .replace("\"2026-01\"", "\"2026-05\"")
            .replace(
                "<text>\"No baseline pain score is documented.\"</text>",
                "<text>\"No score of \" + leastPain</text>");
    HttpResponse<String> deployed = modeler.deploy("ana", "si-joint-fusion.dmn", silent);
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);

    HttpResponse<String> live =
        modeler.deploy("ana", "policy-catalog.dmn", catalog().replace("2026-01\"", "2026-05\""));

    assertThat(live.statusCode()).as(live.body()).isEqualTo(400);
    assertThat(live.body())
        .contains(
            "the policy gives no reason or no citation for 'baselinePain'",
            "deploy them as a new version, and then this row");
  }

  private String shadowPage(String id) throws Exception {
    while (judge.judgeSome()) {
      // The duty takes the cases in pieces.
    }
    HttpResponse<String> page = modeler.get("aud", "/workbench/shadow/" + id);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    return page.body();
  }

  @Test
  void aShadowSaysWhatItWouldHaveDecidedAndDecidesNothing() throws Exception {
    users.add("aud", "pw", "Aud", "A", Groups.AUDITORS);
    HttpResponse<String> deployed =
        modeler.deploy(
            "ana", "si-joint-fusion.dmn", policy().replace("\"2026-01\"", "\"2026-07\""));
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    assertThat(send("/workbench/shadow", Map.of()).statusCode()).isEqualTo(400);
    HttpResponse<String> chosen =
        send(
            "/workbench/shadow",
            Map.of(
                "version",
                shown(
                    modeler.get("ana", "/workbench/shadow").body(),
                    "<option value=\"([^\"]+)\">si-joint-fusion, Version 2026-07")));
    assertThat(chosen.statusCode()).as(chosen.body()).isEqualTo(303);
    String id = chosen.headers().firstValue("Location").orElseThrow().replace("shadow/", "");

    JsonNode live = open(BEFORE);

    assertThat(live.at("/policy/version").asText()).isEqualTo("2025-11.4");
    assertThat(live.at("/determination/disposition").asText()).isEqualTo("CERTIFY");
    assertThat(shadowPage(id))
        .contains(
            "1 cases judged beside the live version: 1 with another disposition",
            "diagnosticInjections: MET to NOT_MET",
            live.get("caseNumber").asText(),
            "injectionStandard: rule_injectionStandard_current");
    assertThat(
            json.readTree(
                modeler.get("ines", "/api/requests/" + live.get("caseNumber").asText()).body()))
        .as("the case is as it was")
        .isEqualTo(live);

    assertThat(send("/workbench/shadow/" + id + "/end", Map.of()).statusCode()).isEqualTo(303);
    open(BEFORE);
    assertThat(shadowPage(id)).contains("1 cases judged beside the live version", "Ended 20");
  }

  @Test
  void aShadowThatFailsIsShownAndHurtsNoRequest() throws Exception {
    users.add("aud", "pw", "Aud", "A", Groups.AUDITORS);
    String id =
        shadows
            .start(
                new DeployedFiles.Version(
                    "si-joint-fusion", "gone", "si-joint-fusion.dmn", "2026-08", null, false),
                "ana",
                clock.instant())
            .id();

    JsonNode live = open(BEFORE);

    assertThat(live.at("/determination/disposition").asText()).isEqualTo("CERTIFY");
    assertThat(shadowPage(id))
        .contains("It could not judge 1 cases", live.get("caseNumber").asText());
    shadows.end(id, clock.instant());
  }

  @Test
  void goingBackAsksWhereItLeavesAProcedureWithoutAPolicy() throws Exception {
    Map<String, String> order =
        new HashMap<>(
            Map.of(
                "version",
                shown(
                    modeler.get("ana", "/workbench/live").body(),
                    "<option value=\"([^\"]+)\">si-joint-fusion, Version"),
                "codes",
                "0001Z",
                "determinations",
                "none",
                "reason",
                "A new code."));
    order.put(
        "seen", shown(send("/workbench/live", order).body(), "name=\"seen\" value=\"([^\"]+)\""));
    order.put("examples", "seen");
    HttpResponse<String> live = send("/workbench/live", order);
    assertThat(live.statusCode()).as(live.body()).isEqualTo(303);
    Map<String, String> back =
        new HashMap<>(
            Map.of(
                "to",
                shown(
                    modeler.get("ana", "/workbench/live").body(),
                    "(?s)name=\"to\"><option value=\"\"[^>]*>-</option><option value=\"([^\"]+)\"")));

    HttpResponse<String> asked = send("/workbench/live/back", back);
    assertThat(asked.body()).contains("Requests for 0001Z of COMMERCIAL");
    back.put("seen", shown(asked.body(), "name=\"seen\" value=\"([^\"]+)\""));
    HttpResponse<String> refused = send("/workbench/live/back", back);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("judged by none any more");
    back.put("agreed", shown(asked.body(), "name=\"agreed\" required value=\"([^\"]+)\""));
    assertThat(send("/workbench/live/back", back).statusCode()).isEqualTo(303);
  }

  @Test
  void whatIsMissingInTheFormIsSaid() throws Exception {
    String version =
        shown(
            modeler.get("ana", "/workbench/live").body(),
            "<option value=\"([^\"]+)\">si-joint-fusion, Version");
    Map<String, String> order =
        new HashMap<>(Map.of("version", version, "codes", "27279", "reason", "So."));
    for (Map.Entry<String, String> wrong :
        Map.of("version", "", "codes", "27279 knee", "from", "tomorrow", "reason", "   ")
            .entrySet()) {
      Map<String, String> fields = new HashMap<>(order);
      fields.put(wrong.getKey(), wrong.getValue());
      assertThat(send("/workbench/live", fields).statusCode()).as(wrong.toString()).isEqualTo(400);
    }
    order.put("determinations", "Nobody");
    assertThat(send("/workbench/live", order).statusCode())
        .as("a determination that the catalogue does not know")
        .isEqualTo(400);
    order.remove("determinations");
    order.put("lines", "NONE_SUCH");
    assertThat(send("/workbench/live", order).body())
        .as("a line that no request has")
        .contains("NONE_SUCH")
        .doesNotContain("name=\"seen\"");
    assertThat(send("/workbench/live/back", Map.of("to", "none")).statusCode()).isEqualTo(400);
    users.add("aud", "pw", "Aud", "A", Groups.AUDITORS);
    assertThat(modeler.get("aud", "/workbench/live").statusCode()).isEqualTo(200);
    assertThat(modeler.form("aud", "/workbench/live", "same-origin", List.of(), order).statusCode())
        .isEqualTo(403);
  }
}
