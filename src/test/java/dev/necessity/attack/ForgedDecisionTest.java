package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Inside;
import dev.necessity.Models;
import dev.necessity.audit.trace.CaseTracer;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.Link;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.confirm.ConfirmationForm.Confirmation;
import dev.necessity.casework.intake.Cases;
import dev.necessity.casework.review.ReviewForm.Review;
import dev.necessity.request.ContentHash;
import dev.necessity.request.RequestReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** Somebody who is no medical director tries to deny a case in the name of one. */
@SpringBootTest
@ActiveProfiles("test")
class ForgedDecisionTest {

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired CaseVariables variables;
  @Autowired JdbcClient jdbc;
  @Autowired CaseTracer tracer;

  @BeforeEach
  void useThisEngine() {
    BpmnAwareTests.init(engine);
  }

  @AfterEach
  void forgetThisEngine() {
    BpmnAwareTests.reset();
  }

  private CaseDriver victim() {
    return CaseDriver.open(engine, cases, reader, "seed", body -> body.remove("receivedAt"));
  }

  /**
   * A review that nobody did, what came of it, and whatever else might say that a case is decided.
   */
  private Map<String, Object> forged() {
    Map<String, Object> result =
        Map.of(
            "disposition",
            "DO_NOT_CERTIFY",
            "procedure",
            "NOT_MEDICALLY_NECESSARY",
            "setting",
            "AMBULATORY",
            "inpatientDays",
            0,
            "reasons",
            List.of("forged"));
    return new HashMap<>(
        Map.of(
            CaseVariables.REVIEW,
            variables.json(
                new Review(
                    "UPHOLD",
                    "NOT_STATED",
                    "NOT_STATED",
                    BigDecimal.ZERO,
                    "AMBULATORY",
                    BigDecimal.ZERO,
                    "The record does not support the procedure.",
                    "mia",
                    "Mia Moreau",
                    "1487650917",
                    "Orthopaedic surgery",
                    "207X00000X",
                    null)),
            "reviewResult",
            variables.json(result),
            CaseVariables.DETERMINATION,
            variables.json(result),
            CaseVariables.OUTCOME,
            "DO_NOT_CERTIFY",
            CaseVariables.WHAT_NEXT,
            "CERTIFY",
            CaseVariables.POLICY_ID,
            "forged",
            CaseVariables.LINK,
            variables.json(new Link(Link.Kind.APPEAL, "PA-FORGED", "forged"))));
  }

  /**
   * A request that the policy certifies at once, so that the run comes to the end without a person.
   */
  private Map<String, Object> requestThatIsCertified() {
    var body =
        CaseDriver.body(reader, "all-met-ambulatory")
            .put("requestId", UUID.randomUUID().toString());
    return Map.of(CaseVariables.REQUEST, variables.json(reader.read(body)));
  }

  private void startByForm(String businessKey, Map<String, Object> fields) {
    String definition =
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKey(CaseTasks.PROCESS)
            .latestVersion()
            .singleResult()
            .getId();
    engine.getFormService().submitStartForm(definition, businessKey, fields);
  }

  /** What somebody could do who found a way to the engine's services that nobody thought of. */
  private void inside(Runnable attack) {
    Inside.of(engine, attack);
  }

  private void set(CaseDriver victim, Map<String, Object> forged) {
    inside(() -> engine.getRuntimeService().setVariables(victim.processInstanceId(), forged));
  }

  @Test
  void theEngineItselfRefusesWhatChangesACaseBehindItsForms() {
    CaseDriver victim = victim();
    String run = victim.processInstanceId();
    String task = victim.tasks().get(0).getId();
    TaskService tasks = engine.getTaskService();
    RuntimeService runtime = engine.getRuntimeService();
    engine.getIdentityService().setAuthentication("root", List.of("camunda-admin"));
    try {
      for (ThrowingCallable attack :
          List.<ThrowingCallable>of(
              () -> runtime.setVariable(run, "x", 1),
              () -> runtime.setVariableLocal(run, "x", 1),
              () -> runtime.removeVariable(run, "request"),
              () -> tasks.setVariable(task, "x", 1),
              () -> tasks.setVariableLocal(task, "x", 1),
              () -> tasks.setVariables(task, forged()),
              () -> tasks.complete(task),
              () -> tasks.complete(task, forged()),
              () -> tasks.resolveTask(task, forged()),
              () -> tasks.delegateTask(task, "x"),
              () -> tasks.handleBpmnError(task, "x", "x", forged()),
              () -> tasks.handleEscalation(task, "x", forged()),
              () -> tasks.setAssignee(task, "x"),
              () -> tasks.setOwner(task, "x"),
              () -> tasks.addCandidateUser(task, "x"),
              () -> tasks.setPriority(task, 1),
              () -> tasks.deleteTask(task, true),
              () -> tasks.saveTask(tasks.newTask()),
              () -> tasks.createComment(task, run, "x"),
              () -> tasks.createAttachment("x", task, run, "x", "x", "x"),
              () -> runtime.startProcessInstanceByKey(CaseTasks.PROCESS, "x", forged()),
              () ->
                  runtime
                      .createProcessInstanceByKey(CaseTasks.PROCESS)
                      .startBeforeActivity("issueDetermination")
                      .execute(),
              () -> runtime.startProcessInstanceByMessage("requestKept", "x", forged()),
              () ->
                  runtime
                      .createMessageCorrelation("evidenceReceived")
                      .processInstanceId(run)
                      .correlate(),
              () -> runtime.messageEventReceived("requestWithdrawn", run),
              () -> runtime.signal(run, forged()),
              () -> runtime.signalEventReceived("x"),
              () ->
                  runtime
                      .createProcessInstanceModification(run)
                      .startBeforeActivity("issueDetermination")
                      .execute(),
              () -> runtime.suspendProcessInstanceById(run),
              () -> runtime.deleteProcessInstance(run, "x"),
              () ->
                  runtime.updateProcessInstanceSuspensionState().byProcessInstanceId(run).suspend(),
              () -> runtime.setVariablesAsync(List.of(run), forged()),
              () ->
                  runtime
                      .createConditionEvaluation()
                      .setVariables(forged())
                      .evaluateStartConditions(),
              () ->
                  engine
                      .getManagementService()
                      .setJobPriority(
                          engine
                              .getManagementService()
                              .createJobQuery()
                              .processInstanceId(run)
                              .list()
                              .get(0)
                              .getId(),
                          1),
              () ->
                  engine
                      .getManagementService()
                      .deleteJob(
                          engine
                              .getManagementService()
                              .createJobQuery()
                              .processInstanceId(run)
                              .list()
                              .get(0)
                              .getId()),
              () -> engine.getHistoryService().deleteHistoricProcessInstance(run),
              () ->
                  engine
                      .getHistoryService()
                      .deleteHistoricVariableInstancesByProcessInstanceId(run),
              () -> engine.getExternalTaskService().fetchAndLock(1, "x").topic("x", 1L).execute(),
              () ->
                  engine
                      .getRepositoryService()
                      .deleteDeployment(
                          engine
                              .getRepositoryService()
                              .createDeploymentQuery()
                              .list()
                              .get(0)
                              .getId(),
                          true))) {
        assertThatThrownBy(attack)
            .isInstanceOf(AuthorizationException.class)
            .hasMessageContaining("changes through its forms and tables only");
      }
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
    assertThat(victim.view().state()).isEqualTo(CaseState.WAITING_FOR_DOCUMENTATION);
  }

  @Test
  void nobodyDecidesAnothersCaseByStartingOneUnderItsNumber() {
    CaseDriver victim = victim();
    Map<String, Object> forged = forged();
    forged.putAll(requestThatIsCertified());

    assertThatThrownBy(() -> startByForm(victim.caseNumber(), forged))
        .hasMessageContaining("leave the business key out");
    assertThatThrownBy(
            () ->
                inside(
                    () ->
                        engine
                            .getRuntimeService()
                            .startProcessInstanceByKey(
                                CaseTasks.PROCESS, victim.caseNumber(), forged)))
        .hasMessageContaining("is not that of a case that can still be moved");

    assertThat(victim.view().state()).isEqualTo(CaseState.WAITING_FOR_DOCUMENTATION);
    assertThat(victim.determination()).isNull();
  }

  @Test
  void aStartThatBelongsToNoRequestGoesNowhere() {
    assertThatThrownBy(
            () ->
                inside(
                    () ->
                        engine
                            .getRuntimeService()
                            .startProcessInstanceByKey(
                                CaseTasks.PROCESS, "PA-FORGED", requestThatIsCertified())))
        .hasMessageContaining("is not that of a case that can still be moved");
  }

  @Test
  void forgedVariablesDecideNothingAndLeaveTheCaseToTheMedicalDirector() {
    CaseDriver victim = victim();
    set(victim, forged());

    victim.time("documentationPeriodOver");

    assertThat(victim.view().state()).isEqualTo(CaseState.IN_REVIEW);
    set(victim, forged());
    assertThat(victim.determination()).isNull();
    assertThat(tracer.trace(victim.caseNumber()).determination().isNull()).isTrue();
    victim.review(Map.of("decision", "OVERTURN", "inpatientDays", 1));
    assertThat(victim.determination().get("disposition").asText()).isEqualTo("CERTIFY");
    assertThat(victim.determination().at("/decidedBy/userId").asText()).isEqualTo("mia");
    assertThat(victim.view().policy().id()).isEqualTo("si-joint-fusion");
  }

  @Test
  void whatAMedicalDirectorUpholdsIsWhatThePolicySaysOfTheRequestAndNotWhatAVariableSays() {
    CaseDriver honest =
        victim().time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));
    CaseDriver victim = victim().time("documentationPeriodOver");
    var certifying = (ObjectNode) victim.assessment().deepCopy();
    certifying
        .withObject("/recommendation")
        .put("disposition", "CERTIFY")
        .put("procedure", "MEDICALLY_NECESSARY");
    set(victim, Map.of(CaseVariables.ASSESSMENT, variables.json(certifying)));

    victim.review(Map.of("decision", "UPHOLD"));

    assertThat(decision(victim)).isEqualTo(decision(honest)).contains("DO_NOT_CERTIFY");
  }

  private static String decision(CaseDriver driver) {
    return ((ObjectNode) driver.determination().deepCopy()).without("decidedAt").toString();
  }

  @Test
  void aCaseIsNotCertifiedUnderAVersionThatAVariableNames() {
    String lenient =
        Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))
            .replace("camunda:versionTag=\"2025-11.4\"", "camunda:versionTag=\"lenient\"")
            .replaceFirst("(leastPain_current_out_leastPain\">\\s*<text>)5", "$11");
    String deployment =
        engine
            .getRepositoryService()
            .createDeployment()
            .addString("dmn/si-joint-fusion.dmn", lenient)
            .deploy()
            .getId();
    try {
      CaseDriver victim =
          CaseDriver.open(
              engine,
              cases,
              reader,
              "all-met-ambulatory",
              body -> {
                body.remove("receivedAt");
                body.withObject("/evidence").remove("baselinePain");
              });
      set(victim, Map.of(CaseVariables.POLICY_VERSION, "lenient"));
      cases.addEvidence(
          victim.caseNumber(), reader.readEvidence("{\"baselinePain\": {\"score\": 4}}"));
      victim.join();

      assertThatThrownBy(() -> victim.confirm("CONFIRM"))
          .as("the lenient version certifies, the pinned one does not")
          .hasMessageContaining("is a clinician's decision");

      assertThat(victim.determination()).isNull();
    } finally {
      Inside.of(engine, () -> engine.getRepositoryService().deleteDeployment(deployment, true));
    }
  }

  @Test
  void aCaseIsNotCertifiedByFinalTablesThatAVariableNames() {
    String lenient =
        Models.text(Models.DMN.resolve("determination.dmn"))
            .replace("camunda:versionTag=\"2026-11\"", "camunda:versionTag=\"lenient\"")
            .replace("<text>\"DO_NOT_CERTIFY\"</text>", "<text>\"CERTIFY\"</text>")
            .replace(",\"DO_NOT_CERTIFY\"", "");
    String deployment =
        engine
            .getRepositoryService()
            .createDeployment()
            .addString("dmn/determination.dmn", lenient)
            .deploy()
            .getId();
    try {
      CaseDriver victim =
          CaseDriver.open(
              engine,
              cases,
              reader,
              "all-met-ambulatory",
              body -> {
                body.remove("receivedAt");
                body.withObject("/evidence").remove("baselinePain");
              });
      set(victim, Map.of(CaseVariables.FINAL_VERSION, "lenient"));
      cases.addEvidence(
          victim.caseNumber(), reader.readEvidence("{\"baselinePain\": {\"score\": 4}}"));

      assertThatThrownBy(victim::join)
          .as("the lenient tables certify, the pinned ones do not")
          .hasMessageContaining("is a clinician's decision");
      assertThat(victim.determination()).isNull();
    } finally {
      Inside.of(engine, () -> engine.getRepositoryService().deleteDeployment(deployment, true));
    }
  }

  @Test
  void aRequestOrAnAnswerThatNobodySentIsNotJudged() {
    CaseDriver victim = victim();
    set(victim, requestThatIsCertified());
    assertThatThrownBy(() -> victim.time("documentationPeriodOver"))
        .hasMessageContaining("The request of this case is not what was sent");

    CaseDriver another = victim();
    String answer = CaseVariables.ANSWER + another.tasks().get(0).getId();
    set(
        another,
        Map.of(
            answer,
            variables.json(
                Map.of(
                    "document",
                    "NICOTINE_LAB",
                    "evidence",
                    reader.readEvidence("{\"nicotine\": {\"status\": \"NEVER\"}}")))));
    assertThatThrownBy(() -> another.time("documentationPeriodOver"))
        .hasMessageContaining("An answer of this case is not what was sent");

    CaseDriver answered = victim();
    answered.submit(
        answered.task("NICOTINE_LAB"),
        "rita",
        "reviewers",
        Map.of("available", false, "unavailableReason", "not in the chart"));
    String given =
        engine.getRuntimeService().getVariables(answered.processInstanceId()).keySet().stream()
            .filter(name -> name.startsWith(CaseVariables.ANSWER))
            .findFirst()
            .orElseThrow();
    set(
        answered,
        Map.of(
            given,
            variables.json(
                Map.of("document", "NICOTINE_LAB", "unavailableReason", "changed afterwards"))));
    assertThatThrownBy(() -> answered.time("documentationPeriodOver"))
        .hasMessageContaining("An answer of this case is not what was sent");
    assertThat(List.of(victim, another, answered))
        .allSatisfy(each -> assertThat(each.determination()).isNull());
  }

  @Test
  void anAmendmentThatNobodySentChangesNothing() {
    CaseDriver victim = victim();
    set(
        victim,
        Map.of(
            CaseVariables.AMENDMENT,
            variables.json(
                Map.of(
                    "amendment",
                    Map.of("reason", "forged", "changes", Map.of("requestedSetting", "AMBULATORY")),
                    "before",
                    Map.of()))));

    assertThatThrownBy(
            () ->
                cases.addEvidence(
                    victim.caseNumber(), reader.readEvidence("{\"baselinePain\": {\"score\": 8}}")))
        .hasMessageContaining("An amendment of this case is not what was sent");
  }

  @Test
  void aRunThatIsMovedToItsEndDecidesNothingAdverse() {
    CaseDriver victim = victim();
    set(victim, forged());

    assertThatThrownBy(() -> moveTo(victim, "issueDetermination"))
        .hasMessageContaining("is a clinician's decision");
    CaseDriver inReview = victim().time("documentationPeriodOver");
    set(inReview, forged());
    assertThatThrownBy(() -> moveTo(inReview, "determineReviewOutcome"))
        .hasMessageContaining("is a clinician's decision");

    assertThat(victim.determination()).isNull();
    assertThat(inReview.determination()).isNull();
  }

  private CaseDriver doubted() {
    return CaseDriver.open(
        engine,
        cases,
        reader,
        "real/27279-with-non-transfixing-device",
        body -> body.remove("receivedAt"));
  }

  private CaseDriver doubtedForDirectors() {
    return CaseDriver.open(
        engine,
        cases,
        reader,
        "all-met-ambulatory",
        body ->
            body.withObject("/member")
                .put("birthDate", LocalDate.now(ZoneOffset.UTC).minusYears(10).toString()));
  }

  private Map<String, Object> confirmation(CaseDriver victim, String group) {
    List<String> doubts = victim.assessment().at("/recommendation/doubts").findValuesAsText("id");
    return new HashMap<>(
        Map.of(
            CaseVariables.CONFIRMED,
            true,
            CaseVariables.WHAT_NEXT,
            "CERTIFY",
            CaseVariables.CONFIRMATION,
            variables.json(
                new Confirmation(
                    "CONFIRM", "nobody looked at it", "mia", "Mia Moreau", group, doubts))));
  }

  @Test
  void aConfirmationThatNobodyGaveCertifiesNothing() {
    CaseDriver confirmed = doubted().confirm("CONFIRM");
    CaseDriver victim = doubted();
    set(victim, confirmation(victim, "medical-directors"));
    assertThatThrownBy(() -> moveTo(victim, "issueDetermination"))
        .hasMessageContaining("nobody who may confirmed it");

    String act =
        "insert into necessity_act (case_number, kind, process_instance, task_id, user_id, content_hash, done_at) values (?, 'CONFIRMED', ?, ?, 'mia', ?, current_timestamp)";
    String hash =
        ContentHash.of(
            reader.parse(
                engine
                    .getRuntimeService()
                    .<JsonValue>getVariableTyped(
                        victim.processInstanceId(), CaseVariables.CONFIRMATION, false)
                    .getValueSerialized()));
    jdbc.sql(act)
        .params(
            victim.caseNumber(),
            victim.processInstanceId(),
            victim.task("confirmCertification").getId(),
            hash)
        .update();
    assertThatThrownBy(() -> moveTo(victim, "issueDetermination"))
        .as("an open task was completed by nobody")
        .hasMessageContaining("nobody who may confirmed it");
    String others =
        jdbc.sql("select task_id from necessity_act where kind = 'CONFIRMED' and case_number = ?")
            .param(confirmed.caseNumber())
            .query(String.class)
            .single();
    jdbc.sql(act).params(victim.caseNumber(), victim.processInstanceId(), others, hash).update();
    assertThatThrownBy(() -> moveTo(victim, "issueDetermination"))
        .as("a task of another case")
        .hasMessageContaining("nobody who may confirmed it");
    assertThat(victim.determination()).isNull();
    assertThat(confirmed.determination().at("/confirmedBy/userId").asText()).isEqualTo("rita");
  }

  @Test
  void aReviewerConfirmsNothingThatIsForTheMedicalDirectors() {
    CaseDriver victim = doubtedForDirectors();
    var assessment = (ObjectNode) victim.assessment().deepCopy();
    assessment
        .withObject("/recommendation")
        .withArray("doubts")
        .forEach(doubt -> ((ObjectNode) doubt).put("group", "reviewers"));
    set(victim, Map.of(CaseVariables.ASSESSMENT, variables.json(assessment)));
    inside(
        () ->
            engine
                .getTaskService()
                .addCandidateGroup(victim.task("confirmCertification").getId(), "reviewers"));

    assertThatThrownBy(
            () ->
                victim.submit(
                    victim.task("confirmCertification"),
                    "rita",
                    "reviewers",
                    Map.of("decision", "CONFIRM", "note", "fine")))
        .hasMessageContaining("nobody who may confirmed it");

    assertThat(victim.determination()).isNull();
    victim.confirm("CONFIRM");
    assertThat(victim.determination().at("/confirmedBy/userId").asText()).isEqualTo("mia");
  }

  @Test
  void aConfirmationOfLessThanIsInDoubtConfirmsNothing() {
    CaseDriver victim = doubted();
    var assessment = (ObjectNode) victim.assessment().deepCopy();
    assessment.withObject("/recommendation").withArray("doubts").removeAll();
    set(victim, Map.of(CaseVariables.ASSESSMENT, variables.json(assessment)));

    assertThatThrownBy(() -> victim.confirm("CONFIRM"))
        .hasMessageContaining("nobody who may confirmed it");
    assertThat(victim.determination()).isNull();
  }

  @Test
  void aConfirmationDeniesNothingAndEndsNoReview() {
    CaseDriver denied = victim().time("documentationPeriodOver");
    set(denied, Map.of(CaseVariables.CONFIRMATION_GROUP, "reviewers"));
    moveTo(denied, "confirmCertification");
    assertThatThrownBy(() -> denied.confirm("DENY")).hasMessageContaining("decision");
    assertThatThrownBy(() -> denied.confirm("CONFIRM"))
        .hasMessageContaining("is a clinician's decision");
    assertThat(denied.determination()).isNull();

    CaseDriver inReview = doubted();
    inReview.submit(
        inReview.task("confirmCertification"),
        "rita",
        "reviewers",
        Map.of("decision", "HAND_OVER", "note", "look at the device"));
    moveTo(inReview, "confirmCertification");
    assertThatThrownBy(() -> inReview.confirm("CONFIRM"))
        .hasMessageContaining("A clinician has had this case");
    assertThat(inReview.determination()).isNull();

    assertThatThrownBy(
            () ->
                jdbc.sql(
                        "update necessity_case set state = 'DECIDED', decided_at = current_timestamp, disposition = 'DO_NOT_CERTIFY', decided_by = 'rita',"
                            + " decided_act = 'CONFIRMED', decided_task = 'x' where case_number = ?")
                    .param(denied.caseNumber())
                    .update())
        .hasMessageContaining("necessity_case");
  }

  private void moveTo(CaseDriver victim, String activity) {
    inside(
        () ->
            engine
                .getRuntimeService()
                .createProcessInstanceModification(victim.processInstanceId())
                .startBeforeActivity(activity)
                .execute());
  }

  @Test
  void aReviewOfOneCaseDecidesNoOther() {
    CaseDriver denied =
        victim().time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));
    CaseDriver victim = victim().time("documentationPeriodOver");
    String task = victim.task("reviewByMedicalDirector").getId();
    String act =
        "insert into necessity_act (case_number, kind, process_instance, task_id, user_id, npi, content_hash, done_at) values (?, 'REVIEWED', ?, ?, 'mia', '1487650917', ?, current_timestamp)";
    set(victim, forged());

    jdbc.sql(act)
        .params(victim.caseNumber(), victim.processInstanceId(), task, "0".repeat(64))
        .update();
    assertThatThrownBy(() -> moveTo(victim, "determineReviewOutcome"))
        .as("an open task was completed by nobody")
        .hasMessageContaining("is not the one that its medical director submitted");
    String others =
        jdbc.sql("select task_id from necessity_act where kind = 'REVIEWED' and case_number = ?")
            .param(denied.caseNumber())
            .query(String.class)
            .single();
    jdbc.sql(act)
        .params(victim.caseNumber(), victim.processInstanceId(), others, "0".repeat(64))
        .update();
    assertThatThrownBy(() -> moveTo(victim, "determineReviewOutcome"))
        .as("a task of another case")
        .hasMessageContaining("is not the one that its medical director submitted");
    assertThat(victim.determination()).isNull();
  }
}
