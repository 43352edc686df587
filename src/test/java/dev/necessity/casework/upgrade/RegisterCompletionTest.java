package dev.necessity.casework.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.metrics.PriorAuthorizationMetrics;
import dev.necessity.request.RequestReader;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** Cases that an earlier version wrote are in the figures, too. */
@SpringBootTest
@ActiveProfiles("test")
class RegisterCompletionTest {

  private static final List<String> ADDED_LATER =
      List.of("line_of_business", "urgency", "due_at", "decided_at", "disposition");

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired RegisterCompletion completion;
  @Autowired PriorAuthorizationMetrics metrics;
  @Autowired JdbcClient jdbc;
  @Autowired CaseRegister register;

  @Test
  void casesOfAnEarlierVersionAreCompletedFromTheirHistory() {
    CaseDriver decided =
        CaseDriver.open(
            engine,
            cases,
            reader,
            "all-met-ambulatory",
            body -> body.put("lineOfBusiness", "CHIP"));
    CaseDriver waiting = CaseDriver.open(engine, cases, reader, "seed", body -> {});
    List<Map<String, Object>> before = rows(decided, waiting);
    int year = OffsetDateTime.parse(decided.determination().get("decidedAt").asText()).getYear();
    var figures = metrics.of(year, "CHIP");
    long uncounted = metrics.uncounted();
    jdbc.sql("update necessity_case set decided_before_acts = true where case_number = ?")
        .param(decided.caseNumber())
        .update();
    for (CaseDriver each : List.of(decided, waiting)) {
      ADDED_LATER.forEach(
          column ->
              jdbc.sql("update necessity_case set " + column + " = null where case_number = ?")
                  .param(each.caseNumber())
                  .update());
    }
    jdbc.sql(
            "insert into necessity_case (case_number, request_id, content_hash, state, received_at, decided_before_acts) values ('PA-LOST', 'r', 'x', 'DECIDED', current_timestamp, true)")
        .update();
    assertThat(metrics.of(year, "CHIP")).isNotEqualTo(figures);

    completion.complete();

    assertThat(metrics.of(year, "CHIP")).isEqualTo(figures);
    assertThat(rows(decided, waiting)).isEqualTo(before);
    assertThat(metrics.uncounted())
        .as("a case without history is told, and stops nothing")
        .isEqualTo(uncounted + 1);
    jdbc.sql("delete from necessity_case where case_number = 'PA-LOST'").update();
    assertThat(waiting.view().state()).isEqualTo(CaseState.WAITING_FOR_DOCUMENTATION);
  }

  @Test
  void aCaseThatAnEarlierVersionLeftOpenGoesOnWithWhatWasAnsweredThen() {
    CaseDriver open =
        CaseDriver.open(engine, cases, reader, "seed", body -> body.remove("receivedAt"));
    open.submit(
        open.task("NICOTINE_LAB"),
        "rita",
        "reviewers",
        Map.of("available", false, "unavailableReason", "not in the chart"));
    jdbc.sql("delete from necessity_act where case_number = ?").param(open.caseNumber()).update();
    jdbc.sql(
            "update necessity_case set process_instance = null, policy_decision = null, request_hash = null where case_number = ?")
        .param(open.caseNumber())
        .update();

    register.completeFromHistory();

    BpmnAwareTests.init(engine);
    open.time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));
    assertThat(open.determination().at("/decidedBy/userId").asText()).isEqualTo("mia");
    BpmnAwareTests.reset();
  }

  private List<Map<String, Object>> rows(CaseDriver decided, CaseDriver waiting) {
    return jdbc.sql(
            "select case_number, "
                + String.join(", ", ADDED_LATER)
                + " from necessity_case where case_number in (?, ?) order by case_number")
        .params(decided.caseNumber(), waiting.caseNumber())
        .query()
        .listOfRows();
  }
}
