package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.Models;
import dev.necessity.request.ContentHash;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files on their way into the engine: what is refused, with which words, and what is kept of those
 * that pass.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.application.name=deployments")
@ActiveProfiles("test")
abstract class DeploymentGuardTest {

  private static final String POLICY = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
  private static final String CATALOG = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
  private static final String REVIEW_OUTCOME =
      Models.text(Models.DMN.resolve("review-outcome.dmn"));

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired Users users;
  @Autowired ProcessEngine engine;
  @Autowired ModelDeployment models;
  @Autowired TransactionTemplate transaction;

  private Modeler modeler;

  @BeforeEach
  void people() {
    modeler = new Modeler(port);
    users.add("ana", "pw", "Ana", "A", Groups.ANALYSTS);
    users.add("rita", "pw", "Rita", "R", Groups.REVIEWERS);
    users.add("aud", "pw", "Aud", "A", Groups.AUDITORS);
    users.add("ada", "pw", "Ada", "A", Groups.ADMIN);
  }

  private static String newVersion(String tag) {
    return POLICY.replace("camunda:versionTag=\"2025-11.4\"", "camunda:versionTag=\"" + tag + "\"");
  }

  private JsonNode refused(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    return json.readTree(answer.body());
  }

  private long definitions() {
    return engine.getRepositoryService().createDecisionDefinitionQuery().count();
  }

  private JsonNode newest() throws Exception {
    return json.readTree(modeler.get("aud", "/api/deployments?size=1").body()).at("/items/0");
  }

  @Test
  void anErrorRefusesTheDeploymentAndSaysWhereItIs() throws Exception {
    long before = definitions();

    JsonNode answer =
        refused(
            modeler.deploy(
                "ana",
                "si-joint-fusion.dmn",
                newVersion("2099-01")
                    .replaceFirst("<text>\"NOT_MET\"</text>", "<text>NOT_MET</text>")));

    assertThat(answer.get("message").asText())
        .startsWith("The deployment was refused: one error.")
        .contains(
            "si-joint-fusion.dmn: diagnosticInjections, row 2, rule_diagnosticInjections_twoCannotQualify, 'Status'",
            "Write \"NOT_MET\".");
    assertThat(answer.at("/details/si-joint-fusion.dmn/errors/0/mainElementId").asText())
        .isEqualTo("diagnosticInjections");
    assertThat(definitions()).isEqualTo(before);
  }

  @Test
  void whoWasRefusedWhatIsKept() throws Exception {
    refused(
        modeler.deploy(
            "ana",
            "si-joint-fusion.dmn",
            newVersion("2099-02")
                .replaceFirst("<text>\"NOT_MET\"</text>", "<text>NOT_MET</text>")));

    JsonNode kept = newest();
    assertThat(kept.get("outcome").asText()).isEqualTo("REFUSED");
    assertThat(kept.get("deployedBy").asText()).isEqualTo("ana");
    assertThat(kept.at("/files/0/sha256").asText()).hasSize(64);
    assertThat(kept.at("/findings/0/check").asText()).isEqualTo("UNQUOTED_TEXT");
    assertThat(kept.at("/findings/0/rule").asText())
        .isEqualTo("row 2, rule_diagnosticInjections_twoCannotQualify");
  }

  @Test
  void whatTheEngineRefusesAfterTheCheckIsKeptToo() throws Exception {
    transaction.executeWithoutResult(
        status -> {
          engine
              .getRepositoryService()
              .createDeployment()
              .addString("a.form", "{\"id\": \"a\", \"components\": []}")
              .deploy();
          status.setRollbackOnly();
        });

    JsonNode kept = newest();
    assertThat(kept.get("outcome").asText()).isEqualTo("REFUSED");
    assertThat(kept.at("/files/0/name").asText()).isEqualTo("a.form");
    assertThat(kept.at("/findings/0/message").asText())
        .contains("the engine refused the deployment");
  }

  @Test
  void anIdIsInOneFileOfADeployment() throws Exception {
    byte[] form = "{\"id\": \"twice\", \"components\": []}".getBytes(StandardCharsets.UTF_8);
    byte[] table =
        REVIEW_OUTCOME.replace("reviewOutcome", "twiceOutcome").getBytes(StandardCharsets.UTF_8);

    assertThat(
            refused(modeler.deploy("ana", "twice", Map.of("a.form", form, "b.form", form)))
                .get("message")
                .asText())
        .contains("b.form: The id 'twice' is also in a.form");
    assertThat(
            refused(modeler.deploy("ana", "twice", Map.of("a.dmn", table, "b.dmn", table)))
                .get("message")
                .asText())
        .contains("b.dmn: The id 'twiceOutcome' is also in a.dmn");
  }

  @Test
  void oneBadFileRefusesTheFilesAroundIt() throws Exception {
    long before = definitions();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "good.dmn",
        REVIEW_OUTCOME.replace("reviewOutcome", "anotherOutcome").getBytes(StandardCharsets.UTF_8));
    files.put("bad.dmn", "hello".getBytes(StandardCharsets.UTF_8));

    assertThat(refused(modeler.deploy("ana", "two", files)).get("message").asText())
        .contains("bad.dmn: This is no XML file");
    assertThat(definitions()).isEqualTo(before);
  }

  @Test
  void aChangedPolicyNeedsANewVersionTag() throws Exception {
    JsonNode answer =
        refused(
            modeler.deploy(
                "ana",
                "si-joint-fusion.dmn",
                POLICY.replaceFirst("<text>70</text>", "<text>75</text>")));

    assertThat(answer.get("message").asText())
        .contains(
            "its version tag '2025-11.4' is deployed already", "new version tag on every decision");
  }

  @Test
  void aPolicyStaysAPolicyAndATableATable() throws Exception {
    assertThat(
            refused(
                    modeler.deploy(
                        "ana",
                        "review-outcome.dmn",
                        REVIEW_OUTCOME.replace(
                            "camunda:historyTimeToLive",
                            "camunda:versionTag=\"1\" camunda:historyTimeToLive")))
                .get("message")
                .asText())
        .contains("is deployed without a version tag", "needs another id of the file");
    assertThat(
            refused(
                    modeler.deploy(
                        "ana",
                        "si-joint-fusion.dmn",
                        POLICY
                            .replace(" camunda:versionTag=\"2025-11.4\"", "")
                            .replace("name=\"facts\"", "name=\"other\"")))
                .get("message")
                .asText())
        .contains("is deployed with version tags, and cases are pinned to them");
  }

  @Test
  void anUnchangedPolicyIsNotDeployedTwiceUnderItsTag() throws Exception {
    assertThat(
            refused(modeler.deploy("ana", "si-joint-fusion.dmn", POLICY)).get("message").asText())
        .contains("There is nothing to deploy.");
    assertThat(
            engine
                .getRepositoryService()
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("si-joint-fusion--siJointFusion")
                .versionTag("2025-11.4")
                .count())
        .isOne();
  }

  @Test
  void aDeploymentFromJavaIsCheckedAsWell() {
    assertThatThrownBy(
            () ->
                engine
                    .getRepositoryService()
                    .createDeployment()
                    .addString("bad.dmn", "hello")
                    .deploy())
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("bad.dmn: This is no XML file");
  }

  @Test
  void aCatalogueRowNeedsItsPolicy() throws Exception {
    JsonNode answer =
        refused(
            modeler.deploy(
                "ana",
                "policy-catalog.dmn",
                CATALOG.replace("<text>\"2025-11.4\"</text>", "<text>\"2031-05\"</text>")));

    assertThat(answer.get("message").asText())
        .contains(
            "row 1, rule_policyCatalog_siJointFusion202511",
            "makes version '2031-05' of the policy 'si-joint-fusion' live, by its decision 'siJointFusion', which is not deployed");
  }

  @Test
  void aCatalogueRowNeedsItsFinalTables() throws Exception {
    assertThat(
            refused(
                    modeler.deploy(
                        "ana", "policy-catalog.dmn", CATALOG.replace("\"2026-11\"", "\"2031-05\"")))
                .get("message")
                .asText())
        .contains(
            "row 1, rule_policyCatalog_siJointFusion202511",
            "has cases decided by version '2031-05' of the final tables, which is not deployed");
    assertThat(
            refused(
                    modeler.deploy(
                        "ana",
                        "policy-catalog.dmn",
                        CATALOG.replace("<text>\"2026-11\"</text>", "<text>\"none\"</text>")))
                .get("message")
                .asText())
        .contains(
            "row 1, rule_policyCatalog_siJointFusion202511",
            "names no final tables, and version '2025-11.4' of 'siJointFusion' ends in no determination of its own");
  }

  @Test
  void aPolicyWhoseAnswerLacksWhatTheFinalTablesNeedIsRefused() throws Exception {
    String message =
        refused(
                modeler.deploy(
                    "ana",
                    "si-joint-fusion.dmn",
                    newVersion("2031-01").replace(" settingAdverse: settingAdverse,", "")))
            .get("message")
            .asText();

    assertThat(message)
        .contains(
            "si-joint-fusion.dmn",
            "siJointFusion",
            "The policy's answer lacks what the final tables need: 'settingAdverse'.");
  }

  @Test
  void aDocumentNeedsItsFormDeployedOrInTheSameDeployment() throws Exception {
    String tables =
        Models.text(
                Models.files(Models.DMN, ".dmn").stream()
                    .filter(file -> Models.text(file).contains("\"nicotine-lab\""))
                    .findFirst()
                    .orElseThrow())
            .replaceAll("camunda:versionTag=\"[^\"]*\"", "camunda:versionTag=\"2032-01\"")
            .replace("\"nicotine-lab\"", "\"cotinine-lab\"");
    byte[] form =
        Models.text(Path.of("forms", "nicotine-lab.form"))
            .replace("\"nicotine-lab\"", "\"cotinine-lab\"")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(
            refused(modeler.deploy("ana", "si-joint-fusion.dmn", tables)).get("message").asText())
        .contains(
            "si-joint-fusion.dmn: documentRequests, row 4, rule_documentRequests_nicotineLab, 'Form'",
            "There is no form 'cotinine-lab'");
    HttpResponse<String> together =
        modeler.deploy(
            "ana",
            "together",
            Map.of(
                "si-joint-fusion.dmn",
                tables.getBytes(StandardCharsets.UTF_8),
                "cotinine-lab.form",
                form));
    assertThat(together.statusCode()).as(together.body()).isEqualTo(200);
  }

  private HttpResponse<String> deploy(String file, String content, String agreed) throws Exception {
    return modeler.deploy(
        "ana",
        "agreed",
        Map.of(
            file,
            content.getBytes(StandardCharsets.UTF_8),
            "agreed.txt",
            agreed.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "notice-rights, noticeRights",
    "decision-clock, decisionClock",
    "policy-catalog, policyCatalog",
    "review-outcome, reviewOutcome",
    "delivery, deliveryChannels",
    "retention, caseRetention"
  })
  void aFileOfAnotherNameOrIdTakesNothingFromTheFileThatHoldsIt(String file, String decision)
      throws Exception {
    String tables = Models.text(Models.DMN.resolve(file + ".dmn"));
    for (HttpResponse<String> answer :
        List.of(
            modeler.deploy("ana", "copy.dmn", tables),
            modeler.deploy(
                "ana",
                file + ".dmn",
                tables.replace("id=\"" + file + "\"", "id=\"another-id\"")))) {
      assertThat(refused(answer).get("message").asText())
          .contains(
              "'" + decision + "'",
              "belongs to " + file + ".dmn, whose id is '" + file + "'",
              "with the line: take over " + file + ".dmn");
    }
  }

  @Test
  void aPolicyAndAFormStayInTheirFilesToo() throws Exception {
    String form = Models.text(Path.of("forms", "nicotine-lab.form"));
    assertThat(refused(modeler.deploy("ana", "copy of a lab.form", form)).get("message").asText())
        .contains("The form 'nicotine-lab' belongs to nicotine-lab.form");
    assertThat(
            refused(modeler.deploy("ana", "si-joint-fusion (1).dmn", newVersion("2099-03")))
                .get("message")
                .asText())
        .contains("belongs to si-joint-fusion.dmn, whose id is 'si-joint-fusion'");
  }

  @Test
  void whoeverTakesOverSaysSoAndItIsKept() throws Exception {
    String table = REVIEW_OUTCOME.replaceAll("(as|review)(Requested|Outcome|Problems|er)", "own$2");
    String first = table.replace("\"review-outcome\"", "\"first-outcome\"");
    String second = table.replace("\"review-outcome\"", "\"second-outcome\"");
    HttpResponse<String> owner = modeler.deploy("ana", "first-outcome.dmn", first);
    assertThat(owner.statusCode()).as(owner.body()).isEqualTo(200);

    refused(modeler.deploy("ana", "second-outcome.dmn", second));
    refused(deploy("second-outcome.dmn", second, "take over review-outcome.dmn"));
    HttpResponse<String> taken =
        deploy("second-outcome.dmn", second, "\n  take over first-outcome.dmn\n");

    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    assertThat(newest().at("/findings").findValuesAsText("message"))
        .anyMatch(message -> message.contains("It was agreed to: 'take over first-outcome.dmn'."));
    assertThat(newest().at("/files").findValuesAsText("name")).contains("agreed.txt");
    assertThat(refused(deploy("first-outcome.dmn", first, "")).get("message").asText())
        .contains("belongs to second-outcome.dmn");
  }

  @Test
  void aCatalogueThatLosesAProcedureIsRefusedUntilThatIsAgreed() throws Exception {
    String without = CATALOG.replace("<text>\"27278\"</text>", "<text>\"0000F\"</text>");
    assertThat(without).isNotEqualTo(CATALOG);

    assertThat(
            refused(modeler.deploy("ana", "policy-catalog.dmn", without)).get("message").asText())
        .contains(
            "one error",
            "Requests for 27278 of ",
            "COMMERCIAL",
            "would be judged by none any more",
            "add a file agreed.txt to the deployment, with the line: no longer cover 27278");
    HttpResponse<String> agreed = deploy("policy-catalog.dmn", without, "no longer cover 27278");
    assertThat(agreed.statusCode()).as(agreed.body()).isEqualTo(200);
    HttpResponse<String> back = deploy("policy-catalog.dmn", CATALOG, "no longer cover 0000F");
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
  }

  @Test
  void thereAreNoTenants() {
    assertThatThrownBy(
            () ->
                engine
                    .getRepositoryService()
                    .createDeployment()
                    .tenantId("another-payer")
                    .addString("review-outcome.dmn", REVIEW_OUTCOME)
                    .deploy())
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("there are no tenants here");
  }

  @Test
  void aScriptInAnotherLanguageIsRefused() throws Exception {
    String scripted =
        REVIEW_OUTCOME.replaceFirst(
            "<outputEntry id=", "<outputEntry expressionLanguage=\"juel\" id=");

    assertThat(
            refused(modeler.deploy("ana", "review-outcome.dmn", scripted)).get("message").asText())
        .contains("is written in juel, and only FEEL is run");
  }

  @Test
  void aProcessBelongsToTheApplicationAndAFormIsAForm() throws Exception {
    String process = Models.text(Path.of("bpmn", "prior-authorization.bpmn"));

    assertThat(
            refused(modeler.deploy("ana", "prior-authorization.bpmn", process))
                .get("message")
                .asText())
        .contains(
            "prior-authorization.bpmn: This is a process or a case, which belong to the application",
            "Remove the file from the deployment");
    assertThat(refused(modeler.deploy("ana", "notes.txt", "notes")).get("message").asText())
        .contains("Only decisions (.dmn), forms (.form), the report of a replay");
    assertThat(
            refused(
                    modeler.deploy(
                        "ana",
                        "table.form",
                        "{\"id\": \"x\", \"components\": [{\"type\": \"dynamiclist\"}]}"))
                .get("message")
                .asText())
        .contains("of type 'dynamiclist'");
    assertThat(refused(modeler.deploy("ana", "nicotine-lab.form", "{}")).get("message").asText())
        .contains("The form has no id");
    assertThat(refused(modeler.deploy("ana", "nicotine-lab.form", "<a/>")).get("message").asText())
        .contains("it is not JSON");
  }

  @Test
  void whoDeployedWhatIsKeptWithItsWarnings() throws Exception {
    String undrawn =
        newVersion("2098-01")
            .replaceFirst(
                "(?s)<dmndi:DMNShape id=\"nicotineStatus_shape\".*?</dmndi:DMNShape>", "");

    HttpResponse<String> answer = modeler.deploy("ana", "si-joint-fusion.dmn", undrawn);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode kept = newest();
    assertThat(kept.get("deploymentId").asText())
        .isEqualTo(json.readTree(answer.body()).get("id").asText());
    assertThat(kept.get("deployedBy").asText()).isEqualTo("ana");
    assertThat(kept.get("source").asText()).isEqualTo("Camunda Modeler");
    assertThat(kept.at("/files/0/name").asText()).isEqualTo("si-joint-fusion.dmn");
    assertThat(kept.at("/files/0/sha256").asText()).hasSize(64);
    assertThat(kept.get("findings").findValuesAsText("check")).containsOnly("DIAGRAM");
    assertThat(kept.at("/findings/0/message").asText()).contains("'nicotineStatus'");
  }

  @Test
  void aReplayReportIsKeptWithTheFileThatItIsAbout() throws Exception {
    byte[] policy = newVersion("2097-01").getBytes(StandardCharsets.UTF_8);
    String report =
        "<html><head><meta name=\"necessity-candidate-sha256\" content=\"%s\"></head></html>";

    HttpResponse<String> foreign =
        modeler.deploy(
            "ana",
            "replayed",
            Map.of(
                "si-joint-fusion.dmn",
                policy,
                "replay.html",
                report.formatted("00ff").getBytes(StandardCharsets.UTF_8)));
    HttpResponse<String> own =
        modeler.deploy(
            "ana",
            "replayed",
            Map.of(
                "si-joint-fusion.dmn",
                policy,
                "replay.html",
                report.formatted(ContentHash.ofBytes(policy)).getBytes(StandardCharsets.UTF_8)));

    assertThat(refused(foreign).get("message").asText())
        .contains("replay.html: The replay report is about another file");
    assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
    assertThat(newest().get("replayReport").asText()).isEqualTo("replay.html");
  }

  @Test
  void deploymentsAreReadAsPages() throws Exception {
    byte[] policy =
        newVersion("2096-01")
            .replaceFirst("(?s)<dmndi:DMNShape id=\"nicotineStatus_shape\".*?</dmndi:DMNShape>", "")
            .getBytes(StandardCharsets.UTF_8);
    String report =
        "<html><head><meta name=\"necessity-candidate-sha256\" content=\"%s\"></head><script>alert(1)</script></html>"
            .formatted(ContentHash.ofBytes(policy));
    HttpResponse<String> accepted =
        modeler.deploy(
            "ana",
            "si-joint-fusion",
            Map.of(
                "si-joint-fusion.dmn",
                policy,
                "replay.html",
                report.getBytes(StandardCharsets.UTF_8)));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
    String id = json.readTree(accepted.body()).get("id").asText();
    refused(
        modeler.deploy(
            "ana", "<i>bad", Map.of("bad.dmn", "hello".getBytes(StandardCharsets.UTF_8))));
    String refusedId = newest().get("deploymentId").asText();

    assertThat(modeler.get("aud", "/workbench/deployments").body())
        .contains(
            "<a href=\"deployments/" + id + "\">",
            "<td>ana</td><td>Refused</td><td>bad.dmn</td><td>1</td>",
            "<td>the application</td><td>Deployed</td>");
    String page = modeler.get("ana", "/workbench/deployments/" + id).body();
    assertThat(page)
        .contains(
            "The diagram does not show &#39;nicotineStatus&#39;",
            id + "/report\">replay.html</a>",
            "<a href=\"../si-joint-fusion?deployment=" + id + "\">",
            "with the version before");
    String comparison =
        java.util.regex.Pattern.compile("href=\"\\.\\./(si-joint-fusion/comparison[^\"]*)\"")
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1)
            .replace("&amp;", "&");
    assertThat(modeler.get("ana", "/workbench/" + comparison).body()).contains("became 2096-01.");
    assertThat(
            modeler
                .get("ana", "/workbench/deployments/" + id + "/report")
                .headers()
                .firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policies -> assertThat(policies).startsWith("sandbox;"));
    assertThat(modeler.get("ana", "/workbench/deployments/" + refusedId).body())
        .contains("Refused", "This is no XML file", "&lt;i&gt;bad")
        .doesNotContain("<i>bad");
    assertThat(modeler.get("ana", "/workbench/deployments/none").statusCode()).isEqualTo(404);
    assertThat(modeler.get("rita", "/workbench/deployments").statusCode()).isEqualTo(403);
  }

  @Test
  void theModelsOfTheApplicationAreKeptToo() throws Exception {
    JsonNode all = json.readTree(modeler.get("ana", "/api/deployments").body()).get("items");
    List<JsonNode> first = new ArrayList<>();
    all.forEach(first::add);
    first.removeIf(deployment -> !deployment.get("deployedBy").isNull());
    List<List<String>> files =
        first.stream().map(deployment -> deployment.get("files").findValuesAsText("name")).toList();

    assertThat(first)
        .extracting(deployment -> deployment.get("source").asText())
        .containsOnly("application start");
    assertThat(files)
        .as("the final tables, and each policy, by themselves")
        .contains(
            List.of("dmn/determination.dmn"),
            List.of("dmn/si-joint-fusion.dmn"),
            List.of("dmn/si-joint-fusion-without-transfixation.dmn"));
    assertThat(files)
        .as("the others together")
        .anySatisfy(
            together ->
                assertThat(together)
                    .contains("dmn/policy-catalog.dmn", "bpmn/prior-authorization.bpmn"));
  }

  @Test
  void anotherStartDeploysNothingAgain() {
    long before = engine.getRepositoryService().createDeploymentQuery().count();

    models.deploy();

    assertThat(engine.getRepositoryService().createDeploymentQuery().count()).isEqualTo(before);
  }

  @Test
  void analystsAndAdministratorsDeployAndNobodyElse() throws Exception {
    assertThat(
            modeler
                .deploy(
                    "ada",
                    "review-outcome.dmn",
                    REVIEW_OUTCOME.replace("Outcome of the review", "Outcome of a review"))
                .statusCode())
        .isEqualTo(200);
    for (String user : new String[] {"rita", "aud"}) {
      assertThat(modeler.deploy(user, "review-outcome.dmn", REVIEW_OUTCOME).statusCode())
          .isEqualTo(403);
    }
    assertThat(modeler.deploy("nobody", "review-outcome.dmn", REVIEW_OUTCOME).statusCode())
        .isEqualTo(401);
    assertThat(modeler.get("ada", "/api/deployments").statusCode()).isEqualTo(200);
    assertThat(modeler.get("rita", "/api/deployments").statusCode()).isEqualTo(403);
    assertThat(modeler.get("ana", "/api/deployments?size=0").statusCode()).isEqualTo(400);
  }

  @Test
  void hostileFilesAreRefusedAndTheServerGoesOn(@TempDir Path folder) throws Exception {
    String entities =
        IntStream.range(1, 10)
            .mapToObj(i -> "<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)))
            .collect(Collectors.joining());
    String bomb =
        "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY l0 \"ha\">"
            + entities
            + "]><definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='x'>&l9;</definitions>";
    Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
    String thief =
        "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]><definitions>&x;</definitions>";

    assertThat(refused(modeler.deploy("ana", "bomb.dmn", bomb)).get("message").asText())
        .contains("document type");
    assertThat(refused(modeler.deploy("ana", "bomb.bpmn", bomb)).get("message").asText())
        .contains("document type");
    assertThat(refused(modeler.deploy("ana", "thief.dmn", thief)).toString())
        .contains("document type")
        .doesNotContain("the secret");
    assertThat(
            refused(modeler.deploy("ana", "deep.dmn", "<a>".repeat(100_000)))
                .get("message")
                .asText())
        .contains("elements deep");
    assertThat(
            refused(
                    modeler.deploy(
                        "ana",
                        "nameless.dmn",
                        REVIEW_OUTCOME.replaceFirst("<decision id=\"reviewOutcome\"", "<decision")))
                .get("message")
                .asText())
        .isNotBlank();

    assertThat(
            refused(
                    modeler.deploy(
                        "ana",
                        "endless.dmn",
                        evaluating("string(count(for i in 1..9999, j in 1..9999 return i))")))
                .get("message")
                .asText())
        .contains("keep the engine busy without end");
    assertThat(
            refused(
                    modeler.deploy(
                        "ana",
                        "recursing.dmn",
                        evaluating("{f: function(x) f(x + 1), all: f(1)}.all")))
                .get("message")
                .asText())
        .contains("FEEL has no function 'f'");
    assertThat(modeler.get("ana", "/api/deployments").statusCode()).isEqualTo(200);
  }

  private static String evaluating(String expression) {
    return REVIEW_OUTCOME.replaceFirst(
        "(<outputEntry id=\"rule_reviewOutcome_uphold_out_disposition\">\\s*<text>)[^<]*",
        "$1" + expression);
  }

  @Test
  void aFileOfFiftyMebibytesIsRefused() throws Exception {
    HttpResponse<String> answer =
        modeler.deploy("ana", "huge", Map.of("huge.dmn", new byte[50 * 1024 * 1024]));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(json.readTree(answer.body()).get("message").asText()).contains("larger than 12 MiB");
    assertThat(
            refused(modeler.deploy("ana", "large", Map.of("large.dmn", new byte[11 * 1024 * 1024])))
                .get("message")
                .asText())
        .contains("at most 10485760");
  }
}
