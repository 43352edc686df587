package dev.necessity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.necessity.Inside;
import dev.necessity.audit.Verification.Finding;
import dev.necessity.audit.Verification.Kind;
import dev.necessity.workflow.CaseDriver;
import dev.necessity.workflow.CaseNotFoundException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
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

  @AfterEach
  void now() {
    ClockUtil.reset();
  }

  private CaseDriver ended(String lineOfBusiness) {
    CaseDriver ended = open("all-met-ambulatory", body -> body.put("lineOfBusiness", lineOfBusiness));
    sealer.sealAll();
    return ended;
  }

  private void nightAfterYears(int years) {
    ClockUtil.setCurrentTime(Date.from(ZonedDateTime.now(ZoneOffset.UTC).plusYears(years).plusDays(1).toInstant()));
    retention.release();
    engine.getHistoryService().cleanUpHistoryAsync(true);
    engine.getHistoryService().findHistoryCleanupJobs().forEach(job -> engine.getManagementService().executeJob(job.getId()));
    retention.recordDeletions();
  }

  private long rows(CaseDriver driver) {
    return List.of("ACT_HI_PROCINST", "ACT_HI_ACTINST", "ACT_HI_VARINST", "ACT_HI_DECINST", "ACT_HI_DETAIL").stream()
        .mapToLong(table -> jdbc.sql("select count(*) from " + table + " where PROC_INST_ID_ = ?").param(driver.processInstanceId()).query(Long.class).single()).sum();
  }

  private List<Finding> findings(CaseDriver driver) {
    return verification.verify().findings().stream().filter(finding -> driver.caseNumber().equals(finding.caseNumber())).toList();
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
    assertThat(holds.events(10)).filteredOn(event -> event.caseNumber().equals(held.caseNumber()))
        .extracting(LegalHolds.HoldEvent::event, LegalHolds.HoldEvent::reason).containsExactly(tuple("LIFTED", "settled"), tuple("PLACED", "litigation"));
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
    Inside.of(engine, () -> engine.getHistoryService().deleteHistoricProcessInstance(vanished.processInstanceId()));
    retention.recordDeletions();

    assertThat(deletions.recorded(vanished.caseNumber())).isFalse();
    assertThat(findings(vanished)).extracting(Finding::kind).containsExactly(Kind.REMOVED);
  }
}
