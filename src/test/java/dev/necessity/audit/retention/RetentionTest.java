package dev.necessity.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.necessity.Inside;
import dev.necessity.audit.AuditTest;
import dev.necessity.audit.reads.CaseReads;
import dev.necessity.audit.seal.Sealer;
import dev.necessity.audit.seal.Verification;
import dev.necessity.audit.seal.Verification.Finding;
import dev.necessity.audit.seal.Verification.Kind;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.talk.Talks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

/** How long a case is kept, told with a moved clock; run on each database that is supported. */
@DirtiesContext
abstract class RetentionTest extends AuditTest {

  @Autowired Sealer sealer;
  @Autowired Retention retention;
  @Autowired Verification verification;
  @Autowired Deletions deletions;
  @Autowired LegalHolds holds;
  @Autowired CaseReads reads;
  @Autowired Talks talks;

  @AfterEach
  void now() {
    ClockUtil.reset();
  }

  private CaseDriver ended(String lineOfBusiness) {
    CaseDriver ended =
        open("all-met-ambulatory", body -> body.put("lineOfBusiness", lineOfBusiness));
    sealer.sealAll();
    return ended;
  }

  private static void itIsYearsLater(int years) {
    ClockUtil.setCurrentTime(
        Date.from(ZonedDateTime.now(ZoneOffset.UTC).plusYears(years).plusDays(1).toInstant()));
  }

  private void nightAfterYears(int years) {
    itIsYearsLater(years);
    boolean more = true;
    while (more) {
      more = retention.release();
    }
    cleanUp();
  }

  /**
   * As long as something goes: a job removes so many cases and no more, and other tests have left
   * theirs.
   */
  private void cleanUp() {
    long before;
    do {
      before = cases();
      engine.getHistoryService().cleanUpHistoryAsync(true);
      engine
          .getHistoryService()
          .findHistoryCleanupJobs()
          .forEach(job -> engine.getManagementService().executeJob(job.getId()));
    } while (cases() < before);
    retention.recordDeletions();
  }

  private long cases() {
    return engine.getHistoryService().createHistoricProcessInstanceQuery().count();
  }

  private long rows(CaseDriver driver) {
    return rows(driver.processInstanceId());
  }

  private long rows(String processInstance) {
    return List.of(
            "ACT_HI_PROCINST",
            "ACT_HI_ACTINST",
            "ACT_HI_VARINST",
            "ACT_HI_DECINST",
            "ACT_HI_DETAIL")
        .stream()
        .mapToLong(
            table ->
                jdbc.sql("select count(*) from " + table + " where PROC_INST_ID_ = ?")
                    .param(processInstance)
                    .query(Long.class)
                    .single())
        .sum();
  }

  private List<Finding> findings(CaseDriver driver) {
    return verification.verify().findings().stream()
        .filter(finding -> driver.caseNumber().equals(finding.caseNumber()))
        .toList();
  }

  @Test
  void aCaseIsKeptSixYearsAndItsDeletionIsRecorded() {
    CaseDriver commercial = ended("COMMERCIAL");

    nightAfterYears(5);
    assertThat(rows(commercial)).isPositive();
    nightAfterYears(6);

    assertThat(rows(commercial)).isZero();
    assertThat(deletions.recorded(commercial.caseNumber())).isTrue();
    assertThat(findings(commercial)).as("its seal stands, and its absence is explained").isEmpty();
    assertThatThrownBy(commercial::view).isInstanceOf(CaseNotFoundException.class);
  }

  @Test
  void aMedicareAdvantageCaseIsKeptTenYears() {
    CaseDriver medicare = ended("MEDICARE_ADVANTAGE");

    nightAfterYears(9);
    assertThat(rows(medicare)).isPositive();
    assertThat(findings(medicare)).isEmpty();
    nightAfterYears(10);

    assertThat(rows(medicare)).isZero();
  }

  @Test
  void aLegalHoldStopsTheRemovalUntilItIsReleased() {
    CaseDriver held = ended("COMMERCIAL");
    retention.hold(held.caseNumber(), "litigation", "admin");

    nightAfterYears(20);
    assertThat(rows(held)).isPositive();
    assertThat(findings(held)).as("a hold changes nothing that is sealed").isEmpty();

    retention.lift(held.caseNumber(), "settled", "admin");
    nightAfterYears(20);
    assertThat(rows(held)).isZero();
    assertThat(holds.events(10))
        .filteredOn(event -> event.caseNumber().equals(held.caseNumber()))
        .extracting(LegalHolds.HoldEvent::event, LegalHolds.HoldEvent::reason)
        .containsExactly(tuple("LIFTED", "settled"), tuple("PLACED", "litigation"));
  }

  @Test
  void whoReadARemovedCaseIsKeptAsLongAgain() {
    CaseDriver commercial = ended("COMMERCIAL");
    reads.add(commercial.caseNumber(), "aud", "PAGE");
    nightAfterYears(6);

    nightAfterYears(11);
    assertThat(reads.find(commercial.caseNumber(), null, 0, 10).items()).hasSize(1);
    nightAfterYears(13);
    assertThat(reads.find(commercial.caseNumber(), null, 0, 10).items()).isEmpty();
  }

  @Test
  void aHoldOnAnOpenCaseStandsWhenItEnds() {
    CaseDriver waiting = openSeedNow();
    retention.hold(waiting.caseNumber(), "litigation", "admin");
    cases.withdraw(waiting.caseNumber(), "sent by mistake");
    sealer.sealAll();

    nightAfterYears(20);

    assertThat(rows(waiting)).isPositive();
  }

  @Test
  void aCaseThatVanishesBeforeItsTimeIsNoDeletionButAFinding() {
    CaseDriver vanished = ended("COMMERCIAL");
    Inside.of(
        engine,
        () ->
            engine.getHistoryService().deleteHistoricProcessInstance(vanished.processInstanceId()));
    retention.recordDeletions();

    assertThat(deletions.recorded(vanished.caseNumber())).isFalse();
    assertThat(findings(vanished)).extracting(Finding::kind).containsExactly(Kind.REMOVED);
  }

  private String talkAsked(CaseDriver decided) {
    as(
        "ines",
        "intake",
        () -> talks.ask(decided.caseNumber(), "Dr. Pat Provider", "1003000126", "555-0100"));
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("peerToPeerTalk")
        .processInstanceBusinessKey(decided.caseNumber())
        .singleResult()
        .getId();
  }

  private void held(CaseDriver decided) {
    decided.submit(
        decided.task("holdPeerToPeerTalk"),
        "noa",
        "medical-directors",
        Map.of(
            "outcome",
            "UPHELD",
            "heldOn",
            LocalDate.now(ZoneOffset.UTC).toString(),
            "participants",
            "Dr. Pat Provider, orthopaedic surgeon",
            "summary",
            "The injections were not repeated; nothing new was said.",
            "reviewerNpi",
            "1245319599",
            "reviewerSpecialty",
            "Orthopaedic surgery"));
  }

  @Test
  void aLegalHoldCoversTheTalksAboutTheCaseWheneverTheyEnd() {
    CaseDriver decided = denied();
    sealer.sealAll();
    String talk = talkAsked(decided);
    retention.hold(decided.caseNumber(), "litigation", "admin");
    held(decided);
    CaseDriver before = denied();
    sealer.sealAll();
    String earlierTalk = talkAsked(before);
    held(before);
    retention.hold(before.caseNumber(), "litigation", "admin");

    nightAfterYears(20);
    assertThat(List.of(talk, earlierTalk)).allSatisfy(each -> assertThat(rows(each)).isPositive());

    retention.lift(decided.caseNumber(), "settled", "admin");
    retention.lift(before.caseNumber(), "settled", "admin");
    nightAfterYears(20);
    assertThat(List.of(talk, earlierTalk)).allSatisfy(each -> assertThat(rows(each)).isZero());
  }

  @Test
  void aLegalHoldStopsTheRemovalOfACaseThatWasHandedOverAlready() {
    CaseDriver handedOver = ended("COMMERCIAL");
    itIsYearsLater(6);
    retention.release();

    retention.hold(handedOver.caseNumber(), "litigation", "admin");
    cleanUp();

    assertThat(rows(handedOver)).isPositive();
  }

  /**
   * What a hold takes out of the index is there again when somebody writes it: the hold is asked as
   * well.
   */
  @Test
  void aLegalHoldStandsWhateverTheIndexSays() {
    CaseDriver held = ended("COMMERCIAL");
    CaseDriver vanished = ended("COMMERCIAL");
    for (CaseDriver each : List.of(held, vanished)) {
      retention.hold(each.caseNumber(), "litigation", "admin");
      assertThat(
              jdbc.sql("select count(keep_until) from necessity_audit_case where case_number = ?")
                  .param(each.caseNumber())
                  .query(Long.class)
                  .single())
          .isZero();
    }
    jdbc.sql("update necessity_audit_case set keep_until = ended_at where case_number in (?, ?)")
        .params(held.caseNumber(), vanished.caseNumber())
        .update();
    Inside.of(
        engine,
        () ->
            engine.getHistoryService().deleteHistoricProcessInstance(vanished.processInstanceId()));

    nightAfterYears(20);

    assertThat(rows(held)).isPositive();
    assertThat(deletions.recorded(vanished.caseNumber())).isFalse();
    assertThat(findings(vanished)).extracting(Finding::kind).containsExactly(Kind.REMOVED);
  }

  @Test
  void aHoldKeepsItsFirstReasonAndOneThatDoesNotStandCannotBeLifted() {
    CaseDriver held = ended("COMMERCIAL");
    retention.hold(held.caseNumber(), "litigation", "admin");
    retention.hold(held.caseNumber(), "another", "boss");

    assertThat(holds.standing())
        .filteredOn(hold -> hold.caseNumber().equals(held.caseNumber()))
        .singleElement()
        .satisfies(
            hold ->
                assertThat(hold.reason() + " " + hold.placedBy()).isEqualTo("litigation admin"));
    retention.lift(held.caseNumber(), "settled", "admin");
    assertThatThrownBy(() -> retention.lift(held.caseNumber(), "again", "admin"))
        .isInstanceOf(CaseNotFoundException.class);
    assertThat(holds.events(100))
        .filteredOn(event -> event.caseNumber().equals(held.caseNumber()))
        .hasSize(2);
  }

  @Test
  void aCaseIsNotRemovedBeforeItIsSealed() {
    CaseDriver unsealed =
        open("all-met-ambulatory", body -> body.put("lineOfBusiness", "COMMERCIAL"));

    nightAfterYears(20);
    assertThat(rows(unsealed)).isPositive();
    ClockUtil.reset();
    sealer.sealAll();
    nightAfterYears(20);

    assertThat(rows(unsealed)).isZero();
    assertThat(findings(unsealed)).isEmpty();
  }

  @Test
  void aCaseThatIsStillThereIsNoDeletionHoweverOldItIs() {
    CaseDriver old = ended("COMMERCIAL");
    itIsYearsLater(7);
    retention.release();
    retention.recordDeletions();

    assertThat(deletions.recorded(old.caseNumber())).isFalse();
    assertThat(old.view().caseNumber()).isEqualTo(old.caseNumber());
  }

  /** Unknown to the table, so that nobody says how long. */
  @Test
  void aLineOfBusinessWithoutARowKeepsTheHistoryAndNoCaseFailsToEnd() {
    RetentionTable empty =
        new RetentionTable(null, null, null) {
          @Override
          Instant keepUntil(Instant end, String lineOfBusiness) {
            throw new IllegalStateException("no row");
          }
        };

    assertThat(
            new Retention(null, holds, empty, null, null, null, null, null, null)
                .keepUntil("PA-1", new Date(0), "NEW"))
        .isEmpty();
  }
}
