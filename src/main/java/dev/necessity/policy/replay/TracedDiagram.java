package dev.necessity.policy.replay;

import dev.necessity.policy.DecisionDiagram;
import dev.necessity.policy.PolicyEngine;
import dev.necessity.policy.PolicyFile;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;

/** A diagram whose evaluation also says which rules fired; slower than {@link DecisionDiagram}. Thread-safe. */
final class TracedDiagram {

  /** What one table did: ids of the rules that fired, its inputs and its outputs, as texts. */
  record Firing(String rules, String inputs, String outputs) {}

  private final ThreadLocal<Map<String, Firing>> firings = ThreadLocal.withInitial(LinkedHashMap::new);
  private final DecisionDiagram diagram;

  TracedDiagram(PolicyFile file) {
    DefaultDmnEngineConfiguration configuration = PolicyEngine.configuration();
    configuration.setCustomPostDecisionTableEvaluationListeners(List.of(this::fired));
    this.diagram = DecisionDiagram.read(configuration.buildEngine(), new ByteArrayInputStream(file.content()));
  }

  /** What each table did, in the order of evaluation. */
  Map<String, Firing> evaluate(String decision, Map<String, ?> variables) {
    firings.remove();
    diagram.evaluate(decision, variables);
    return firings.get();
  }

  private void fired(DmnDecisionTableEvaluationEvent event) {
    firings.get().put(event.getDecisionTable().getKey(), new Firing(
        event.getMatchingRules().isEmpty() ? "no rule"
            : event.getMatchingRules().stream().map(DmnEvaluatedDecisionRule::getId).collect(Collectors.joining(", ")),
        event.getInputs().stream().map(input -> String.valueOf(input.getValue().getValue())).toList().toString(),
        event.getMatchingRules().stream().flatMap(rule -> rule.getOutputEntries().values().stream())
            .map(output -> String.valueOf(output.getValue().getValue())).toList().toString()));
  }
}
