package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.junit.jupiter.api.Test;

/**
 * A document of another kind, a laboratory's value with its unit, is a form that somebody deploys
 * to the running server: no Java knows it.
 */
@OwnEngineRest
class OtherDocumentTest extends ApiCalls {

  private static final String FORM =
      """
      {"id": "ferritin-lab", "type": "default", "schemaVersion": 16, "executionPlatform": "Camunda Platform", "executionPlatformVersion": "7.24.0", "components": [
        {"type": "radio", "id": "F1", "key": "available", "label": "Is it there?", "values": [{"label": "Yes", "value": true}, {"label": "No", "value": false}], "properties": {"list": "ferritinLabs"}},
        {"type": "select", "id": "F2", "key": "analyte", "label": "Measured", "values": [{"label": "Ferritin", "value": "FERRITIN"}, {"label": "Saturation", "value": "TRANSFERRIN_SATURATION"}], "validate": {"required": true}},
        {"type": "number", "id": "F3", "key": "value", "label": "Result", "validate": {"required": true, "min": 0}},
        {"type": "textfield", "id": "F4", "key": "unit", "label": "Unit", "validate": {"required": true, "maxLength": 20}},
        {"type": "datetime", "id": "F5", "key": "drawnOn", "dateLabel": "Drawn on", "subtype": "date", "validate": {"required": true}, "properties": {"happened": "yes"}},
        {"type": "datetime", "id": "F6", "key": "reportedOn", "dateLabel": "Reported on", "subtype": "date", "properties": {"happened": "yes", "notBefore": "drawnOn"}}]}""";

  private HttpResponse<byte[]> sent(String record) throws Exception {
    ObjectNode request = example("seed");
    request.withObject("/evidence/baselinePain").put("score", 4);
    request
        .withObject("/evidence")
        .set("ferritinLabs", json.readTree("[" + record.replace('\'', '"') + "]"));
    return post("ines", "/api/requests", request.toString());
  }

  private void refused(String record, int status, String pointer, String message) throws Exception {
    HttpResponse<byte[]> answer = sent(record);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
    JsonNode violation = read(answer).at("/errors/0");
    assertThat(violation.path("pointer").asText()).isEqualTo("/evidence/ferritinLabs" + pointer);
    assertThat(violation.path("message").asText()).isEqualTo(message);
  }

  @Test
  void itGoesInOverTheApiIsValidatedAndStandsInTraceAndReview() throws Exception {
    String lab = "{'analyte': 'FERRITIN', 'value': 12.50, 'unit': 'ug/L', 'drawnOn': '2025-10-01'}";
    HttpResponse<String> deployed = new Modeler(port).deploy("ana", "ferritin-lab.form", FORM);
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);

    assertThat(
            read(call("ana", "GET", "/api/schema/request", "application/schema+json", null))
                .at("/$defs/record.ferritinLabs/properties/value/type")
                .asText())
        .isEqualTo("number");
    refused(
        "{'analyte': 'FERRITIN', 'unit': 'ug/L', 'drawnOn': '2025-10-01'}",
        400,
        "/0/value",
        "is missing; add it");
    refused(
        "{'analyte': 'IRON', 'value': 1, 'unit': 'ug/L', 'drawnOn': '2025-10-01'}",
        400,
        "/0/analyte",
        "must be one of FERRITIN, TRANSFERRIN_SATURATION; leave out what is not known");
    refused(
        lab.replace("2025-10-01", "2199-10-01"),
        422,
        "/0/drawnOn",
        "is after today; correct the date of what has happened");
    refused(
        lab.replace("}", ", 'reportedOn': '2025-09-30'}"),
        422,
        "/0/reportedOn",
        "is before the drawn on; correct one of the two");

    HttpResponse<byte[]> opened = sent(lab);
    assertThat(opened.statusCode()).as(text(opened)).isEqualTo(201);
    String caseNumber = read(opened).path("caseNumber").asText();

    JsonNode trace =
        read(
            call("aud", "GET", "/api/requests/" + caseNumber + "/trace", "application/json", null));
    JsonNode record = null;
    for (JsonNode item : trace.path("evidence")) {
      record = item.path("kind").asText().equals("ferritinLabs") ? item : record;
    }
    assertThat(record).as(trace.path("evidence").toString()).isNotNull();
    assertThat(record.path("id").asText()).isEqualTo("ferritinLabs-1");
    assertThat(record.at("/record/value").decimalValue()).isEqualByComparingTo("12.5");
    assertThat(record.at("/record/unit").asText()).isEqualTo("ug/L");

    String task =
        read(call(
                "noa",
                "GET",
                "/engine-rest/task?processInstanceBusinessKey=" + caseNumber,
                "application/json",
                null))
            .at("/0/id")
            .asText();
    JsonValue sheet = processEngine.getTaskService().getVariableTyped(task, "sheet", false);
    assertThat(sheet.getValueSerialized())
        .contains("ferritin labs, October 1, 2025", "analyte FERRITIN", "value 12.5", "unit ug/L");
  }
}
