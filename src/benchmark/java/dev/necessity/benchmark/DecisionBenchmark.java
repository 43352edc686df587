package dev.necessity.benchmark;

import dev.necessity.Models;
import dev.necessity.feel.StockFeel;
import dev.necessity.policy.equality.JavaPolicy;
import dev.necessity.policy.equality.KiePolicy;
import dev.necessity.policy.equality.RandomFacts;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyEngine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The whole policy, one random request after the other. */
@State(Scope.Benchmark)
public class DecisionBenchmark {

  static final String POLICY = "siJointFusion";
  private static final int REQUESTS = 512;

  /** Who decides; the names are the rows of the table in docs/performance.md. */
  @Param({"NECESSITY", "CAMUNDA_AS_SHIPPED", "KIE_DMN", "JAVA_BY_HAND"})
  public String engine;

  private Decider decider;
  private List<Map<String, Object>> requests;

  /** One position for each thread. */
  @State(Scope.Thread)
  public static class Position {
    int next;
  }

  interface Decider {
    Object decide(Map<String, Object> variables);
  }

  @Setup
  public void prepare() {
    requests =
        Stream.generate(new RandomFacts(2025))
            .limit(REQUESTS)
            .map(facts -> Map.<String, Object>of("facts", facts, "documentation", "OPEN"))
            .toList();
    decider = decider(engine);
  }

  @Benchmark
  public Object decide(Position position) {
    return decider.decide(requests.get(position.next++ % REQUESTS));
  }

  @SuppressWarnings("unchecked")
  private static Decider decider(String engine) {
    return switch (engine) {
      case "NECESSITY" -> variables -> Models.wholeSiJointFusion().judge(variables, null).context();
      case "CAMUNDA_AS_SHIPPED" -> {
        Policy shipped = asShipped();
        yield variables -> shipped.judge(variables, null).context();
      }
      case "KIE_DMN" -> {
        KiePolicy kie = KiePolicy.siJointFusion();
        KiePolicy finalTables = KiePolicy.finalTables();
        yield variables -> {
          Map<String, Object> handedOn = new HashMap<>(variables);
          handedOn.put(Policy.ANSWER, kie.evaluate(POLICY, variables));
          return finalTables.evaluate(Policy.FINAL_DECISION, handedOn);
        };
      }
      case "JAVA_BY_HAND" ->
          variables ->
              JavaPolicy.judge(
                  (Map<String, Object>) variables.get("facts"),
                  (String) variables.get("documentation"));
      default -> throw new IllegalArgumentException(engine);
    };
  }

  /** The same DMN engine with the FEEL engine that Camunda ships. */
  static Policy asShipped() {
    DefaultDmnEngineConfiguration configuration = PolicyEngine.configuration();
    configuration.setFeelEngineFactory(StockFeel.engines());
    DmnEngine engine = configuration.buildEngine();
    return new Policy(
        POLICY, read(engine, "si-joint-fusion.dmn"), read(engine, "determination.dmn"));
  }

  private static DecisionDiagram read(DmnEngine engine, String file) {
    return DecisionDiagram.read(
        engine,
        new ByteArrayInputStream(
            Models.text(Models.DMN.resolve(file)).getBytes(StandardCharsets.UTF_8)));
  }
}
