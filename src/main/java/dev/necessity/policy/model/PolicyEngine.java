package dev.necessity.policy.model;

import dev.necessity.feel.FastFeelEngineFactory;
import dev.necessity.feel.LazyFeelEngine;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;

/** The DMN engine that evaluates policies: Camunda's, with the fast expression engine. */
public final class PolicyEngine {

  /**
   * Shared by all engines: it is thread-safe, and what one engine has parsed the next need not
   * parse again.
   */
  private static final LazyFeelEngine EXPRESSIONS = new LazyFeelEngine(new FastFeelEngineFactory());

  private static final String VALUE = "value of the cell";

  static {
    DmnFiles.install();
  }

  private PolicyEngine() {}

  /** A configuration for one engine, stand-alone or inside the process engine. */
  public static DefaultDmnEngineConfiguration configuration() {
    DefaultDmnEngineConfiguration configuration =
        (DefaultDmnEngineConfiguration)
            DefaultDmnEngineConfiguration.createDefaultDmnEngineConfiguration();
    configuration.setFeelEngineFactory(() -> EXPRESSIONS);
    // Only FEEL is run: a table in another language finds none, however it got past the checks.
    configuration.setElProvider(PolicyEngine::refuse);
    configuration.setScriptEngineResolver(PolicyEngine::refuse);
    DecisionTypes.register(configuration);
    return configuration;
  }

  private static <T> T refuse(String expression) {
    throw new UnsupportedOperationException(
        "Only FEEL is run, and this is something else: " + expression);
  }

  public static DmnEngine create() {
    return configuration().buildEngine();
  }

  /**
   * Has the expression engine made and checked now; without this, the first expression waits for
   * it.
   */
  public static void prepare() {
    EXPRESSIONS.made();
  }

  /** The value of one FEEL expression without variables, as the tables' engine sees it. */
  public static Object evaluate(String expression) {
    return evaluate(expression, Map.of());
  }

  /** The value of one FEEL expression over these variables. */
  public static Object evaluate(String expression, Map<String, Object> variables) {
    return EXPRESSIONS.evaluateSimpleExpression(
        expression, Variables.fromMap(variables).asVariableContext());
  }

  /** Whether an input cell lets a value pass, where the names that it uses have these values. */
  public static boolean matches(String cell, Object value, Map<String, Object> variables) {
    return EXPRESSIONS.evaluateSimpleUnaryTests(
        cell, VALUE, Variables.fromMap(variables).putValue(VALUE, value).asVariableContext());
  }
}
