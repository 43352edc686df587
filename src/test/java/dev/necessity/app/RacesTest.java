package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.request.RequestJson;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Many who want the same case at the same moment: nothing is lost, the order is kept, and who comes
 * too late is told so.
 */
abstract class RacesTest extends ApiCalls {

  private static final int SENDERS = 20;
  private static final int PIECES = 3;

  @Autowired ProcessEngine engine;

  @Test
  void evidenceFromManySendersAtOnceIsAllStoredInTheOrderOfEachSender() throws Exception {
    String caseNumber = open((ObjectNode) example("seed").without("receivedAt"));
    List<Callable<List<HttpResponse<byte[]>>>> senders = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      int number = sender;
      senders.add(
          () -> {
            List<HttpResponse<byte[]>> answers = new ArrayList<>();
            for (int piece = 0; piece < PIECES; piece++) {
              answers.add(
                  post(
                      "ines",
                      "/api/requests/" + caseNumber + "/evidence",
                      treatment(number, piece)));
            }
            return answers;
          });
    }

    List<HttpResponse<byte[]>> answers =
        atOnce(senders, caseNumber).stream().flatMap(List::stream).toList();

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200));
    JsonValue stored =
        engine.getRuntimeService().getVariableTyped(instance(caseNumber), "request", false);
    List<String> starts =
        RequestJson.restore(stored.getValueSerialized())
            .evidence()
            .records("conservativeTreatment")
            .stream()
            .map(treatment -> treatment.field("start").asText())
            .toList();
    for (int sender = 0; sender < SENDERS; sender++) {
      String year = String.valueOf(1990 + sender);
      assertThat(starts.stream().filter(start -> start.startsWith(year)))
          .containsExactlyElementsOf(
              IntStream.range(0, PIECES).mapToObj(piece -> year + "-01-0" + (piece + 1)).toList());
    }
  }

  private static String treatment(int sender, int piece) {
    return "{\"conservativeTreatment\": [{\"type\": \"BRACING\", \"start\": \"%d-01-0%d\", \"end\": \"2020-01-01\"}]}"
        .formatted(1990 + sender, piece + 1);
  }

  @Test
  void ofTwoReviewsAWithdrawalAndEvidenceAtOnceOneChangesTheCaseAndTheOthersAreToldWhatHappened()
      throws Exception {
    for (int round = 0; round < 4; round++) {
      ObjectNode request = example("all-met-inpatient");
      String caseNumber = open(request);
      String task =
          engine
              .getTaskService()
              .createTaskQuery()
              .processInstanceBusinessKey(caseNumber)
              .singleResult()
              .getId();

      List<HttpResponse<byte[]>> answers =
          atOnce(
              List.of(
                  () -> submit("mia", task),
                  () -> submit("noa", task),
                  () -> submit("mia", task),
                  () ->
                      post(
                          "ines",
                          "/api/requests/" + caseNumber + "/withdrawal",
                          "{\"reason\": \"sent by mistake\"}"),
                  () ->
                      post(
                          "ines",
                          "/api/requests/" + caseNumber + "/evidence",
                          "{\"baselinePain\": {\"score\": 8}}")),
              caseNumber);

      assertThat(answers)
          .allSatisfy(
              answer -> assertThat(answer.statusCode()).as(text(answer)).isIn(200, 204, 400, 409));
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 400)
          .allSatisfy(
              answer ->
                  assertThat(text(answer))
                      .contains("evidence arrived since this review was opened"));
      assertThat(
              answers.subList(0, 3).stream().filter(answer -> answer.statusCode() == 204).count()
                  + (answers.get(3).statusCode() == 200 ? 1 : 0))
          .as("reviewed or withdrawn, once")
          .isEqualTo(1);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 409)
          .allSatisfy(
              answer ->
                  assertThat(text(answer))
                      .containsPattern("completed already|was withdrawn|is decided|no longer open")
                      .doesNotContain("ENGINE-", "Correct the table"));
      String state =
          read(call("aud", "GET", "/api/requests/" + caseNumber, "application/json", null))
              .get("state")
              .asText();
      assertThat(state).isEqualTo(answers.get(3).statusCode() == 200 ? "WITHDRAWN" : "DECIDED");
    }
  }

  @Test
  void whoClaimsATaskThatSomebodyElseHasClaimedIsToldSo() throws Exception {
    String caseNumber = open(example("all-met-inpatient"));
    String task =
        engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceBusinessKey(caseNumber)
            .singleResult()
            .getId();

    List<HttpResponse<byte[]>> answers =
        atOnce(List.of(() -> claim("mia", task), () -> claim("noa", task)), caseNumber);

    assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(204, 409);
    assertThat(answers)
        .anySatisfy(answer -> assertThat(text(answer)).contains("Somebody else took this task"));
  }

  @Test
  void aCallThatArrivesManyTimesAtOnceUnderOneKeyHappensOnceAndIsAnsweredTheSame()
      throws Exception {
    String caseNumber = open((ObjectNode) example("seed").without("receivedAt"));
    Callable<HttpResponse<byte[]>> withdrawal =
        () ->
            keyed(
                "key-" + caseNumber,
                "ines",
                "POST",
                "/api/requests/" + caseNumber + "/withdrawal",
                "{\"reason\": \"sent by mistake\"}");
    Callable<HttpResponse<byte[]>> other =
        () ->
            keyed(
                "key-" + caseNumber,
                "ines",
                "POST",
                "/api/requests/" + caseNumber + "/evidence",
                "{\"baselinePain\": {\"score\": 8}}");

    List<HttpResponse<byte[]>> answers =
        atOnce(
            List.of(withdrawal, withdrawal, withdrawal, other, withdrawal, withdrawal), caseNumber);

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 422);
    assertThat(
            answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .map(ApiCalls::text)
                .distinct())
        .hasSize(1);
    assertThat(
            engine
                .getHistoryService()
                .createUserOperationLogQuery()
                .operationType("Withdraw")
                .processInstanceId(
                    engine
                        .getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNumber)
                        .singleResult()
                        .getId())
                .count())
        .isEqualTo(answers.get(3).statusCode() == 422 ? 1 : 0);
  }

  private HttpResponse<byte[]> claim(String user, String task) throws Exception {
    return post(user, "/engine-rest/task/" + task + "/claim", "{\"userId\": \"" + user + "\"}");
  }

  private HttpResponse<byte[]> submit(String user, String task) throws Exception {
    JsonNode fields =
        json.valueToTree(
            Map.of(
                "decision",
                Map.of("value", "UPHOLD"),
                "rationale",
                Map.of("value", "The record meets every criterion of the policy."),
                "reviewerNpi",
                Map.of("value", user.equals("mia") ? "1487650917" : "1679576722"),
                "reviewerSpecialty",
                Map.of("value", "Orthopaedic surgery")));
    return post(
        user,
        "/engine-rest/task/" + task + "/submit-form",
        json.createObjectNode().set("variables", fields).toString());
  }

  private String instance(String caseNumber) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("priorAuthorization")
        .processInstanceBusinessKey(caseNumber)
        .singleResult()
        .getId();
  }

  /**
   * All calls together, while the timers and jobs of the case are run that are due, as the job
   * executor would.
   */
  private <T> List<T> atOnce(List<Callable<T>> calls, String caseNumber) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size() + 1);
    CountDownLatch together = new CountDownLatch(1);
    try {
      List<Future<T>> answers = new ArrayList<>();
      for (Callable<T> call : calls) {
        answers.add(
            threads.submit(
                () -> {
                  together.await();
                  return call.call();
                }));
      }
      String instance = instance(caseNumber);
      Future<?> jobs =
          threads.submit(
              () -> {
                together.await();
                while (!answers.stream().allMatch(Future::isDone)) {
                  runJobs(instance);
                }
                return null;
              });
      together.countDown();
      jobs.get();
      List<T> all = new ArrayList<>();
      for (Future<T> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private void runJobs(String instance) {
    for (Job job :
        engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(instance)
            .executable()
            .list()) {
      try {
        engine.getManagementService().executeJob(job.getId());
      } catch (RuntimeException endedMeanwhile) {
        // The job executor takes up again what is still there.
      }
    }
  }
}
