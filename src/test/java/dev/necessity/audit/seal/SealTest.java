package dev.necessity.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.necessity.Inside;
import dev.necessity.audit.AuditTest;
import dev.necessity.audit.seal.Verification.Finding;
import dev.necessity.audit.seal.Verification.Kind;
import dev.necessity.audit.search.CaseIndex;
import dev.necessity.audit.search.CaseIndex.Query;
import dev.necessity.casework.CaseDriver;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** Ended cases are sealed, found, and watched; run on each database that is supported. */
abstract class SealTest extends AuditTest {

  private static final int MANY = 250;

  @Autowired Sealer sealer;
  @Autowired Seals seals;
  @Autowired Verification verification;
  @Autowired CaseIndex index;
  @Autowired UnsealedCases unsealed;
  @Autowired TransactionTemplate transaction;
  @Autowired AutowireCapableBeanFactory beans;

  @AfterEach
  void now() {
    ClockUtil.reset();
  }

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

  private static Query where(
      String policyVersion,
      String disposition,
      String criterion,
      String status,
      String rule,
      String person) {
    return new Query(
        null, null, null, null, policyVersion, disposition, criterion, status, rule, person);
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

  private CaseDriver ended() {
    return open("all-met-ambulatory", body -> {});
  }

  private void clockIsOffBy(Duration error) {
    ClockUtil.setCurrentTime(Date.from(Instant.now().plus(error)));
  }

  @Test
  void aClockThatWasHoursAheadOrBehindLeavesNothingUnsealed() {
    for (Duration error : List.of(Duration.ofHours(2), Duration.ofHours(-3))) {
      clockIsOffBy(error);
      CaseDriver wrong = sealed();
      ClockUtil.reset();
      CaseDriver right = sealed();
      CaseDriver next = sealed();

      assertThat(List.of(wrong, right, next))
          .allSatisfy(each -> assertThat(findings(each)).isEmpty());
      assertThat(unsealed.lag().number()).isZero();
    }
  }

  @Test
  void howeverACaseEndsItIsSealed() {
    CaseDriver withdrawn = openSeedNow();
    as(
        "ines",
        "intake",
        () -> {
          cases.withdraw(withdrawn.caseNumber(), "sent by mistake");
          return null;
        });
    CaseDriver routed = open("bilateral", body -> {});
    routed.submit(
        routed.tasks().get(0), "rita", "reviewers", Map.of("routedTo", "the surgical desk"));
    CaseDriver deleted = openSeedNow();
    Inside.of(
        engine,
        () ->
            engine
                .getRuntimeService()
                .deleteProcessInstance(deleted.processInstanceId(), "by hand", true));

    sealer.sealAll();

    assertThat(List.of(withdrawn, routed, deleted))
        .allSatisfy(
            each -> assertThat(seals.find(each.caseNumber())).as(each.caseNumber()).isPresent());
  }

  @Test
  void anEndThatIsNotStoredIsNotQueued() {
    CaseDriver waiting = openSeedNow();
    transaction.executeWithoutResult(
        status -> {
          Inside.of(
              engine,
              () ->
                  engine
                      .getRuntimeService()
                      .deleteProcessInstance(waiting.processInstanceId(), "and taken back"));
          status.setRollbackOnly();
        });

    assertThat(unsealed.after(0, 1000))
        .extracting(UnsealedCases.Unsealed::caseNumber)
        .doesNotContain(waiting.caseNumber());
  }

  @Test
  void aCaseThatCannotBeSealedIsCountedAndTriedAgainAndHoldsUpNobody() {
    CaseDriver broken = ended();
    CaseDriver sound = ended();
    jdbc.sql("update necessity_unsealed_case set process_instance = 'gone' where case_number = ?")
        .param(broken.caseNumber())
        .update();
    sealer.sealAll();

    assertThat(seals.find(sound.caseNumber())).isPresent();
    assertThat(unsealed.lag())
        .satisfies(lag -> assertThat(lag.failing()).isOne())
        .satisfies(lag -> assertThat(lag.oldest()).isNotNull());
    assertThat(verification.verify().findings())
        .contains(
            new Finding(
                broken.caseNumber(), Kind.NOT_SEALED, null, "The case has ended and has no seal."));

    jdbc.sql("update necessity_unsealed_case set process_instance = ? where case_number = ?")
        .params(broken.processInstanceId(), broken.caseNumber())
        .update();
    sealer.sealAll();
    sealer.sealAll();
    assertThat(findings(broken)).isEmpty();
    assertThat(unsealed.lag()).isEqualTo(new UnsealedCases.Lag(0, 0, null));
  }

  @Test
  void whatCannotBeSealedIsTriedLessAndLessOften() {
    CaseDriver broken = ended();
    jdbc.sql("update necessity_unsealed_case set process_instance = 'gone' where case_number = ?")
        .param(broken.caseNumber())
        .update();
    for (int round = 0; round < 32; round++) {
      sealer.sealAll();
    }

    int tries =
        unsealed.after(0, 1000).stream()
            .filter(each -> each.caseNumber().equals(broken.caseNumber()))
            .findFirst()
            .orElseThrow()
            .tries();
    jdbc.sql("delete from necessity_unsealed_case where case_number = ?")
        .param(broken.caseNumber())
        .update();
    assertThat(tries).isBetween(3, 6);
  }

  @Test
  void aSweepFindsWhatAnEarlierVersionLeftUnsealed() {
    CaseDriver left = ended();
    jdbc.sql("delete from necessity_unsealed_case").update();
    sealer.sealAll();
    assertThat(seals.find(left.caseNumber())).isEmpty();

    sealer.sweep();
    sealer.sweep();
    sealer.sealAll();

    assertThat(findings(left)).isEmpty();
  }

  @Test
  void allThatIsNotSealedIsNamedHoweverManyThereAre() {
    CaseDriver ended = sealed();
    for (int n = 0; n < MANY; n++) {
      jdbc.sql(
              "insert into ACT_HI_PROCINST (ID_, PROC_INST_ID_, BUSINESS_KEY_, PROC_DEF_KEY_, PROC_DEF_ID_, START_TIME_, END_TIME_)"
                  + " select ?, ?, ?, PROC_DEF_KEY_, PROC_DEF_ID_, START_TIME_, END_TIME_ from ACT_HI_PROCINST where ID_ = ?")
          .params("left-" + n, "left-" + n, "left-" + n, ended.processInstanceId())
          .update();
    }

    List<Finding> findings = verification.verify().findings();
    jdbc.sql("delete from ACT_HI_PROCINST where ID_ like 'left-%'").update();

    assertThat(findings)
        .filteredOn(finding -> finding.kind() == Kind.NOT_SEALED)
        .extracting(Finding::caseNumber)
        .filteredOn(number -> number.startsWith("left-"))
        .hasSize(MANY)
        .doesNotHaveDuplicates();
  }

  @Test
  void twoNodesSealAtOnceWithoutAGapOrAFork() throws Exception {
    List<CaseDriver> all = Stream.generate(this::ended).limit(12).toList();
    Sealer other = beans.createBean(Sealer.class);
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Void>> rounds = List.of(rounds(sealer), rounds(other));
      for (Future<Void> end : nodes.invokeAll(rounds)) {
        end.get();
      }
    } finally {
      nodes.shutdown();
    }

    List<Seal> chain =
        all.stream()
            .map(each -> seals.find(each.caseNumber()).orElseThrow())
            .sorted(Comparator.comparing(Seal::seq))
            .toList();
    assertThat(unsealed.lag().failing()).isZero();
    for (int i = 1; i < chain.size(); i++) {
      assertThat(chain.get(i).seq()).isEqualTo(chain.get(i - 1).seq() + 1);
      assertThat(chain.get(i).previous()).isEqualTo(chain.get(i - 1).seal());
    }
  }

  private Callable<Void> rounds(Sealer node) {
    return () -> {
      for (int round = 0; round < MANY && unsealed.lag().number() > 0; round++) {
        node.sealAll();
      }
      return null;
    };
  }

  @Test
  void aNodeThatHangsWhileItSealsKeepsNobodyWaiting() throws Exception {
    CaseDriver ended = ended();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService node = Executors.newSingleThreadExecutor();
    Future<?> hanging =
        node.submit(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      assertThat(seals.holdEnd()).isPresent();
                      held.countDown();
                      awaitUninterruptibly(end);
                    }));
    try {
      held.await();
      sealer.sealAll();
      assertThat(seals.find(ended.caseNumber())).isEmpty();
    } finally {
      end.countDown();
      node.shutdown();
    }
    hanging.get();
    sealer.sealAll();
    assertThat(findings(ended)).isEmpty();
    assertThat(unsealed.lag().failing()).isZero();
  }

  private static void awaitUninterruptibly(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theDatabaseLetsNoTwoSealsFollowTheSameOne() {
    Seal last = seals.find(sealed().caseNumber()).orElseThrow();

    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status ->
                        seals.add(
                            Seal.of(
                                last.seq() + 1,
                                "PA-FORK",
                                "1",
                                last.sealedAt(),
                                last.previous(),
                                new TreeMap<>()))))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void aSealSaysWhenInUtcToTheMillisecond() {
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-28T10:00:00Z")));

    assertThat(seals.find(sealed().caseNumber()).orElseThrow().sealedAt())
        .isEqualTo("2026-11-28T10:00:00.000Z");
  }

  @Test
  void aRecordThatIsAlteredIsNamed() {
    CaseDriver altered = sealed();
    tamper(altered, "determination", stored -> stored.replace("CERTIFY", "DO_NOT_CERTIFY"));

    assertThat(findings(altered))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.ALTERED);
              assertThat(finding.record()).startsWith("variable determination ");
            });
  }

  @Test
  void theRuleThatFiredCannotBeRewritten() {
    CaseDriver altered = sealed();
    tamperWithEvaluations(
        altered,
        record -> record.replaceAll("rule_nicotineStatus_\\w+", "rule_nicotineStatus_other"));

    assertThat(findings(altered))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.record())
                    .startsWith("decision si-joint-fusion--nicotineStatus "));
  }

  @Test
  void aRecordThatIsTakenAwayOrPutInIsNamed() {
    CaseDriver changed = sealed();
    jdbc.sql("delete from ACT_HI_ACTINST where PROC_INST_ID_ = ? and ACT_ID_ = 'measureEvidence'")
        .param(changed.processInstanceId())
        .update();
    jdbc.sql(
            "update ACT_HI_VARINST set NAME_ = 'outcomeOfOld' where PROC_INST_ID_ = ? and NAME_ = 'outcome'")
        .param(changed.processInstanceId())
        .update();

    assertThat(findings(changed))
        .extracting(Finding::kind, finding -> finding.record().split(" ")[1])
        .containsExactlyInAnyOrder(
            tuple(Kind.REMOVED, "measureEvidence"),
            tuple(Kind.REMOVED, "outcome"),
            tuple(Kind.INSERTED, "outcomeOfOld"));
  }

  @Test
  void aCaseThatIsTakenAwayIsMissed() {
    CaseDriver gone = sealed();
    Inside.of(
        engine,
        () -> engine.getHistoryService().deleteHistoricProcessInstance(gone.processInstanceId()));

    assertThat(verification.verify().findings())
        .filteredOn(finding -> gone.caseNumber().equals(finding.caseNumber()))
        .extracting(Finding::kind)
        .containsExactly(Kind.REMOVED);
  }

  @Test
  void anEndedCaseIsFoundByWhatHappenedInIt() {
    CaseDriver denied = denied();
    CaseDriver certified = sealed();

    assertThat(find(where("2025-11.4", "DO_NOT_CERTIFY", null, null, null, null)))
        .contains(denied.caseNumber())
        .doesNotContain(certified.caseNumber());
    assertThat(find(where(null, null, "nicotineStatus", "MET", null, null)))
        .contains(certified.caseNumber())
        .doesNotContain(denied.caseNumber());
    assertThat(find(where(null, null, null, null, null, "mia")))
        .contains(denied.caseNumber())
        .doesNotContain(certified.caseNumber());
    assertThat(find(where(null, null, null, null, "rule_siJointImaging_shown", null)))
        .contains(certified.caseNumber())
        .doesNotContain(denied.caseNumber());
    assertThat(
            find(where(null, null, null, null, "rule_policyCatalog_siJointFusion202511_4", "ines")))
        .contains(certified.caseNumber(), denied.caseNumber());
    assertThat(find(where(null, null, null, null, "no_such_rule", null))).isEmpty();
  }

  @Test
  void everyCaseIsFoundByNumberPeriodAndPolicyAlsoBeforeItEnds() {
    CaseDriver waiting = openSeedNow();
    OffsetDateTime received = OffsetDateTime.parse(waiting.view().clock().receivedAt());

    assertThat(
            find(
                new Query(
                    waiting.caseNumber().substring(0, 9),
                    received,
                    received.plusNanos(1_000_000),
                    "si-joint-fusion",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null)))
        .contains(waiting.caseNumber());
    assertThat(
            find(
                new Query(
                    waiting.caseNumber(),
                    null,
                    received,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null)))
        .isEmpty();
    assertThat(find(new Query("%", null, null, null, null, null, null, null, null, null)))
        .as("a number is no pattern")
        .isNotEmpty();
  }

  @Test
  void pagesFollowEachOtherAndTheExportHoldsThemAll() {
    sealed();
    sealed();
    sealed();
    Query all = where("2025-11.4", "CERTIFY", null, null, null, null);
    List<String> exported = new ArrayList<>();
    index.each(all, line -> exported.add(line.caseNumber()));

    CaseIndex.Page first = index.find(all, 0, 2);
    CaseIndex.Page second = index.find(all, 1, 2);

    assertThat(first.items()).hasSize(2);
    assertThat(first.more()).isTrue();
    assertThat(second.items()).doesNotContainAnyElementsOf(first.items()).isNotEmpty();
    assertThat(exported)
        .startsWith(first.items().stream().map(CaseIndex.Line::caseNumber).toArray(String[]::new))
        .hasSizeGreaterThan(2)
        .doesNotHaveDuplicates();
  }
}
