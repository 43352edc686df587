package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.audit.reads.CaseReads;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who opened which case in Tasklist, in Cockpit and over the engine's REST API is kept as well. */
@OwnEngineRest
class ReadsOfTheEngineTest extends ApiCalls {

  @Autowired ProcessEngine engine;
  @Autowired CaseReads reads;
  @Autowired JdbcClient jdbc;

  private String caseNumber;
  private String reader;

  @BeforeEach
  void aWaitingCaseAndSomebodyWhoHasNotSeenIt() throws Exception {
    caseNumber = open((ObjectNode) example("seed").without("receivedAt"));
    reader = "r-" + UUID.randomUUID();
    users.add(reader, "pw", "R", "R", Groups.REVIEWERS);
  }

  private String anAuditor() {
    reader = "a-" + UUID.randomUUID();
    users.add(reader, "pw", "A", "A", Groups.AUDITORS);
    return reader;
  }

  private String task() {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(caseNumber)
        .list()
        .get(0)
        .getId();
  }

  private String instance() {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(caseNumber)
        .singleResult()
        .getId();
  }

  private String variable() {
    return engine
        .getHistoryService()
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance())
        .variableName("request")
        .singleResult()
        .getId();
  }

  private String read(String path) throws Exception {
    String target =
        path.replace("TASK", task())
            .replace("INSTANCE", instance())
            .replace("VARIABLE", variable());
    var answer = call(reader, "GET", target, "application/json", null);
    assertThat(answer.statusCode()).as(path + ": " + text(answer)).isEqualTo(200);
    return text(answer);
  }

  private List<String> kept() {
    return reads.find(null, reader, 0, 50).items().stream()
        .map(read -> read.caseNumber() + " " + read.what())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/task/TASK",
        "/engine-rest/task/TASK/form-variables",
        "/engine-rest/task/TASK/form",
        "/engine-rest/task/TASK/deployed-form"
      })
  void aTaskThatIsOpened(String path) throws Exception {
    read(path);

    assertThat(kept()).containsExactly(caseNumber + " ENGINE_REST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/%74ask/TASK/form-variables",
        "/engine-rest/task/TASK/form-variables/",
        "/engine-rest//task/TASK/form-variables",
        "/engine-rest/./task/TASK/form-variables",
        "/engine-rest/task;a=b/TASK/form-variables",
        "/engine%2Drest/task/TASK/form-variables",
        "/engine-rest/task/TASK/form-variables?variableNames=request,/count"
      })
  void noOtherSpellingOfAPathGetsAroundTheRecord(String path) throws Exception {
    var answer = call(reader, "GET", path.replace("TASK", task()), "application/json", null);

    assertThat(kept()).hasSize(answer.statusCode() == 200 ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/process-instance/INSTANCE",
        "/engine-rest/process-instance/INSTANCE/variables",
        "/engine-rest/process-instance/INSTANCE/activity-instances",
        "/engine-rest/history/process-instance/INSTANCE",
        "/engine-rest/history/variable-instance?processInstanceId=INSTANCE",
        "/engine-rest/history/variable-instance/VARIABLE",
        "/engine-rest/variable-instance/VARIABLE",
        "/engine-rest/variable-instance?processInstanceIdIn=INSTANCE",
        "/engine-rest/history/activity-instance?processInstanceId=INSTANCE",
        "/engine-rest/history/decision-instance?processInstanceId=INSTANCE&includeInputs=true",
        "/engine-rest/history/detail?processInstanceId=INSTANCE",
        "/engine-rest/history/user-operation?processInstanceId=INSTANCE"
      })
  void aCaseThatAnAuditorOpens(String path) throws Exception {
    anAuditor();
    String answer = read(path);

    assertThat(kept())
        .containsExactlyElementsOf(
            answer.equals("[]") ? List.of() : List.of(caseNumber + " ENGINE_REST"));
  }

  @Test
  void everyCaseWhoseVariablesAreInAnAnswer() throws Exception {
    String other = open((ObjectNode) example("seed").without("receivedAt"));
    anAuditor();

    read("/engine-rest/history/variable-instance?variableName=request&maxResults=100");

    assertThat(kept()).contains(caseNumber + " ENGINE_REST", other + " ENGINE_REST");
  }

  @Test
  void theWishForContentIsUnderstoodHoweverItIsSpelt() throws Exception {
    anAuditor();
    read("/engine-rest/history/decision-instance?includeInput%73=true&processInstanceId=INSTANCE");

    assertThat(kept()).containsExactly(caseNumber + " ENGINE_REST");
  }

  @Test
  void aListOfTasksOpensNoCase() throws Exception {
    read("/engine-rest/task");
    read("/engine-rest/task/count");
    post(
        reader,
        "/engine-rest/task",
        "{\"sorting\": [{\"sortBy\": \"created\", \"sortOrder\": \"desc\"}]}");
    assertThat(kept()).isEmpty();

    assertThat(
            post(reader, "/engine-rest/task", "{\"withTaskVariablesInReturn\": true}").statusCode())
        .as("and carries no variables")
        .isEqualTo(400);
  }

  @Test
  void whatBelongsToNoCaseIsNoReadOfOne() throws Exception {
    anAuditor();
    read("/engine-rest/process-definition");
    read("/engine-rest/deployment");
    read("/engine-rest/history/process-instance");

    assertThat(kept()).isEmpty();
  }

  @Test
  void whoIsRefusedReadsNothing() throws Exception {
    assertThat(
            call(
                    reader,
                    "GET",
                    "/engine-rest/process-instance/" + instance() + "/variables",
                    "application/json",
                    null)
                .statusCode())
        .isEqualTo(403);

    assertThat(kept()).isEmpty();
  }

  @Test
  void theCallsOfOneLookAreOneRead() throws Exception {
    read("/engine-rest/task/TASK");
    read("/engine-rest/task/TASK/form-variables");
    read("/engine-rest/task/TASK/form");

    assertThat(kept()).hasSize(1);
  }

  @Test
  void aReadThatCannotBeKeptIsNotAnswered() throws Exception {
    jdbc.sql("alter table necessity_case_read rename to necessity_case_read_away").update();
    try {
      var answer =
          call(
              reader,
              "GET",
              "/engine-rest/task/" + task() + "/form-variables",
              "application/json",
              null);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(text(answer)).contains("not shown").doesNotContain("memberId", "M-0001");
      assertThat(new Modeler(port).get("aud", "/api/requests/" + caseNumber).statusCode())
          .as("a failure, which no call describes")
          .isEqualTo(500);
      assertThat(call(reader, "GET", "/engine-rest/task", "application/json", null).statusCode())
          .as("a list is no read")
          .isEqualTo(200);
    } finally {
      jdbc.sql("alter table necessity_case_read_away rename to necessity_case_read").update();
    }
  }
}
