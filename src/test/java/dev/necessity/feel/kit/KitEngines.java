package dev.necessity.feel.kit;

import dev.necessity.feel.CompiledDecision;
import dev.necessity.feel.kit.KitComparison.Way;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.PolicyEngine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;

/**
 * One decision file on Camunda as shipped, on Camunda's decision engine with this project's
 * expressions, and compiled.
 */
final class KitEngines {

  private static final DmnEngine AS_SHIPPED =
      PolicyEngine.configuration().feelEngineFactory(new ScalaFeelEngineFactory()).buildEngine();
  private static final DmnEngine ENGINE = PolicyEngine.create();

  private final Map<String, DmnDecision> asShipped;
  private final Map<String, DmnDecision> inTheEngine;
  private final DecisionDiagram policy;

  KitEngines(String xml) {
    this.asShipped = parse(AS_SHIPPED, xml);
    this.inTheEngine = parse(ENGINE, xml);
    this.policy = DecisionDiagram.read(ENGINE, stream(xml));
  }

  private static Map<String, DmnDecision> parse(DmnEngine engine, String xml) {
    return engine.parseDecisions(stream(xml)).stream()
        .collect(Collectors.toMap(DmnDecision::getKey, decision -> decision));
  }

  private static ByteArrayInputStream stream(String xml) {
    return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
  }

  KitAnswer answer(KitTest test, Way way) {
    return KitAnswer.of(() -> rows(test.decision().id(), test.variables(), way));
  }

  private List<Map<String, Object>> rows(String decision, Map<String, Object> variables, Way way) {
    return switch (way) {
      case AS_SHIPPED ->
          AS_SHIPPED.evaluateDecision(asShipped.get(decision), variables).getResultList();
      case IN_THE_ENGINE ->
          ENGINE.evaluateDecision(inTheEngine.get(decision), variables).getResultList();
      // What cannot be compiled, and errors, are left to the engine.
      case AS_POLICY -> policy.evaluate(decision, variables);
    };
  }

  boolean isCompiled(KitTest test) {
    return CompiledDecision.of(
            inTheEngine.get(test.decision().id()),
            (DefaultDmnEngineConfiguration) ENGINE.getConfiguration())
        .flatMap(compiled -> compiled.evaluate(test.variables()))
        .isPresent();
  }
}
