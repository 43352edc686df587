package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.cases.RepeatedCalls;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A sender who does not know whether a call arrived sends it again under the same key. */
class RepeatedCallsTest extends ApiCalls {

  private static final String MISTAKE = "{\"reason\": \"sent by mistake\"}";

  @Autowired JdbcClient jdbc;
  @Autowired RepeatedCalls repeats;

  private final String key = UUID.randomUUID().toString();

  @AfterEach
  void backToNow() {
    ClockUtil.reset();
  }

  private String waiting() throws Exception {
    return open((ObjectNode) example("seed").without("receivedAt"));
  }

  private String denied() throws Exception {
    ObjectNode request = example("seed");
    request.withObject("/evidence/baselinePain").put("score", 4);
    String caseNumber = open(request);
    String task =
        json.readTree(
                text(
                    call(
                        "mia",
                        "GET",
                        "/engine-rest/task?processInstanceBusinessKey=" + caseNumber,
                        "application/json",
                        null)))
            .get(0)
            .get("id")
            .asText();
    post(
        "mia",
        "/engine-rest/task/" + task + "/submit-form",
        """
        {"variables": {"decision": {"value": "UPHOLD"}, "rationale": {"value": "The record does not support the procedure."},
         "reviewerNpi": {"value": "1487650917"}, "reviewerSpecialty": {"value": "Orthopaedic surgery"}}}""");
    return caseNumber;
  }

  private void sameAnswer(String user, String method, String path, String body, int status)
      throws Exception {
    HttpResponse<byte[]> first = keyed(key, user, method, path, body);
    HttpResponse<byte[]> again = keyed(key, user, method, path, body);

    assertThat(first.statusCode()).as(text(first)).isEqualTo(status);
    assertThat(again.statusCode()).isEqualTo(status);
    assertThat(text(again)).isEqualTo(text(first));
    assertThat(type(again)).isEqualTo(type(first));
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(
            keyed(
                    key,
                    user,
                    method,
                    path + (body == null ? "&more=1" : ""),
                    body == null ? null : body.replace("{", "{\"other\": 1, "))
                .statusCode())
        .isIn(400, 422);
  }

  @Test
  void aWithdrawalIsAnsweredTheSameAlthoughTheCaseHasEnded() throws Exception {
    sameAnswer("ines", "POST", "/api/requests/" + waiting() + "/withdrawal", MISTAKE, 200);
  }

  @Test
  void evidenceIsAnsweredTheSame() throws Exception {
    sameAnswer(
        "ines",
        "POST",
        "/api/requests/" + waiting() + "/evidence",
        "{\"baselinePain\": {\"score\": 8}}",
        200);
  }

  @Test
  void anAmendmentIsAnsweredTheSameAlthoughTheRequestReadsAsItSaysAlready() throws Exception {
    sameAnswer(
        "ines",
        "POST",
        "/api/requests/" + waiting() + "/amendments",
        "{\"procedure\": {\"plannedDate\": \"2026-02-02\"}, \"reason\": \"The surgeon is away.\"}",
        200);
  }

  @Test
  void aTalkAReconsiderationAndAnAppealAreAskedForOnce() throws Exception {
    sameAnswer(
        "ines",
        "POST",
        "/api/requests/" + denied() + "/peer-to-peer",
        "{\"clinicianName\": \"Dr. Roe\", \"clinicianNpi\": \"1234567893\", \"reachedAt\": \"555 0100\"}",
        201);
    String reconsidered = denied();
    HttpResponse<byte[]> first =
        keyed(
            key + "-r",
            "ines",
            "POST",
            "/api/requests/" + reconsidered + "/reconsideration",
            "{\"baselinePain\": {\"score\": 9}}");
    HttpResponse<byte[]> again =
        keyed(
            key + "-r",
            "ines",
            "POST",
            "/api/requests/" + reconsidered + "/reconsideration",
            "{\"baselinePain\": {\"score\": 9.0}}");
    assertThat(first.statusCode()).as(text(first)).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(text(again)).isEqualTo(text(first));
    String appealed = denied();
    assertThat(
            keyed(
                    key + "-a",
                    "ines",
                    "POST",
                    "/api/requests/" + appealed + "/appeal",
                    "{\"reason\": \"The pain is not bearable.\"}")
                .statusCode())
        .isEqualTo(201);
    assertThat(
            keyed(
                    key + "-a",
                    "ines",
                    "POST",
                    "/api/requests/" + appealed + "/appeal",
                    "{\"reason\": \"The pain is not bearable.\"}")
                .statusCode())
        .isEqualTo(201);
    assertThat(
            keyed(
                    key + "-a",
                    "ines",
                    "POST",
                    "/api/requests/" + appealed + "/appeal",
                    "{\"reason\": \"Another reason.\"}")
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void aHoldIsPlacedOnceAndLiftedOnce() throws Exception {
    users.add("adi", "pw", "Adi", "A", Groups.ADMIN);
    String hold = "/api/requests/" + waiting() + "/legal-hold";

    assertThat(keyed(key, "adi", "PUT", hold, "{\"reason\": \"litigation\"}").statusCode())
        .isEqualTo(204);
    assertThat(keyed(key, "adi", "PUT", hold, "{\"reason\": \"litigation\"}").statusCode())
        .isEqualTo(204);
    assertThat(keyed(key, "adi", "PUT", hold, "{\"reason\": \"audit\"}").statusCode())
        .isEqualTo(422);
    assertThat(keyed(key + "-l", "adi", "DELETE", hold + "?reason=settled", null).statusCode())
        .isEqualTo(204);
    assertThat(keyed(key + "-l", "adi", "DELETE", hold + "?reason=settled", null).statusCode())
        .as("no hold stands any more")
        .isEqualTo(204);
    assertThat(keyed(key + "-l", "adi", "DELETE", hold + "?reason=dropped", null).statusCode())
        .isEqualTo(422);
  }

  @Test
  void aKeyIsForOneCallOfOneCallerAndAnotherCallUnderItChangesNothing() throws Exception {
    users.add("ivo", "pw", "Ivo", "I", Groups.INTAKE);
    String caseNumber = waiting();
    String other = waiting();
    assertThat(
            keyed(
                    key,
                    "ines",
                    "POST",
                    "/api/requests/" + caseNumber + "/evidence",
                    "{\"baselinePain\": {\"score\": 8}}")
                .statusCode())
        .isEqualTo(200);

    HttpResponse<byte[]> refused =
        keyed(
            key,
            "ines",
            "POST",
            "/api/requests/" + caseNumber + "/evidence",
            "{\"baselinePain\": {\"score\": 9}}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(text(refused)).contains("used for another call");
    assertThat(
            keyed(
                    key,
                    "ines",
                    "POST",
                    "/api/requests/" + other + "/evidence",
                    "{\"baselinePain\": {\"score\": 8}}")
                .statusCode())
        .isEqualTo(422);
    assertThat(
            keyed(key, "ines", "POST", "/api/requests/" + caseNumber + "/withdrawal", MISTAKE)
                .statusCode())
        .isEqualTo(422);
    assertThat(
            keyed(key, "ivo", "POST", "/api/requests/" + caseNumber + "/withdrawal", MISTAKE)
                .statusCode())
        .as("his own key")
        .isEqualTo(200);
  }

  @Test
  void aCallThatWasRefusedIsJudgedAnew() throws Exception {
    String caseNumber = waiting();

    assertThat(
            keyed(
                    key,
                    "ines",
                    "POST",
                    "/api/requests/" + caseNumber + "/peer-to-peer",
                    "{\"clinicianName\": \"Dr. Roe\", \"clinicianNpi\": \"1234567893\", \"reachedAt\": \"555 0100\"}")
                .statusCode())
        .isEqualTo(409);
    assertThat(
            keyed(key, "ines", "POST", "/api/requests/" + caseNumber + "/withdrawal", MISTAKE)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aKeyIsBounded() throws Exception {
    String path = "/api/requests/" + waiting() + "/withdrawal";

    assertThat(keyed("k".repeat(129), "ines", "POST", path, MISTAKE).statusCode()).isEqualTo(400);
    assertThat(keyed("a b", "ines", "POST", path, MISTAKE).statusCode()).isEqualTo(400);
    assertThat(keyed("k".repeat(128), "ines", "POST", path, MISTAKE).statusCode()).isEqualTo(200);
  }

  @Test
  void anAnswerIsKeptForADayAndNothingInItTellsTheKey() throws Exception {
    String path = "/api/requests/" + waiting() + "/withdrawal";
    keyed(key, "ines", "POST", path, MISTAKE);
    assertThat(
            jdbc.sql(
                    "select count(*) from necessity_repeated_call where key_hash like ? or answer like ?")
                .params("%" + key + "%", "%" + key + "%")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(repeats.forget()).isZero();

    ClockUtil.setCurrentTime(Date.from(new Date().toInstant().plus(Duration.ofHours(25))));

    assertThat(keyed(key, "ines", "POST", path, MISTAKE).statusCode())
        .as("judged anew: the case was withdrawn")
        .isEqualTo(409);
    assertThat(repeats.forget()).isPositive();
  }
}
