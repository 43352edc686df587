package dev.necessity.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.audit.recheck.Recheck;
import dev.necessity.audit.recheck.Recheck.Result.Standing;
import dev.necessity.audit.seal.Sealer;
import dev.necessity.audit.seal.Verification;
import dev.necessity.audit.trace.CaseTracer;
import dev.necessity.cases.CaseState;
import dev.necessity.casework.intake.Cases;
import dev.necessity.deployment.OwnModels;
import dev.necessity.request.RequestReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/**
 * Cases that were opened under version 2025-11 of the policy, by the process of then, after version
 * 2025-11.4 and the process of now came.
 */
@SpringBootTest
@ActiveProfiles("test")
class EarlierPolicyTest {

  private static final Path PROCESS =
      Path.of("src", "test", "resources", "earlier", "prior-authorization-2026-11-28.bpmn");

  private static final String OTHERS_WERE_NOT_COVERED =
      "no longer cover 27278\nno longer cover 27096\nno longer cover G0260";

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired CaseTracer tracer;
  @Autowired Recheck recheck;
  @Autowired Sealer sealer;
  @Autowired Verification verification;

  @BeforeEach
  void useThisEngine() {
    BpmnAwareTests.init(engine);
  }

  @AfterEach
  void forgetThisEngine() {
    BpmnAwareTests.reset();
  }

  private void deploy(String process, String catalogue) {
    OwnModels.deploy(
        List.of(process.getBytes(StandardCharsets.UTF_8)),
        () ->
            engine
                .getRepositoryService()
                .createDeployment()
                .addString("bpmn/prior-authorization.bpmn", process)
                .addString("dmn/policy-catalog.dmn", catalogue)
                .addString("agreed.txt", OTHERS_WERE_NOT_COVERED)
                .deploy());
  }

  private CaseDriver open(String example, Consumer<ObjectNode> change) {
    return CaseDriver.open(engine, cases, reader, example, change);
  }

  private CaseDriver current() {
    return open("all-met-ambulatory", body -> {});
  }

  private CaseDriver waiting;
  private CaseDriver answered;
  private CaseDriver withdrawn;
  private CaseDriver inReview;
  private CaseDriver alsoInReview;
  private CaseDriver certified;
  private CaseDriver denied;
  private CaseDriver routed;
  private List<CaseDriver> judged;

  private void openInEachState() {
    waiting = open("seed", body -> body.remove("receivedAt"));
    answered = open("seed", body -> body.remove("receivedAt"));
    answered.unavailable("NICOTINE_LAB");
    withdrawn = open("seed", body -> body.remove("receivedAt"));
    inReview =
        open(
            "all-met-ambulatory",
            body -> body.withObject("/evidence/baselinePain").put("score", 4));
    alsoInReview = open("all-met-inpatient", body -> {});
    certified = open("real/everything-15-years-old", body -> {});
    denied =
        open("seed", body -> body.remove("receivedAt"))
            .time("documentationPeriodOver")
            .review(Map.of("decision", "UPHOLD"));
    routed = open("bilateral", body -> {});
    judged = List.of(waiting, answered, withdrawn, inReview, alsoInReview, certified, denied);
    assertThat(judged)
        .allSatisfy(each -> assertThat(each.view().policy().version()).isEqualTo("2025-11"));
    assertThat(certified.determination().get("disposition").asText())
        .as("what the second reading questions")
        .isEqualTo("CERTIFY");
  }

  @Test
  void goOnFromEachStateByTheirVersionAndTheirTracesVerify() {
    String catalogue = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
    String ofThatTime =
        catalogue.replaceAll(
            "(?s)\\s*<rule id=\"rule_policyCatalog_(?!siJointFusion)[^\"]*\">(?:(?!</rule>).)*\"2026-11\".*?</rule>",
            "");
    deploy(
        Models.text(PROCESS),
        ofThatTime.replace("2025-11.4", "2025-11").replace("\"2026-11\"", "\"none\""));
    try {
      openInEachState();
    } finally {
      deploy(Models.text(Path.of("bpmn", "prior-authorization.bpmn")), catalogue);
    }

    assertThat(current().view().policy().version()).isEqualTo("2025-11.4");
    assertThat(waiting.documents())
        .as("the planned date was no document then")
        .doesNotContain("PLANNED_DATE")
        .hasSize(7);
    waiting.answer(
        "NICOTINE_LAB",
        Map.of(
            "analyte",
            "COTININE",
            "specimen",
            "URINE",
            "value",
            3,
            "unit",
            "ng/mL",
            "drawnOn",
            "2026-11-01",
            "document",
            "LABORATORY_REPORT"));
    waiting.time("documentationPeriodOver");
    answered.time("documentationPeriodOver");
    for (CaseDriver each : List.of(waiting, answered)) {
      assertThatThrownBy(
              () ->
                  each.submit(
                      each.task("reviewByMedicalDirector"),
                      "mia",
                      "medical-directors",
                      Map.of(
                          "decision",
                          "ASK_FOR_DOCUMENTS",
                          "documents",
                          List.of("NICOTINE_LAB"),
                          "question",
                          "Is there a lab of the last weeks?")))
          .hasMessageContaining("earlier version of the process");
      each.review(Map.of("decision", "UPHOLD"));
      assertThat(each.determination().get("disposition").asText()).isEqualTo("DO_NOT_CERTIFY");
    }
    cases.withdraw(withdrawn.caseNumber(), "no longer wanted");
    cases.addEvidence(
        inReview.caseNumber(), reader.readEvidence("{\"baselinePain\": {\"score\": 8}}"));
    assertThat(inReview.status("baselinePain"))
        .as("by the first reading the later record counts")
        .isEqualTo("MET");
    assertThat(inReview.view().state())
        .as("but whoever has had a case finishes it")
        .isEqualTo(CaseState.IN_REVIEW);
    inReview.review(Map.of("decision", "UPHOLD"));
    assertThat(inReview.determination().at("/decidedBy/kind").asText()).isEqualTo("CLINICIAN");
    alsoInReview.review(Map.of("decision", "UPHOLD"));
    assertThat(alsoInReview.determination().get("disposition").asText())
        .isEqualTo("CERTIFY_MODIFIED");
    assertThat(routed.view().state()).isEqualTo(CaseState.ROUTED);

    sealer.sealAll();
    assertThat(judged)
        .allSatisfy(
            each -> {
              assertThat(each.view().state().ended()).isTrue();
              assertThat(each.view().policy().version()).isEqualTo("2025-11");
              assertThat(tracer.trace(each.caseNumber()).findings()).isEmpty();
              assertThat(recheck.recheck(each.caseNumber()).standing()).isEqualTo(Standing.SAME);
              assertThat(verification.verify(each.caseNumber()).findings()).isEmpty();
            });
  }
}
