package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.EarlierDatabase;
import dev.necessity.NecessityApplication;
import dev.necessity.audit.recheck.Recheck;
import dev.necessity.audit.recheck.Recheck.Result.Standing;
import dev.necessity.audit.seal.Sealer;
import dev.necessity.audit.seal.Verification;
import dev.necessity.audit.trace.CaseTracer;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseTasks;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Databases that the supported earlier revisions wrote, with cases in every state, go on with this
 * version (src/test/resources/earlier/README.md).
 */
class UpgradeTest {

  private static final String DIRECTORS = "medical-directors";
  private static final String NOA = "1245319599";

  private ConfigurableApplicationContext application;
  private ProcessEngine engine;
  private Cases cases;
  private Map<String, String> numbers;

  @AfterEach
  void stop() {
    BpmnAwareTests.reset();
    if (application != null) {
      application.close();
    }
  }

  private void startOn(DriverManagerDataSource database) {
    application =
        new SpringApplicationBuilder(NecessityApplication.class)
            .profiles("test")
            .run(
                "--server.port=0",
                "--spring.datasource.url=" + database.getUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword());
    engine = application.getBean(ProcessEngine.class);
    cases = application.getBean(Cases.class);
    BpmnAwareTests.init(engine);
    numbers = new HashMap<>();
    JdbcClient.create(application.getBean(DataSource.class))
        .sql("select request_id, case_number from necessity_case where linked_case is null")
        .query()
        .listOfRows()
        .forEach(
            row -> numbers.put((String) row.get("request_id"), (String) row.get("case_number")));
  }

  private CaseDriver of(String story) {
    assertThat(numbers).containsKey(story);
    return CaseDriver.of(engine, cases, numbers.get(story));
  }

  private CaseDriver continuing(String story) {
    String relative =
        application.getBean(CaseRegister.class).relatives(numbers.get(story)).get(0).caseNumber();
    return CaseDriver.of(engine, cases, relative);
  }

  private static String disposition(CaseDriver decided) {
    assertThat(decided.view().state()).isEqualTo(CaseState.DECIDED);
    return decided.determination().get("disposition").asText();
  }

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({
    "2026-11-25, h2",
    "2026-11-25, postgresql",
    "2026-11-28, h2",
    "2026-11-28, postgresql"
  })
  void casesInEveryStateGoOnAndWhatWasDecidedStands(String revision, String vendor)
      throws Exception {
    startOn(EarlierDatabase.load(revision, vendor));

    theRegisterKnowsWhatItDidNotKeep();
    whatWasDecidedIsAnsweredOverTheApi();
    whatIsAskedForIsAnsweredAndDecided();
    whatIsWithADirectorIsDecided();
    whatFollowsADecisionGoesOn();
    whatNoPolicyCoversIsRouted();
    everyTraceIsWhole();
    everySealVerifies();
    everyDecisionIsComeToAgain();
  }

  private void theRegisterKnowsWhatItDidNotKeep() {
    assertThat(
            JdbcClient.create(application.getBean(DataSource.class))
                .sql(
                    "select request_id from necessity_case where member_key is null or task_groups is null or process_instance is null")
                .query(String.class)
                .list())
        .isEmpty();
  }

  private void whatWasDecidedIsAnsweredOverTheApi() throws Exception {
    Map<String, String> decided =
        Map.of(
            "certified", "CERTIFY",
            "denied", "DO_NOT_CERTIFY",
            "overturned", "CERTIFY",
            "certified-in-part", "CERTIFY_MODIFIED");
    for (Map.Entry<String, String> each : decided.entrySet()) {
      JsonNode view = answer("/api/requests/" + numbers.get(each.getKey()));
      assertThat(view.path("state").asText()).as(each.getKey()).isEqualTo("DECIDED");
      assertThat(view.path("determination").path("disposition").asText())
          .as(each.getKey())
          .isEqualTo(each.getValue());
      assertThat(
              answer(
                      "/api/requests/"
                          + numbers.get(each.getKey())
                          + "/notice?audience=PROVIDER&lang=en")
                  .isEmpty())
          .isFalse();
    }
    assertThat(answer("/api/requests/" + numbers.get("withdrawn")).path("state").asText())
        .isEqualTo("WITHDRAWN");
  }

  private JsonNode answer(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:"
                        + application.getEnvironment().getProperty("local.server.port")
                        + path))
            .header("Accept", "application/json")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString("ines:demo".getBytes(StandardCharsets.UTF_8)))
            .build();
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private void whatIsAskedForIsAnsweredAndDecided() {
    CaseDriver waiting = of("waiting");
    while (!waiting.documents().isEmpty()) {
      waiting.unavailable(waiting.documents().get(0));
    }
    assertThat(disposition(waiting.review(Map.of("decision", "UPHOLD"))))
        .isEqualTo("DO_NOT_CERTIFY");

    CaseDriver extended = of("extended").time("documentationPeriodOver");
    assertThat(disposition(extended.review(Map.of("decision", "OVERTURN", "inpatientDays", 2))))
        .isEqualTo("CERTIFY");
  }

  private void whatIsWithADirectorIsDecided() {
    CaseDriver inReview = of("in-review");
    assertThat(inReview.task(CaseTasks.REVIEW).getAssignee()).isEqualTo("mia");
    assertThat(disposition(inReview.review(Map.of("decision", "UPHOLD"))))
        .isEqualTo("DO_NOT_CERTIFY");
  }

  private void whatFollowsADecisionGoesOn() {
    CaseDriver appealed = continuing("appealed").time("documentationPeriodOver");
    appealed.submit(
        appealed.task(CaseTasks.REVIEW),
        "noa",
        DIRECTORS,
        CaseDriver.reviewFields(
            Map.of("decision", "OVERTURN", "inpatientDays", 2, "reviewerNpi", NOA)));
    assertThat(disposition(appealed)).isEqualTo("CERTIFY");

    CaseDriver reconsidered = continuing("reconsidered");
    reconsidered.submit(
        reconsidered.task(CaseTasks.REVIEW),
        "noa",
        DIRECTORS,
        CaseDriver.reviewFields(Map.of("decision", "UPHOLD", "reviewerNpi", NOA)));
    assertThat(disposition(reconsidered)).isEqualTo("CERTIFY_MODIFIED");

    CaseDriver talk = of("talk-asked-for");
    talk.submit(
        talk.task(CaseTasks.TALK),
        "noa",
        DIRECTORS,
        Map.of(
            "outcome", "NOT_HELD",
            "summary", "Three calls on two days, nobody answered.",
            "reviewerNpi", NOA,
            "reviewerSpecialty", "Orthopaedic surgery"));
    assertThat(talk.tasks()).isEmpty();
  }

  private void whatNoPolicyCoversIsRouted() {
    CaseDriver routed = of("to-be-routed");
    routed.submit(
        routed.task(CaseTasks.ROUTE), "rita", "reviewers", Map.of("routedTo", "Spine desk"));
    routed.process().isEnded();
    of("routed").process().isEnded();
  }

  private void everyTraceIsWhole() {
    CaseTracer tracer = application.getBean(CaseTracer.class);
    assertThat(everyCase())
        .allSatisfy(number -> assertThat(tracer.trace(number).findings()).as(number).isEmpty());
  }

  private List<String> everyCase() {
    return JdbcClient.create(application.getBean(DataSource.class))
        .sql("select case_number from necessity_case")
        .query(String.class)
        .list();
  }

  private void everySealVerifies() {
    application.getBean(Sealer.class).sealAll();
    Verification.Report report = application.getBean(Verification.class).verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.sealed()).as("all but the one that waits").isEqualTo(everyCase().size() - 1);
  }

  private void everyDecisionIsComeToAgain() {
    Recheck recheck = application.getBean(Recheck.class);
    for (String story : List.of("certified", "denied", "certified-in-part", "waiting")) {
      assertThat(recheck.recheck(numbers.get(story)).standing()).as(story).isEqualTo(Standing.SAME);
    }
  }
}
