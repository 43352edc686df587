package dev.necessity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.necessity.audit.trace.CaseTrace;
import dev.necessity.audit.trace.CaseTrace.AssessmentStep;
import dev.necessity.audit.trace.CaseTrace.Event;
import dev.necessity.audit.trace.CaseTrace.FiredRule;
import dev.necessity.audit.trace.CaseTrace.Kind;
import dev.necessity.audit.trace.CaseTrace.TableStep;
import dev.necessity.audit.trace.CaseTrace.TaskStep;
import dev.necessity.audit.trace.CaseTracer;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.clock.ClockExtension;
import dev.necessity.casework.intake.Amendments;
import dev.necessity.casework.talk.Talks;
import dev.necessity.request.Amendment;
import dev.necessity.web.audit.AuditPages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What an auditor is told of a case, and that it comes from the history. */
class TraceTest extends AuditTest {

  private static final Map<String, Object> CLEAN_LAB =
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
          "LABORATORY_REPORT");
  private static final String IMAGING =
      """
      {"imaging": [{"modality": "CT", "regions": ["SI_JOINT"], "date": "2025-06-01", "side": "RIGHT", "siJointDegeneration": "PRESENT",
        "source": {"document": "CT report", "page": 2}}]}""";

  @Autowired CaseTracer tracer;
  @Autowired AuditPages pages;
  @Autowired ClockExtension clock;
  @Autowired Talks talks;
  @Autowired Amendments amendments;

  private CaseTrace trace(CaseDriver driver) {
    return tracer.trace(driver.caseNumber());
  }

  private void sendImaging(CaseDriver waiting) {
    as(
        "ines",
        "intake",
        () ->
            cases.addEvidence(
                waiting.caseNumber(),
                reader.readEvidence(reader.parse(IMAGING.getBytes(StandardCharsets.UTF_8)))));
  }

  private static TableStep table(AssessmentStep assessment, String decision) {
    return assessment.tables().stream()
        .filter(table -> table.decision().equals(decision))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thePathHoldsAlsoTheStepsThatFollowFromOthers() {
    List<String> path = trace(denied()).path().stream().map(CaseTrace.PathStep::activity).toList();

    assertThat(path)
        .startsWith(
            "requestReceived",
            "joinRequest",
            "openCase",
            "setDecisionClock",
            "decideRequest",
            "caseOpened",
            "selectPolicy",
            "isCovered",
            "joinMeasure",
            "measureEvidence",
            "assessCriteria",
            "decideProcedureAndSetting",
            "whatNext");
    assertThat(path)
        .containsSubsequence(
            "documentation",
            "documentAsked",
            "joinRecords",
            "obtainDocumentation",
            "documentationPeriodOver",
            "joinClose",
            "closeDocumentation",
            "joinMeasure",
            "measureEvidence",
            "reviewByMedicalDirector",
            "joinIssue",
            "issueDetermination");
    assertThat(
            path.stream()
                .filter(Set.of("documentAsked", "joinRecords", "obtainDocumentation")::contains))
        .hasSize(3 * 8);
  }

  @Test
  void aDeniedCaseTellsWhoDidWhatFromReceiptToDecision() {
    CaseTrace trace = trace(denied());

    assertThat(trace.received().by()).isEqualTo("ines");
    assertThat(trace.received().via()).isEqualTo("API");
    assertThat(trace.acts())
        .extracting(
            CaseTrace.ActStep::act,
            CaseTrace.ActStep::role,
            CaseTrace.ActStep::by,
            CaseTrace.ActStep::npi)
        .containsExactly(
            tuple("ENTERED", "INTAKE", "ines", null),
            tuple("REQUESTED", "PROVIDER", null, "1234567893"),
            tuple("REVIEWED", "MEDICAL_DIRECTOR", "mia", "1487650917"));
    assertThat(trace.timeline())
        .extracting(Event::kind)
        .containsSubsequence(
            Kind.RECEIVED,
            Kind.POLICY,
            Kind.ASSESSMENT,
            Kind.TASK_OFFERED,
            Kind.TASK_CANCELLED,
            Kind.TIMER,
            Kind.ASSESSMENT,
            Kind.TASK_OFFERED,
            Kind.REVIEW,
            Kind.DECIDED,
            Kind.ENDED);
    assertThat(trace.timeline())
        .filteredOn(event -> event.kind() == Kind.REVIEW)
        .singleElement()
        .satisfies(
            review -> {
              assertThat(review.by()).isEqualTo("mia");
              assertThat(review.detail())
                  .isEqualTo("UPHOLD: The record does not support the procedure at this time.");
            });
    assertThat(trace.determination().path("disposition").asText()).isEqualTo("DO_NOT_CERTIFY");
    assertThat(trace.path())
        .extracting(CaseTrace.PathStep::activity)
        .containsSubsequence(
            "requestReceived",
            "assessCriteria",
            "closeDocumentation",
            "assessCriteria",
            "reviewByMedicalDirector",
            "issueDetermination",
            "requestDecided");
    assertThat(trace.findings()).isEmpty();
  }

  @Test
  void aReplacedRecordStaysAndIsMarkedWithWhoReplacedItAndWhy() {
    CaseDriver waiting =
        open(
            "seed",
            body ->
                body.withObject("/evidence")
                    .withArray("imaging")
                    .addObject()
                    .put("id", "ct-9")
                    .put("modality", "CT")
                    .put("date", "2025-06-01")
                    .put("side", "LEFT")
                    .putArray("regions")
                    .add("SI_JOINT"));
    String corrections =
        """
        {"imaging": [{"id": "ct-10", "modality": "CT", "regions": ["SI_JOINT"], "date": "2025-06-01", "side": "RIGHT", "siJointDegeneration": "PRESENT",
          "replaces": "ct-9", "correction": "the side was mistyped"}]}""";
    as(
        "ines",
        "intake",
        () ->
            cases.addEvidence(
                waiting.caseNumber(),
                reader.readEvidence(reader.parse(IMAGING.getBytes(StandardCharsets.UTF_8)))));
    as(
        "ivo",
        "intake",
        () ->
            cases.addEvidence(
                waiting.caseNumber(),
                reader.readEvidence(reader.parse(corrections.getBytes(StandardCharsets.UTF_8)))));
    sendImaging(waiting);

    CaseTrace trace = trace(waiting);

    assertThat(trace.evidence())
        .filteredOn(item -> item.id().equals("ct-9"))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.replaced().record()).isEqualTo("ct-10");
              assertThat(item.replaced().why()).isEqualTo("the side was mistyped");
              assertThat(item.replaced().by()).isEqualTo("ivo");
              assertThat(item.replaced().at()).isNotNull();
              assertThat(item.criteria()).as("it counts no more").isEmpty();
            });
    assertThat(trace.evidence())
        .filteredOn(item -> !item.id().equals("ct-9"))
        .allMatch(item -> item.replaced() == null);
    assertThat(pages.printedCasePage(trace))
        .contains("Replaced by ct-10, counts no more", "ivo: the side was mistyped");
  }

  @Test
  void eachAmendmentIsToldWithWhoSentItAlsoWhereTwoSayTheSame() {
    CaseDriver waiting = openSeedNow();
    amend(waiting, "ines", "2027-01-15");
    amend(waiting, "ivo", "2027-02-15");
    amend(waiting, "iris", "2027-01-15");

    CaseTrace trace = trace(waiting);

    assertThat(trace.timeline())
        .filteredOn(event -> event.kind() == Kind.AMENDMENT)
        .extracting(Event::by)
        .containsExactly("ines", "ivo", "iris");
    assertThat(trace.timeline())
        .filteredOn(event -> event.kind() == Kind.AMENDMENT)
        .extracting(Event::detail)
        .element(1)
        .asString()
        .contains("2027-02-15", "instead of", "2027-01-15", "the surgery was moved");
    assertThat(trace.findings()).isEmpty();
  }

  private void amend(CaseDriver driver, String user, String plannedDate) {
    as(
        user,
        "intake",
        () -> {
          amendments.amend(
              driver.caseNumber(),
              Amendment.read(
                  reader.parse(
                      ("{\"procedure\": {\"plannedDate\": \""
                              + plannedDate
                              + "\"}, \"reason\": \"the surgery was moved\"}")
                          .getBytes(StandardCharsets.UTF_8))));
          return null;
        });
  }

  @Test
  void theCataloguesChoiceComesWithItsRule() {
    CaseTrace trace = trace(open("all-met-ambulatory", body -> {}));

    assertThat(trace.policy().id()).isEqualTo("si-joint-fusion");
    assertThat(trace.policy().version()).isEqualTo("2025-11.4");
    assertThat(trace.policy().finalTables()).isEqualTo("2026-11");
    assertThat(trace.policy().table().rules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.id()).isEqualTo("rule_policyCatalog_siJointFusion202511_4");
              assertThat(rule.description()).startsWith("SI joint fusion: CPT 27279");
            });
    assertThat(trace.policy().table().inputs())
        .extracting(input -> input.value().asText())
        .startsWith("27279", "RIGHT", "COMMERCIAL");
  }

  @Test
  void everyTableOfAnAssessmentTellsItsInputsItsRuleAndItsCitation() {
    CaseTrace trace = trace(openSeedNow());

    AssessmentStep first = trace.assessments().get(0);
    TableStep nicotine = table(first, "nicotineStatus");
    assertThat(first.tables())
        .extracting(TableStep::decision)
        .contains(
            "diagnosticInjections",
            "injectionStandard",
            "levelOfCare",
            "determination",
            "whatNext");
    assertThat(nicotine.inputs())
        .extracting(CaseTrace.Value::label, input -> input.value().asText())
        .contains(tuple("Governing lab", "NONE"), tuple("Use as recorded", "OPEN"));
    FiredRule rule = nicotine.rules().get(0);
    assertThat(rule.description()).startsWith("Nicotine: the same without a planned date");
    assertThat(rule.citation()).contains("drawn within 6 weeks prior to surgery");
    assertThat(nicotine.output("nicotineStatus").asText()).isEqualTo("UNSURE");
    assertThat(table(first, "requiredSources").rules())
        .as("a list table tells every rule that fired")
        .hasSizeGreaterThan(1);
  }

  @Test
  void betweenTwoAssessmentsTheTraceSaysWhatChangedAndWhichRecordsDidIt() {
    CaseDriver waiting = openSeedNow();
    sendImaging(waiting);
    waiting.time("documentationPeriodOver");

    AssessmentStep second = trace(waiting).assessments().get(1);

    assertThat(second.changes())
        .filteredOn(change -> change.after().equals("MET"))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.criterion()).isEqualTo("siJointImaging");
              assertThat(change.before()).isEqualTo("UNSURE");
              assertThat(change.after()).isEqualTo("MET");
              assertThat(change.records()).containsExactly("imaging-2");
              assertThat(change.inputs())
                  .extracting(CaseTrace.InputChange::label)
                  .containsExactly(
                      "Studies that show degeneration on the side",
                      "Studies of the SI joint on the side");
            });
    assertThat(second.changes())
        .as("the end of the documentation period")
        .filteredOn(change -> change.criterion().equals("nicotineStatus"))
        .singleElement()
        .satisfies(
            change ->
                assertThat(List.of(change.before(), change.after()))
                    .containsExactly("UNSURE", "NOT_MET"));
    assertThat(second.tableChanges())
        .extracting(CaseTrace.TableChange::decision)
        .contains("documentationPeriod", "determination", "whatNext");
    assertThat(second.arrived())
        .contains("Evidence received", "Documentation period over", "record imaging-2");
  }

  @Test
  void aRecordTellsItsSourceWhenItCameAndWhichCriteriaRestOnIt() {
    CaseDriver waiting = openSeedNow();
    sendImaging(waiting);
    waiting.time("documentationPeriodOver");

    CaseTrace trace = trace(waiting);

    assertThat(trace.evidence())
        .filteredOn(item -> item.id().equals("imaging-2"))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.kind()).isEqualTo("imaging");
              assertThat(item.source().path("document").asText()).isEqualTo("CT report");
              assertThat(item.source().path("page").asInt()).isEqualTo(2);
              assertThat(item.arrivedAt()).isNotNull();
              assertThat(item.criteria()).containsExactly("siJointImaging");
            });
    assertThat(trace.evidence())
        .filteredOn(item -> item.id().equals("bp-1"))
        .singleElement()
        .satisfies(item -> assertThat(item.arrivedAt()).as("it came with the request").isNull());
    assertThat(trace.timeline())
        .filteredOn(event -> event.kind() == Kind.OPERATION)
        .extracting(Event::by, Event::text)
        .contains(tuple("ines", "Send evidence"));
  }

  @Test
  void aTaskTellsWhoWasOfferedItWhoClaimedItAndWhatWasEntered() {
    CaseDriver waiting = openSeedNow();
    String id = waiting.task("NICOTINE_LAB").getId();
    engine.getTaskService().claim(id, "rita");
    waiting.answer("NICOTINE_LAB", CLEAN_LAB);

    TaskStep task =
        trace(waiting).tasks().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow();

    assertThat(task.offeredTo()).containsExactly("reviewers");
    assertThat(task.claimedBy()).isEqualTo("rita");
    assertThat(task.endedBy()).isEqualTo("rita");
    assertThat(task.outcome()).isEqualTo("COMPLETED");
    assertThat(task.entered().keySet())
        .containsExactlyInAnyOrder(
            "analyte",
            "specimen",
            "comparator",
            "value",
            "unit",
            "drawnOn",
            "document",
            "available");
    assertThat(task.entered().get("value").decimalValue()).isEqualByComparingTo("5");
  }

  @Test
  void warningsAndWithdrawalsAreTold() {
    CaseDriver withdrawn = openSeedNow();
    withdrawn.time("warningDue");
    as("ines", "intake", () -> cases.withdraw(withdrawn.caseNumber(), "sent by mistake"));

    CaseTrace trace = trace(withdrawn);

    assertThat(trace.timeline())
        .extracting(Event::kind, Event::text, Event::by, Event::detail)
        .contains(
            tuple(Kind.OPERATION, "Withdraw", "ines", ""),
            tuple(Kind.WITHDRAWAL, "Record the withdrawal", null, "sent by mistake"));
    assertThat(trace.timeline())
        .extracting(Event::text)
        .containsSubsequence("Warning due", "Escalate the warning", "Withdraw");
    assertThat(trace.determination().isNull()).isTrue();
  }

  @Test
  void aStepThatFailedAndWasTriedAgainIsTold() {
    CaseDriver sound = open("all-met-ambulatory", body -> {});
    CaseDriver waiting = openSeedNow();
    waiting.submit(
        waiting.task("THERAPY_RECORD"),
        "rita",
        "reviewers",
        Map.of("available", false, "unavailableReason", "not in the chart"));
    Job join =
        engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(waiting.processInstanceId())
            .messages()
            .singleResult();
    as(
        "admin",
        "camunda-admin",
        () -> {
          engine.getManagementService().setJobRetries(join.getId(), 0);
          engine.getManagementService().setJobRetries(join.getId(), 1);
          return join;
        });
    waiting.join();

    assertThat(trace(waiting).timeline())
        .filteredOn(event -> event.kind() == Kind.INCIDENT || event.kind() == Kind.OPERATION)
        .extracting(Event::text)
        .contains(
            "SetJobRetries",
            "Incident at 'Obtain documentation'",
            "Incident at 'Obtain documentation' over");
    assertThat(trace(sound).timeline())
        .extracting(Event::kind)
        .doesNotContain(Kind.INCIDENT, Kind.FAILURE);
  }

  @Test
  void eachAssessmentTellsWhereTheCaseStoodThen() {
    CaseTrace trace = trace(denied());

    AssessmentStep first = trace.assessments().get(0);
    AssessmentStep last = trace.assessments().get(1);
    assertThat(first.state().path("whatNext").asText()).isEqualTo("ASK_FOR_DOCUMENTATION");
    assertThat(last.state().path("whatNext").asText()).isEqualTo("ASK_A_CLINICIAN");
    assertThat(last.state().path("criteria")).isEqualTo(trace.assessment().path("criteria"));
    assertThat(first.state().path("critical"))
        .as("the period ended, and nothing else")
        .isEqualTo(last.state().path("critical"));
    assertThat(first.state().path("documentation").asText()).isEqualTo("OPEN");
  }

  @Test
  void aWarningTellsToWhomATaskWasOfferedFromThenOn() {
    CaseDriver warned = openSeedNow();
    ClockUtil.offset(Duration.ofHours(1).toMillis());
    try {
      warned.time("warningDue").time("nextWarningDue").time("nextWarningDue");
    } finally {
      ClockUtil.reset();
    }

    assertThat(trace(warned).timeline())
        .filteredOn(event -> event.kind() == Kind.ESCALATION)
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(event.detail())
                    .isIn("offered to medical-directors as well", "offered to reviewers as well"));
  }

  @Test
  void anExtensionIsToldWithItsReasonAndWhoGaveIt() {
    CaseDriver extended =
        open("seed", body -> body.put("lineOfBusiness", "MEDICARE_ADVANTAGE").remove("receivedAt"));
    as(
        "rita",
        "reviewers",
        () -> {
          clock.extend(extended.caseNumber(), "OUTSIDE_EVIDENCE", "Outside records are needed.");
          return null;
        });

    CaseTrace trace = trace(extended);

    assertThat(trace.timeline())
        .filteredOn(event -> event.kind() == Kind.EXTENSION)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.by()).isEqualTo("rita");
              assertThat(event.detail())
                  .startsWith("due ")
                  .endsWith(": Outside records are needed.");
            });
    assertThat(trace.notices())
        .extracting(CaseTrace.NoticeStep::event, CaseTrace.NoticeStep::audience)
        .containsExactly(tuple("EXTENSION", "PROVIDER"), tuple("EXTENSION", "MEMBER"));
    assertThat(trace.timeline())
        .extracting(Event::text)
        .contains("Letter about more time to the member issued");
  }

  @Test
  void aPeerToPeerTalkIsToldAfterTheEndOfItsCase() {
    CaseDriver denied = denied();
    talks.ask(denied.caseNumber(), "Dr. Pat Provider", "1003000126", "555-0100");
    denied.submit(
        denied.task("holdPeerToPeerTalk"),
        "noa",
        "medical-directors",
        Map.of(
            "outcome",
            "NOT_HELD",
            "summary",
            "Nobody answered the telephone.",
            "reviewerNpi",
            "1245319599",
            "reviewerSpecialty",
            "Orthopaedic surgery"));

    CaseTrace trace = trace(denied);

    assertThat(trace.timeline())
        .filteredOn(event -> event.kind() == Kind.TALK)
        .satisfiesExactly(
            asked -> assertThat(asked.detail()).startsWith("by Dr. Pat Provider, to be held by "),
            held -> {
              assertThat(held.text()).isEqualTo("Peer-to-peer talk: NOT_HELD");
              assertThat(held.by()).isEqualTo("noa");
              assertThat(held.detail()).isEqualTo("Nobody answered the telephone.");
            });
  }

  @Test
  void noticesAreToldWithWhatBecameOfThem() {
    CaseDriver denied = denied();
    jdbc.sql(
            """
        insert into necessity_outbox (id, case_number, event, audience, channel, state, created_at, attempts, delivered_at, last_error) values
          (?, ?, 'NOTICE', 'PROVIDER', 'FOLDER', 'DELIVERED', current_timestamp, 1, current_timestamp, null),
          (?, ?, 'NOTICE', 'MEMBER', 'WEBHOOK', 'DEAD', current_timestamp, 8, null, 'The receiver answered 503.')""")
        .params(
            UUID.randomUUID().toString(),
            denied.caseNumber(),
            UUID.randomUUID().toString(),
            denied.caseNumber())
        .update();

    CaseTrace trace = trace(denied);

    assertThat(trace.notices())
        .extracting(CaseTrace.NoticeStep::audience)
        .containsExactly("PROVIDER", "MEMBER");
    assertThat(trace.notices())
        .allSatisfy(notice -> assertThat(notice.languages()).containsExactly("en", "es"));
    assertThat(trace.timeline())
        .extracting(Event::kind, Event::text, Event::detail)
        .contains(
            tuple(Kind.NOTICE, "Notice to the provider issued", "in en, es"),
            tuple(Kind.DELIVERY, "Notice to the provider delivered", "over FOLDER, tried 1 times"),
            tuple(
                Kind.DELIVERY,
                "Notice to the member could not be delivered",
                "over WEBHOOK, tried 8 times; The receiver answered 503."));
  }

  @Test
  void anOverturnedDenialTellsWhoOverturnedItAndWhy() {
    CaseDriver overturned =
        openSeedNow()
            .time("documentationPeriodOver")
            .review(
                Map.of(
                    "decision",
                    "OVERTURN",
                    "inpatientDays",
                    1,
                    "rationale",
                    "The pain returned after each injection."));

    assertThat(trace(overturned).timeline())
        .filteredOn(event -> event.kind() == Kind.REVIEW)
        .singleElement()
        .satisfies(
            review -> {
              assertThat(review.by()).isEqualTo("mia");
              assertThat(review.detail())
                  .isEqualTo("OVERTURN: The pain returned after each injection.");
            });
  }

  /** What a damaged database may hold, and how the auditor is told. */
  enum Damage {
    JSON_CUT_OFF(
        "The history of the variable 'request' cannot be read: what is stored there is not valid JSON."),
    BYTES_GONE("The history of the variable 'request' cannot be read: what was stored is gone."),
    DEFINITION_GONE(
        "The table 'nicotineStatus' is not deployed any more in the version that was evaluated."),
    DETERMINATION_CUT_OFF(
        "The history of the variable 'determination' cannot be read: what is stored there is not valid JSON."),
    NOTICE_WITHOUT_TIME(
        "The history of the notices cannot be read: a row of it is broken or missing.");

    private final String finding;

    Damage(String finding) {
      this.finding = finding;
    }
  }

  private void damage(CaseDriver driver, Damage damage) {
    switch (damage) {
      case JSON_CUT_OFF -> tamper(driver, "request", stored -> "{\"criteria\": [");
      case BYTES_GONE ->
          jdbc.sql(
                  "delete from ACT_GE_BYTEARRAY where ID_ = (select BYTEARRAY_ID_ from ACT_HI_VARINST where PROC_INST_ID_ = ? and NAME_ = 'request')")
              .param(driver.processInstanceId())
              .update();
      case DEFINITION_GONE ->
          tamperWithEvaluations(
              driver,
              record ->
                  record.replaceAll("\"nicotineStatus:[^\"]+\"", "\"nicotineStatus:0:gone\""));
      case DETERMINATION_CUT_OFF ->
          tamper(driver, "determination", stored -> stored.substring(0, stored.length() / 2));
      case NOTICE_WITHOUT_TIME ->
          tamper(driver, "notice", stored -> "{\"issuedAt\": \"yesterday\"}");
    }
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void aBrokenRowOfTheHistoryIsAFindingAndNoErrorPage(Damage damage) {
    CaseDriver broken = denied();
    damage(broken, damage);

    CaseTrace trace = trace(broken);

    assertThat(trace.findings()).containsExactly(damage.finding);
    assertThat(trace.assessments()).hasSize(2);
    assertThat(trace.timeline())
        .extracting(Event::kind)
        .contains(Kind.RECEIVED, Kind.REVIEW, Kind.ENDED);
    assertThat(
            pages.casePage(
                trace,
                new org.springframework.security.web.csrf.DefaultCsrfToken(
                    "header", "field", "token")))
        .contains("<h2>Findings</h2>", "Case " + broken.caseNumber());
  }

  @ParameterizedTest
  @CsvSource({"assessCriteria, siJointFusion", "decideProcedureAndSetting, wholeAssessment"})
  void anEvaluationWhoseRecordIsBrokenIsAFindingAndTheOthersAreTold(String step, String decision) {
    CaseDriver broken = denied();
    jdbc.sql(
            "update ACT_GE_BYTEARRAY set BYTES_ = ? where ID_ in (select max(o.BYTEARRAY_ID_) from ACT_HI_DEC_OUT o join ACT_HI_DECINST d"
                + " on d.ID_ = o.DEC_INST_ID_ where d.PROC_INST_ID_ = ? and d.ACT_ID_ = ?)")
        .params(new byte[] {1, 2}, broken.processInstanceId(), step)
        .update();

    CaseTrace trace = trace(broken);

    assertThat(trace.findings())
        .singleElement()
        .asString()
        .startsWith("The record of the evaluation of '" + decision + "' at ")
        .endsWith(" cannot be read.");
    assertThat(trace.assessments()).hasSize(2);
    assertThat(trace.assessments().get(1).tables())
        .as("those of the other file")
        .isNotEmpty()
        .hasSizeLessThan(trace.assessments().get(0).tables().size());
  }

  @Test
  void aCaseThatNoPolicyCoversTellsWhy() {
    CaseTrace trace = trace(open("open-fusion-27280", body -> {}));

    assertThat(trace.policy().reason()).startsWith("No policy covers this procedure code");
    assertThat(trace.assessments()).isEmpty();
    assertThat(trace.tasks())
        .extracting(TaskStep::key, TaskStep::outcome)
        .containsExactly(tuple("routeManually", "OPEN"));
    assertThat(trace.endedAt()).isNull();
  }

  @Test
  void anUnknownCaseIsNotFound() {
    assertThatThrownBy(() -> tracer.trace("PA-UNKNOWN")).isInstanceOf(CaseNotFoundException.class);
  }

  @Test
  void theTraceNamesPeopleAsTheyAreCalledToday() {
    CaseTrace trace = trace(denied());

    assertThat(trace.people().keySet()).isEqualTo(Set.of("ines", "mia"));
  }

  @Test
  void aTraceLeavesNoParsedFileBehind() {
    tracer.trace(denied().caseNumber());

    // The engine keeps one for each decision that it was asked for: whole files, ten times as large
    // as their text. With the cases of a few policies they filled the heap.
    assertThat(
            ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getDeploymentCache()
                .getDmnDefinitionCache()
                .keySet())
        .isEmpty();
  }
}
