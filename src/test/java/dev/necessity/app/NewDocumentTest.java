package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.cases.ReceiptPeriod;
import dev.necessity.history.StoredAssessments;
import dev.necessity.history.StoredCases;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.replay.PastCase;
import dev.necessity.policy.replay.Replay;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/**
 * A policy of another kind, a drug that asks for a laboratory's value, and the document that it
 * asks for: both are deployed to the running server, and no Java knows them.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.application.name=going-live")
@ActiveProfiles("test")
@OwnEngineRest
class NewDocumentTest {

  static final String FORM =
      """
      {"id": "iron-lab", "type": "default", "schemaVersion": 16, "executionPlatform": "Camunda Platform", "executionPlatformVersion": "7.24.0", "components": [
        {"type": "radio", "id": "F1", "key": "available", "label": "Is it there?", "values": [{"label": "Yes", "value": true}, {"label": "No", "value": false}],
         "properties": {"list": "ironLabs", "answeredBy": "list = \\"ironLabs\\" and analyte = \\"FERRITIN\\""}},
        {"type": "textarea", "id": "F0", "key": "unavailableReason", "label": "Why not?"},
        {"type": "select", "id": "F2", "key": "analyte", "label": "Measured", "values": [{"label": "Ferritin", "value": "FERRITIN"}, {"label": "Saturation", "value": "SATURATION"}], "validate": {"required": true}},
        {"type": "number", "id": "F3", "key": "value", "label": "Result", "validate": {"required": true, "min": 0}},
        {"type": "select", "id": "F4", "key": "unit", "label": "Unit", "values": [{"label": "µg/L", "value": "ug/L"}, {"label": "mg/L", "value": "mg/L"}], "validate": {"required": true}},
        {"type": "expression", "id": "F5", "key": "micrograms", "expression": "=if unit = \\"mg/L\\" then value * 1000 else value"},
        {"type": "expression", "id": "F7", "key": "receivedDay", "expression": "=receivedOn", "properties": {"type": "text"}},
        {"type": "checkbox", "id": "F6", "key": "more", "label": "Another one?"}]}""";

  static final String POLICY =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="iron-infusion" name="Iron infusion" namespace="https://example.org/iron">
        <decision id="ironStatus" name="ironStatus" camunda:versionTag="2026-01" camunda:historyTimeToLive="P1D"><variable id="v1" name="ironStatus"/>
          <informationRequirement id="r1"><requiredInput href="#facts"/></informationRequirement>
          <literalExpression id="e1"><text>if count(facts.evidence.ironLabs[analyte = "FERRITIN"]) = 0 then "UNSURE"
            else if some lab in facts.evidence.ironLabs satisfies lab.analyte = "FERRITIN" and lab.microgramsKnown and lab.micrograms &lt; 30 then "MET" else "NOT_MET"</text></literalExpression></decision>
        <decision id="documentRequests" name="documentRequests" camunda:versionTag="2026-01" camunda:historyTimeToLive="P1D"><variable id="v2" name="documentRequests"/>
          <decisionTable id="t2" hitPolicy="COLLECT">
            <output id="o1" label="Document" name="requestedDocument" typeRef="string"/><output id="o2" label="Title" name="documentTitle" typeRef="string"/>
            <output id="o3" label="Form" name="documentForm" typeRef="string"/><output id="o4" label="Group" name="documentGroup" typeRef="string"/>
            <rule id="asked"><outputEntry id="c1"><text>"IRON_LAB"</text></outputEntry><outputEntry id="c2"><text>"Iron laboratory"</text></outputEntry>
              <outputEntry id="c3"><text>"iron-lab"</text></outputEntry><outputEntry id="c4"><text>"reviewers"</text></outputEntry></rule></decisionTable></decision>
        <decision id="levelOfCare" name="levelOfCare" camunda:versionTag="2026-01" camunda:historyTimeToLive="P1D"><variable id="v5" name="levelOfCare"/>
          <decisionTable id="t5" hitPolicy="FIRST">
            <output id="o5" label="Setting" name="setting" typeRef="string"/><output id="o6" label="Days" name="inpatientDays" typeRef="number"/>
            <output id="o7" label="Adverse" name="settingAdverse" typeRef="boolean"/><output id="o8" label="Reason" name="settingReason" typeRef="string"/><output id="o9" label="Citation" name="settingCitation" typeRef="string"/>
            <rule id="ambulatory"><outputEntry id="c5"><text>"AMBULATORY"</text></outputEntry><outputEntry id="c6"><text>0</text></outputEntry><outputEntry id="c7"><text>false</text></outputEntry>
              <outputEntry id="c8"><text>"An infusion needs no stay."</text></outputEntry><outputEntry id="c9"><text>"Standard of the plan"</text></outputEntry></rule></decisionTable></decision>
        <decision id="ironInfusion" name="ironInfusion" camunda:versionTag="2026-01" camunda:historyTimeToLive="P1D"><variable id="v3" name="ironInfusion"/>
          <informationRequirement id="r2"><requiredDecision href="#ironStatus"/></informationRequirement>
          <informationRequirement id="r3"><requiredDecision href="#documentRequests"/></informationRequirement>
          <informationRequirement id="r5"><requiredDecision href="#levelOfCare"/></informationRequirement>
          <informationRequirement id="r4"><requiredInput href="#facts"/></informationRequirement>
          <literalExpression id="e3"><text>{
            criteria: [{id: "ironDeficiency", title: "Iron deficiency", critical: true, judged: ironStatus, reason: "What the laboratory says: " + ironStatus, citation: "Standard of the plan",
              documents: if ironStatus = "UNSURE" then ["IRON_LAB"] else [], evidence: facts.evidence.ironLabs.id}],
            documents: for i in 1..count(requestedDocument) return {document: requestedDocument[i], title: documentTitle[i], form: documentForm[i], group: documentGroup[i]},
            setting: setting, inpatientDays: inpatientDays, settingAdverse: settingAdverse, settingReason: settingReason, certifiedUntil: "NONE", doubts: [], nextSteps: [], caveats: []}</text></literalExpression></decision>
        <inputData id="facts" name="facts"><variable id="v4" name="facts"/></inputData>
      </definitions>""";

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired Users users;
  @Autowired StoredAssessments stored;
  @Autowired Policies policies;
  @Autowired ProcessEngine engine;

  private Modeler modeler;

  @BeforeEach
  void people() {
    modeler = new Modeler(port);
    users.add("ana", "pw", "Ana", "A", Groups.ANALYSTS);
    users.add("ines", "pw", "Ines", "I", Groups.INTAKE);
    users.add("rita", "pw", "Rita", "R", Groups.REVIEWERS);
    users.add("aud", "pw", "Aud", "A", Groups.AUDITORS);
  }

  /** The catalogue with a row for the drug on top: the first rule, copied. */
  private static String catalog() {
    String catalog = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
    int start = catalog.indexOf("<rule id=\"rule_policyCatalog_siJointFusion202511_4\">");
    String row = catalog.substring(start, catalog.indexOf("</rule>", start) + "</rule>".length());
    String ours =
        row.replace("rule_policyCatalog_siJointFusion202511_4", "rule_policyCatalog_iron")
            .replace("\"27279\"", "\"J1439\"")
            .replace("\"LEFT\",\"RIGHT\"", "-")
            .replace("\"si-joint-fusion\"", "\"iron-infusion\"")
            .replace("\"siJointFusion\"", "\"ironInfusion\"")
            .replace("\"2025-11.4\"", "\"2026-01\"");
    return catalog
        .replace(row, ours + row)
        .replace("\"si-joint-fusion\",", "\"iron-infusion\",\"si-joint-fusion\",")
        .replace("\"siJointFusion\",", "\"ironInfusion\",\"siJointFusion\",");
  }

  private void deploy(String name, Map<String, String> files) throws Exception {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    files.forEach((file, content) -> contents.put(file, content.getBytes(StandardCharsets.UTF_8)));
    HttpResponse<String> deployed = modeler.deploy("ana", name, contents);
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
  }

  private void goesLive() throws Exception {
    if (engine
            .getRepositoryService()
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey("iron-infusion--ironInfusion")
            .count()
        == 0) {
      deploy("iron", Map.of("iron-infusion.dmn", POLICY, "iron-lab.form", FORM));
      deploy("policy-catalog", Map.of("policy-catalog.dmn", catalog()));
    }
  }

  private JsonNode get(String user, String path) throws Exception {
    HttpResponse<String> answer = modeler.get(user, path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json.readTree(answer.body());
  }

  private String opened() throws Exception {
    JsonNode view = sent(request());
    assertThat(view.at("/policy/id").asText()).as(view.toString()).isEqualTo("iron-infusion");
    assertThat(view.at("/openDocumentation/0/document").asText())
        .as(view.toString())
        .isEqualTo("IRON_LAB");
    return view.get("caseNumber").asText();
  }

  private JsonNode sent(ObjectNode request) throws Exception {
    HttpResponse<String> answer = modeler.post("ines", "/api/requests", request.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json.readTree(answer.body());
  }

  private ObjectNode request() throws Exception {
    ObjectNode request =
        (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve("seed.json")));
    request
        .put("requestId", UUID.randomUUID().toString())
        .put("requestedSetting", "AMBULATORY")
        .remove("receivedAt");
    request.remove(List.of("evidence", "inpatientDays", "inpatientNeed", "inpatientReasons"));
    request.putObject("procedure").put("code", "J1439").put("units", 750);
    return request;
  }

  @Test
  void aFormThatIsDeployedLaterSaysOfAnOpenCaseWhatTheEarlierOneSaid() throws Exception {
    goesLive();
    String opened = opened();
    deploy(
        "iron-lab",
        Map.of(
            "iron-lab.form",
            FORM.replace("value * 1000 else value", "value * 1000 else value * 2")));
    String later = opened();
    for (String caseNumber : List.of(opened, later)) {
      HttpResponse<String> answered =
          modeler.post(
              "ines",
              "/api/requests/" + caseNumber + "/evidence",
              "{\"ironLabs\": [{\"analyte\": \"FERRITIN\", \"value\": 20, \"unit\": \"ug/L\"}]}");
      assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
      goOn(caseNumber);
    }
    deploy("iron-lab", Map.of("iron-lab.form", FORM));

    assertThat(get("ines", "/api/requests/" + opened).at("/determination/disposition").asText())
        .as("20 is below 30")
        .isEqualTo("CERTIFY");
    assertThat(get("ines", "/api/requests/" + later).get("state").asText())
        .as("40 is not")
        .isEqualTo("IN_REVIEW");
  }

  @Test
  void anExpressionThatFailsIsRefusedWhereASampleShowsItAndKeepsTheCaseWhereOnlyARecordDoes()
      throws Exception {
    goesLive();
    String expression = "if unit = \\\"mg/L\\\" then value * 1000 else value";
    HttpResponse<String> refused =
        modeler.deploy("ana", "iron-lab.form", FORM.replace(expression, "valve * 1000"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("iron-lab.form", "'micrograms'", "Nobody gives the expression 'valve'");

    deploy(
        "iron-lab",
        Map.of(
            "iron-lab.form",
            FORM.replace(expression, "if value > 1000 then \\\"much\\\" else value")));
    ObjectNode request = request();
    request
        .putObject("evidence")
        .putArray("ironLabs")
        .addObject()
        .put("analyte", "FERRITIN")
        .put("value", 2000)
        .put("unit", "ug/L");
    String kept = sent(request).get("caseNumber").asText();
    assertThatThrownBy(() -> goOn(kept))
        .hasStackTraceContaining(
            "The expression of the field 'micrograms' of the form 'iron-lab' cannot be computed for a record")
        .hasStackTraceContaining("Correct the expression, deploy the form, and try again.");

    deploy("iron-lab", Map.of("iron-lab.form", FORM));
    goOn(kept);
    assertThat(get("ines", "/api/requests/" + kept).get("state").asText()).isEqualTo("IN_REVIEW");
    assertThat(
            stored
                .find(kept)
                .orElseThrow()
                .facts()
                .at("/evidence/ironLabs/0/micrograms")
                .decimalValue())
        .isEqualByComparingTo("2000");
  }

  @Test
  void aWhatIfOverAnExpressionThatFailsSaysOfWhichFormAndWhatToDo() throws Exception {
    goesLive();
    deploy(
        "iron-lab",
        Map.of(
            "iron-lab.form",
            FORM.replace(
                "if unit = \\\"mg/L\\\" then value * 1000 else value",
                "if value > 1000 then \\\"much\\\" else value")));
    ObjectNode request = request();
    request
        .putObject("evidence")
        .putArray("ironLabs")
        .addObject()
        .put("analyte", "FERRITIN")
        .put("value", 2000)
        .put("unit", "ug/L");

    HttpResponse<String> answer = modeler.post("ines", "/api/assessments", request.toString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(json.readTree(answer.body()).get("detail").asText())
        .isEqualTo(
            "The expression of the field 'micrograms' of the form 'iron-lab' cannot be computed for a record: "
                + "it gives something else than its type says. Correct the expression, deploy the form, and try again. Nothing was stored.");
    deploy("iron-lab", Map.of("iron-lab.form", FORM));
    assertThat(modeler.post("ines", "/api/assessments", request.toString()).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"key\": \"analyte\"                    | \"key\": \"substance\"           | have no property 'analyte'",
        "\"value\": \"FERRITIN\"                 | \"value\": \"TRANSFERRIN\"       | is never \"FERRITIN\". Take one of TRANSFERRIN, SATURATION, UNKNOWN.",
        "\"key\": \"micrograms\"                 | \"key\": \"milligrams\"          | has no property 'microgramsKnown'",
        "value * 1000 else value\"               | string(value) else string(value)\", \"properties\": {\"type\": \"text\"} | 'lab.micrograms' is a text and is compared with a number",
        "\"list\": \"ironLabs\", \"answeredBy\": \"list = \\\"ironLabs\\\" and | \"list\": \"labs\", \"answeredBy\": \"list = \\\"ironLabs\\\" and | has no property 'ironLabs'",
      })
  void aFormKeepsWhatAPolicyThatIsLiveReads(String kept, String changed, String why)
      throws Exception {
    goesLive();
    assertThat(FORM).contains(kept);
    String without = FORM.replace(kept, changed);

    HttpResponse<String> refused = modeler.deploy("ana", "iron-lab.form", without);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(json.readTree(refused.body()).get("message").asText())
        .contains(
            "iron-lab.form: Version '2026-01' of the policy 'iron-infusion' is live and reads 'ironLabs' otherwise. ironStatus, 'expression': ",
            why);
    assertThat(
            modeler
                .form(
                    "ana",
                    "/workbench/check",
                    "same-origin",
                    List.of(
                        new Modeler.Upload(
                            "file", "iron-lab.form", without.getBytes(StandardCharsets.UTF_8))),
                    Map.of())
                .body())
        .contains(
            "of the policy &#39;iron-infusion&#39; is live and reads &#39;ironLabs&#39; otherwise.");

    deploy(
        "iron-lab",
        Map.of(
            "iron-lab.form",
            FORM.replace("\"label\": \"Result\"", "\"label\": \"What it says\"")
                .replace("\"value\": \"SATURATION\"", "\"value\": \"OTHER\"")));
    deploy("iron-lab", Map.of("iron-lab.form", FORM));
  }

  @Test
  void itBecomesATaskItsAnswerIsJudgedAndOverTheApiItIsAnsweredAsWell() throws Exception {
    goesLive();

    String typed = opened();
    JsonNode task = get("rita", "/engine-rest/task?processInstanceBusinessKey=" + typed);
    assertThat(task.at("/0/name").asText()).contains("Iron laboratory");
    assertThat(task.at("/0/camundaFormRef/key").asText()).isEqualTo("iron-lab");
    assertThat(
            get(
                    "rita",
                    "/engine-rest/task/"
                        + task.at("/0/id").asText()
                        + "/form-variables?variableNames=receivedOn,plannedDate")
                .toString())
        .as("what the form's expressions use, and no more")
        .contains("\"receivedOn\"")
        .doesNotContain("plannedDate");
    HttpResponse<String> submitted =
        modeler.post(
            "rita",
            "/engine-rest/task/" + task.at("/0/id").asText() + "/submit-form",
            """
        {"variables": {"available": {"value": true}, "analyte": {"value": "FERRITIN"}, "value": {"value": 0.0125}, "unit": {"value": "mg/L"}, "micrograms": {"value": 1000}}}""");
    assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(204);
    isCertified(typed);

    String sent = opened();
    HttpResponse<String> other =
        modeler.post(
            "ines",
            "/api/requests/" + sent + "/evidence",
            "{\"ironLabs\": [{\"analyte\": \"SATURATION\", \"value\": 12, \"unit\": \"ug/L\"}]}");
    assertThat(json.readTree(other.body()).at("/openDocumentation/0/document").asText())
        .as("a record that the form says does not answer it")
        .isEqualTo("IRON_LAB");
    HttpResponse<String> refused =
        modeler.post(
            "ines",
            "/api/requests/" + sent + "/evidence",
            "{\"ironLabs\": [{\"analyte\": \"FERRITIN\", \"value\": 500, \"unit\": \"ug/L\", \"micrograms\": 12}]}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("/ironLabs/0/micrograms", "is not a field that exists here");
    HttpResponse<String> answered =
        modeler.post(
            "ines",
            "/api/requests/" + sent + "/evidence",
            "{\"ironLabs\": [{\"analyte\": \"FERRITIN\", \"value\": 12.5, \"unit\": \"ug/L\"}], \"baselinePain\": {\"score\": 4}}");
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
    isCertified(sent);

    String candidate = POLICY.replace("2026-01", "2026-02");
    assertThat(replayed(candidate, sent)).as("the same rules").isEqualTo("MET");
    for (Map.Entry<Integer, String> scores : Map.of(1, "MET", 2, "NOT_MET").entrySet()) {
      String stricter =
          candidate.replace(
              "then \"MET\" else",
              "and count(facts.evidence.baselinePain) = " + scores.getKey() + " then \"MET\" else");
      assertThat(replayed(stricter, sent))
          .as("a list that the case's policy does not read: %s", scores)
          .isEqualTo(scores.getValue());
    }
  }

  private String replayed(String candidate, String caseNumber) throws Exception {
    Replay replay =
        new Replay(
            policies, PolicyFile.read("candidate", candidate.getBytes(StandardCharsets.UTF_8)));
    OffsetDateTime received = stored.find(caseNumber).orElseThrow().position().receivedAt();
    try (StoredCases cases =
        new StoredCases(stored, new ReceiptPeriod(received, received.plusSeconds(1)))) {
      for (PastCase past : cases.next(100)) {
        Optional<PastCase.Judged> judged =
            past.judge(replay).filter(one -> one.name().equals(caseNumber));
        if (judged.isPresent()) {
          return judged.get().comparison().now().criteria().get("ironDeficiency");
        }
      }
    }
    throw new AssertionError("The case is not among the cases of its day.");
  }

  /** What a task is followed by, as the job executor would. */
  private void goOn(String caseNumber) {
    String run = stored.find(caseNumber).orElseThrow().processInstance();
    engine
        .getManagementService()
        .createJobQuery()
        .processInstanceId(run)
        .messages()
        .list()
        .forEach(job -> engine.getManagementService().executeJob(job.getId()));
  }

  private void isCertified(String caseNumber) throws Exception {
    goOn(caseNumber);
    JsonNode view = get("ines", "/api/requests/" + caseNumber);
    assertThat(view.get("state").asText()).as(view.toString()).isEqualTo("DECIDED");
    assertThat(view.at("/determination/disposition").asText()).isEqualTo("CERTIFY");

    JsonNode facts = stored.find(caseNumber).orElseThrow().facts();
    JsonNode evidence = facts.path("evidence");
    assertThat(evidence.properties())
        .as("what the policy reads, and nothing else")
        .extracting(Map.Entry::getKey)
        .containsExactly("ironLabs");
    JsonNode lab = evidence.path("ironLabs").get(evidence.path("ironLabs").size() - 1);
    assertThat(lab.path("micrograms").decimalValue())
        .as("what the server computed")
        .isEqualByComparingTo("12.5");
    assertThat(lab.path("microgramsKnown").asBoolean()).isTrue();
    assertThat(lab.path("receivedDay").asText()).isEqualTo(facts.path("receivedOn").asText());

    assertThat(get("aud", "/api/requests/" + caseNumber + "/trace").toString())
        .contains("ironLabs", "FERRITIN");
    assertThat(
            get("ines", "/api/requests/" + caseNumber + "/notice?audience=PROVIDER&lang=en")
                .toString())
        .contains("Iron deficiency");
    assertThat(
            json.readTree(
                    modeler.post("aud", "/api/requests/" + caseNumber + "/recheck", "").body())
                .path("standing")
                .asText())
        .isEqualTo("SAME");
  }
}
