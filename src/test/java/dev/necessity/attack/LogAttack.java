package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Inside;
import dev.necessity.attack.Visitor.Call;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.RequestReader;
import dev.necessity.work.Duty;
import dev.necessity.work.DutyTurns;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A member of whom everything is unmistakable, and a failure of each kind: nothing of her is in a
 * log, in what the engine keeps of the failure, or in an answer about it.
 */
abstract class LogAttack {

  private static final String NAME = "Zyxwina Marker";
  private static final String MEMBER_ID = "MBR-ZYX-4711";
  private static final String BORN = "1931-02-27";
  private static final String TOLD = "she told zyx about her knees";
  private static final List<String> MARKERS = List.of("Zyxwina", "MBR-ZYX", BORN, "zyx about");

  @LocalServerPort int port;
  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired JdbcClient jdbc;
  @Autowired List<Duty> duties;

  private final Logs logs = new Logs();
  private final List<String> constraints = new ArrayList<>();
  private final List<HttpResponse<String>> answers = new ArrayList<>();
  private Visitor door;

  @BeforeEach
  void people() {
    EdgeTest.serve(engine);
    BpmnAwareTests.init(engine);
    People.add(engine.getIdentityService());
    door = new Visitor(port);
  }

  @AfterEach
  void restored() {
    logs.close();
    constraints.forEach(drop -> jdbc.sql(drop).update());
    BpmnAwareTests.reset();
  }

  private HttpResponse<String> send(Call call) {
    HttpResponse<String> answer = door.send(call);
    answers.add(answer);
    return answer;
  }

  private static void ofTheMember(ObjectNode body) {
    body.remove("receivedAt");
    body.putObject("member").put("memberId", MEMBER_ID).put("name", NAME).put("birthDate", BORN);
    body.put("inpatientReasonText", TOLD);
    ((ObjectNode) body.at("/evidence/imaging/0")).put("note", TOLD);
  }

  private CaseDriver open() {
    return CaseDriver.open(engine, cases, reader, "seed", LogAttack::ofTheMember);
  }

  private String request() {
    ObjectNode body = CaseDriver.body(reader, "seed");
    body.put("requestId", UUID.randomUUID().toString());
    ofTheMember(body);
    return body.toString();
  }

  /** What a case knows, one thing after the other, is replaced by what no step can work with. */
  @Test
  void aStepThatFailsOverWhatIsKnownOfTheMemberTellsTheOperatorWhereAndNothingOfHer() {
    Set<String> failed = new TreeSet<>();
    for (String name :
        engine.getRuntimeService().getVariables(open().processInstanceId()).keySet()) {
      for (Object broken :
          List.of(
              NAME + " " + TOLD,
              SpinValues.jsonValue(
                      "{\""
                          + NAME
                          + "\": \""
                          + TOLD
                          + "\", \"member\": [\""
                          + BORN
                          + "\"], \"receivedAt\": \""
                          + NAME
                          + "\"}")
                  .create())) {
        CaseDriver waiting = open();
        Inside.of(
            engine,
            () ->
                engine.getRuntimeService().setVariable(waiting.processInstanceId(), name, broken));
        fail(waiting);
        Incident incident =
            engine
                .getRuntimeService()
                .createIncidentQuery()
                .processInstanceId(waiting.processInstanceId())
                .singleResult();
        if (incident != null) {
          failed.add(incident.getIncidentMessage());
          ask(incident.getConfiguration());
        }
      }
    }

    assertThat(failed)
        .anyMatch(message -> message.startsWith("The request of this case is not what was sent"))
        .anyMatch(message -> message.endsWith("DecisionDefinitionNotFoundException"))
        .hasSizeGreaterThan(3);
    assertThat(kept()).anyMatch(trace -> trace.contains("\n\tat org.camunda.bpm.engine."));
    nothingOfTheMemberIsTold();
  }

  /** Everything that shows the failure of a job to whoever looks after the server. */
  private void ask(String job) {
    for (String path :
        List.of(
            "/incident",
            "/history/incident",
            "/history/job-log?jobId=" + job,
            "/job/" + job,
            "/job/" + job + "/stacktrace")) {
      assertThat(send(Call.get("adam", "/engine-rest" + path)).statusCode())
          .as(path)
          .isEqualTo(200);
      assertThat(send(Call.get("adam", "/camunda/api/engine/engine/default" + path)).statusCode())
          .as(path)
          .isEqualTo(200);
    }
    assertThat(send(Call.json("adam", "/engine-rest/job/" + job + "/execute", "{}")).statusCode())
        .isIn(404, 500);
    HttpResponse<String> shown =
        send(Call.json("adam", "/camunda/api/cockpit/plugin/base/default/incident", "{}"));
    assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
    for (String path :
        List.of(
            "/actuator/health",
            "/api/metrics/prior-authorization?year=2026",
            "/api/outbox",
            "/metrics?year=2026",
            "/deliveries")) {
      assertThat(send(Call.get("adam", path)).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void whatTheDatabaseRefusesIsNotQuoted() {
    open();
    CaseDriver waiting = open();
    String submit = "/engine-rest/task/" + waiting.task("NICOTINE_LAB").getId() + "/submit-form";
    String unavailable =
        "{\"variables\": {\"available\": {\"value\": false}, \"unavailableReason\": {\"value\": \""
            + TOLD
            + "\"}}}";
    refuse("ACT_HI_VARINST", "TEXT_");
    refuse("ACT_HI_DETAIL", "TEXT_");
    assertThat(send(Call.json("rita", submit, unavailable)).statusCode()).isEqualTo(500);

    refuse("necessity_legal_hold", "reason");
    assertThat(
            send(Call.json(
                    "adam",
                    "PUT",
                    "/api/requests/" + waiting.caseNumber() + "/legal-hold",
                    ("{\"reason\": \"" + TOLD + "\"}").getBytes(StandardCharsets.UTF_8)))
                .statusCode())
        .isEqualTo(500);

    for (String sql :
        List.of(
            "insert into necessity_legal_hold_event (case_number, event, reason, user_id, happened_at) values ('"
                + TOLD
                + " "
                + "x".repeat(40)
                + "', 'x', '"
                + NAME
                + "', 'x', current_timestamp)",
            "update necessity_case set request_id = '" + MEMBER_ID + "'",
            "select cast('" + MEMBER_ID + "' as int) from necessity_case")) {
      DutyTurns.take(Duty.whole("failing", Duration.ofDays(1), () -> jdbc.sql(sql).update()));
    }
    assertThat(logs.lines())
        .filteredOn(line -> line.contains("A turn of the duty failing failed"))
        .hasSize(3);
    assertThat(logs.lines()).anySatisfy(line -> assertThat(line).contains("SQLState 23505"));
    nothingOfTheMemberIsTold();
  }

  @Test
  void whatIsRefusedOrComesTooLateIsNotQuoted() {
    CaseDriver waiting = open();
    String task = waiting.task("NICOTINE_LAB").getId();
    String submit = "/engine-rest/task/" + task + "/submit-form";
    for (String body :
        List.of(
            "{\"variables\": {\"available\": {\"value\": \"" + NAME + "\"}}}",
            "{\"variables\": {\"available\": {\"value\": true}, \"analyte\": {\"value\": \""
                + NAME
                + "\"}, \"value\": {\"value\": \""
                + BORN
                + "\"}, \"date\": {\"value\": \""
                + TOLD
                + "\"}}}",
            "{\"variables\": {\"available\": {\"value\": false}, \"unavailableReason\": {\"value\": \""
                + TOLD
                + "\", \"type\": \"Integer\"}}}",
            "{\"variables\": {\"available\": {\"value\": \"" + NAME)) {
      assertThat(send(Call.json("rita", submit, body)).statusCode()).as(body).isEqualTo(400);
    }
    for (String body :
        List.of(
            request().replace("\"M53.3\"", "\"" + NAME + "\""),
            request().replace("\"RIGHT\"", "\"" + TOLD + "\""),
            request().replace("\"" + BORN + "\"", "\"" + BORN + " " + NAME + "\""),
            request().substring(0, 700),
            request() + NAME,
            "\"" + NAME + "\"",
            "[" + request() + "]",
            NAME)) {
      for (String path :
          List.of(
              "/api/requests",
              "/api/assessments",
              "/api/assessments/explain",
              "/api/requests/" + waiting.caseNumber() + "/evidence",
              "/api/requests/" + waiting.caseNumber() + "/withdrawal",
              "/api/requests/" + waiting.caseNumber() + "/peer-to-peer",
              "/api/requests/" + waiting.caseNumber() + "/appeal")) {
        assertThat(send(Call.json("ines", path, body)).statusCode())
            .as(path + " " + body)
            .isBetween(400, 499);
      }
      assertThat(send(Call.json("ana", "/api/notices/preview", body)).statusCode())
          .isBetween(400, 499);
      assertThat(
              send(new Call(
                      "ana",
                      "POST",
                      "/workbench/examples",
                      "application/x-www-form-urlencoded",
                      body.getBytes(StandardCharsets.UTF_8)))
                  .statusCode())
          .isBetween(400, 499);
    }
    String encoded = URLEncoder.encode(NAME, StandardCharsets.UTF_8);
    for (String path :
        List.of(
            "/api/requests?state=" + encoded,
            "/api/requests?receivedFrom=" + encoded,
            "/api/requests?page=" + encoded,
            "/api/audit/cases?receivedFrom=" + encoded,
            "/api/audit/reads?caseNumber=" + encoded,
            "/engine-rest/task?name=" + encoded + "&dueBefore=" + BORN,
            "/metrics?year=" + encoded,
            "/audit?receivedFrom=" + encoded)) {
      assertThat(send(Call.get("aud", path)).statusCode()).as(path).isIn(200, 400);
    }

    String unavailable =
        "{\"variables\": {\"available\": {\"value\": false}, \"unavailableReason\": {\"value\": \""
            + TOLD
            + "\"}}}";
    assertThat(send(Call.json("rita", submit, unavailable)).statusCode()).isEqualTo(204);
    assertThat(send(Call.json("rita", submit, unavailable)).statusCode()).isEqualTo(409);
    assertThat(
            send(Call.json(
                    "ines",
                    "/api/requests/" + waiting.caseNumber() + "/withdrawal",
                    "{\"reason\": \"" + TOLD + "\"}"))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            send(Call.json(
                    "ines",
                    "/api/requests/" + waiting.caseNumber() + "/withdrawal",
                    "{\"reason\": \"" + TOLD + "\"}"))
                .statusCode())
        .isEqualTo(409);
    assertThat(logs.lines().stream().filter(line -> line.contains("\n\tat ")))
        .as("no trace for a mistake of the caller")
        .isEmpty();
    nothingOfTheMemberIsTold();
  }

  @Test
  void whatIsStoredAndCannotBeReadIsNotQuoted() {
    CaseDriver decided =
        CaseDriver.open(
            engine,
            cases,
            reader,
            "all-met-ambulatory",
            body ->
                body.putObject("member")
                    .put("memberId", MEMBER_ID)
                    .put("name", NAME)
                    .put("birthDate", BORN));
    for (String name :
        List.of(
            CaseVariables.NOTICE,
            CaseVariables.DETERMINATION,
            CaseVariables.ASSESSMENT,
            CaseVariables.REQUEST)) {
      jdbc.sql(
              "update ACT_GE_BYTEARRAY set BYTES_ = ? where ID_ in (select BYTEARRAY_ID_ from ACT_HI_VARINST where PROC_INST_ID_ = ? and NAME_ = ?)")
          .params(
              ("{\"member\": \""
                      + NAME
                      + "\", \"rights\": \""
                      + TOLD
                      + "\", \"decidedAt\": \""
                      + NAME
                      + "\", \"criteria\": \""
                      + BORN)
                  .getBytes(StandardCharsets.UTF_8),
              decided.processInstanceId(),
              name)
          .update();
    }
    String path = "/api/requests/" + decided.caseNumber();
    for (String[] call :
        List.of(
            new String[] {"aud", path},
            new String[] {"aud", path + "/notice?audience=MEMBER"},
            new String[] {"aud", path + "/trace"},
            new String[] {"aud", path + "/bundle"},
            new String[] {"aud", "/audit/" + decided.caseNumber()},
            new String[] {"aud", "/api/audit/verification"})) {
      send(Call.get(call[0], call[1]));
    }
    send(Call.json("aud", path + "/recheck", ""));
    assertThat(answers).extracting(HttpResponse::statusCode).anyMatch(status -> status >= 400);
    // The answers that show the case to those who may see it are no errors.
    answers.removeIf(answer -> answer.statusCode() < 400);
    duties.stream().filter(duty -> duty.name().startsWith("sealing")).forEach(DutyTurns::take);
    nothingOfTheMemberIsTold();
  }

  /** All that was logged and answered, and all that the engine keeps of failures. */
  private Stream<String> told() {
    // What the database's server writes into a log of its own is its operator's to set.
    Stream<String> logged = logs.lines().stream().filter(line -> !line.startsWith("io.zonky."));
    return Stream.of(
            logged,
            answers.stream().map(answer -> answer.statusCode() + " " + answer.body()),
            kept().stream())
        .flatMap(texts -> texts);
  }

  private List<String> kept() {
    List<String> kept = new ArrayList<>();
    for (String texts :
        List.of(
            "select EXCEPTION_MSG_ from ACT_RU_JOB",
            "select JOB_EXCEPTION_MSG_ from ACT_HI_JOB_LOG",
            "select INCIDENT_MSG_ from ACT_RU_INCIDENT",
            "select INCIDENT_MSG_ from ACT_HI_INCIDENT")) {
      jdbc.sql(texts).query(String.class).list().stream()
          .filter(Objects::nonNull)
          .forEach(kept::add);
    }
    jdbc.sql("select BYTES_ from ACT_GE_BYTEARRAY where NAME_ = 'job.exceptionByteArray'")
        .query(byte[].class)
        .list()
        .forEach(trace -> kept.add(new String(trace, StandardCharsets.UTF_8)));
    return kept;
  }

  private void nothingOfTheMemberIsTold() {
    assertThat(told().filter(text -> MARKERS.stream().anyMatch(text::contains))).isEmpty();
  }

  /**
   * Lets a case's period be over until that is given up, as the job executor does, which is off in
   * tests.
   */
  private void fail(CaseDriver waiting) {
    for (int tries = 0; tries < 3; tries++) {
      for (Job job :
          engine
              .getManagementService()
              .createJobQuery()
              .processInstanceId(waiting.processInstanceId())
              .activityId("documentationPeriodOver")
              .withRetriesLeft()
              .list()) {
        try {
          ExecuteJobHelper.executeJob(
              job.getId(),
              ((ProcessEngineImpl) engine)
                  .getProcessEngineConfiguration()
                  .getCommandExecutorTxRequired());
        } catch (RuntimeException failure) {
          ExecuteJobHelper.LOGGING_HANDLER.exceptionWhileExecutingJob(job.getId(), failure);
        }
      }
    }
  }

  /** Of a constraint that rows which are there already need not keep to. */
  abstract String uncheckedForWhatThereIs();

  /** The database refuses what holds what she told. */
  private void refuse(String table, String column) {
    jdbc.sql(
            "alter table "
                + table
                + " add constraint no_marker_"
                + table
                + " check ("
                + column
                + " not like '%zyx%') "
                + uncheckedForWhatThereIs())
        .update();
    constraints.add("alter table " + table + " drop constraint no_marker_" + table);
  }
}
