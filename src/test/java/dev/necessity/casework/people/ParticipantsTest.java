package dev.necessity.casework.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.cases.Acts;
import dev.necessity.cases.Acts.Act;
import dev.necessity.cases.Acts.Kind;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseView;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.appeal.LinkedCases;
import dev.necessity.casework.intake.Cases;
import dev.necessity.casework.talk.Talks;
import dev.necessity.request.Evidence;
import dev.necessity.request.RequestReader;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** People who try to be two roles in one case, under their own name and by their NPI. */
@SpringBootTest
@ActiveProfiles("test")
class ParticipantsTest {

  private static final String HASH = "e".repeat(64);

  /** Of the provider of every example. */
  private static final String PROVIDER = "1234567893";

  private static final String OWN = "1245319599";

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired LinkedCases linked;
  @Autowired Talks talks;
  @Autowired Acts acts;
  @Autowired RequestReader reader;

  @BeforeEach
  void useThisEngine() {
    BpmnAwareTests.init(engine);
  }

  @AfterEach
  void forgetThisEngine() {
    BpmnAwareTests.reset();
  }

  private <T> T as(String user, Supplier<T> work) {
    engine.getIdentityService().setAuthentication(user, List.of("intake"));
    try {
      return work.get();
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  private CaseDriver openedBy(String user) {
    ObjectNode body =
        CaseDriver.body(reader, "seed").put("requestId", UUID.randomUUID().toString());
    body.remove("receivedAt");
    return CaseDriver.of(
        engine, cases, as(user, () -> cases.open(reader.read(body), HASH).caseNumber()));
  }

  private static void review(CaseDriver driver, String user, String npi) {
    driver.submit(
        driver.task(CaseTasks.REVIEW),
        user,
        WhoMayDeny.GROUP,
        CaseDriver.reviewFields(Map.of("decision", "UPHOLD", "reviewerNpi", npi)));
  }

  private void evidence(CaseDriver driver, String user) {
    as(
        user,
        () ->
            cases.addEvidence(
                driver.caseNumber(), reader.readEvidence("{\"baselinePain\": {\"score\": 8}}")));
  }

  private static void document(CaseDriver driver, String user) {
    driver.submit(
        driver.task("NICOTINE_LAB"),
        user,
        "reviewers",
        Map.of("available", false, "unavailableReason", "not in the chart"));
    driver.join();
  }

  @Test
  void eachActIsKeptWithWhoDidIt() {
    CaseDriver denied = openedBy("ines");
    evidence(denied, "ines");
    document(denied, "rita");
    denied.time("documentationPeriodOver");
    review(denied, "mia", OWN);
    as("ines", () -> talks.ask(denied.caseNumber(), "Dr. Pat Provider", "1003000126", "555-0100"));

    assertThat(acts.ofCase(denied.caseNumber()))
        .extracting(Act::kind)
        .containsExactly(
            Kind.ENTERED,
            Kind.REQUESTED,
            Kind.SENT_EVIDENCE,
            Kind.DOCUMENTED,
            Kind.REVIEWED,
            Kind.ASKED_TO_TALK);
    assertThat(acts.ofCase(denied.caseNumber()))
        .extracting(Act::userId)
        .containsExactly("ines", null, "ines", "rita", "mia", null);
    assertThat(acts.ofCase(denied.caseNumber()))
        .extracting(Act::npi)
        .containsExactly(null, PROVIDER, null, null, OWN, "1003000126");
  }

  @Test
  void whoEnteredOrDocumentedOrRequestedACaseDoesNotDecideIt() {
    CaseDriver inReview = openedBy("ivo");
    evidence(inReview, "eva");
    document(inReview, "rosa");
    inReview.time("documentationPeriodOver");

    assertThatThrownBy(() -> review(inReview, "ivo", OWN))
        .hasMessageContaining(
            "you entered the request of case "
                + inReview.caseNumber()
                + "; one person is never two roles in one case: another medical director must decide it");
    assertThatThrownBy(() -> review(inReview, "eva", OWN))
        .hasMessageContaining("you sent evidence for case " + inReview.caseNumber());
    assertThatThrownBy(() -> review(inReview, "rosa", OWN))
        .hasMessageContaining("you entered a document of case " + inReview.caseNumber());
    assertThatThrownBy(() -> review(inReview, "mia", PROVIDER))
        .hasMessageContaining(
            "your NPI is that of the provider who requested case " + inReview.caseNumber());
    assertThatThrownBy(
            () -> engine.getTaskService().claim(inReview.task(CaseTasks.REVIEW).getId(), "rosa"))
        .as("nor take it")
        .hasMessageContaining("you entered a document");
    inReview.process().isWaitingAt(CaseTasks.REVIEW);
    review(inReview, "mia", OWN);
    assertThat(inReview.view().state()).isEqualTo(CaseState.DECIDED);
  }

  @Test
  void intakeAndReviewersAreDifferentPeopleInOneCaseAndMayMeetInAnother() {
    CaseDriver waiting = openedBy("ivo");

    assertThatThrownBy(() -> document(waiting, "ivo"))
        .hasMessageContaining("another reviewer must enter the document");
    document(waiting, "rosa");
    assertThatThrownBy(() -> evidence(waiting, "rosa"))
        .isInstanceOf(CaseConflictException.class)
        .hasMessage(
            "You entered a document of case "
                + waiting.caseNumber()
                + "; one person is never two roles in one case: somebody else must send the evidence.");

    document(openedBy("rosa"), "ivo");
  }

  @Test
  void whoDecidedACaseBringsNothingIntoWhatContinuesItAndWhoBroughtInDecidesNothingOfTheFamily() {
    CaseDriver denied = openedBy("ivo");
    document(denied, "rosa");
    denied.time("documentationPeriodOver");
    review(denied, "mia", OWN);

    assertThatThrownBy(
            () ->
                as(
                    "mia",
                    () ->
                        linked.reconsider(
                            denied.caseNumber(),
                            reader.readEvidence("{\"baselinePain\": {\"score\": 9}}"),
                            HASH)))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("You decided case " + denied.caseNumber());
    CaseDriver again =
        CaseDriver.of(
            engine,
            cases,
            as(
                    "eva",
                    () ->
                        linked.appeal(
                            denied.caseNumber(), "The pain is not bearable.", Evidence.NONE, HASH))
                .caseNumber());
    assertThatThrownBy(() -> document(again, "mia"))
        .hasMessageContaining("you decided case " + denied.caseNumber());
    again.time("documentationPeriodOver");
    assertThatThrownBy(() -> review(again, "rosa", "1679576722"))
        .hasMessageContaining("you entered a document of case " + denied.caseNumber());
    assertThatThrownBy(() -> review(again, "ivo", "1679576722"))
        .hasMessageContaining("you entered the request of case " + denied.caseNumber());
    review(again, "ola", "1679576722");
    assertThat(again.view().state()).isEqualTo(CaseState.DECIDED);
  }

  @Test
  void theLinesOfARequestAreOneCaseToWhoIsTwoRolesAndMayBeDecidedByOnePerson() {
    ObjectNode body =
        CaseDriver.body(reader, "seed").put("requestId", UUID.randomUUID().toString());
    body.remove("receivedAt");
    ObjectNode procedure = (ObjectNode) body.get("procedure");
    body.putArray("procedure")
        .add(procedure)
        .add(procedure.deepCopy().put("device", "another implant"));
    List<CaseDriver> lines =
        as("ivo", () -> cases.open(reader.readLines(body), HASH)).stream()
            .map(line -> CaseDriver.of(engine, cases, line.caseNumber()))
            .toList();
    CaseDriver first = lines.get(0);
    CaseDriver second = lines.get(1);

    document(first, "rosa");
    lines.forEach(line -> line.time("documentationPeriodOver"));
    assertThatThrownBy(() -> review(second, "rosa", OWN))
        .hasMessageContaining("you entered a document of case " + first.caseNumber());
    assertThatThrownBy(() -> review(second, "ivo", OWN))
        .hasMessageContaining("you entered the request of case");
    review(first, "mia", OWN);
    assertThatThrownBy(() -> evidence(second, "mia"))
        .hasMessageContaining("You decided case " + first.caseNumber());
    review(second, "mia", OWN);
    assertThat(second.view().otherLines())
        .containsExactly(new CaseView.OtherLine(first.caseNumber(), CaseState.DECIDED));

    CaseDriver appeal =
        CaseDriver.of(
            engine,
            cases,
            as(
                    "eva",
                    () ->
                        linked.appeal(
                            second.caseNumber(), "The pain is not bearable.", Evidence.NONE, HASH))
                .caseNumber());
    appeal.time("documentationPeriodOver");
    assertThatThrownBy(() -> review(appeal, "rosa", "1679576722"))
        .as("of another line")
        .hasMessageContaining("you entered a document of case " + first.caseNumber());
    review(appeal, "ola", "1679576722");
    assertThat(appeal.view().state()).isEqualTo(CaseState.DECIDED);
  }

  /**
   * A case that rosa documented and that the policy would certify but for doubts; of a child, they
   * are for the medical directors.
   */
  private CaseDriver doubted(boolean child) {
    ObjectNode body =
        CaseDriver.body(reader, "all-met-ambulatory")
            .put("requestId", UUID.randomUUID().toString());
    body.remove("receivedAt");
    body.withObject("/evidence").remove("exclusions");
    if (child) {
      body.withObject("/member")
          .put("birthDate", LocalDate.now(ZoneOffset.UTC).minusYears(10).toString());
    }
    CaseDriver waiting =
        CaseDriver.of(
            engine, cases, as("ivo", () -> cases.open(reader.read(body), HASH).caseNumber()));
    waiting.submit(
        waiting.task("EXCLUSION_WORKUP"),
        "rosa",
        CaseTasks.REVIEWERS,
        Map.of(
            "available",
            true,
            "autoimmuneDisease",
            "EXCLUDED",
            "neoplasia",
            "EXCLUDED",
            "crystalArthropathy",
            "EXCLUDED"));
    waiting.join().process().isWaitingAt(CaseTasks.CONFIRM);
    return waiting;
  }

  private static void confirm(CaseDriver driver, String user, String group) {
    driver.submit(
        driver.task(CaseTasks.CONFIRM),
        user,
        group,
        Map.of("decision", "CONFIRM", "note", "looked at the records"));
  }

  @Test
  void whoDocumentedACaseConfirmsItAsAReviewerAndNotAsAMedicalDirector() {
    CaseDriver child = doubted(true);
    assertThatThrownBy(() -> confirm(child, "rosa", WhoMayDeny.GROUP))
        .hasMessageContaining(
            "you entered a document of case "
                + child.caseNumber()
                + "; one person is never two roles in one case: another medical director must confirm it");
    assertThatThrownBy(
            () -> engine.getTaskService().claim(child.task(CaseTasks.CONFIRM).getId(), "rosa"))
        .as("nor take it")
        .hasMessageContaining("you entered a document");
    confirm(child, "mia", WhoMayDeny.GROUP);
    assertThat(child.determination().at("/confirmedBy/userId").asText()).isEqualTo("mia");
    assertThat(acts.ofCase(child.caseNumber())).extracting(Act::kind).endsWith(Kind.ENDORSED);
    assertThatThrownBy(
            () ->
                as(
                    "mia",
                    () ->
                        cases.addEvidence(
                            child.caseNumber(),
                            reader.readEvidence("{\"baselinePain\": {\"score\": 8}}"))))
        .isInstanceOf(CaseConflictException.class);

    CaseDriver grown = doubted(false);
    confirm(grown, "rosa", CaseTasks.REVIEWERS);
    assertThat(acts.ofCase(grown.caseNumber())).extracting(Act::kind).endsWith(Kind.CONFIRMED);
  }

  @Test
  void theClinicianOfTheProviderHoldsNoTalkWithHimself() {
    CaseDriver denied = openedBy("ines");
    denied.time("documentationPeriodOver");
    review(denied, "mia", OWN);
    talks.ask(denied.caseNumber(), "Dr. Pat Provider", "1003000126", "555-0100");
    Map<String, Object> held =
        new HashMap<>(
            Map.of(
                "outcome",
                "UPHELD",
                "heldOn",
                LocalDate.now(ZoneOffset.UTC).toString(),
                "participants",
                "Dr. Pat Provider",
                "summary",
                "The injections were not repeated; nothing new was said.",
                "reviewerSpecialty",
                "Orthopaedic surgery"));

    for (String npi : List.of("1003000126", PROVIDER)) {
      held.put("reviewerNpi", npi);
      assertThatThrownBy(
              () -> denied.submit(denied.task(CaseTasks.TALK), "noa", WhoMayDeny.GROUP, held))
          .hasMessageContaining("your NPI is that of");
    }
    assertThatThrownBy(
            () -> denied.submit(denied.task(CaseTasks.TALK), "ines", WhoMayDeny.GROUP, held))
        .hasMessageContaining("another medical director must hold the talk");
  }

  @Test
  void whoTypedARequestInTasklistDoesNotRouteIt() {
    Map<String, Object> typed =
        Map.of(
            "requestId",
            UUID.randomUUID().toString(),
            "member_memberId",
            "M-1",
            "provider_npi",
            PROVIDER,
            "procedure_code",
            "27280",
            "procedure_side",
            "RIGHT",
            "lineOfBusiness",
            "COMMERCIAL",
            "requestedSetting",
            "AMBULATORY",
            "diagnoses",
            "M53.3");
    String definition =
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKey(CaseTasks.PROCESS)
            .latestVersion()
            .singleResult()
            .getId();
    engine.getIdentityService().setAuthentication("ivo", List.of("camunda-admin"));
    String instance =
        engine.getFormService().submitStartForm(definition, new HashMap<>(typed)).getId();
    engine.getIdentityService().clearAuthentication();
    CaseDriver typedCase =
        CaseDriver.of(
            engine,
            cases,
            engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getBusinessKey());

    assertThatThrownBy(
            () ->
                typedCase.submit(
                    typedCase.task("routeManually"),
                    "ivo",
                    "reviewers",
                    Map.of("routedTo", "desk")))
        .hasMessageContaining("another reviewer must route it");
    typedCase.submit(
        typedCase.task("routeManually"), "rosa", "reviewers", Map.of("routedTo", "desk"));
    typedCase.process().isEnded();
  }
}
