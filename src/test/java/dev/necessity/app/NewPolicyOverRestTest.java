package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/**
 * A policy of another kind, a drug by units and a laboratory's value, without a joint and without a
 * side: begun on the page, changed as an analyst would with Modeler, deployed over REST to the
 * running server. The next request for its code is judged by it.
 */
@OwnEngineRest
class NewPolicyOverRestTest extends ApiCalls {

  private static final Map<String, String> IRON =
      Map.of(
          "id",
          "iron-infusion",
          "title",
          "Iron infusion",
          "codes",
          "J1439, J1756",
          "tag",
          "2026-01",
          "criteria",
          "ferritinLow | Ferritin is low | Ferritin lab\n\ndoseAllowed | The dose is within the label | Prescription\n");

  private HttpResponse<byte[]> begin(String user, Map<String, String> fields) throws Exception {
    String form =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/workbench/new"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return HttpClient.newHttpClient()
        .send(FormToken.on(request).build(), BodyHandlers.ofByteArray());
  }

  private static Map<String, byte[]> unzipped(byte[] zip) throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        files.put(entry.getName(), entries.readAllBytes());
      }
    }
    return files;
  }

  private static void change(Map<String, byte[]> files, String file, String... changes) {
    String text = new String(files.get(file), StandardCharsets.UTF_8);
    for (int i = 0; i < changes.length; i += 2) {
      assertThat(text).as(file).contains(changes[i]);
      text = text.replace(changes[i], changes[i + 1]);
    }
    files.put(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A value with its unit in the place of a question, and the units that are asked for. */
  private static void askForAValue(Map<String, byte[]> files) {
    change(
        files,
        "forms/iron-infusion-ferritin-lab.form",
        "\"key\": \"showsFerritinLow\",",
        "\"key\": \"unit\",",
        "\"type\": \"datetime\",\n          \"id\": \"Field_date\",",
        "\"type\": \"number\", \"id\": \"Field_ferritin\", \"key\": \"ferritin\", \"label\": \"Ferritin\"}, {\"type\": \"datetime\",\n          \"id\": \"Field_date\",",
        "\"value\": \"YES\"",
        "\"value\": \"ng/mL\"",
        "\"value\": \"NO\"",
        "\"value\": \"ug/L\"");
    String low = "convert(ferritin, unit, &quot;ng/mL&quot;)";
    change(
        files,
        "dmn/iron-infusion.dmn",
        "showsFerritinLow = &quot;YES&quot;",
        "ferritinKnown and " + low + " &lt; 30",
        "showsFerritinLow = &quot;NO&quot;",
        "ferritinKnown and " + low + " &gt;= 30",
        "count(facts.evidence.ironInfusionPrescription[showsDoseAllowed = &quot;YES&quot;])",
        "if facts.unitsKnown and facts.units &lt;= 1500 then 1 else 0",
        "count(facts.evidence.ironInfusionPrescription[showsDoseAllowed = &quot;NO&quot;])",
        "if facts.unitsKnown and facts.units &gt; 1500 then 1 else 0");
  }

  private ObjectNode request(int units, String lab) throws Exception {
    return (ObjectNode)
        json.readTree(
            "{'requestId': '%s', 'lineOfBusiness': 'COMMERCIAL', 'member': {'memberId': 'M-1'}, 'provider': {'npi': '1234567893'}, 'requestedSetting': 'AMBULATORY', 'diagnoses': ['D50.9'], 'procedure': {'code': 'J1439', 'units': %d, 'placeOfService': '11'}, 'evidence': {'ironInfusionFerritinLab': [%s]}}"
                .formatted(UUID.randomUUID(), units, lab)
                .replace('\'', '"'));
  }

  private JsonNode opened(int units, String lab) throws Exception {
    HttpResponse<byte[]> answer = post("ines", "/api/requests", request(units, lab).toString());
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
    return read(
        call(
            "ines",
            "GET",
            "/api/requests/" + read(answer).path("caseNumber").asText(),
            "application/json",
            null));
  }

  @Test
  void theNextRequestForItsCodeIsJudgedByIt() throws Exception {
    HttpResponse<byte[]> begun = begin("ana", IRON);
    assertThat(begun.statusCode()).as(text(begun)).isEqualTo(200);
    assertThat(begun.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"iron-infusion.zip\"");
    Map<String, byte[]> files = unzipped(begun.body());
    askForAValue(files);
    Modeler modeler = new Modeler(port);

    HttpResponse<String> alone =
        modeler.deploy(
            "ana",
            "iron-infusion",
            Map.of("iron-infusion.dmn", files.get("dmn/iron-infusion.dmn")));
    assertThat(alone.statusCode()).isEqualTo(400);
    assertThat(alone.body()).contains("There is no form 'iron-infusion-ferritin-lab'");
    HttpResponse<String> deployed =
        modeler.deploy(
            "ana",
            "iron-infusion",
            files.entrySet().stream()
                .filter(
                    file ->
                        file.getKey().startsWith("forms/")
                            || file.getKey().equals("dmn/iron-infusion.dmn"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    HttpResponse<String> live =
        modeler.deploy(
            "ana",
            "policy-catalog",
            Map.of("policy-catalog.dmn", files.get("dmn/policy-catalog.dmn")));
    assertThat(live.statusCode()).as(live.body()).isEqualTo(200);

    JsonNode certified = opened(1000, "{'ferritin': 12.5, 'unit': 'ug/L'}");
    assertThat(certified.toString())
        .contains("\"policy\":{\"id\":\"iron-infusion\"")
        .contains("\"disposition\":\"CERTIFY\"")
        .contains("It is documented: Ferritin is low");
    String caseNumber = certified.path("caseNumber").asText();
    for (String page :
        new String[] {"trace", "notice?audience=MEMBER", "notice?audience=PROVIDER"}) {
      HttpResponse<byte[]> answer =
          call("aud", "GET", "/api/requests/" + caseNumber + "/" + page, "application/json", null);
      assertThat(answer.statusCode()).as(page + text(answer)).isEqualTo(200);
    }

    JsonNode asked = opened(1000, "");
    assertThat(asked.toString()).contains("WAITING_FOR_DOCUMENTATION");
    JsonNode tasks =
        read(
            call(
                "rita",
                "GET",
                "/engine-rest/task?processInstanceBusinessKey=" + asked.path("caseNumber").asText(),
                "application/json",
                null));
    assertThat(
            Stream.iterate(0, i -> i < tasks.size(), i -> i + 1)
                .map(i -> tasks.get(i).path("name").asText()))
        .anyMatch(name -> name.contains("Ferritin lab"));

    JsonNode adverse = opened(2000, "{'ferritin': 12.5, 'unit': 'ng/mL'}");
    assertThat(adverse.toString())
        .contains("DO_NOT_CERTIFY")
        .contains("A record says otherwise: The dose is within the label");
    isDeniedByAMedicalDirectorOnly(adverse.path("caseNumber").asText());

    assertThat(
            read(post("aud", "/api/requests/" + caseNumber + "/recheck", ""))
                .path("standing")
                .asText())
        .isEqualTo("SAME");
    assertThat(
            text(
                post("ana", "/api/assessments?documentation=CLOSED", request(2000, "").toString())))
        .contains("\"status\":\"NOT_MET\"")
        .contains("DO_NOT_CERTIFY");
    assertThat(text(post("ana", "/api/assessments/explain", request(1000, "").toString())))
        .contains("Ferritin lab", "ironInfusionFerritinLab");
    assertThat(
            text(
                call(
                    "aud",
                    "GET",
                    "/api/metrics/prior-authorization?year=" + Year.now(ZoneOffset.UTC),
                    "application/json",
                    null)))
        .contains("denied");
    assertThat(text(call("ana", "GET", "/workbench/iron-infusion", "text/html", null)))
        .contains("Ferritin is low");
  }

  private void isDeniedByAMedicalDirectorOnly(String caseNumber) throws Exception {
    String task =
        read(call(
                "mia",
                "GET",
                "/engine-rest/task?processInstanceBusinessKey=" + caseNumber,
                "application/json",
                null))
            .at("/0/id")
            .asText();
    String uphold =
        "{\"variables\": {\"decision\": {\"value\": \"UPHOLD\"}, \"rationale\": {\"value\": \"More than the label allows, and no reason for it.\"},"
            + " \"reviewerSpecialty\": {\"value\": \"207X00000X\"}, \"reviewerNpi\": {\"value\": \"1487650917\"}, \"specialtyReason\": {\"value\": \"Nobody of another specialty is at hand.\"}}}";
    assertThat(post("rita", "/engine-rest/task/" + task + "/submit-form", uphold).statusCode())
        .isGreaterThanOrEqualTo(400);

    HttpResponse<byte[]> reviewed =
        post("mia", "/engine-rest/task/" + task + "/submit-form", uphold);

    assertThat(reviewed.statusCode()).as(text(reviewed)).isEqualTo(204);
    assertThat(
            read(call("ines", "GET", "/api/requests/" + caseNumber, "application/json", null))
                .path("determination")
                .toString())
        .contains("DO_NOT_CERTIFY", "\"kind\":\"CLINICIAN\"", "1487650917");
    assertThat(
            text(
                call(
                    "ines",
                    "GET",
                    "/api/requests/" + caseNumber + "/notice?audience=MEMBER",
                    "application/json",
                    null)))
        .contains("The dose is within the label");
  }

  @Test
  void whatCannotBeBegunIsSaidOnThePage() throws Exception {
    Map<String, String> existing = new TreeMap<>(IRON);
    existing.put("id", "si-joint-fusion");
    existing.put("codes", "j1439");
    HttpResponse<byte[]> answer = begin("ana", existing);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer))
        .contains(
            "There is a policy or a table with the id &#39;si-joint-fusion&#39; already.",
            "The procedure code &#39;j1439&#39; is none.");
    assertThat(
            text(
                begin(
                    "ana",
                    Map.of(
                        "id",
                        "x",
                        "title",
                        "X",
                        "codes",
                        "J1439",
                        "tag",
                        "1",
                        "criteria",
                        "a | b | c | d"))))
        .contains("has more than three parts");
    assertThat(begin("ana", Map.of()).statusCode()).isEqualTo(400);
    assertThat(begin("aud", IRON).statusCode()).isEqualTo(403);
    assertThat(text(call("aud", "GET", "/workbench/new", "text/html", null)))
        .contains("Begin a policy");
  }
}
