package dev.necessity.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Inside;
import dev.necessity.Models;
import dev.necessity.RandomRequests;
import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.CaseView;
import dev.necessity.cases.LaidOut;
import dev.necessity.casework.intake.Amendments;
import dev.necessity.casework.intake.Cases;
import dev.necessity.casework.issue.CaseNotices;
import dev.necessity.casework.people.ReviewerNpis;
import dev.necessity.casework.upgrade.OpenedReviews;
import dev.necessity.notice.Audience;
import dev.necessity.notice.Language;
import dev.necessity.notice.Notice;
import dev.necessity.request.Amendment;
import dev.necessity.request.ContentHash;
import dev.necessity.request.Evidence;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.camunda.spin.plugin.variable.SpinValues;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** The process, path by path; run on each database that is supported. */
@SpringBootTest
@ActiveProfiles("test")
abstract class ProcessTest {

  private static final List<String> SEED_DOCUMENTS =
      List.of(
          "EXCLUSION_WORKUP",
          "INJECTION_REPORT",
          "NICOTINE_LAB",
          "PAIN_SOURCE_WORKUP",
          "PELVIS_XRAY",
          "PLANNED_DATE",
          "SI_JOINT_IMAGING",
          "THERAPY_RECORD");

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired CaseNotices notices;
  @Autowired CaseRegister register;
  @Autowired OpenedReviews openedReviews;
  @Autowired Amendments amendments;
  @Autowired CaseVariables variables;
  @Autowired ReviewerNpis npis;
  @Autowired JdbcClient jdbc;

  private final List<String> extraDeployments = new ArrayList<>();

  @BeforeEach
  void useThisEngine() {
    BpmnAwareTests.init(engine);
  }

  @AfterEach
  void removeWhatTheTestDeployed() {
    extraDeployments.forEach(
        id -> Inside.of(engine, () -> engine.getRepositoryService().deleteDeployment(id, true)));
    BpmnAwareTests.reset();
  }

  private CaseDriver open(String example) {
    return open(example, body -> {});
  }

  private CaseDriver open(String example, Consumer<ObjectNode> change) {
    return CaseDriver.open(engine, cases, reader, example, change);
  }

  /** The review's own case, received now, so that documentation can still come. */
  private CaseDriver openSeedNow() {
    return open("seed", body -> body.remove("receivedAt"));
  }

  @Test
  void aRequestThatMeetsEverythingIsCertifiedWithoutAPerson() {
    CaseDriver certified = open("all-met-ambulatory");

    certified
        .process()
        .isEnded()
        .hasPassedInOrder(
            "requestReceived",
            "openCase",
            "setDecisionClock",
            "selectPolicy",
            "measureEvidence",
            "assessCriteria",
            "decideProcedureAndSetting",
            "issueDetermination",
            "issueNotice",
            "requestDecided",
            "caseClosed");
    assertThat(certified.view().state()).isEqualTo(CaseState.DECIDED);
    assertThat(certified.determination().get("disposition").asText()).isEqualTo("CERTIFY");
    assertThat(certified.determination().at("/decidedBy/kind").asText()).isEqualTo("POLICY");
    assertThat(certified.determination().get("rationale").isNull()).isTrue();
    assertThat(certified.determination().get("certifiedUntil").asText())
        .as("the lab was drawn on 2025-11-10")
        .isEqualTo("2025-12-22");
    assertThat(
            engine
                .getHistoryService()
                .createHistoricTaskInstanceQuery()
                .processInstanceId(certified.processInstanceId())
                .count())
        .isZero();
  }

  @Test
  void theReviewsCaseWaitsForOneTaskADocument() {
    CaseDriver waiting = openSeedNow();

    waiting.process().isWaitingAt("obtainDocumentation").hasNotPassed("reviewByMedicalDirector");
    assertThat(waiting.view().state()).isEqualTo(CaseState.WAITING_FOR_DOCUMENTATION);
    assertThat(waiting.documents()).isEqualTo(SEED_DOCUMENTS);
    assertThat(waiting.assessment().at("/recommendation/disposition").asText()).isEqualTo("PEND");
    assertThat(waiting.determination()).isNull();
  }

  @Test
  void aCaseBelongsToTheGroupsThatHaveOrHadATaskForIt() {
    CaseDriver reviewed = openSeedNow();
    assertThat(register.isOf(Set.of("reviewers", "others"), reviewed.caseNumber())).isTrue();
    assertThat(register.isOf(Set.of("medical-directors"), reviewed.caseNumber())).isFalse();

    reviewed.time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));

    assertThat(register.isOf(Set.of("reviewers"), reviewed.caseNumber())).as("had").isTrue();
    assertThat(register.isOf(Set.of("medical-directors"), reviewed.caseNumber())).isTrue();
    assertThat(register.isOf(Set.of(), reviewed.caseNumber())).isFalse();
    CaseRegister.Filter ofDirectors =
        new CaseRegister.Filter(null, null, null, null, Set.of("medical-directors"), null);
    assertThat(register.list(ofDirectors, 0, 200))
        .extracting(CaseRegister.RegisteredCase::caseNumber)
        .contains(reviewed.caseNumber())
        .doesNotContain(open("all-met-ambulatory").caseNumber());
  }

  @Test
  void aCaseBelongsToAGroupThatSomebodyOffersATaskTo() {
    CaseDriver waiting = openSeedNow();

    String task = waiting.task("NICOTINE_LAB").getId();
    Inside.of(engine, () -> engine.getTaskService().addCandidateGroup(task, "night-shift"));

    assertThat(register.isOf(Set.of("night-shift"), waiting.caseNumber())).isTrue();
    assertThat(register.isOf(Set.of("night-shift"), openSeedNow().caseNumber())).isFalse();
  }

  @Test
  void aCaseOfAnEarlierVersionBelongsToTheGroupsOfItsHistory() {
    CaseDriver waiting = openSeedNow();
    CaseDriver certified = open("all-met-ambulatory");
    jdbc.sql("update necessity_case set task_groups = null where case_number in (?, ?)")
        .params(waiting.caseNumber(), certified.caseNumber())
        .update();
    assertThat(register.isOf(Set.of("reviewers"), waiting.caseNumber()))
        .as("not known yet")
        .isFalse();

    register.completeGroups();

    assertThat(register.isOf(Set.of("reviewers"), waiting.caseNumber())).isTrue();
    assertThat(register.isOf(Set.of("medical-directors"), waiting.caseNumber())).isFalse();
    assertThat(register.isOf(Set.of("reviewers"), certified.caseNumber())).isFalse();
    waiting.time("documentationPeriodOver");
    assertThat(register.isOf(Set.of("medical-directors"), waiting.caseNumber()))
        .as("and to those that follow")
        .isTrue();
  }

  @Test
  void aDocumentationTaskTellsWhatToDoWithoutTheMember() {
    CaseDriver waiting = openSeedNow();

    Task task = waiting.task("NICOTINE_LAB");

    assertThat(task.getName())
        .isEqualTo("Obtain documentation: Nicotine lab · " + waiting.caseNumber());
    assertThat(task.getDueDate().toInstant())
        .isEqualTo(OffsetDateTime.parse(waiting.view().clock().documentationUntil()).toInstant());
    assertThat(engine.getTaskService().getIdentityLinksForTask(task.getId()))
        .extracting(IdentityLink::getGroupId)
        .containsExactly("reviewers");
    assertThat(engine.getTaskService().getVariable(task.getId(), "documentReason"))
        .asString()
        .contains("nicotine");
    assertThat(engine.getTaskService().getVariable(task.getId(), "caseNumber"))
        .isEqualTo(waiting.caseNumber());
  }

  @Test
  void theClockCountsElapsedTimeFromTheReceipt() {
    CaseDriver standard = open("seed", body -> body.put("receivedAt", "2026-03-07T22:00:00-05:00"));
    CaseDriver expedited =
        open(
            "seed",
            body ->
                body.put("receivedAt", "2026-03-07T22:00:00-05:00").put("urgency", "EXPEDITED"));
    CaseDriver medicare =
        open(
            "seed",
            body ->
                body.put("receivedAt", "2026-03-07T22:00:00-05:00")
                    .put("lineOfBusiness", "MEDICARE_ADVANTAGE"));

    assertThat(standard.view().clock())
        .isEqualTo(
            new CaseView.Clock(
                "2026-03-07T22:00:00-05:00",
                "2026-03-22T22:00:00-05:00",
                "2026-03-17T22:00:00-05:00"));
    assertThat(lasts(expedited)).isEqualTo(Duration.ofHours(72));
    assertThat(lasts(medicare)).isEqualTo(Duration.ofDays(7));
  }

  private static Duration lasts(CaseDriver driver) {
    CaseView.Clock clock = driver.view().clock();
    return Duration.between(
        OffsetDateTime.parse(clock.receivedAt()), OffsetDateTime.parse(clock.dueAt()));
  }

  @Test
  void documentationThatArrivesLeadsToACertifiedAmbulatoryCase() {
    CaseDriver waiting =
        open(
            "seed",
            body -> {
              body.remove("receivedAt");
              body.put("requestedSetting", "AMBULATORY");
              ((ObjectNode) body.get("procedure")).put("plannedDate", "2025-12-15");
            });

    supplyEverything(waiting);

    waiting.process().isWaitingAt("confirmCertification");
    assertThat(waiting.view().state()).isEqualTo(CaseState.IN_CONFIRMATION);
    waiting.confirm("CONFIRM");
    waiting
        .process()
        .isEnded()
        .hasPassedInOrder(
            "assessCriteria",
            "requestDocumentation",
            "obtainDocumentation",
            "documentAnswered",
            "measureEvidence",
            "assessCriteria",
            "confirmCertification",
            "issueDetermination",
            "requestDecided")
        .hasNotPassed("reviewByMedicalDirector");
    assertThat(waiting.determination().at("/decidedBy/kind").asText()).isEqualTo("POLICY");
    assertThat(waiting.determination().at("/confirmedBy/userId").asText())
        .as("the planned date is past, and the injections are old")
        .isEqualTo("rita");
    assertThat(waiting.determination().get("disposition").asText()).isEqualTo("CERTIFY");
    assertThat(waiting.determination().get("setting").asText()).isEqualTo("AMBULATORY");
    assertThat(waiting.assessment().at("/critical/met").asInt()).isEqualTo(8);
  }

  /** What {@code examples/requests/all-met-ambulatory.json} documents, as forms. */
  private void supplyEverything(CaseDriver waiting) {
    waiting.answer(
        "INJECTION_REPORT",
        Map.of(
            "date",
            "2025-05-02",
            "side",
            "RIGHT",
            "joint",
            "SACROILIAC",
            "guidance",
            "FLUOROSCOPY",
            "isolation",
            "ISOLATED",
            "steroid",
            "NO",
            "painBefore",
            8,
            "painAfter",
            1,
            "reliefDuration_value",
            8.0,
            "reliefDuration_unit",
            "HOURS"));
    waiting.answer(
        "NICOTINE_LAB",
        Map.of(
            "analyte",
            "COTININE",
            "specimen",
            "URINE",
            "comparator",
            "<",
            "value",
            5,
            "unit",
            "ng/mL",
            "drawnOn",
            "2025-11-10",
            "document",
            "LABORATORY_REPORT"));
    waiting.answer(
        "SI_JOINT_IMAGING",
        Map.of(
            "modality",
            "CT",
            "regions",
            List.of("SI_JOINT"),
            "date",
            "2025-06-01",
            "side",
            "RIGHT",
            "siJointDegeneration",
            "PRESENT"));
    waiting.answer(
        "PELVIS_XRAY",
        Map.of(
            "modality",
            "XRAY",
            "regions",
            List.of("PELVIS"),
            "date",
            "2025-06-01",
            "includesHip",
            "BILATERAL",
            "hipPathology",
            "ABSENT"));
    waiting.answer(
        "THERAPY_RECORD",
        Map.of("start", "2025-02-01", "end", "2025-05-01", "formal", "YES", "inPerson", "YES"));
    waiting.answer(
        "EXCLUSION_WORKUP",
        Map.of(
            "autoimmuneDisease",
            "EXCLUDED",
            "neoplasia",
            "EXCLUDED",
            "crystalArthropathy",
            "EXCLUDED"));
    List<String> sources =
        List.of(
            "LUMBAR_DISC_DEGENERATION",
            "LUMBAR_DISC_HERNIATION",
            "LUMBAR_SPONDYLOLISTHESIS",
            "LUMBAR_SPINAL_STENOSIS",
            "LUMBAR_FACET_DEGENERATION",
            "THORACIC_DISC_DISORDER",
            "NEIGHBORING_SEGMENTS");
    for (String source : sources) {
      boolean more = !source.equals("NEIGHBORING_SEGMENTS");
      waiting.answer(
          "PAIN_SOURCE_WORKUP", Map.of("source", source, "status", "RULED_OUT", "more", more));
    }
    // One injection of the two still lacks its report: it is asked for again, and nothing else is.
    assertThat(waiting.documents()).containsExactly("INJECTION_REPORT");
    waiting.answer(
        "INJECTION_REPORT",
        Map.of(
            "date",
            "2025-07-01",
            "side",
            "RIGHT",
            "guidance",
            "CT",
            "isolation",
            "ISOLATED",
            "steroid",
            "YES",
            "painBefore",
            7,
            "painAfter",
            2,
            "reliefDuration_value",
            10,
            "reliefDuration_unit",
            "WEEKS"));
  }

  @Test
  void whenNothingArrivesAMedicalDirectorSignsTheReviewsConclusion() {
    CaseDriver denied = openSeedNow();

    denied.time("documentationPeriodOver");

    denied.process().isWaitingAt("reviewByMedicalDirector");
    assertThat(denied.view().state()).isEqualTo(CaseState.IN_REVIEW);
    assertThat(denied.assessment().at("/criteria/0/reason").asText())
        .endsWith("Not documented by the end of the documentation period: counts as not met.");

    denied.review(Map.of("decision", "UPHOLD"));

    denied
        .process()
        .isEnded()
        .hasPassedInOrder(
            "obtainDocumentation",
            "documentationPeriodOver",
            "closeDocumentation",
            "assessCriteria",
            "reviewByMedicalDirector",
            "determineReviewOutcome",
            "issueDetermination",
            "requestDecided");
    assertThat(denied.assessment().at("/critical/met").asInt()).isEqualTo(3);
    assertThat(denied.assessment().at("/critical/total").asInt()).isEqualTo(8);
    assertThat(denied.determination().get("disposition").asText()).isEqualTo("DO_NOT_CERTIFY");
    assertThat(denied.determination().get("procedure").asText())
        .isEqualTo("NOT_MEDICALLY_NECESSARY");
    assertThat(denied.determination().get("setting").asText()).isEqualTo("AMBULATORY");
    assertThat(denied.determination().get("inpatientDays").asInt()).isZero();
    assertThat(denied.determination().at("/decidedBy/kind").asText()).isEqualTo("CLINICIAN");
    assertThat(denied.determination().at("/decidedBy/userId").asText()).isEqualTo("mia");
    assertThat(denied.determination().at("/decidedBy/npi").asText()).isEqualTo("1487650917");
    assertThat(denied.determination().get("rationale").asText()).isNotBlank();
  }

  @Test
  void theNoticeSaysWhoDecidedAndWhatTheReceiverMayDoUntilWhen() {
    CaseDriver denied = openSeedNow();
    denied.time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));

    Notice notice = notices.notice(denied.caseNumber(), Audience.PROVIDER, Language.EN);

    assertThat(notice.criteria()).hasSize(10);
    assertThat(notice.critical().met()).isEqualTo(3);
    assertThat(notice.determination().decidedBy().userId()).isEqualTo("mia");
    assertThat(notice.issue().issuedAt()).isAfterOrEqualTo(notice.determination().decidedAt());
    assertThat(notice.issue().rights().appealUntil())
        .isEqualTo(notice.issue().issuedAt().toLocalDate().plusDays(180));
    assertThat(notices.notice(denied.caseNumber(), Audience.PROVIDER, Language.EN))
        .as("the same each time")
        .isEqualTo(notice);
  }

  @Test
  void documentsThatNobodyHasEndTheDocumentationPeriodEarly() {
    CaseDriver closed = openSeedNow();

    SEED_DOCUMENTS.forEach(closed::unavailable);

    closed
        .process()
        .isWaitingAt("reviewByMedicalDirector")
        .hasPassed("closeDocumentation")
        .hasNotPassed("documentationPeriodOver");
  }

  @Test
  void aDocumentThatNobodyHasIsNotAskedForAgain() {
    CaseDriver waiting = openSeedNow();

    SEED_DOCUMENTS.stream()
        .filter(document -> !document.equals("INJECTION_REPORT"))
        .forEach(waiting::unavailable);
    waiting.answer("INJECTION_REPORT", Map.of("date", "2025-05-02", "side", "RIGHT"));

    assertThat(waiting.documents()).containsExactly("INJECTION_REPORT");
  }

  @Test
  void aRecordThatContradictsACriterionGoesToTheMedicalDirectorAtOnce() {
    CaseDriver contradicted =
        open(
            "seed",
            body -> {
              body.remove("receivedAt");
              ((ObjectNode) body.get("evidence").get("baselinePain")).put("score", 4);
            });

    contradicted
        .process()
        .isWaitingAt("reviewByMedicalDirector")
        .hasNotPassed("requestDocumentation");
    assertThat(contradicted.status("nicotineStatus"))
        .as("what is unsure stays listed as such")
        .isEqualTo("UNSURE");
  }

  @Test
  void anInpatientStayIsOnlyTakenAwayByAMedicalDirector() {
    CaseDriver downgraded = open("all-met-inpatient");

    downgraded.process().isWaitingAt("reviewByMedicalDirector");
    downgraded.review(Map.of("decision", "UPHOLD"));

    assertThat(downgraded.determination().get("disposition").asText())
        .isEqualTo("CERTIFY_MODIFIED");
    assertThat(downgraded.determination().get("setting").asText()).isEqualTo("AMBULATORY");
    assertThat(downgraded.determination().at("/decidedBy/kind").asText()).isEqualTo("CLINICIAN");
  }

  @Test
  void aMedicalDirectorMayOverturn() {
    CaseDriver overturned = open("all-met-inpatient", body -> body.put("inpatientDays", 2));

    overturned.review(Map.of("decision", "OVERTURN"));

    assertThat(overturned.determination().get("disposition").asText()).isEqualTo("CERTIFY");
    assertThat(overturned.determination().get("setting").asText()).isEqualTo("INPATIENT");
    assertThat(overturned.determination().get("inpatientDays").asInt()).isEqualTo(2);
  }

  @Test
  void aMedicalDirectorMayModify() {
    CaseDriver modified = open("all-met-inpatient", body -> body.put("inpatientDays", 2));

    modified.review(
        Map.of(
            "decision",
            "MODIFY",
            "procedure",
            "MEDICALLY_NECESSARY",
            "setting",
            "INPATIENT",
            "inpatientDays",
            1));

    assertThat(modified.determination().get("disposition").asText()).isEqualTo("CERTIFY_MODIFIED");
    assertThat(modified.determination().get("inpatientDays").asInt()).isEqualTo(1);
  }

  @Test
  void overturnAsksForTheDaysThatTheRequestDoesNotName() {
    CaseDriver overturned = open("all-met-inpatient", body -> body.remove("inpatientDays"));

    assertThatThrownBy(() -> overturned.review(Map.of("decision", "OVERTURN")))
        .hasMessageContaining("inpatientDays: ")
        .hasMessageContaining("names no inpatient days");
    overturned.review(Map.of("decision", "OVERTURN", "inpatientDays", 3));

    assertThat(overturned.determination().get("inpatientDays").asInt()).isEqualTo(3);
  }

  @Test
  void aDecisionIsCheckedAsAWhole() {
    CaseDriver inReview = open("all-met-inpatient", body -> body.put("inpatientDays", 2));
    String repeated = inReview.assessment().at("/recommendation/reasons").get(0).asText();

    assertThatThrownBy(
            () ->
                inReview.review(
                    Map.of(
                        "decision",
                        "MODIFY",
                        "procedure",
                        "NOT_MEDICALLY_NECESSARY",
                        "setting",
                        "INPATIENT",
                        "inpatientDays",
                        400)))
        .hasMessageContaining("setting: ")
        .hasMessageContaining("inpatientDays: ");
    assertThatThrownBy(
            () ->
                inReview.review(
                    Map.of(
                        "decision",
                        "MODIFY",
                        "procedure",
                        "MEDICALLY_NECESSARY",
                        "setting",
                        "INPATIENT",
                        "inpatientDays",
                        366)))
        .hasMessageContaining("1 to 365 days");
    assertThatThrownBy(
            () ->
                inReview.review(
                    Map.of(
                        "decision",
                        "MODIFY",
                        "procedure",
                        "MEDICALLY_NECESSARY",
                        "setting",
                        "INPATIENT")))
        .hasMessageContaining("1 to 365 days");
    assertThatThrownBy(
            () ->
                inReview.review(
                    Map.of("decision", "UPHOLD", "rationale", repeated.toUpperCase(Locale.ROOT))))
        .hasMessageContaining("in your own words");
    assertThatThrownBy(
            () -> inReview.review(Map.of("decision", "UPHOLD", "reviewerSpecialty", "Astrology")))
        .hasMessageContaining("reviewerSpecialty: ");
    assertThatThrownBy(
            () -> inReview.review(Map.of("decision", "UPHOLD", "reviewerSpecialty", "207RR0500X")))
        .hasMessageContaining("specialtyReason: ");
    inReview.process().isWaitingAt("reviewByMedicalDirector");

    inReview.review(
        Map.of(
            "decision",
            "UPHOLD",
            "reviewerSpecialty",
            "207RR0500X",
            "specialtyReason",
            "The question is one of inflammatory disease."));
    assertThat(inReview.determination().at("/decidedBy/specialty").asText())
        .isEqualTo("Rheumatology");
  }

  @Test
  void theFormOffersTheSpecialtiesOfTheTable() {
    Task task = open("all-met-inpatient").task(CaseTasks.REVIEW);

    assertThat(engine.getTaskService().getVariableLocal(task.getId(), "specialties").toString())
        .contains(
            "{\"label\":\"Orthopaedic surgery (207X00000X), fit for the procedure\",\"value\":\"207X00000X\"}",
            "\"label\":\"Rheumatology (207RR0500X)\"");
  }

  @Test
  void aReviewThatAnEarlierVersionOpenedShowsAndOffersTheSameAfterTheStart() {
    Task task = open("all-met-inpatient").task(CaseTasks.REVIEW);
    Inside.of(
        engine,
        () -> engine.getTaskService().removeVariablesLocal(task.getId(), LaidOut.variables()));

    openedReviews.complete();

    assertThat(engine.getTaskService().getVariablesLocal(task.getId()))
        .containsKeys(LaidOut.variables().toArray(String[]::new));
  }

  private JsonNode shown(CaseDriver driver, String task, String part) {
    return variables
        .read(
            engine
                .getTaskService()
                .<JsonValue>getVariableTyped(
                    driver.task(task).getId(), LaidOut.SHEET.variable(), false)
                .getValueSerialized(),
            JsonNode.class)
        .get(part);
  }

  @Test
  void whoDecidesSeesWhatCannotBeObtainedAndWhyWhatWouldHelpAndEachReferenceItself() {
    CaseDriver inReview =
        openSeedNow()
            .unavailable("NICOTINE_LAB")
            .unavailable("PAIN_SOURCE_WORKUP")
            .time("documentationPeriodOver");

    assertThat(shown(inReview, CaseTasks.REVIEW, "unavailable"))
        .extracting(row -> row.get("document").asText(), row -> row.get("reason").asText())
        .containsExactlyInAnyOrder(
            tuple("Nicotine lab", "not in the chart"),
            tuple("Work-up of other pain sources", "not in the chart"));
    for (String part : List.of("criteria", "nextSteps", "caveats")) {
      assertThat(shown(inReview, CaseTasks.REVIEW, part))
          .as(part)
          .isNotEmpty()
          .allSatisfy(
              row -> assertThat(row.get("citation").asText()).doesNotContainPattern("\\[\\d"));
      assertThat(shown(inReview, CaseTasks.REVIEW, part).toString())
          .contains("(Sacroiliac Joint Arthrodesis Guidelines, 2025");
    }
    inReview.review(Map.of("decision", "UPHOLD"));
    assertThat(
            engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(inReview.processInstanceId())
                .list())
        .as("said once more for a form, kept nowhere")
        .extracting(HistoricVariableInstance::getName)
        .doesNotContainAnyElementsOf(LaidOut.variables());
  }

  @Test
  void whatAnEarlierVersionKeptAsNotAvailableHasNoReason() {
    CaseDriver inReview = openSeedNow();
    Inside.of(
        engine,
        () ->
            engine
                .getRuntimeService()
                .setVariable(
                    inReview.processInstanceId(),
                    CaseVariables.UNAVAILABLE_DOCUMENTS,
                    variables.json(List.of("NICOTINE_LAB"))));

    inReview.unavailable("PAIN_SOURCE_WORKUP").time("documentationPeriodOver");

    assertThat(shown(inReview, CaseTasks.REVIEW, "unavailable"))
        .extracting(row -> row.get("reason").asText())
        .containsExactlyInAnyOrder("no reason was kept", "not in the chart");
  }

  @Test
  void whoConfirmsSeesTheRecordsBehindEachDoubtAndEachCriterionInWords() {
    CaseDriver doubted = open("doubts/oldInjections");

    assertThat(shown(doubted, CaseTasks.CONFIRM, "doubts"))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row.get("records").asText())
                    .matches("inj-\\d: [A-Z][a-z]+ \\d{1,2}, \\d{4}.*"));
    assertThat(shown(doubted, CaseTasks.CONFIRM, "records"))
        .filteredOn(row -> row.get("id").asText().equals("inj-2"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("name").asText()).startsWith("Injection, ");
              assertThat(row.get("says").asText())
                  .contains(
                      "guidance CT", "combined with nothing else", "steroid yes", "for 10 weeks");
              assertThat(row.get("criteria").asText())
                  .contains(
                      "Two diagnostic injections with enough relief",
                      "Therapeutic injection with steroid");
            });
    assertThat(shown(doubted, CaseTasks.CONFIRM, "references"))
        .extracting(row -> row.get("reference").asText())
        .contains(
            "Guideline Directed Topic Overview. Dr.Oracle Medical Advisory Board & Editors, 2025.");
    assertThat(shown(doubted, CaseTasks.CONFIRM, "criteria"))
        .hasSize(13)
        .allSatisfy(row -> assertThat(row.get("status").asText()).isEqualTo("MET"));
  }

  @Test
  void whatWasDecidedForTheMemberBeforeIsSaidWithWhoDecided() {
    String member = UUID.randomUUID().toString();
    Consumer<ObjectNode> ofTheMember = body -> body.withObject("/member").put("memberId", member);
    CaseDriver bySoftware = open("all-met-ambulatory", ofTheMember);
    CaseDriver confirmed = open("doubts/oldInjections", ofTheMember).confirm("CONFIRM");
    CaseDriver denied =
        open("seed", ofTheMember)
            .time("documentationPeriodOver")
            .review(Map.of("decision", "UPHOLD"));
    open("seed");

    CaseDriver now = open("all-met-inpatient", ofTheMember);

    JsonNode earlier = shown(now, CaseTasks.REVIEW, "earlierDecisions");
    assertThat(earlier)
        .extracting(row -> row.get("caseNumber").asText())
        .containsExactlyInAnyOrder(
            bySoftware.caseNumber(), confirmed.caseNumber(), denied.caseNumber());
    assertThat(earlier)
        .filteredOn(row -> row.get("caseNumber").asText().equals(bySoftware.caseNumber()))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("about").asText()).isEqualTo("another request: 27279, right");
              assertThat(row.get("decided").asText())
                  .isEqualTo("certify: medically necessary, ambulatory, 0 inpatient days");
              assertThat(row.get("by").asText()).isEqualTo("software, by the policy");
              assertThat(row.get("why").asText()).isEmpty();
            });
    assertThat(earlier)
        .extracting(row -> row.get("by").asText())
        .anyMatch(by -> by.startsWith("software, by the policy; confirmed by "))
        .anyMatch(by -> by.endsWith(", Orthopaedic surgery"));
  }

  @Test
  void theNpiOfAMedicalDirectorIsAskedForOnceAndKept() {
    IdentityService identities = engine.getIdentityService();
    String user = "md" + UUID.randomUUID().toString().substring(0, 8);
    identities.saveUser(identities.newUser(user));
    Map<String, Object> fields = CaseDriver.reviewFields(Map.of("decision", "UPHOLD"));
    CaseDriver first = open("all-met-inpatient");
    fields.remove("reviewerNpi");
    assertThatThrownBy(
            () -> first.submit(first.task(CaseTasks.REVIEW), user, WhoMayDeny.GROUP, fields))
        .hasMessageContaining("give your NPI");

    fields.put("reviewerNpi", "1679576722");
    first.submit(first.task(CaseTasks.REVIEW), user, WhoMayDeny.GROUP, fields);
    CaseDriver second = open("all-met-inpatient");
    fields.put("reviewerNpi", "1245319599");
    assertThatThrownBy(
            () -> second.submit(second.task(CaseTasks.REVIEW), user, WhoMayDeny.GROUP, fields))
        .hasMessageContaining("another NPI is kept");
    fields.remove("reviewerNpi");
    second.submit(second.task(CaseTasks.REVIEW), user, WhoMayDeny.GROUP, fields);

    assertThat(second.determination().at("/decidedBy/npi").asText()).isEqualTo("1679576722");
    npis.forget(user);
  }

  @Test
  void anNpiOfTheRequestingProviderIsNotKeptWithWhoMayNotUseIt() {
    IdentityService identities = engine.getIdentityService();
    String user = "md" + UUID.randomUUID().toString().substring(0, 8);
    identities.saveUser(identities.newUser(user));
    CaseDriver inReview = open("all-met-inpatient");
    Map<String, Object> fields =
        CaseDriver.reviewFields(Map.of("decision", "UPHOLD", "reviewerNpi", "1234567893"));

    assertThatThrownBy(
            () -> inReview.submit(inReview.task(CaseTasks.REVIEW), user, WhoMayDeny.GROUP, fields))
        .hasMessageContaining("provider who requested");
    assertThat(npis.of(user)).isEmpty();
  }

  @Test
  void aCodeWithoutAPolicyIsRoutedByAPersonAndNeverJudged() {
    CaseDriver routed = open("open-fusion-27280");

    routed.process().isWaitingAt("routeManually").hasNotPassed("assessCriteria");
    assertThat(routed.view().state()).isEqualTo(CaseState.ROUTED);
    assertThat(routed.view().policy()).isNull();

    routed.submit(
        routed.task("routeManually"), "rita", "reviewers", Map.of("routedTo", "Open fusion desk"));

    routed.process().isEnded().hasPassedInOrder("selectPolicy", "routeManually", "requestRouted");
    assertThat(routed.determination()).isNull();
  }

  @Test
  void evidenceOverTheApiAnswersTheTaskThatAskedForIt() {
    CaseDriver waiting = openSeedNow();

    cases.addEvidence(
        waiting.caseNumber(),
        reader.readEvidence(
            reader.parse(
                """
        {"nicotine": {"status": "NEVER"}, "exclusions": {"autoimmuneDisease": "EXCLUDED", "neoplasia": "EXCLUDED", "crystalArthropathy": "EXCLUDED"}}
        """
                    .getBytes(StandardCharsets.UTF_8))));
    waiting.join();

    assertThat(waiting.documents())
        .isEqualTo(
            SEED_DOCUMENTS.stream()
                .filter(
                    document ->
                        !List.of("NICOTINE_LAB", "PLANNED_DATE", "EXCLUSION_WORKUP")
                            .contains(document))
                .toList());
    waiting.process().hasPassed("evidenceArrived", "addEvidence");
    waiting.time("documentationPeriodOver");
    assertThat(waiting.status("nicotineStatus")).isEqualTo("MET");
    assertThat(waiting.status("etiologyExclusion")).isEqualTo("MET");
  }

  @Test
  void evidenceThatSettlesEverythingAnswersEveryTask() {
    CaseDriver waiting = openSeedNow();

    cases.addEvidence(
        waiting.caseNumber(),
        reader.readEvidence(
            reader.parse(
                Models.text(Path.of("examples", "evidence", "complete.json"))
                    .getBytes(StandardCharsets.UTF_8))));
    waiting.join();

    waiting.process().isWaitingAt("reviewByMedicalDirector");
    assertThat(waiting.assessment().at("/recommendation/disposition").asText())
        .as("an inpatient stay was requested")
        .isEqualTo("CERTIFY_MODIFIED");
    assertThat(waiting.assessment().at("/critical/met").asInt()).isEqualTo(8);
  }

  @Test
  void evidenceDuringTheReviewIsJudgedAndTheReviewStaysWithWhoHasIt() {
    CaseDriver inReview =
        open(
            "all-met-ambulatory",
            body -> ((ObjectNode) body.get("evidence").get("baselinePain")).put("score", 4));
    inReview.process().isWaitingAt("reviewByMedicalDirector");
    String review = inReview.task("reviewByMedicalDirector").getId();
    engine.getTaskService().claim(review, "mia");

    addToReview(inReview, "{\"baselinePain\": {\"score\": 8}}");
    assertThat(inReview.assessment().at("/recommendation/disposition").asText())
        .as("two scores conflict")
        .isEqualTo("PEND");
    assertThatThrownBy(() -> inReview.review(Map.of("decision", "UPHOLD")))
        .as("seen as it was")
        .hasMessageContaining("evidence arrived since this review was opened");
    assertThatThrownBy(() -> inReview.review(Map.of("decision", "UPHOLD", "seen", "1")))
        .hasMessageContaining("the policy recommends nothing while a criterion is unsure");
    addToReview(
        inReview,
        "{\"baselinePain\": {\"score\": 7, \"replaces\": \"%s\", \"correction\": \"of another member\"}}"
            .formatted(inReview.assessment().at("/criteria/6/evidence/0").asText()));

    assertThat(inReview.assessment().at("/recommendation/disposition").asText())
        .isEqualTo("CERTIFY");
    assertThat(inReview.task("reviewByMedicalDirector").getId())
        .as("the same task")
        .isEqualTo(review);
    inReview.process().isNotEnded().hasNotPassed("issueDetermination");
    assertThatThrownBy(() -> inReview.review(Map.of("decision", "UPHOLD", "seen", "1")))
        .hasMessageContaining("evidence arrived since");
    inReview.review(Map.of("decision", "UPHOLD", "seen", "2"));
    assertThat(inReview.determination().at("/decidedBy/kind").asText())
        .as("whoever has had a case finishes it")
        .isEqualTo("CLINICIAN");
  }

  @Test
  void aMedicalDirectorAsksForDocumentsAndHasTheReviewAgain() {
    CaseDriver inReview = openSeedNow();
    inReview.unavailable("NICOTINE_LAB").time("documentationPeriodOver");
    engine.getTaskService().claim(inReview.task("reviewByMedicalDirector").getId(), "mia");
    assertThatThrownBy(() -> ask(inReview, List.of()))
        .hasMessageContaining("choose one or more of")
        .hasMessageContaining("NICOTINE_LAB");
    assertThatThrownBy(() -> ask(inReview, List.of("A_LETTER")))
        .hasMessageContaining("choose one or more of");

    ask(inReview, List.of("NICOTINE_LAB", "PLANNED_DATE"));

    assertThat(inReview.view().state()).isEqualTo(CaseState.WAITING_FOR_DOCUMENTATION);
    assertThat(inReview.documents())
        .as("also what was answered as not available")
        .containsExactly("NICOTINE_LAB", "PLANNED_DATE");
    assertThat(
            (String)
                engine
                    .getTaskService()
                    .getVariable(inReview.task("NICOTINE_LAB").getId(), CaseTasks.DOCUMENT_REASON))
        .contains("Is there a lab of the last weeks?");
    assertThat(OffsetDateTime.parse(inReview.view().clock().documentationUntil()))
        .isAfter(OffsetDateTime.now(ZoneOffset.UTC))
        .isBefore(OffsetDateTime.parse(inReview.view().clock().dueAt()));
    inReview.answer(
        "PLANNED_DATE",
        Map.of("plannedDate", LocalDate.now(ZoneOffset.UTC).plusDays(20).toString()));
    inReview.unavailable("NICOTINE_LAB");

    inReview
        .process()
        .isWaitingAt("reviewByMedicalDirector")
        .hasPassed("reopenDocumentation")
        .hasNotPassed("determineReviewOutcome");
    assertThat(inReview.task("reviewByMedicalDirector").getAssignee()).isEqualTo("mia");
    inReview.review(
        Map.of(
            "decision", "MODIFY", "procedure", "NOT_MEDICALLY_NECESSARY", "setting", "AMBULATORY"));
    assertThat(inReview.determination().get("disposition").asText()).isEqualTo("DO_NOT_CERTIFY");
  }

  @Test
  void whatIsAskedForAndDoesNotComeLeadsBackToTheReview() {
    CaseDriver inReview = openSeedNow().time("documentationPeriodOver");
    ask(inReview, List.of("NICOTINE_LAB"));

    inReview.time("documentationPeriodOver");

    inReview.process().isWaitingAt("reviewByMedicalDirector");
    inReview.review(Map.of("decision", "UPHOLD"));
    assertThat(inReview.determination().get("disposition").asText()).isEqualTo("DO_NOT_CERTIFY");
  }

  @Test
  void whereTheClockHasRunOutNobodyAsksForDocuments() {
    CaseDriver late = open("seed", body -> {}).time("documentationPeriodOver");
    late.process().isWaitingAt("reviewByMedicalDirector");

    assertThatThrownBy(() -> ask(late, List.of("NICOTINE_LAB")))
        .hasMessageContaining("the limit of the decision clock has passed");
  }

  private void amend(CaseDriver driver, String user, String body) {
    engine.getIdentityService().setAuthentication(user, List.of("intake"));
    try {
      amendments.amend(driver.caseNumber(), Amendment.read(reader.parse(body.replace('\'', '"'))));
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  @Test
  void aRequestIsAmendedWhereverItStandsAndJudgedAgain() {
    CaseDriver waiting = openSeedNow();
    assertThat(waiting.documents()).contains("PLANNED_DATE");
    amend(
        waiting,
        "ines",
        "{'procedure': {'plannedDate': '2027-01-15'}, 'reason': 'the surgery was booked'}");
    waiting.join();
    assertThat(waiting.documents())
        .as("nobody is asked any more")
        .doesNotContain("PLANNED_DATE")
        .contains("NICOTINE_LAB");

    CaseDriver inReview = open("all-met-inpatient", body -> body.remove("receivedAt"));
    String review = inReview.task("reviewByMedicalDirector").getId();
    amend(
        inReview,
        "ines",
        "{'requestedSetting': 'AMBULATORY', 'inpatientDays': null, 'reason': 'no stay is needed'}");
    assertThat(inReview.task("reviewByMedicalDirector").getId())
        .as("the same task")
        .isEqualTo(review);
    assertThat((String) engine.getTaskService().getVariable(review, "requestSummary"))
        .contains("ambulatory")
        .doesNotContain("inpatient days");
    assertThat(inReview.assessment().at("/recommendation/disposition").asText())
        .isEqualTo("CERTIFY");
    inReview.review(Map.of("decision", "UPHOLD", "seen", "1"));
    assertThat(inReview.determination().get("disposition").asText()).isEqualTo("CERTIFY");
    assertThatThrownBy(() -> amend(inReview, "ines", "{'inpatientDays': 2, 'reason': 'late'}"))
        .isInstanceOf(CaseConflictException.class);

    CaseDriver doubted = open("real/27279-with-non-transfixing-device");
    doubted.process().isWaitingAt("confirmCertification");
    amend(
        doubted,
        "ines",
        "{'procedure': {'device': 'iFuse Implant System'}, 'reason': 'the device was mistyped'}");
    doubted.process().isEnded().hasNotPassed("isConfirmed");
    assertThat(doubted.determination().at("/decidedBy/kind").asText()).isEqualTo("POLICY");
  }

  @Test
  void intakeAmendsARequestInTasklistWithTheChecksOfTheApi() {
    CaseDriver waiting = openSeedNow();
    amendByForm(
        "ines",
        Map.of(
            "caseNumber",
            waiting.caseNumber() + " ",
            "reason",
            "the surgery was booked",
            "procedure_plannedDate",
            "2027-01-15",
            "diagnoses",
            "M53.3, M46.1",
            "requestedSetting",
            "INPATIENT",
            "inpatientNeed",
            "DOCUMENTED",
            "inpatientReasons",
            "[\"SLEEP_APNEA\"]",
            "expectedMidnights",
            2));
    waiting.join();
    assertThat(known(waiting).procedure().plannedDate()).isEqualTo(LocalDate.of(2027, 1, 15));
    assertThat(known(waiting).diagnoses()).containsExactly("M53.3", "M46.1");
    assertThat(known(waiting).inpatientReasons()).containsExactly("SLEEP_APNEA");
    assertThat(waiting.documents()).doesNotContain("PLANNED_DATE");

    amendByForm(
        "ines",
        Map.of(
            "caseNumber",
            waiting.caseNumber(),
            "reason",
            "one more",
            "inpatientDays",
            3,
            "inpatientReasons",
            "[]",
            "removed",
            "[]"));
    assertThat(known(waiting).inpatientReasons())
        .as("boxes of which none is ticked say nothing")
        .hasSize(1);

    amendByForm(
        "ines",
        Map.of(
            "caseNumber",
            waiting.caseNumber(),
            "reason",
            "the day was given up",
            "removed",
            "[\"procedure_plannedDate\", \"inpatientReasons\"]"));
    assertThat(known(waiting).procedure().plannedDate()).isNull();
    assertThat(known(waiting).inpatientReasons()).isEmpty();

    String number = waiting.caseNumber();
    Request before = known(waiting);
    refusedByForm(
        "ines",
        Map.of("caseNumber", "PA-NONE", "reason", "r", "inpatientDays", 2),
        "caseNumber: there is no case with this number");
    refusedByForm("ines", Map.of("caseNumber", number, "inpatientDays", 2), "reason");
    refusedByForm("ines", Map.of("caseNumber", number, "reason", "r"), "name what is amended");
    refusedByForm(
        "ines", Map.of("caseNumber", number, "reason", "r", "diagnoses", "back pain"), "diagnoses");
    refusedByForm(
        "ines",
        Map.of("caseNumber", number, "reason", "r", "requestedSetting", "INPATIENT"),
        "changes nothing");
    refusedByForm(
        "ines",
        Map.of(
            "caseNumber",
            number,
            "reason",
            "r",
            "inpatientDays",
            2,
            "removed",
            "[\"inpatientDays\"]"),
        "say one or the other");
    refusedByForm(
        "ines",
        Map.of("caseNumber", number, "reason", "r", "procedure_side", "LEFT"),
        "is not a field of this form");
    assertThat(known(waiting)).isEqualTo(before);

    waiting.time("documentationPeriodOver");
    waiting.review(Map.of("decision", "UPHOLD"));
    refusedByForm(
        "ines",
        Map.of("caseNumber", number, "reason", "r", "inpatientDays", 2),
        "Case " + number + " is decided");
  }

  private Request known(CaseDriver driver) {
    return variables.read(
        engine
            .getRuntimeService()
            .<JsonValue>getVariableTyped(driver.processInstanceId(), CaseVariables.REQUEST, false)
            .getValueSerialized(),
        Request.class);
  }

  private void amendByForm(String user, Map<String, Object> fields) {
    String definition =
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKey(CaseTasks.AMENDMENT_PROCESS)
            .latestVersion()
            .singleResult()
            .getId();
    Map<String, Object> sent = new HashMap<>(fields);
    sent.replaceAll(
        (name, value) ->
            value instanceof String text && text.startsWith("[")
                ? SpinValues.jsonValue(text).create()
                : value);
    engine.getIdentityService().setAuthentication(user, List.of("intake"));
    try {
      engine.getFormService().submitStartForm(definition, sent);
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  private void refusedByForm(String user, Map<String, Object> fields, String why) {
    assertThatThrownBy(() -> amendByForm(user, fields))
        .isInstanceOf(FormFieldValidationException.class)
        .hasMessageContaining(why);
  }

  private void ask(CaseDriver inReview, List<String> documents) {
    inReview.submit(
        inReview.task("reviewByMedicalDirector"),
        "mia",
        "medical-directors",
        Map.of(
            "decision",
            "ASK_FOR_DOCUMENTS",
            "documents",
            documents,
            "question",
            "Is there a lab of the last weeks?"));
  }

  private void addToReview(CaseDriver inReview, String evidence) {
    cases.addEvidence(
        inReview.caseNumber(),
        reader.readEvidence(reader.parse(evidence.getBytes(StandardCharsets.UTF_8))));
    inReview
        .process()
        .isWaitingAt("reviewByMedicalDirector")
        .hasPassed("evidenceForReview", "addEvidenceToReview");
    Task review = inReview.task("reviewByMedicalDirector");
    assertThat(review.getAssignee()).isEqualTo("mia");
    assertThat(
            engine
                .getTaskService()
                .<JsonValue>getVariableTyped(review.getId(), LaidOut.SHEET.variable(), false)
                .getValueSerialized())
        .contains("Baseline pain", "\"before\":\"not met\"");
  }

  @Test
  void whatIsInDoubtIsConfirmedOrHandedOverAndNeverDenied() {
    CaseDriver doubted = open("real/27279-with-non-transfixing-device");
    doubted.process().isWaitingAt("confirmCertification");
    Task task = doubted.task("confirmCertification");
    assertThat(engine.getTaskService().getIdentityLinksForTask(task.getId()))
        .extracting(link -> link.getGroupId())
        .containsExactly("reviewers");
    assertThatThrownBy(
            () ->
                doubted.submit(
                    task, "ines", "intake", Map.of("decision", "CONFIRM", "note", "fine")))
        .isInstanceOf(Exception.class);
    assertThatThrownBy(() -> doubted.confirm("DENY")).hasMessageContaining("decision");
    doubted.submit(
        task,
        "rita",
        "reviewers",
        Map.of("decision", "HAND_OVER", "note", "the device is not known to me"));

    doubted.process().isWaitingAt("reviewByMedicalDirector");
    assertThat(
            (String)
                engine
                    .getTaskService()
                    .getVariable(doubted.task("reviewByMedicalDirector").getId(), "requestSummary"))
        .contains("the device is not known to me");
    doubted.review(Map.of("decision", "UPHOLD"));
    assertThat(doubted.determination().at("/decidedBy/kind").asText()).isEqualTo("CLINICIAN");
    assertThat(doubted.determination().get("confirmedBy").isNull()).isTrue();
  }

  @Test
  void aDoubtThatNamesTheMedicalDirectorsIsConfirmedByNoReviewer() {
    CaseDriver young =
        open(
            "all-met-ambulatory",
            body -> body.withObject("/member").put("birthDate", "2010-01-01"));
    young.process().isWaitingAt("confirmCertification");
    Task task = young.task("confirmCertification");
    assertThat(engine.getTaskService().getIdentityLinksForTask(task.getId()))
        .extracting(link -> link.getGroupId())
        .containsExactly("medical-directors");
    Inside.of(engine, () -> engine.getTaskService().addCandidateGroup(task.getId(), "reviewers"));

    assertThatThrownBy(
            () ->
                young.submit(
                    task, "rita", "reviewers", Map.of("decision", "CONFIRM", "note", "fine")))
        .hasMessageContaining("medical-directors");
    young.confirm("CONFIRM");
    assertThat(young.determination().at("/confirmedBy/userId").asText()).isEqualTo("mia");
  }

  @Test
  void aDecidedCaseTakesNoMoreEvidence() {
    CaseDriver decided = open("all-met-ambulatory");

    assertThatThrownBy(
            () ->
                cases.addEvidence(
                    decided.caseNumber(),
                    reader.readEvidence(reader.parse("{}".getBytes(StandardCharsets.UTF_8)))))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("is decided");
  }

  @Test
  void theSenderMayWithdrawAtAnyTime() {
    CaseDriver withdrawn = openSeedNow();

    cases.withdraw(withdrawn.caseNumber(), "the member chose another treatment");

    withdrawn.process().isEnded().hasPassed("withdrawn", "recordWithdrawal", "requestWithdrawn");
    assertThat(withdrawn.view().state()).isEqualTo(CaseState.WITHDRAWN);
    assertThat(withdrawn.tasks()).isEmpty();
  }

  @Test
  void warningsOfTheClockRaiseTheOpenTasksAndEndWithTheCase() {
    CaseDriver warned = openSeedNow();

    warned.time("warningDue");
    assertThat(warned.task("NICOTINE_LAB").getPriority()).isEqualTo(60);
    warned.time("nextWarningDue").time("nextWarningDue");

    Task task = warned.task("NICOTINE_LAB");
    assertThat(task.getPriority()).isEqualTo(90);
    assertThat(engine.getTaskService().getIdentityLinksForTask(task.getId()))
        .extracting(IdentityLink::getGroupId)
        .containsExactlyInAnyOrder("reviewers", "medical-directors");
    warned.process().hasPassed("warningsGiven");

    warned.time("documentationPeriodOver");
    assertThat(
            engine
                .getTaskService()
                .getIdentityLinksForTask(warned.task("reviewByMedicalDirector").getId()))
        .extracting(IdentityLink::getGroupId)
        .as("a review stays with the medical directors")
        .containsExactly("medical-directors");

    CaseDriver decided = open("all-met-ambulatory");
    assertThat(
            engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(decided.processInstanceId())
                .count())
        .as("no timer outlives the decision")
        .isZero();
  }

  @Test
  void aFormThatMakesNoSenseLeavesTheTaskOpenAndStoresNothing() {
    CaseDriver waiting = openSeedNow();
    Task task = waiting.task("NICOTINE_LAB");

    assertThatThrownBy(
            () ->
                waiting.answer(
                    "NICOTINE_LAB",
                    Map.of(
                        "analyte",
                        "COTININE",
                        "specimen",
                        "URINE",
                        "value",
                        5,
                        "unit",
                        "ng/mL",
                        "drawnOn",
                        "2999-01-01",
                        "document",
                        "LABORATORY_REPORT")))
        .isInstanceOf(ProcessEngineException.class)
        .hasMessageContaining("drawnOn");
    assertThatThrownBy(
            () ->
                waiting.answer(
                    "THERAPY_RECORD", Map.of("start", "2025-05-01", "end", "2025-02-01")))
        .hasMessageContaining("end");
    assertThatThrownBy(() -> waiting.submit(task, "rita", "reviewers", Map.of("available", false)))
        .hasMessageContaining("unavailableReason");

    assertThat(waiting.documents()).isEqualTo(SEED_DOCUMENTS);
    assertThat(engine.getTaskService().getVariablesLocal(task.getId())).isEmpty();
  }

  @Test
  void aFormCannotWriteIntoTheCase() {
    CaseDriver waiting = openSeedNow();

    assertThatThrownBy(
            () ->
                waiting.submit(
                    waiting.task("NICOTINE_LAB"),
                    "rita",
                    "reviewers",
                    Map.of(
                        "available",
                        false,
                        "unavailableReason",
                        "none",
                        "outcome",
                        "CERTIFY",
                        "whatNext",
                        "CERTIFY",
                        "determination",
                        "{}")))
        .hasMessageContaining(
            "determination: is not a field of this form; remove it; outcome: is not a field of this form; remove it; whatNext");

    waiting.process().isWaitingAt("obtainDocumentation");
    assertThat(engine.getRuntimeService().getVariable(waiting.processInstanceId(), "whatNext"))
        .isEqualTo("ASK_FOR_DOCUMENTATION");
    assertThat(engine.getRuntimeService().getVariable(waiting.processInstanceId(), "determination"))
        .isNull();
  }

  @Test
  void onlyAMedicalDirectorDecidesAReview() {
    CaseDriver inReview = open("all-met-inpatient");
    Task review = inReview.task("reviewByMedicalDirector");

    assertThatThrownBy(
            () ->
                inReview.submit(
                    review,
                    "rita",
                    "reviewers",
                    CaseDriver.reviewFields(Map.of("decision", "UPHOLD"))))
        .isInstanceOf(AuthorizationException.class);
    assertThatThrownBy(
            () ->
                inReview.submit(
                    review,
                    "admin",
                    "camunda-admin",
                    CaseDriver.reviewFields(Map.of("decision", "UPHOLD"))))
        .hasMessageContaining("only a medical director");
    assertThatThrownBy(
            () -> engine.getTaskService().complete(review.getId(), Map.of("decision", "UPHOLD")))
        .hasMessageContaining("Submit the form");

    inReview.process().isWaitingAt("reviewByMedicalDirector");
  }

  @Test
  void aReviewNeedsReasonsAndCredentials() {
    CaseDriver inReview = open("all-met-inpatient");

    assertThatThrownBy(
            () -> inReview.review(Map.of("decision", "UPHOLD", "rationale", "too short")))
        .hasMessageContaining("rationale");
    assertThatThrownBy(
            () -> inReview.review(Map.of("decision", "UPHOLD", "reviewerNpi", "1234567890")))
        .hasMessageContaining("reviewerNpi");
    assertThatThrownBy(
            () -> inReview.review(Map.of("decision", "UPHOLD", "reviewerSpecialty", " ")))
        .hasMessageContaining("reviewerSpecialty");
    assertThatThrownBy(() -> inReview.review(Map.of("decision", "DENY")))
        .hasMessageContaining("decision");
    assertThatThrownBy(() -> inReview.review(Map.of("decision", "MODIFY")))
        .hasMessageContaining("setting");

    inReview.process().isWaitingAt("reviewByMedicalDirector");
  }

  @Test
  void twoPeopleWhoCompleteTwoTasksAtTheSameMomentLoseNothing() throws Exception {
    for (int round = 0; round < 5; round++) {
      CaseDriver waiting = openSeedNow();
      waiting.unavailable("PLANNED_DATE");
      List<Task> tasks = waiting.tasks();
      CountDownLatch together = new CountDownLatch(1);
      ExecutorService people = Executors.newFixedThreadPool(tasks.size());
      try {
        List<Future<?>> done = new ArrayList<>();
        for (Task task : tasks) {
          done.add(
              people.submit(
                  () -> {
                    together.await();
                    waiting.submit(
                        task,
                        "rita",
                        "reviewers",
                        Map.of("available", false, "unavailableReason", "not in the chart"));
                    return null;
                  }));
        }
        together.countDown();
        for (Future<?> each : done) {
          each.get();
        }
      } finally {
        people.shutdown();
      }
      waiting.join();
      waiting.process().isWaitingAt("reviewByMedicalDirector");
    }
  }

  @Test
  void theSameRequestFromTwoSendersAtOnceIsOneCase() throws Exception {
    ObjectNode body =
        (ObjectNode)
            reader.parse(
                Models.text(Models.REQUESTS.resolve("seed.json")).getBytes(StandardCharsets.UTF_8));
    body.put("requestId", UUID.randomUUID().toString()).remove("receivedAt");
    Request request = reader.read(body);
    CountDownLatch together = new CountDownLatch(1);
    ExecutorService senders = Executors.newFixedThreadPool(3);
    try {
      List<Future<Cases.Opened>> opened = new ArrayList<>();
      for (int sender = 0; sender < 3; sender++) {
        opened.add(
            senders.submit(
                () -> {
                  together.await();
                  return cases.open(request, ContentHash.of(body));
                }));
      }
      together.countDown();
      List<Cases.Opened> answers = new ArrayList<>();
      for (Future<Cases.Opened> each : opened) {
        answers.add(each.get());
      }
      assertThat(answers).filteredOn(Cases.Opened::created).hasSize(1);
      assertThat(answers.stream().map(Cases.Opened::caseNumber).distinct()).hasSize(1);
    } finally {
      senders.shutdown();
    }
  }

  @Test
  void aStepThatFailsKeepsTheRequestAndTellsTheOperatorWhatToDo() {
    String broken =
        Models.text(Models.DMN.resolve("decision-clock.dmn"))
            .replace("<text>request.urgency</text>", "<text>request.priority</text>");
    String deployment =
        engine
            .getRepositoryService()
            .createDeployment()
            .addString("dmn/decision-clock.dmn", broken)
            .deploy()
            .getId();
    extraDeployments.add(deployment);

    CaseDriver kept = openSeedNow();

    Runnable retry =
        () ->
            engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(kept.processInstanceId())
                .list()
                .forEach(
                    job -> {
                      try {
                        engine.getManagementService().executeJob(job.getId());
                      } catch (RuntimeException expected) {
                        // what the job executor would record
                      }
                    });
    for (int attempt = 0; attempt < 3; attempt++) {
      retry.run();
    }
    List<Incident> incidents =
        engine
            .getRuntimeService()
            .createIncidentQuery()
            .processInstanceId(kept.processInstanceId())
            .list();
    assertThat(incidents)
        .singleElement()
        .extracting(Incident::getIncidentMessage)
        .asString()
        .contains("decisionClock")
        .contains("Add the missing row");
    assertThat(kept.view().state()).isEqualTo(CaseState.ROUTED);

    Inside.of(
        engine,
        () -> engine.getRepositoryService().deleteDeployment(extraDeployments.remove(0), true));
    retry.run();

    assertThat(kept.documents()).as("after the repair the case goes on").isEqualTo(SEED_DOCUMENTS);
  }

  @Test
  void aCaseKeepsThePolicyItWasReceivedUnder() {
    CaseDriver old = openSeedNow();
    String policy = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
    String catalog = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
    extraDeployments.add(
        engine
            .getRepositoryService()
            .createDeployment()
            .addString(
                "dmn/si-joint-fusion.dmn",
                policy
                    .replace("camunda:versionTag=\"2025-11.4\"", "camunda:versionTag=\"2026-01\"")
                    .replace("<text>70</text>", "<text>95</text>"))
            .addString(
                "dmn/policy-catalog.dmn",
                catalog.replace("<text>\"2025-11.4\"</text>", "<text>\"2026-01\"</text>"))
            .deploy()
            .getId());

    CaseDriver young = openSeedNow();
    old.answer("INJECTION_REPORT", Map.of("date", "2025-05-02", "side", "RIGHT"));
    old.time("documentationPeriodOver");

    assertThat(young.view().policy().version()).isEqualTo("2026-01");
    assertThat(young.assessment().at("/criteria/0/reason").asText()).contains("95 %");
    assertThat(old.view().policy().version()).isEqualTo("2025-11.4");
    assertThat(old.assessment().at("/criteria/0/reason").asText()).contains("70 %");

    cases.withdraw(young.caseNumber(), "end of the test");
  }

  @Test
  void softwareNeverIssuesAnythingAdverse() {
    String finalTables = Models.text(Models.DMN.resolve("determination.dmn"));
    String catalog = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
    extraDeployments.add(
        engine
            .getRepositoryService()
            .createDeployment()
            .addString(
                "dmn/determination.dmn",
                finalTables
                    .replace("camunda:versionTag=\"2026-11\"", "camunda:versionTag=\"wrong\"")
                    .replace("\"ASK_A_CLINICIAN\"</text>", "\"CERTIFY\"</text>"))
            .addString("dmn/policy-catalog.dmn", catalog.replace("\"2026-11\"", "\"wrong\""))
            .deploy()
            .getId());

    CaseDriver adverse = open("all-met-inpatient");

    adverse.process().isNotEnded().hasNotPassed("issueDetermination");
    assertThat(adverse.determination()).isNull();
    List<HistoricActivityInstance> issued =
        engine
            .getHistoryService()
            .createHistoricActivityInstanceQuery()
            .processInstanceId(adverse.processInstanceId())
            .activityId("requestDecided")
            .list();
    assertThat(issued).isEmpty();
  }

  @Test
  void
      whateverARequestDocumentsNoPathEndsAdverseWithoutAClinicianAndWhatAClinicianHadIsDecidedByOne() {
    Evidence everything = reader.read(CaseDriver.body(reader, "all-met-ambulatory")).evidence();
    for (long seed = 0; seed < 25; seed++) {
      ObjectNode body = RandomRequests.of(seed);
      body.remove("receivedAt");
      body.put("requestId", UUID.randomUUID().toString());
      CaseDriver driver = CaseDriver.open(engine, cases, reader, body);
      if (driver.view().state() == CaseState.WAITING_FOR_DOCUMENTATION) {
        driver.time("documentationPeriodOver");
      }
      if (driver.view().state() == CaseState.IN_CONFIRMATION) {
        driver.confirm("CONFIRM");
      }
      boolean reviewed = driver.view().state() == CaseState.IN_REVIEW;
      if (reviewed && seed % 2 == 0) {
        cases.addEvidence(driver.caseNumber(), everything);
        assertThat(driver.view().state()).as("seed " + seed).isEqualTo(CaseState.IN_REVIEW);
        driver.review(
            Map.of(
                "decision",
                "MODIFY",
                "procedure",
                "MEDICALLY_NECESSARY",
                "setting",
                "AMBULATORY",
                "seen",
                "1"));
      } else if (reviewed) {
        assertThat(driver.determination()).isNull();
        driver.review(Map.of("decision", "UPHOLD"));
      }
      assertThat(driver.determination().at("/decidedBy/kind").asText())
          .as("seed " + seed)
          .isEqualTo(reviewed ? "CLINICIAN" : "POLICY");
      assertThat(reviewed || driver.determination().get("disposition").asText().equals("CERTIFY"))
          .as("seed " + seed)
          .isTrue();
      assertThat(driver.determination().get("confirmedBy").isNull())
          .isEqualTo(reviewed || driver.assessment().at("/recommendation/doubts").isEmpty());
    }
  }

  @Test
  void intakeTypesARequestInTasklist() {
    Map<String, Object> typed =
        new HashMap<>(
            Map.of(
                "requestId",
                UUID.randomUUID().toString(),
                "member_memberId",
                "M-1",
                "provider_npi",
                "1234567893",
                "procedure_code",
                "27279",
                "procedure_side",
                "RIGHT",
                "lineOfBusiness",
                "COMMERCIAL",
                "requestedSetting",
                "AMBULATORY",
                "diagnoses",
                "M53.3, M51.34",
                "receivedAt",
                "2026-01-05T09:30+00:00"));
    typed.put("member_name", "");
    typed.put("procedure_plannedDate", null);
    typed.putAll(
        Map.of(
            "procedure_units",
            2,
            "procedure_placeOfService",
            "24",
            "provider_inNetwork",
            "NO",
            "provider_fax",
            "+1 555 0101",
            "otherLineCodes",
            "27278, 20930"));

    String instance = start(typed);

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
    typedCase.process().isWaitingAt("obtainDocumentation");
    assertThat(typedCase.view().clock().receivedAt()).isEqualTo("2026-01-05T09:30:00Z");
    assertThat(typedCase.documents()).contains("PAIN_SCORE", "EXAM_FINDINGS", "TREATMENT_RECORD");
    assertThat(engine.getRuntimeService().getVariable(instance, CaseVariables.REQUEST).toString())
        .contains(
            "\"otherLineCodes\":[\"27278\",\"20930\"]",
            "\"units\":2",
            "\"placeOfService\":\"24\"",
            "\"inNetwork\":false",
            "\"fax\":\"+1 555 0101\"");
    assertThat(engine.getRuntimeService().getVariables(instance))
        .as("the form's fields are in the request and nowhere else")
        .doesNotContainKeys("member_memberId", "diagnoses");
  }

  @Test
  void aRequestTypedWithMistakesIsRefusedWithAllOfThemAndNothingIsStored() {
    long before = engine.getHistoryService().createHistoricProcessInstanceQuery().count();

    assertThatThrownBy(
            () ->
                start(
                    Map.of(
                        "requestId",
                        "x",
                        "provider_npi",
                        "1234567890",
                        "procedure_code",
                        "27279",
                        "procedure_side",
                        "RIGHT",
                        "lineOfBusiness",
                        "COMMERCIAL",
                        "requestedSetting",
                        "AMBULATORY",
                        "diagnoses",
                        "back pain")))
        .hasMessageContaining("npi")
        .hasMessageContaining("member")
        .hasMessageContaining("diagnoses");

    assertThat(engine.getHistoryService().createHistoricProcessInstanceQuery().count())
        .isEqualTo(before);
  }

  @Test
  void aRequestNumberThatWasUsedBeforeIsToldInWordsAndWithItsCase() {
    Map<String, Object> typed =
        Map.of(
            "requestId",
            "TWICE-" + UUID.randomUUID(),
            "member_memberId",
            "M-1",
            "provider_npi",
            "1234567893",
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
    String first =
        engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceId(start(new HashMap<>(typed)))
            .singleResult()
            .getBusinessKey();

    assertThatThrownBy(() -> start(new HashMap<>(typed)))
        .isInstanceOf(FormFieldValidationException.class)
        .hasMessageContaining("requestId: is the number of a request that is case " + first);
  }

  private String start(Map<String, Object> typed) {
    String definition =
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKey(CaseTasks.PROCESS)
            .latestVersion()
            .singleResult()
            .getId();
    return engine.getFormService().submitStartForm(definition, typed).getId();
  }
}
