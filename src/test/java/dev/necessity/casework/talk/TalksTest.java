package dev.necessity.casework.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import dev.necessity.Inside;
import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseView;
import dev.necessity.cases.LaidOut;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.appeal.LinkedCases;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.Evidence;
import dev.necessity.request.RequestReader;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/**
 * After an adverse decision the clinician of the provider talks with a medical director who did not
 * decide it.
 */
@SpringBootTest
@ActiveProfiles("test")
class TalksTest {

  private static final String CLINICIAN_NPI = "1003000126";
  private static final String NOA = "1245319599";
  private static final String OLA = "1679576722";

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired LinkedCases linked;
  @Autowired Talks talks;
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

  private CaseDriver denied(String urgency) {
    return CaseDriver.open(
            engine,
            cases,
            reader,
            "seed",
            body -> body.put("urgency", urgency).remove("receivedAt"))
        .time("documentationPeriodOver")
        .review(Map.of("decision", "UPHOLD"));
  }

  private CaseDriver denied() {
    return denied("STANDARD");
  }

  private boolean ask(CaseDriver decided) {
    return talks.ask(
        decided.caseNumber(), "Dr. Pat Provider", CLINICIAN_NPI, "555-0100, weekdays after 14:00");
  }

  private ProcessInstance talk(CaseDriver decided) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey(CaseTasks.TALK_PROCESS)
        .processInstanceBusinessKey(decided.caseNumber())
        .singleResult();
  }

  private void hold(CaseDriver decided, String user, String npi, Map<String, ?> result) {
    Map<String, Object> fields =
        new HashMap<>(
            Map.of(
                "outcome",
                "UPHELD",
                "heldOn",
                ClockUtil.getCurrentTime().toInstant().toString().substring(0, 10),
                "participants",
                "Dr. Pat Provider, orthopaedic surgeon",
                "summary",
                "The injections were not repeated; nothing new was said.",
                "reviewerNpi",
                npi,
                "reviewerSpecialty",
                "Orthopaedic surgery"));
    fields.putAll(result);
    decided.submit(decided.task(CaseTasks.TALK), user, WhoMayDeny.GROUP, fields);
  }

  private void reopened(CaseDriver decided, String user, String npi) {
    ProcessInstance talk = talk(decided);
    hold(
        decided,
        user,
        npi,
        Map.of(
            "outcome", "REOPENED", "summary", "A second injection was done; the report follows."));
    engine
        .getManagementService()
        .executeJob(
            engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(talk.getId())
                .singleResult()
                .getId());
  }

  private void claim(Task task, String user) {
    engine.getTaskService().claim(task.getId(), user);
  }

  private void decide(CaseDriver driver, String user, String npi) {
    driver.submit(
        driver.task(CaseTasks.REVIEW),
        user,
        WhoMayDeny.GROUP,
        CaseDriver.reviewFields(Map.of("decision", "UPHOLD", "reviewerNpi", npi)));
  }

  @Test
  void aTalkIsHeldAndTheDecisionStandsAsItWas() {
    CaseDriver decided = denied();
    CaseView before = decided.view();

    assertThat(ask(decided)).isTrue();

    ProcessInstance talk = talk(decided);
    assertThat(talk)
        .isWaitingAt("holdPeerToPeerTalk")
        .task()
        .hasCandidateGroup("medical-directors");
    Task task = decided.task(CaseTasks.TALK);
    assertThat(engine.getTaskService().getVariable(task.getId(), "talkSummary").toString())
        .contains("Dr. Pat Provider", CLINICIAN_NPI, "after 14:00");
    assertThat(engine.getTaskService().getVariable(task.getId(), "decisionSummary").toString())
        .contains("do not certify", "3 of 8", "Rationale");
    assertThat(task.getName()).isEqualTo("Hold the peer-to-peer talk · " + decided.caseNumber());

    hold(decided, "noa", NOA, Map.of());

    assertThat(talk).isEnded().hasPassed("setTalkPeriod", "holdPeerToPeerTalk", "decisionStands");
    CaseView after = decided.view();
    assertThat(after.talks())
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.asked().clinicianName()).isEqualTo("Dr. Pat Provider");
              assertThat(held.result().outcome()).isEqualTo("UPHELD");
              assertThat(held.result().userId()).isEqualTo("noa");
              assertThat(held.result().summary()).contains("nothing new");
              assertThat(held.reconsideration()).isNull();
            });
    assertThat(after.state()).isEqualTo(CaseState.DECIDED);
    assertThat(after.determination()).isEqualTo(before.determination());
    assertThat(after.assessment()).isEqualTo(before.assessment());
  }

  @Test
  void whoHoldsATalkChoosesTheirSpecialtyFromTheListOfTheReview() {
    CaseDriver decided = denied();
    ask(decided);
    assertThat(
            engine
                .getTaskService()
                .getVariableLocal(
                    decided.task(CaseTasks.TALK).getId(), LaidOut.SPECIALTIES.variable())
                .toString())
        .contains("Neurological surgery (207T00000X), fit for the procedure");

    assertThatThrownBy(() -> hold(decided, "noa", NOA, Map.of("reviewerSpecialty", "Astrology")))
        .hasMessageContaining("reviewerSpecialty: choose one of the specialties");
    hold(decided, "noa", NOA, Map.of("reviewerSpecialty", "207RR0500X"));

    assertThat(decided.view().talks().get(0).result().specialty()).isEqualTo("Rheumatology");
  }

  @Test
  void howSoonATalkIsHeldIsSaidByTheTable() {
    CaseDriver standard = denied("STANDARD");
    CaseDriver expedited = denied("EXPEDITED");
    ask(standard);
    ask(expedited);

    assertThat(Duration.between(asked(standard), due(standard))).isEqualTo(Duration.ofDays(5));
    assertThat(Duration.between(asked(expedited), due(expedited))).isEqualTo(Duration.ofHours(24));
    assertThat(standard.task(CaseTasks.TALK).getDueDate().toInstant())
        .isEqualTo(due(standard).toInstant());
  }

  private OffsetDateTime asked(CaseDriver decided) {
    return OffsetDateTime.parse(decided.view().talks().get(0).asked().askedAt());
  }

  private OffsetDateTime due(CaseDriver decided) {
    return OffsetDateTime.parse(decided.view().talks().get(0).dueAt());
  }

  @Test
  void aTalkThatReopensTheDecisionOpensALinkedCaseAndLeavesTheFirst() {
    CaseDriver decided = denied();
    CaseView before = decided.view();
    ask(decided);

    reopened(decided, "noa", NOA);

    String reconsideration = decided.view().talks().get(0).reconsideration();
    assertThat(decided.view().family())
        .containsExactly(
            new CaseView.Relative(
                reconsideration,
                CaseState.WAITING_FOR_DOCUMENTATION,
                "RECONSIDERATION",
                decided.caseNumber()));
    assertThat(decided.view().determination()).isEqualTo(before.determination());
    CaseDriver again =
        CaseDriver.of(engine, cases, reconsideration).time("documentationPeriodOver");
    assertThat(
            engine
                .getTaskService()
                .getVariable(again.task(CaseTasks.REVIEW).getId(), "requestSummary")
                .toString())
        .contains("Reconsideration of case " + decided.caseNumber(), "A second injection was done");
    assertThatThrownBy(() -> decide(again, "mia", "1487650917"))
        .as("the first reviewer")
        .hasMessageContaining(decided.caseNumber());
    decide(again, "noa", NOA);
    assertThat(again.view().state())
        .as("peer review: the talk and the reconsideration that it led to")
        .isEqualTo(CaseState.DECIDED);
  }

  @Test
  void whoDecidedCannotHoldTheTalkUnderAnyNameNorClaimIt() {
    CaseDriver decided = denied();
    ask(decided);
    Task task = decided.task(CaseTasks.TALK);

    assertThatThrownBy(() -> claim(task, "mia"))
        .hasMessageContaining("you decided case " + decided.caseNumber());
    assertThatThrownBy(() -> hold(decided, "mia", "1487650917", Map.of()))
        .hasMessageContaining("you decided case");
    assertThatThrownBy(() -> hold(decided, "noa", "1487650917", Map.of()))
        .as("the same NPI under another user")
        .hasMessageContaining("you decided case");
    assertThatThrownBy(
            () -> decided.submit(task, "ada", "camunda-admin", Map.of("outcome", "UPHELD")))
        .hasMessageContaining("only a medical director");
    assertThatThrownBy(() -> engine.getTaskService().complete(task.getId()))
        .hasMessageContaining("Submit the form");
    claim(task, "noa");
    hold(decided, "noa", NOA, Map.of());
    assertThat(decided.view().talks().get(0).result().npi()).isEqualTo(NOA);
  }

  @Test
  void reviewersOfTheSameRequestCannotClaimItsReconsiderationOrAppeal() {
    CaseDriver decided = denied();
    ask(decided);
    hold(decided, "noa", NOA, Map.of());
    CaseDriver appeal =
        CaseDriver.of(
                engine,
                cases,
                linked
                    .appeal(
                        decided.caseNumber(),
                        "The pain is not bearable.",
                        Evidence.NONE,
                        "c".repeat(64))
                    .caseNumber())
            .time("documentationPeriodOver");
    Task review = appeal.task(CaseTasks.REVIEW);

    assertThatThrownBy(() -> claim(review, "mia"))
        .hasMessageContaining("you decided case " + decided.caseNumber());
    assertThatThrownBy(() -> claim(review, "noa"))
        .hasMessageContaining("you held the peer-to-peer talk about case " + decided.caseNumber());
    assertThatThrownBy(() -> decide(appeal, "noa", NOA))
        .hasMessageContaining("you held the peer-to-peer talk");
    assertThatThrownBy(
            () ->
                Inside.of(engine, () -> engine.getTaskService().setAssignee(review.getId(), "mia")))
        .hasMessageContaining("you decided case " + decided.caseNumber());
    claim(review, "ola");
    decide(appeal, "ola", OLA);
    assertThat(appeal.view().state()).isEqualTo(CaseState.DECIDED);
  }

  @Test
  void askedTwiceInTheSameWordsItIsOneTalkAndOnlyOneIsHeld() {
    CaseDriver decided = denied();

    assertThat(ask(decided)).isTrue();
    assertThat(ask(decided)).isFalse();
    assertThat(decided.view().talks()).hasSize(1);
    assertThatThrownBy(
            () -> talks.ask(decided.caseNumber(), "Somebody else", CLINICIAN_NPI, "555-0101"))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("still to be held");

    hold(
        decided,
        "noa",
        NOA,
        Map.of("outcome", "NOT_HELD", "summary", "Three calls on two days, nobody answered."));
    assertThat(decided.view().talks().get(0).result().heldOn()).isNull();
    assertThat(ask(decided)).as("a talk that was not held can be asked for again").isTrue();
    hold(decided, "noa", NOA, Map.of());
    assertThatThrownBy(() -> ask(decided))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("was held");
  }

  @Test
  void onlyAnAdverseDecisionIsTalkedAboutAndWithinItsPeriod() {
    CaseDriver certified = CaseDriver.open(engine, cases, reader, "all-met-ambulatory", body -> {});
    CaseDriver waiting =
        CaseDriver.open(engine, cases, reader, "seed", body -> body.remove("receivedAt"));
    CaseDriver decided = denied();

    assertThatThrownBy(() -> ask(certified))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("no right");
    assertThatThrownBy(() -> ask(waiting))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("not decided");
    assertThatThrownBy(() -> talks.ask("PA-UNKNOWN", "x", CLINICIAN_NPI, "x"))
        .isInstanceOf(CaseNotFoundException.class);
    ClockUtil.offset(Duration.ofDays(16).toMillis());
    assertThatThrownBy(() -> ask(decided))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("ended on");
  }

  @Test
  void theFormSaysWhatIsWrong() {
    CaseDriver decided = denied();
    ask(decided);

    assertThatThrownBy(() -> hold(decided, "noa", NOA, Map.of("outcome", "MAYBE")))
        .hasMessageContaining("UPHELD");
    assertThatThrownBy(() -> hold(decided, "noa", NOA, Map.of("heldOn", "2001-01-01")))
        .hasMessageContaining("heldOn");
    assertThatThrownBy(() -> hold(decided, "noa", NOA, Map.of("heldOn", "2999-01-01")))
        .hasMessageContaining("heldOn");
    assertThatThrownBy(() -> hold(decided, "noa", NOA, Map.of("participants", " ")))
        .hasMessageContaining("who took part");
    assertThatThrownBy(() -> hold(decided, "noa", NOA, Map.of("summary", "short")))
        .hasMessageContaining("at least 20");
    assertThatThrownBy(() -> hold(decided, "noa", "123", Map.of())).hasMessageContaining("NPI");
    assertThat(decided.view().talks().get(0).result()).isNull();
  }
}
