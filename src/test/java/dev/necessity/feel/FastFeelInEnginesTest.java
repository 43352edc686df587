package dev.necessity.feel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.Spin;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;
import org.junit.jupiter.api.Test;

/**
 * The same file gives the same answer on the stand-alone decision engine and inside the process
 * engine.
 */
class FastFeelInEnginesTest {

  private static final String FACTS =
      "{\"injections\": [{\"id\": \"a\", \"relief\": 69.99999999999999999}, {\"id\": \"b\", \"relief\": 70.5}, {\"id\": \"c\", \"relief\": 80}]}";
  private static final String FACTS_BELOW =
      "{\"injections\": [{\"id\": \"a\", \"relief\": 69.99999999999999999}]}";

  @Test
  void theStandAloneEngineDecidesOnPlainValues() {
    DefaultDmnEngineConfiguration configuration = new DefaultDmnEngineConfiguration();
    configuration.setFeelEngineFactory(new FastFeelEngineFactory());
    DmnEngine engine = configuration.buildEngine();
    Map<String, Object> facts =
        Map.of(
            "injections",
            List.of(
                Map.of("id", "a", "relief", new BigDecimal("69.99999999999999999")),
                Map.of("id", "b", "relief", new BigDecimal("70.5")),
                Map.of("id", "c", "relief", 80)));

    Map<String, Object> result =
        engine
            .evaluateDecision(engine.parseDecision("relief", relief()), Map.of("facts", facts))
            .getSingleResult()
            .getEntryMap();

    assertMet(result);
    assertThat(((DefaultDmnEngineConfiguration) engine.getConfiguration()).getFeelEngine())
        .isInstanceOf(FastFeelEngine.class);
  }

  @Test
  void theProcessEngineDecidesOnJsonAndKeepsAReadableHistory() {
    ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
    configuration
        .setProcessEngineName("fast-feel")
        .setJdbcUrl("jdbc:h2:mem:fast-feel")
        .setDatabaseSchemaUpdate("create-drop")
        .setHistory("full");
    configuration.setDmnEngineConfiguration(
        new DefaultDmnEngineConfiguration().feelEngineFactory(new FastFeelEngineFactory()));
    configuration.setDefaultSerializationFormat("application/json");
    configuration.setProcessEnginePlugins(new ArrayList<>(List.of(new SpinProcessEnginePlugin())));
    configuration.setJobExecutorActivate(false);
    ProcessEngine engine = configuration.buildProcessEngine();
    try {
      engine
          .getRepositoryService()
          .createDeployment()
          .addInputStream("relief.dmn", relief())
          .deploy();

      assertMet(decide(engine, FACTS));
      assertThat(decide(engine, FACTS_BELOW))
          .containsEntry("reliefStatus", "NOT_MET")
          .containsEntry("reliefEvidence", List.of("a"));
      HistoricDecisionInstance met =
          engine
              .getHistoryService()
              .createHistoricDecisionInstanceQuery()
              .decisionDefinitionKey("relief")
              .includeInputs()
              .includeOutputs()
              .disableCustomObjectDeserialization()
              .list()
              .get(0);
      assertThat(met.getOutputs())
          .extracting(output -> output.getTypedValue().getType().getName())
          .contains("string", "object");
      assertThat(met.getOutputs())
          .allSatisfy(
              output -> assertThat(output.getTypedValue().toString()).doesNotContain("scala"));
    } finally {
      engine.close();
    }
  }

  private static Map<String, Object> decide(ProcessEngine engine, String facts) {
    return engine
        .getDecisionService()
        .evaluateDecisionByKey("relief")
        .variables(Variables.putValue("facts", Spin.JSON(facts)))
        .evaluate()
        .getSingleResult()
        .getEntryMap();
  }

  private static void assertMet(Map<String, Object> result) {
    assertThat(result).containsEntry("reliefStatus", "MET");
    assertThat(result.get("reliefEvidence"))
        .isExactlyInstanceOf(ArrayList.class)
        .isEqualTo(
            List.of(
                Map.of("id", "b", "relief", new BigDecimal("70.5")),
                Map.of("id", "c", "relief", 80L)));
    assertThat(((List<?>) result.get("reliefEvidence")).get(0))
        .isExactlyInstanceOf(LinkedHashMap.class);
  }

  private static InputStream relief() {
    return FastFeelInEnginesTest.class.getResourceAsStream("relief.dmn");
  }
}
