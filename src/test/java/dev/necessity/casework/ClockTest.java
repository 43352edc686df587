package dev.necessity.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Inside;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.CaseView;
import dev.necessity.casework.clock.ClockExtension;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.RequestReader;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/**
 * The decision clock over time: extended, over changes of the calendar, and after a server that was
 * down.
 */
@SpringBootTest
@ActiveProfiles("test")
class ClockTest {

  private static final int RECEIPTS = 6;

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired ClockExtension clock;
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

  private static void itIs(String instant) {
    ClockUtil.setCurrentTime(Date.from(OffsetDateTime.parse(instant).toInstant()));
  }

  private CaseDriver received(String instant, Consumer<ObjectNode> change) {
    itIs(instant);
    return CaseDriver.open(
        engine,
        cases,
        reader,
        "seed",
        body -> {
          body.put("receivedAt", instant).put("lineOfBusiness", "MEDICARE_ADVANTAGE");
          change.accept(body);
        });
  }

  private CaseDriver received(String instant) {
    return received(instant, body -> {});
  }

  /** What the job executor does when it finds jobs that are due. */
  private void runWhatIsDue(CaseDriver driver) {
    List<Job> due;
    do {
      due =
          engine
              .getManagementService()
              .createJobQuery()
              .processInstanceId(driver.processInstanceId())
              .executable()
              .orderByJobDuedate()
              .asc()
              .list();
      due.stream()
          .findFirst()
          .ifPresent(job -> engine.getManagementService().executeJob(job.getId()));
    } while (!due.isEmpty());
  }

  private void extend(String caseNumber, String reason) {
    extend(caseNumber, "OUTSIDE_EVIDENCE", reason);
  }

  private void extend(String caseNumber, String ground, String reason) {
    engine.getIdentityService().setAuthentication("rita", List.of("reviewers"));
    try {
      clock.extend(caseNumber, ground, reason);
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  private static OffsetDateTime at(String instant) {
    return OffsetDateTime.parse(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-06T12:00:00-05:00, 2026-03-13T12:00:00-05:00, 2026-03-27T12:00:00-05:00, daylight saving begins on 8 March",
    "2026-10-30T12:00:00-04:00, 2026-11-06T12:00:00-04:00, 2026-11-20T12:00:00-04:00, daylight saving ends on 1 November",
    "2028-02-20T08:00:00-06:00, 2028-02-27T08:00:00-06:00, 2028-03-12T08:00:00-06:00, a leap day in between",
    "2026-02-20T08:00:00-06:00, 2026-02-27T08:00:00-06:00, 2026-03-13T08:00:00-06:00, no leap day",
    "2026-01-31T23:30:00Z, 2026-02-07T23:30:00Z, 2026-02-21T23:30:00Z, the end of a month"
  })
  void limitAndExtensionAreElapsedTimeWhateverTheCalendarDoes(
      String receivedAt, String dueAt, String extendedTo, String why) {
    CaseDriver driver = received(receivedAt);
    assertThat(driver.view().clock().dueAt()).as(why).isEqualTo(dueAt);

    extend(driver.caseNumber(), "The hospital needs longer for the injection reports.");

    assertThat(driver.view().clock().dueAt()).as(why).isEqualTo(extendedTo);
    assertThat(Duration.between(at(receivedAt), at(driver.view().clock().dueAt())))
        .isEqualTo(Duration.ofDays(21));
    assertThat(Duration.between(at(receivedAt), at(driver.view().clock().documentationUntil())))
        .isEqualTo(Duration.ofDays(18));
  }

  /**
   * Receipts around the changes of clocks of any zone, leap days and ends of months among them as
   * chance has it.
   */
  @Test
  void timersAreDueAtTheInstantOfTheTableWhereverTheRequestComesFrom() {
    long seed = new SecureRandom().nextLong();
    Random random = new Random(seed);
    List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    for (int i = 0; i < RECEIPTS; i++) {
      ZoneRules rules = ZoneId.of(zones.get(random.nextInt(zones.size()))).getRules();
      Instant some =
          Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(4 * 365 * 24 * 60 * 60));
      Instant change =
          Optional.ofNullable(rules.nextTransition(some))
              .map(ZoneOffsetTransition::getInstant)
              .orElse(some);
      Instant received = change.minusSeconds(random.nextInt(5 * 24 * 60 * 60));
      String why = "seed " + seed + ", received " + received;

      CaseDriver driver =
          received(CaseVariables.text(received.atOffset(rules.getOffset(received))));

      assertThat(due(driver, "documentationPeriodOver"))
          .as(why)
          .isEqualTo(received.plus(Duration.ofDays(4)));
      assertThat(due(driver, "warningDue")).as(why).isEqualTo(received.plus(Duration.ofHours(84)));
      itIs(received.plus(Duration.ofDays(4)).minusSeconds(1).toString());
      runWhatIsDue(driver);
      driver.process().isWaitingAt("obtainDocumentation");
      itIs(received.plus(Duration.ofDays(4)).plusSeconds(1).toString());
      runWhatIsDue(driver);
      driver.process().isWaitingAt("reviewByMedicalDirector");
    }
  }

  private Instant due(CaseDriver driver, String timer) {
    return engine
        .getManagementService()
        .createJobQuery()
        .processInstanceId(driver.processInstanceId())
        .activityId(timer)
        .singleResult()
        .getDuedate()
        .toInstant();
  }

  @Test
  void anExtensionIsKeptWithItsReasonAndWhoGaveIt() {
    CaseDriver driver = received("2026-03-02T09:00:00Z");
    itIs("2026-03-04T10:00:00Z");

    extend(driver.caseNumber(), "Outside records are needed.");

    assertThat(driver.view().extension().toString())
        .isEqualTo(
            "{\"ground\":\"OUTSIDE_EVIDENCE\",\"reason\":\"Outside records are needed.\",\"by\":\"rita\","
                + "\"at\":\"2026-03-04T10:00:00Z\",\"dueAtBefore\":\"2026-03-09T09:00:00Z\",\"dueAt\":\"2026-03-23T09:00:00Z\"}");
  }

  @Test
  void openTasksAndTimersMoveWithTheClock() {
    CaseDriver driver = received("2026-03-02T09:00:00Z");
    extend(driver.caseNumber(), "Outside records are needed.");

    assertThat(driver.tasks())
        .isNotEmpty()
        .extracting(Task::getDueDate)
        .allSatisfy(
            due -> assertThat(due.toInstant()).isEqualTo(at("2026-03-20T09:00:00Z").toInstant()));
    itIs("2026-03-06T09:00:01Z");
    runWhatIsDue(driver);
    driver.process().isWaitingAt("obtainDocumentation");
    itIs("2026-03-20T09:00:01Z");
    runWhatIsDue(driver);
    driver.process().isWaitingAt("reviewByMedicalDirector");
    assertThat(driver.task(CaseTasks.REVIEW).getDueDate().toInstant())
        .isEqualTo(at("2026-03-23T09:00:00Z").toInstant());
  }

  @Test
  void warningsAreCountedOverTheLongerLimitAlsoWhenAllWereGiven() {
    CaseDriver driver = received("2026-03-02T09:00:00Z");
    itIs("2026-03-08T20:00:00Z");
    runWhatIsDue(driver);
    driver.process().hasPassed("warningsGiven").isWaitingAt("reviewByMedicalDirector");

    extend(driver.caseNumber(), "Outside records are needed.");
    long given = escalations(driver);
    itIs("2026-03-12T20:00:00Z");
    runWhatIsDue(driver);
    assertThat(escalations(driver))
        .as("half of 21 days is over on 12 March at 21:00")
        .isEqualTo(given);
    itIs("2026-03-12T21:00:01Z");
    runWhatIsDue(driver);
    assertThat(escalations(driver)).isEqualTo(given + 1);
    itIs("2026-03-21T06:36:01Z");
    runWhatIsDue(driver);
    assertThat(escalations(driver)).isEqualTo(given + 3);
  }

  private long escalations(CaseDriver driver) {
    return engine
        .getHistoryService()
        .createHistoricActivityInstanceQuery()
        .processInstanceId(driver.processInstanceId())
        .activityId("escalateWarning")
        .count();
  }

  @Test
  void theClockIsExtendedOnceAndOnlyWhereTheTableAllowsIt() {
    CaseDriver medicare = received("2026-03-02T09:00:00Z");
    extend(medicare.caseNumber(), "Outside records are needed.");
    CaseDriver commercial =
        received(
            "2026-03-02T09:00:00Z",
            body -> body.put("lineOfBusiness", "COMMERCIAL").put("urgency", "EXPEDITED"));
    CaseDriver late = received("2026-03-02T09:00:00Z");

    assertThatThrownBy(() -> extend(medicare.caseNumber(), "again"))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("once");
    assertThatThrownBy(() -> extend(commercial.caseNumber(), "no"))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("line of business");
    assertThatThrownBy(() -> extend("PA-UNKNOWN", "no")).isInstanceOf(CaseNotFoundException.class);
    itIs("2026-03-09T09:00:00Z");
    assertThatThrownBy(() -> extend(late.caseNumber(), "too late"))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("passed");
    cases.withdraw(late.caseNumber(), "not needed any more");
    assertThatThrownBy(() -> extend(late.caseNumber(), "ended"))
        .isInstanceOf(CaseConflictException.class)
        .hasMessageContaining("ended");
    assertThat(commercial.view().extension()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MEDICARE_ADVANTAGE | STANDARD  | MEMBER_ASKED,OUTSIDE_EVIDENCE,EXTRAORDINARY      | PT168H | P14D",
        "MEDICARE_ADVANTAGE | EXPEDITED | MEMBER_ASKED,OUTSIDE_EVIDENCE,EXTRAORDINARY      | PT72H  | P14D",
        "MEDICAID           | STANDARD  | MEMBER_ASKED,PROVIDER_ASKED,INFORMATION_NEEDED   | PT168H | P14D",
        "MEDICAID           | EXPEDITED | MEMBER_ASKED,PROVIDER_ASKED,INFORMATION_NEEDED   | PT72H  | P14D",
        "CHIP               | STANDARD  | MEMBER_ASKED,PROVIDER_ASKED,INFORMATION_NEEDED   | PT168H | P14D",
        "CHIP               | EXPEDITED | MEMBER_ASKED,PROVIDER_ASKED,INFORMATION_NEEDED   | PT72H  | P14D",
        "COMMERCIAL         | STANDARD  | BEYOND_CONTROL                                   | PT360H | P15D",
        "QHP                | STANDARD  | BEYOND_CONTROL                                   | PT360H | P15D"
      })
  void eachLineOfBusinessHasItsOwnGroundsAndItsOwnTime(
      String line, String urgency, String grounds, Duration limit, Duration extension) {
    List<String> allowed = List.of(grounds.split(","));
    String receivedAt = "2028-02-26T22:00:00-06:00";
    List<String> all =
        List.of(
            "MEMBER_ASKED",
            "PROVIDER_ASKED",
            "INFORMATION_NEEDED",
            "OUTSIDE_EVIDENCE",
            "EXTRAORDINARY",
            "BEYOND_CONTROL",
            "member_asked",
            "");
    for (String ground : all) {
      CaseDriver driver =
          received(receivedAt, body -> body.put("lineOfBusiness", line).put("urgency", urgency));
      assertThat(Duration.between(at(receivedAt), at(driver.view().clock().dueAt())))
          .isEqualTo(limit);
      if (allowed.contains(ground)) {
        extend(driver.caseNumber(), ground, "as the ground says");
        assertThat(Duration.between(at(receivedAt), at(driver.view().clock().dueAt())))
            .isEqualTo(limit.plus(extension));
      } else {
        assertThatThrownBy(() -> extend(driver.caseNumber(), ground, "no such ground"))
            .isInstanceOfSatisfying(
                InvalidRequestException.class,
                refused ->
                    assertThat(refused.violations())
                        .singleElement()
                        .asString()
                        .contains("/ground", String.join(", ", allowed)));
        assertThatThrownBy(() -> extend(driver.caseNumber(), null, "no ground"))
            .isInstanceOf(InvalidRequestException.class);
        assertThat(driver.view().extension()).isNull();
      }
    }
  }

  @Test
  void aStatesOwnClockGoesBeforeTheFederalOneForItsLinesOnly() {
    CaseDriver state = received("2026-03-02T09:00:00Z", body -> inCalifornia(body, "COMMERCIAL"));
    CaseDriver medicare =
        received("2026-03-02T09:00:00Z", body -> inCalifornia(body, "MEDICARE_ADVANTAGE"));

    assertThat(state.view().clock().dueAt()).isEqualTo("2026-03-07T09:00:00Z");
    assertThat(medicare.view().clock().dueAt()).isEqualTo("2026-03-09T09:00:00Z");
    assertThatThrownBy(() -> extend(state.caseNumber(), "BEYOND_CONTROL", "no"))
        .isInstanceOf(CaseConflictException.class);
  }

  private static void inCalifornia(ObjectNode body, String lineOfBusiness) {
    body.put("jurisdiction", "CA").put("lineOfBusiness", lineOfBusiness);
  }

  @Test
  void aCaseWhoseClockNamedNoGroundsIsExtendedWithoutOne() {
    CaseDriver driver = received("2026-03-02T09:00:00Z");
    Inside.of(
        engine,
        () ->
            engine
                .getRuntimeService()
                .removeVariable(driver.processInstanceId(), CaseVariables.EXTENSION_GROUNDS));

    assertThatThrownBy(() -> extend(driver.caseNumber(), "MEMBER_ASKED", "why"))
        .isInstanceOf(InvalidRequestException.class);
    extend(driver.caseNumber(), null, "Outside records are needed.");

    assertThat(driver.view().extension()).isNotNull();
  }

  @Test
  void twoExtensionsAtOnceAreOne() throws Exception {
    CaseDriver driver = received("2026-03-02T09:00:00Z");
    CountDownLatch together = new CountDownLatch(1);
    ExecutorService reviewers = Executors.newFixedThreadPool(2);
    List<Future<Boolean>> calls = new ArrayList<>();
    try {
      for (String reason : List.of("one", "two")) {
        calls.add(
            reviewers.submit(
                () -> {
                  together.await();
                  try {
                    extend(driver.caseNumber(), reason);
                    return true;
                  } catch (CaseConflictException second) {
                    return false;
                  }
                }));
      }
      together.countDown();
      assertThat(List.of(calls.get(0).get(), calls.get(1).get()))
          .containsExactlyInAnyOrder(true, false);
    } finally {
      reviewers.shutdown();
    }
    assertThat(driver.view().clock().dueAt()).isEqualTo("2026-03-23T09:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-06T12:00:00-05:00, 2026-03-10T00:00:00-05:00, 2026-03-11T18:00:00-05:00, 2026-03-12T19:12:00-05:00, daylight saving begins on 8 March",
    "2028-02-26T00:00:00Z, 2028-02-29T12:00:00Z, 2028-03-02T06:00:00Z, 2028-03-03T07:12:00Z, a leap day",
    "2026-04-27T12:00:00Z, 2026-05-01T00:00:00Z, 2026-05-02T18:00:00Z, 2026-05-03T19:12:00Z, the end of a month"
  })
  void warningsComeAtTheirShareOfTheLimitAndEscalateToTheGroupOfTheTable(
      String receivedAt, String half, String threeQuarters, String ninety, String why) {
    CaseDriver driver = received(receivedAt);
    Task task = driver.task("NICOTINE_LAB");
    String[] instants = {half, threeQuarters, ninety};
    for (int i = 0; i < instants.length; i++) {
      itIs(at(instants[i]).minusSeconds(1).toString());
      runWhatIsDue(driver);
      assertThat(escalations(driver)).as(why + ", a second before warning " + (i + 1)).isEqualTo(i);
      itIs(at(instants[i]).plusSeconds(1).toString());
      runWhatIsDue(driver);
      assertThat(escalations(driver)).as(why + ", at warning " + (i + 1)).isEqualTo(i + 1);
      if (i == 0) {
        assertThat(engine.getTaskService().getIdentityLinksForTask(task.getId()))
            .extracting(link -> link.getGroupId())
            .as("to a named group")
            .contains("reviewers");
      }
    }
  }

  @Test
  void whatIsOverdueIsListedTheOldestLimitFirstUntilItsEnd() {
    CaseDriver late = received("2026-03-02T09:00:00Z");
    CaseDriver later = received("2026-03-03T09:00:00Z");
    CaseDriver routed =
        received(
            "2026-03-02T10:00:00Z", body -> body.withObject("/procedure").put("code", "27280"));
    received("2026-03-09T09:00:00Z");

    assertThat(overdue("2026-03-09T08:59:59Z"))
        .doesNotContain(late.caseNumber(), later.caseNumber());
    assertThat(overdue("2026-03-10T09:00:00Z"))
        .containsSubsequence(late.caseNumber(), routed.caseNumber(), later.caseNumber());
    itIs("2026-03-10T10:00:00Z");
    routed.submit(
        routed.task(CaseTasks.ROUTE), "rita", "reviewers", Map.of("routedTo", "the surgical desk"));
    cases.withdraw(later.caseNumber(), "not needed any more");
    assertThat(overdue("2026-03-10T10:00:00Z"))
        .contains(late.caseNumber())
        .doesNotContain(routed.caseNumber(), later.caseNumber());
  }

  private List<String> overdue(String now) {
    return cases
        .list(new CaseRegister.Filter(null, null, null, null, null, at(now)), 0, 200)
        .items()
        .stream()
        .map(CaseView.ListedCase::caseNumber)
        .toList();
  }

  @Test
  void aDeadlineThatPassedWhileTheServerWasDownIsCaughtUp() {
    CaseDriver driver = received("2026-03-02T09:00:00Z");
    itIs("2026-04-30T09:00:00Z");

    runWhatIsDue(driver);

    driver
        .process()
        .isWaitingAt("reviewByMedicalDirector")
        .hasPassed("documentationPeriodOver", "escalateWarning", "warningsGiven");
    assertThat(escalations(driver)).isEqualTo(3);
    assertThat(driver.assessment().get("documentation").asText()).isEqualTo("CLOSED");
    assertThat(driver.task(CaseTasks.REVIEW).getDueDate())
        .as("overdue, and shown as such")
        .isBefore(ClockUtil.getCurrentTime());
    driver.review(Map.of("decision", "UPHOLD"));
    assertThat(driver.determination().get("decidedAt").asText()).startsWith("2026-04-30T09:00");
  }
}
