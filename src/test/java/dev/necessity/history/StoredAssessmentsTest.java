package dev.necessity.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.history.StoredAssessments.Position;
import dev.necessity.history.StoredAssessments.StoredAssessment;
import dev.necessity.request.RequestReader;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** How past cases were judged is read back as it was stored, page by page, each case once. */
@SpringBootTest
@ActiveProfiles("test")
abstract class StoredAssessmentsTest {

  private static final OffsetDateTime DAY = OffsetDateTime.parse("2026-02-03T00:00:00-05:00");

  @Autowired private ProcessEngine engine;
  @Autowired private Cases cases;
  @Autowired private RequestReader reader;
  @Autowired private StoredAssessments stored;

  private final List<String> received = new ArrayList<>();

  @BeforeEach
  void fiveCasesOfADay() {
    for (int hour : new int[] {9, 0, 9, 23, 12}) {
      received.add(open("all-met-ambulatory", DAY.plusHours(hour)).caseNumber());
    }
    open("all-met-ambulatory", DAY.minusSeconds(1));
    open("all-met-ambulatory", DAY.plusDays(1));
  }

  private CaseDriver open(String example, OffsetDateTime receivedAt) {
    return CaseDriver.open(
        engine,
        cases,
        reader,
        example,
        body -> body.put("receivedAt", CaseVariables.text(receivedAt)));
  }

  @Test
  void aPeriodIsReadInTheOrderOfReceiptAndEachCaseOnce() {
    List<String> read = new ArrayList<>();
    Position at = Position.before(DAY);
    for (List<StoredAssessment> page = stored.page(at, DAY.plusDays(1), 2);
        !page.isEmpty();
        page = stored.page(at, DAY.plusDays(1), 2)) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      page.stream().map(StoredAssessment::caseNumber).filter(received::contains).forEach(read::add);
      at = page.get(page.size() - 1).position();
    }

    assertThat(read).containsExactlyInAnyOrderElementsOf(received);
    assertThat(read).startsWith(received.get(1)).endsWith(received.get(4), received.get(3));
    assertThat(stored.count(at, DAY.plusDays(1))).isZero();
    assertThat(stored.count(Position.before(DAY), DAY.plusDays(1)))
        .isEqualTo(stored.page(Position.before(DAY), DAY.plusDays(1), 1000).size());
  }

  @Test
  void aCaseHasItsPolicyItsFactsAndItsAssessment() {
    CaseDriver driver = open("seed", DAY);

    StoredAssessment read = stored.find(driver.caseNumber()).orElseThrow();

    assertThat(read.policy().id()).isEqualTo("si-joint-fusion");
    assertThat(read.policy().version()).isEqualTo("2025-11.4");
    assertThat(read.decision()).isEqualTo("si-joint-fusion--siJointFusion");
    assertThat(read.documentation()).isEqualTo("OPEN");
    assertThat(read.facts().at("/procedureCode").asText()).isEqualTo("27279");
    assertThat(read.assessment()).isEqualTo(driver.assessment());
  }

  @Test
  void aCaseThatNoPolicyJudgedHasNoAssessment() {
    StoredAssessment read = stored.find(open("bilateral", DAY).caseNumber()).orElseThrow();

    assertThat(read.assessment()).isNull();
    assertThat(stored.find("no such case")).isEmpty();
  }
}
