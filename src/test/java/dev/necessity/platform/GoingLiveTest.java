package dev.necessity.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.audit.CaseTrace;
import dev.necessity.audit.CaseTracer;
import dev.necessity.audit.Recheck;
import dev.necessity.policy.Policies;
import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.replay.PastCase;
import dev.necessity.policy.replay.Replay;
import dev.necessity.workflow.ReceiptPeriod;
import dev.necessity.workflow.StoredAssessments;
import dev.necessity.workflow.StoredCases;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricDecisionInstanceQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** An analyst raises the relief threshold to 75 % as version 2026-01, for requests received from 2026 on (docs/analysts.md). */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.application.name=going-live")
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
        .replace("camunda:versionTag=\"2025-11.3\"", "camunda:versionTag=\"2026-01\"").replaceFirst("<text>70</text>", "<text>75</text>");
  }

  /** The catalogue with a row for the new version on top: the first rule, copied, with the date and the version changed. */
  private static String catalog() {
    String catalog = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
    int start = catalog.indexOf("<rule id=\"rule_policyCatalog_siJointFusion202511_3\">");
    String row = catalog.substring(start, catalog.indexOf("</rule>", start) + "</rule>".length());
    String newRow = row.replace("202511_3", "202601").replace("2025-11.3", "2026-01")
        .replaceFirst("(?s)(_in_receivedOn\">\\s*<text>)-(</text>)", "$1>= \"2026-01-01\"$2");
    return catalog.replace(row, newRow + row);
  }

  /** A request whose two injections gave 72 % of relief: enough for 70, too little for 75. */
  private JsonNode open(String receivedAt) throws Exception {
    ObjectNode request = (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json")));
    request.put("requestId", UUID.randomUUID().toString()).put("receivedAt", receivedAt);
    request.withObject("/procedure").put("plannedDate", "2026-01-15");
    request.at("/evidence/nicotineLabs").forEach(lab -> ((ObjectNode) lab).put("drawnOn", "2025-12-20"));
    request.at("/evidence/injections").forEach(injection -> {
      ((ObjectNode) injection).remove(List.of("painBefore", "painAfter"));
      ((ObjectNode) injection).putObject("reliefPercent").put("low", 72).put("high", 72);
    });
    HttpResponse<String> answer = modeler.post("ines", "/api/requests", request.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json.readTree(answer.body());
  }

  private JsonNode waiting() throws Exception {
    ObjectNode request = (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve("seed.json")));
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
    assertThat(early.at("/policy/version").asText()).as("before the deployment").isEqualTo("2025-11.3");

    assertThat(modeler.deploy("ana", "policy-catalog.dmn", catalog()).body()).as("the policy comes before its row").contains("Deploy that version first");
    HttpResponse<String> policy = modeler.deploy("ana", "si-joint-fusion.dmn", policy());
    assertThat(policy.statusCode()).as(policy.body()).isEqualTo(200);
    assertThat(open(AFTER).at("/policy/version").asText()).as("deployed, and not live without its row").isEqualTo("2025-11.3");
    HttpResponse<String> catalog = modeler.deploy("ana", "policy-catalog.dmn", catalog());
    assertThat(catalog.statusCode()).as(catalog.body()).isEqualTo(200);

    JsonNode young = open(AFTER);
    assertThat(young.at("/policy/version").asText()).isEqualTo("2026-01");
    assertThat(status(young, "diagnosticInjections")).isEqualTo("NOT_MET");
    JsonNode old = open(BEFORE);
    assertThat(old.at("/policy/version").asText()).isEqualTo("2025-11.3");
    assertThat(status(old, "diagnosticInjections")).isEqualTo("MET");
    assertThat(old.at("/determination/disposition").asText()).isEqualTo("CERTIFY");

    JsonNode kept = json.readTree(modeler.get("ines", "/api/requests/" + waiting.get("caseNumber").asText()).body());
    assertThat(kept.at("/policy/version").asText()).as("a waiting case keeps its version").isEqualTo("2025-11.3");
    HttpResponse<String> evidence = modeler.post("ines", "/api/requests/" + waiting.get("caseNumber").asText() + "/evidence", """
        {"injections": [{"date": "2025-03-01", "side": "RIGHT", "guidance": "CT", "combinedWith": [], "steroid": true,
                         "reliefPercent": {"low": 72, "high": 72}, "reliefDuration": {"value": 3, "unit": "MONTHS"}},
                        {"date": "2025-05-02", "side": "RIGHT", "guidance": "CT", "combinedWith": [], "steroid": true,
                         "reliefPercent": {"low": 72, "high": 72}, "reliefDuration": {"value": 3, "unit": "MONTHS"}}]}""");
    assertThat(evidence.statusCode()).as(evidence.body()).isEqualTo(200);
    assertThat(json.readTree(evidence.body()).at("/policy/version").asText()).isEqualTo("2025-11.3");

    JsonNode deployments = json.readTree(modeler.get("ana", "/api/deployments?size=2").body()).get("items");
    assertThat(deployments.findValuesAsText("deployedBy")).containsExactly("ana", "ana");
    assertThat(deployments.at("/0/files/0/name").asText()).isEqualTo("policy-catalog.dmn");
  }

  /** Another policy whose author took every name and the version tag of the first, and asks for more relief. */
  private static final String ANOTHER = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))
      .replace("id=\"si-joint-fusion\"", "id=\"another-fusion\"").replaceFirst("<text>70</text>", "<text>75</text>");
  private static final String OF_ANOTHER = "2025-12-30T10:00:00-05:00";

  /** The catalogue with a row on top that judges what was received on one day by the other policy. */
  private static String catalogOfTwo() {
    String catalog = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
    int start = catalog.indexOf("<rule id=\"rule_policyCatalog_siJointFusion202511_2\">");
    String row = catalog.substring(start, catalog.indexOf("</rule>", start) + "</rule>".length());
    return catalog.replace("<text>\"si-joint-fusion\",\"none\"</text>", "<text>\"si-joint-fusion\",\"another-fusion\",\"none\"</text>")
        .replace(row, row.replace("202511_2", "another").replace("\"si-joint-fusion\"", "\"another-fusion\"")
            .replaceFirst("(?s)(_in_receivedOn\">\\s*<text>)-(</text>)", "$1\"2025-12-30\"$2") + row);
  }

  @Test
  void twoPoliciesWithTheSameNamesAndTheSameTagLiveSideBySide() throws Exception {
    for (HttpResponse<String> deployed : List.of(modeler.deploy("ana", "another-fusion.dmn", ANOTHER), modeler.deploy("ana", "policy-catalog.dmn", catalogOfTwo()))) {
      assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    }

    JsonNode first = open(BEFORE);
    JsonNode second = open(OF_ANOTHER);

    assertThat(first.at("/policy")).hasToString("{\"id\":\"si-joint-fusion\",\"version\":\"2025-11.3\"}");
    assertThat(second.at("/policy")).hasToString("{\"id\":\"another-fusion\",\"version\":\"2025-11.3\"}");
    assertThat(status(first, "diagnosticInjections")).isEqualTo("MET");
    assertThat(status(second, "diagnosticInjections")).isEqualTo("NOT_MET");
    for (JsonNode view : List.of(first, second)) {
      String number = view.get("caseNumber").asText();
      assertThat(recheck.recheck(number).standing()).as(recheck.recheck(number).toString()).isEqualTo(Recheck.Result.Standing.SAME);
      CaseTrace trace = tracer.trace(number);
      assertThat(trace.findings()).isEmpty();
      assertThat(trace.policy().decision()).isEqualTo("siJointFusion");
      assertThat(trace.assessments().get(0).tables()).extracting(CaseTrace.TableStep::decision).contains("diagnosticInjections", "determination");
    }
    assertThat(history("another-fusion--siJointFusion").singleResult().getDecisionRequirementsDefinitionKey()).isEqualTo("another-fusion");
    assertThat(history("another-fusion--baselinePain").count()).as("a table of it").isOne();
    assertThat(history("si-joint-fusion--baselinePain").list()).isNotEmpty().allSatisfy(each -> assertThat(each.getDecisionRequirementsDefinitionKey()).isEqualTo("si-joint-fusion"));

    assertThat(replayed(ANOTHER.replaceFirst("<text>75</text>", "<text>70</text>"), OF_ANOTHER)).containsExactly(second.get("caseNumber").asText() + " NOT_MET MET");
    assertThat(replayed(policy(), OF_ANOTHER)).as("a candidate of the first policy says nothing of the second's cases").isEmpty();
    assertThat(modeler.get("ana", "/workbench/another-fusion").body()).contains("Version 2025-11.3", "Rows of the catalogue");
  }

  private HistoricDecisionInstanceQuery history(String key) {
    return engine.getHistoryService().createHistoricDecisionInstanceQuery().decisionDefinitionKey(key);
  }

  /** The cases received on a day that a candidate judges, and what becomes of the injections. */
  private List<String> replayed(String candidate, String day) throws Exception {
    Replay replay = new Replay(policies, PolicyFile.read("candidate", candidate.getBytes(StandardCharsets.UTF_8)));
    OffsetDateTime from = OffsetDateTime.parse(day);
    List<String> differences = new ArrayList<>();
    try (StoredCases cases = new StoredCases(stored, new ReceiptPeriod(from, from.plusSeconds(1)))) {
      for (PastCase past : cases.next(100)) {
        past.judge(replay).ifPresent(judged -> differences.add(judged.name() + " " + judged.comparison().old().criteria().get("diagnosticInjections")
            + " " + judged.comparison().now().criteria().get("diagnosticInjections")));
      }
    }
    return differences;
  }
}
