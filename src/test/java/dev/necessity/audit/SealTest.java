package dev.necessity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.necessity.audit.CaseIndex.Query;
import dev.necessity.audit.Verification.Finding;
import dev.necessity.audit.Verification.Kind;
import dev.necessity.workflow.CaseDriver;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Ended cases are sealed, found, and watched; run on each database that is supported. */
abstract class SealTest extends AuditTest {

  @Autowired Sealer sealer;
  @Autowired Seals seals;
  @Autowired Verification verification;
  @Autowired CaseIndex index;

  CaseDriver sealed() {
    CaseDriver ended = open("all-met-ambulatory", body -> {});
    sealer.sealAll();
    return ended;
  }

  List<Finding> findings(CaseDriver driver) {
    return verification.verify(driver.caseNumber()).findings();
  }

  private List<String> find(Query query) {
    return index.find(query, 0, 200).items().stream().map(CaseIndex.Line::caseNumber).toList();
  }

  private static Query where(String policyVersion, String disposition, String criterion, String status, String rule, String person) {
    return new Query(null, null, null, null, policyVersion, disposition, criterion, status, rule, person);
  }

  @Test
  void everyEndedCaseIsSealedOnceAndTheSealsFollowEachOther() {
    CaseDriver waiting = openSeedNow();
    CaseDriver denied = denied();
    CaseDriver certified = sealed();
    sealer.sealAll();

    Seal first = seals.find(denied.caseNumber()).orElseThrow();
    Seal second = seals.find(certified.caseNumber()).orElseThrow();
    assertThat(seals.find(waiting.caseNumber())).isEmpty();
    assertThat(second.seq()).isEqualTo(first.seq() + 1);
    assertThat(second.previous()).isEqualTo(first.seal());
    assertThat(findings(denied)).isEmpty();
    assertThat(findings(certified)).isEmpty();
  }

  @Test
  void aRecordThatIsAlteredIsNamed() {
    CaseDriver altered = sealed();
    tamper(altered, "determination", stored -> stored.replace("CERTIFY", "DO_NOT_CERTIFY"));

    assertThat(findings(altered)).singleElement().satisfies(finding -> {
      assertThat(finding.kind()).isEqualTo(Kind.ALTERED);
      assertThat(finding.record()).startsWith("variable determination ");
    });
  }

  @Test
  void theRuleThatFiredCannotBeRewritten() {
    CaseDriver altered = sealed();
    tamperWithEvaluations(altered, record -> record.replaceAll("rule_nicotineStatus_\\w+", "rule_nicotineStatus_other"));

    assertThat(findings(altered)).singleElement().satisfies(finding -> assertThat(finding.record()).startsWith("decision nicotineStatus "));
  }

  @Test
  void aRecordThatIsTakenAwayOrPutInIsNamed() {
    CaseDriver changed = sealed();
    jdbc.sql("delete from ACT_HI_ACTINST where PROC_INST_ID_ = ? and ACT_ID_ = 'measureEvidence'").param(changed.processInstanceId()).update();
    jdbc.sql("update ACT_HI_VARINST set NAME_ = 'outcomeOfOld' where PROC_INST_ID_ = ? and NAME_ = 'outcome'").param(changed.processInstanceId()).update();

    assertThat(findings(changed)).extracting(Finding::kind, finding -> finding.record().split(" ")[1])
        .containsExactlyInAnyOrder(tuple(Kind.REMOVED, "measureEvidence"), tuple(Kind.REMOVED, "outcome"), tuple(Kind.INSERTED, "outcomeOfOld"));
  }

  @Test
  void aCaseThatIsTakenAwayIsMissed() {
    CaseDriver gone = sealed();
    engine.getHistoryService().deleteHistoricProcessInstance(gone.processInstanceId());

    assertThat(verification.verify().findings()).filteredOn(finding -> gone.caseNumber().equals(finding.caseNumber()))
        .extracting(Finding::kind).containsExactly(Kind.REMOVED);
  }

  @Test
  void anEndedCaseIsFoundByWhatHappenedInIt() {
    CaseDriver denied = denied();
    CaseDriver certified = sealed();

    assertThat(find(where("2025-11", "DO_NOT_CERTIFY", null, null, null, null))).contains(denied.caseNumber()).doesNotContain(certified.caseNumber());
    assertThat(find(where(null, null, "nicotineStatus", "MET", null, null))).contains(certified.caseNumber()).doesNotContain(denied.caseNumber());
    assertThat(find(where(null, null, null, null, null, "mia"))).contains(denied.caseNumber()).doesNotContain(certified.caseNumber());
    assertThat(find(where(null, null, null, null, "rule_siJointImaging_shown", null))).contains(certified.caseNumber()).doesNotContain(denied.caseNumber());
    assertThat(find(where(null, null, null, null, "rule_policyCatalog_siJointFusion202511", "ines"))).contains(certified.caseNumber(), denied.caseNumber());
    assertThat(find(where(null, null, null, null, "no_such_rule", null))).isEmpty();
  }

  @Test
  void everyCaseIsFoundByNumberPeriodAndPolicyAlsoBeforeItEnds() {
    CaseDriver waiting = openSeedNow();
    OffsetDateTime received = OffsetDateTime.parse(waiting.view().clock().receivedAt());

    assertThat(find(new Query(waiting.caseNumber().substring(0, 9), received, received.plusNanos(1_000_000), "si-joint-fusion", null, null, null, null, null, null)))
        .contains(waiting.caseNumber());
    assertThat(find(new Query(waiting.caseNumber(), null, received, null, null, null, null, null, null, null))).isEmpty();
    assertThat(find(new Query("%", null, null, null, null, null, null, null, null, null))).as("a number is no pattern").isNotEmpty();
  }

  @Test
  void pagesFollowEachOtherAndTheExportHoldsThemAll() {
    sealed();
    sealed();
    sealed();
    Query all = where("2025-11", "CERTIFY", null, null, null, null);
    List<String> exported = new ArrayList<>();
    index.each(all, line -> exported.add(line.caseNumber()));

    CaseIndex.Page first = index.find(all, 0, 2);
    CaseIndex.Page second = index.find(all, 1, 2);

    assertThat(first.items()).hasSize(2);
    assertThat(first.more()).isTrue();
    assertThat(second.items()).doesNotContainAnyElementsOf(first.items()).isNotEmpty();
    assertThat(exported).startsWith(first.items().stream().map(CaseIndex.Line::caseNumber).toArray(String[]::new)).hasSizeGreaterThan(2).doesNotHaveDuplicates();
  }
}
