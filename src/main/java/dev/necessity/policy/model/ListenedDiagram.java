package dev.necessity.policy.model;

import dev.necessity.feel.CompiledDecision.Firing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.model.dmn.DmnModelInstance;

/** Which rules fire, of a file that only the engine can evaluate. Thread-safe. */
final class ListenedDiagram {

  private final ThreadLocal<Map<String, Firing>> firings =
      ThreadLocal.withInitial(LinkedHashMap::new);
  private final DmnModelInstance model;
  private final DmnEngine engine;

  ListenedDiagram(DmnModelInstance model) {
    DefaultDmnEngineConfiguration configuration = PolicyEngine.configuration();
    configuration.setCustomPostDecisionTableEvaluationListeners(List.of(this::fired));
    this.engine = configuration.buildEngine();
    this.model = model;
  }

  Map<String, Firing> firings(String decisionKey, Map<String, Object> variables) {
    firings.remove();
    engine.evaluateDecision(decisionKey, model, variables);
    return firings.get();
  }

  private void fired(DmnDecisionTableEvaluationEvent event) {
    firings
        .get()
        .put(
            event.getDecisionTable().getKey(),
            new Firing(
                event.getMatchingRules().stream().map(DmnEvaluatedDecisionRule::getId).toList(),
                event.getInputs().stream().map(input -> input.getValue().getValue()).toList(),
                event.getMatchingRules().stream().map(ListenedDiagram::outputs).toList()));
  }

  private static Map<String, Object> outputs(DmnEvaluatedDecisionRule rule) {
    Map<String, Object> outputs = new LinkedHashMap<>();
    rule.getOutputEntries()
        .forEach((name, output) -> outputs.put(name, output.getValue().getValue()));
    return outputs;
  }
}
