package dev.necessity.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.Models;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.policy.model.PolicyKeys;
import dev.necessity.request.RequestReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricDecisionInputInstance;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricDecisionInstanceQuery;
import org.camunda.bpm.engine.history.HistoricDecisionOutputInstance;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.rest.dto.history.HistoricDecisionInstanceDto;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/**
 * What the history says of the decisions in a case: one record an evaluation, told as the engine
 * tells decisions.
 */
@SpringBootTest
@ActiveProfiles("test")
class EvaluationQueryTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired JdbcClient jdbc;

  private CaseDriver denied;

  @BeforeEach
  void denyTheReviewsCase() {
    BpmnAwareTests.init(engine);
    denied = deny();
  }

  private CaseDriver deny() {
    return CaseDriver.open(engine, cases, reader, "seed", body -> body.remove("receivedAt"))
        .time("documentationPeriodOver")
        .review(Map.of("decision", "UPHOLD"));
  }

  @AfterEach
  void forget() {
    BpmnAwareTests.reset();
  }

  @Test
  void anEvaluationIsOneRow() {
    assertThat(
            rows(
                "ACT_HI_DECINST where PROC_INST_ID_ = '"
                    + denied.processInstanceId()
                    + "' and DEC_DEF_KEY_ = 'si-joint-fusion--siJointFusion'"))
        .isEqualTo(2);
    assertThat(
            rows(
                "ACT_HI_DECINST where PROC_INST_ID_ = '"
                    + denied.processInstanceId()
                    + "' and DEC_DEF_KEY_ = 'determination-tables--wholeAssessment'"))
        .isEqualTo(2);
    assertThat(
            rows(
                "ACT_HI_DECINST where PROC_INST_ID_ = '"
                    + denied.processInstanceId()
                    + "' and ROOT_DEC_INST_ID_ is not null"))
        .isZero();
    assertThat(
            rows(
                "ACT_HI_DEC_IN where DEC_INST_ID_ in (select ID_ from ACT_HI_DECINST where PROC_INST_ID_ = '"
                    + denied.processInstanceId()
                    + "')"))
        .isZero();
  }

  @Test
  void eachAssessmentKeepsItsFactsItsDocumentationPeriodAndItsResult() {
    List<HistoricDecisionInstance> assessments =
        withValues(decisions())
            .processInstanceId(denied.processInstanceId())
            .rootDecisionInstancesOnly()
            .decisionDefinitionKey("determination-tables--wholeAssessment")
            .orderByEvaluationTime()
            .asc()
            .list();

    assertThat(assessments)
        .extracting(each -> input(each, "documentation").getValue())
        .containsExactly("OPEN", "CLOSED");
    assertThat(assessments)
        .allSatisfy(
            each -> {
              Map<String, Object> again =
                  Models.wholeSiJointFusion()
                      .judge(
                          Map.of(
                              "facts",
                              json(input(each, "facts").getTypedValue()),
                              "documentation",
                              input(each, "documentation").getValue()),
                          null)
                      .context();
              assertThat(json(each.getOutputs().get(0).getTypedValue()))
                  .as("the facts, evaluated again")
                  .isEqualTo(JSON.readTree(EvaluationRecord.json(again)));
            });
  }

  private static JsonNode json(TypedValue value) throws JsonProcessingException {
    return JSON.readTree(((JsonValue) value).getValueSerialized());
  }

  private static HistoricDecisionInputInstance input(
      HistoricDecisionInstance assessment, String name) {
    return assessment.getInputs().stream()
        .filter(each -> each.getClauseId().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyTableOfThePolicyTellsItsInputsTheRuleThatFiredAndAllItsOutputs() {
    List<HistoricDecisionInstance> all =
        withValues(decisions())
            .processInstanceId(denied.processInstanceId())
            .orderByEvaluationTime()
            .asc()
            .list();

    HistoricDecisionInstance pain =
        all.stream()
            .filter(each -> each.getDecisionDefinitionKey().equals("si-joint-fusion--baselinePain"))
            .findFirst()
            .orElseThrow();
    assertThat(pain.getDecisionDefinitionName()).isEqualTo("Baseline pain");
    assertThat(pain.getInputs())
        .extracting(HistoricDecisionInputInstance::getClauseName)
        .containsExactly(
            "Scores high enough",
            "Scores too low",
            "Scores of the latest day high enough",
            "Scores of the latest day too low");
    assertThat(pain.getInputs())
        .extracting(HistoricDecisionInputInstance::getValue)
        .first()
        .isEqualTo(1);
    assertThat(pain.getOutputs())
        .extracting(HistoricDecisionOutputInstance::getVariableName)
        .containsExactly("baselinePain", "baselinePainReason", "baselinePainEvidence");
    assertThat(pain.getOutputs())
        .extracting(HistoricDecisionOutputInstance::getRuleId)
        .containsOnly("rule_baselinePain_highEnough");
    assertThat(all)
        .extracting(HistoricDecisionInstance::getDecisionDefinitionKey)
        .contains("policyCatalog", "decisionClock", "reviewOutcome")
        .containsAll(tablesThatTheProcessAlwaysAsks());
  }

  private static List<String> tablesThatTheProcessAlwaysAsks() {
    return Stream.of(Models.siJointFusion(), Models.wholeSiJointFusion().finalTables())
        .flatMap(
            file ->
                file.model().getModelElementsByType(DecisionTable.class).stream()
                    .map(table -> ((Decision) table.getParentElement()).getId())
                    .filter(table -> !List.of("references", "plainWords").contains(table))
                    .map(table -> PolicyKeys.of(file.model().getDefinitions().getId(), table)))
        .toList();
  }

  @Test
  void cockpitListsTheEvaluationsOfATableAndOpensOne() {
    DecisionDefinition pain =
        engine
            .getRepositoryService()
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey("si-joint-fusion--baselinePain")
            .latestVersion()
            .singleResult();
    long before = decisions().decisionDefinitionId(pain.getId()).count();
    deny();

    List<HistoricDecisionInstance> newest =
        decisions()
            .decisionDefinitionId(pain.getId())
            .orderByEvaluationTime()
            .desc()
            .listPage(0, 2);
    assertThat(decisions().decisionDefinitionId(pain.getId()).count())
        .as("the documentation period open, and over")
        .isEqualTo(before + 2);
    assertThat(decisions().decisionDefinitionKey("si-joint-fusion--baselinePain").count())
        .isEqualTo(before + 2);
    assertThat(decisions().processInstanceId(denied.processInstanceId()).listPage(3, 4)).hasSize(4);
    assertThat(newest)
        .hasSize(2)
        .extracting(HistoricDecisionInstance::getDecisionDefinitionId)
        .containsOnly(pain.getId());

    HistoricDecisionInstanceDto opened =
        HistoricDecisionInstanceDto.fromHistoricDecisionInstance(
            withValues(decisions()).decisionInstanceId(newest.get(0).getId()).singleResult());
    assertThat(opened.getInputs())
        .extracting(input -> input.getType())
        .first()
        .isEqualTo("Integer");
    assertThat(opened.getOutputs().get(0).getValue()).isEqualTo("MET");
    assertThat(
            decisions().rootDecisionInstanceId(newest.get(0).getRootDecisionInstanceId()).count())
        .isGreaterThan(20);
  }

  @Test
  void aTableThatIsEvaluatedAloneIsItsOwnEvaluation() {
    HistoricDecisionInstance outcome =
        withValues(decisions())
            .processInstanceId(denied.processInstanceId())
            .decisionDefinitionKey("reviewOutcome")
            .singleResult();

    assertThat(outcome.getOutputs())
        .extracting(HistoricDecisionOutputInstance::getRuleId)
        .isNotEmpty()
        .doesNotContainNull();
    assertThat(
            withValues(decisions()).decisionInstanceId(outcome.getId()).singleResult().getOutputs())
        .hasSameSizeAs(outcome.getOutputs());
    assertThat(decisions().decisionDefinitionKey("reviewOutcome").listPage(0, 1)).hasSize(1);
  }

  @Test
  void anEvaluationThatWasWrittenRowByRowIsFoundAsItIs() {
    String evaluation =
        decisions()
            .processInstanceId(denied.processInstanceId())
            .rootDecisionInstancesOnly()
            .decisionDefinitionKey("si-joint-fusion--siJointFusion")
            .list()
            .get(0)
            .getId();
    jdbc.sql("delete from ACT_HI_DEC_OUT where DEC_INST_ID_ = ?").param(evaluation).update();
    jdbc.sql(
            "insert into ACT_HI_DECINST (ID_, DEC_DEF_ID_, DEC_DEF_KEY_, PROC_INST_ID_, EVAL_TIME_, ROOT_DEC_INST_ID_)"
                + " values ('row by row', 'baselinePain:0', 'si-joint-fusion--baselinePain', ?, current_timestamp, ?)")
        .params(denied.processInstanceId(), evaluation)
        .update();

    assertThat(decisions().processInstanceId(denied.processInstanceId()).list())
        .extracting(HistoricDecisionInstance::getId)
        .contains("row by row", evaluation);
  }

  private HistoricDecisionInstanceQuery decisions() {
    HistoryService history = engine.getHistoryService();
    return history.createHistoricDecisionInstanceQuery();
  }

  private static HistoricDecisionInstanceQuery withValues(HistoricDecisionInstanceQuery query) {
    return query
        .includeInputs()
        .includeOutputs()
        .disableBinaryFetching()
        .disableCustomObjectDeserialization();
  }

  private int rows(String from) {
    return jdbc.sql("select count(*) from " + from).query(Integer.class).single();
  }
}
