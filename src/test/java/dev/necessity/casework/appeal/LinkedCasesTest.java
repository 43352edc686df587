package dev.necessity.casework.appeal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Inside;
import dev.necessity.Models;
import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.CaseView;
import dev.necessity.cases.LaidOut;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.casework.issue.CaseNotices;
import dev.necessity.notice.Audience;
import dev.necessity.notice.Language;
import dev.necessity.notice.Notice;
import dev.necessity.request.ContentHash;
import dev.necessity.request.Evidence;
import dev.necessity.request.RequestReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** After an adverse decision: new evidence, an appeal, and people who are not asked twice. */
@SpringBootTest
@ActiveProfiles("test")
class LinkedCasesTest {

  private static final String HASH = "a".repeat(64);

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired LinkedCases linked;
  @Autowired CaseNotices notices;
  @Autowired RequestReader reader;

  @BeforeEach
  void useThisEngine() {
    BpmnAwareTests.init(engine);
  }

  @AfterEach
  void backToNow() {
    ClockUtil.reset();
    BpmnAwareTests.reset();
  }

  private CaseDriver openSeed() {
    return CaseDriver.open(engine, cases, reader, "seed", body -> body.remove("receivedAt"));
  }

  private CaseDriver denied() {
    return openSeed().time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));
  }

  private CaseDriver reconsidered(CaseDriver first, Evidence evidence) {
    return CaseDriver.of(
        engine, cases, linked.reconsider(first.caseNumber(), evidence, HASH).caseNumber());
  }

  private CaseDriver appealed(CaseDriver first) {
    return CaseDriver.of(
        engine,
        cases,
        linked
            .appeal(first.caseNumber(), "The pain is not bearable.", Evidence.NONE, HASH)
            .caseNumber());
  }

  private Evidence painScore(int score) {
    return reader.readEvidence("{\"baselinePain\": {\"score\": " + score + "}}");
  }

  private Evidence everything() {
    return reader.read(CaseDriver.body(reader, "all-met-ambulatory")).evidence();
  }

  private void decide(CaseDriver driver, String user, String npi) {
    driver.submit(
        driver.task(CaseTasks.REVIEW),
        user,
        WhoMayDeny.GROUP,
        CaseDriver.reviewFields(Map.of("decision", "UPHOLD", "reviewerNpi", npi)));
  }

  @Test
  void newEvidenceOpensACaseOfItsOwnAndTheFirstDecisionStays() {
    CaseDriver first = denied();
    CaseView before = first.view();
    Notice notice = notices.notice(first.caseNumber(), Audience.PROVIDER, Language.EN);

    CaseDriver again = reconsidered(first, painScore(9));

    again.process().isWaitingAt("obtainDocumentation");
    assertThat(again.view().family())
        .containsExactly(new CaseView.Relative(first.caseNumber(), CaseState.DECIDED, null, null));
    assertThat(first.view().family())
        .containsExactly(
            new CaseView.Relative(
                again.caseNumber(),
                CaseState.WAITING_FOR_DOCUMENTATION,
                "RECONSIDERATION",
                first.caseNumber()));
    assertThat(first.view().determination()).isEqualTo(before.determination());
    assertThat(first.view().assessment()).isEqualTo(before.assessment());
    assertThat(notices.notice(first.caseNumber(), Audience.PROVIDER, Language.EN))
        .isEqualTo(notice);
    assertThat(again.assessment().at("/criteria").toString())
        .as("the old evidence and the new")
        .contains("The baseline pain score is 7 of 10", "baselinePain-2", "ex-3");
  }

  @Test
  void evidenceThatShowsEverythingIsCertifiedWithoutAnotherDenial() {
    CaseDriver denied =
        CaseDriver.open(
                engine,
                cases,
                reader,
                "seed",
                body -> {
                  body.remove("receivedAt");
                  body.putArray("diagnoses").add("M53.3");
                  body.put("requestedSetting", "AMBULATORY")
                      .withObject("/procedure")
                      .put("plannedDate", "2025-12-15");
                })
            .time("documentationPeriodOver")
            .review(Map.of("decision", "UPHOLD"));

    CaseDriver again = reconsidered(denied, everything()).confirm("CONFIRM");

    assertThat(again.determination().get("disposition").asText()).isEqualTo("CERTIFY");
    assertThat(denied.determination().get("disposition").asText()).isEqualTo("DO_NOT_CERTIFY");
  }

  @Test
  void nobodyDecidesTheSameRequestTwice() {
    CaseDriver first = denied();
    CaseDriver again = reconsidered(first, painScore(9)).time("documentationPeriodOver");

    assertThatThrownBy(() -> again.review(Map.of("decision", "OVERTURN")))
        .hasMessageContaining(first.caseNumber())
        .hasMessageContaining("another medical director");
    assertThatThrownBy(() -> decide(again, "noa", "1487650917"))
        .as("the same NPI under another user")
        .hasMessageContaining("another medical director");
    again.process().isWaitingAt("reviewByMedicalDirector");
    decide(again, "noa", "1245319599");
    assertThat(again.determination().at("/decidedBy/userId").asText()).isEqualTo("noa");

    CaseDriver appeal = appealed(again).time("documentationPeriodOver");
    assertThat(
            (String)
                engine
                    .getTaskService()
                    .getVariable(appeal.task(CaseTasks.REVIEW).getId(), "requestSummary"))
        .contains("Appeal of case " + again.caseNumber() + ": The pain is not bearable.");
    assertThat(
            engine
                .getTaskService()
                .getVariable(appeal.task(CaseTasks.REVIEW).getId(), LaidOut.SHEET.variable())
                .toString())
        .contains(
            "this request, the first time: 27279, right",
            "reconsideration of this request",
            "do not certify",
            "The record does not support the procedure at this time.");
    assertThatThrownBy(() -> decide(appeal, "mia", "1679576722"))
        .hasMessageContaining(first.caseNumber());
    assertThatThrownBy(() -> decide(appeal, "noa", "1245319599"))
        .hasMessageContaining(again.caseNumber());
    decide(appeal, "ola", "1679576722");
    assertThat(appeal.view().state()).isEqualTo(CaseState.DECIDED);
    assertThat(first.view().family())
        .extracting(CaseView.Relative::kind)
        .containsExactly("RECONSIDERATION", "APPEAL");
  }

  @Test
  void whatContinuesACaseIsJudgedUnderItsVersionAlsoWhenAnotherWentLive() {
    CaseDriver first = denied();
    String policy = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
    String catalogue = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
    String next =
        engine
            .getRepositoryService()
            .createDeployment()
            .addString(
                "dmn/si-joint-fusion.dmn",
                policy.replace(
                    "camunda:versionTag=\"2025-11.4\"", "camunda:versionTag=\"2026-01\""))
            .deploy()
            .getId();
    String live =
        engine
            .getRepositoryService()
            .createDeployment()
            .addString("dmn/policy-catalog.dmn", catalogue.replace("\"2025-11.4\"", "\"2026-01\""))
            .deploy()
            .getId();
    try {
      CaseDriver again = reconsidered(first, painScore(9));

      assertThat(openSeed().view().policy().version()).as("a new request").isEqualTo("2026-01");
      assertThat(again.view().policy()).isEqualTo(first.view().policy());
      assertThat(again.assessment().at("/policy/version").asText()).isEqualTo("2025-11.4");
      assertThat(
              (String)
                  engine
                      .getRuntimeService()
                      .getVariable(again.processInstanceId(), CaseVariables.ROUTE_REASON))
          .contains(
              "continues case " + first.caseNumber(),
              "a new request would be judged under 2026-01");
    } finally {
      Inside.of(engine, () -> engine.getRepositoryService().deleteDeployment(live, true));
      Inside.of(engine, () -> engine.getRepositoryService().deleteDeployment(next, true));
    }
  }

  @Test
  void aReviewerOfAnotherRequestIsNotConcerned() {
    denied();
    CaseDriver other = denied();

    assertThat(other.view().state()).isEqualTo(CaseState.DECIDED);
  }

  @Test
  void theSameEvidenceSentAgainIsTheSameCase() {
    CaseDriver first = denied();

    Cases.Opened once = linked.reconsider(first.caseNumber(), painScore(9), HASH);
    Cases.Opened twice = linked.reconsider(first.caseNumber(), painScore(9), HASH);

    assertThat(once.created()).isTrue();
    assertThat(twice).isEqualTo(new Cases.Opened(once.caseNumber(), false));
    assertThatThrownBy(() -> linked.reconsider(first.caseNumber(), painScore(8), "b".repeat(64)))
        .as("one at a time")
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining(once.caseNumber());
  }

  @Test
  void onlyAnAdverseDecisionIsJudgedAgainAndAnAppealHasItsPeriod() {
    CaseDriver certified = CaseDriver.open(engine, cases, reader, "all-met-ambulatory", body -> {});
    CaseDriver waiting = openSeed();
    CaseDriver denied = denied();

    assertThatThrownBy(() -> linked.reconsider(certified.caseNumber(), painScore(9), HASH))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("certified");
    assertThatThrownBy(() -> linked.reconsider(waiting.caseNumber(), painScore(9), HASH))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("not decided");
    assertThatThrownBy(() -> linked.appeal("PA-UNKNOWN", "why", Evidence.NONE, HASH))
        .isInstanceOf(CaseNotFoundException.class);
    ClockUtil.offset(Duration.ofDays(182).toMillis());
    assertThatThrownBy(() -> linked.appeal(denied.caseNumber(), "late", Evidence.NONE, HASH))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("ended on");
    assertThat(linked.reconsider(denied.caseNumber(), painScore(9), HASH).created())
        .as("new documents can come at any time")
        .isTrue();
  }

  @Test
  void ofManyWhoContinueTheSameCaseAtOnceOneDoesAndTheOthersAreToldWhichCaseIsOpen()
      throws Exception {
    CaseDriver first = denied();
    ExecutorService senders = Executors.newFixedThreadPool(6);
    CountDownLatch together = new CountDownLatch(1);
    try {
      List<Future<Cases.Opened>> sent =
          IntStream.range(0, 6)
              .mapToObj(
                  sender ->
                      senders.submit(
                          () -> {
                            together.await();
                            return linked.reconsider(
                                first.caseNumber(),
                                painScore(sender),
                                ContentHash.ofBytes(new byte[] {(byte) sender}));
                          }))
              .toList();
      together.countDown();
      List<String> refusals = new ArrayList<>();
      for (Future<Cases.Opened> each : sent) {
        try {
          each.get();
        } catch (ExecutionException refused) {
          refusals.add(refused.getCause().getMessage());
        }
      }

      String opened =
          first.view().family().stream()
              .map(CaseView.Relative::caseNumber)
              .reduce((one, other) -> one + other)
              .orElseThrow();
      assertThat(refusals)
          .hasSize(5)
          .allMatch(
              ("Case " + opened + " of the same request is still open; add the evidence there.")
                  ::equals);
    } finally {
      senders.shutdownNow();
    }
  }
}
