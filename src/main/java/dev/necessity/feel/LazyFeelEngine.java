package dev.necessity.feel;

import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelEngineFactory;
import org.camunda.bpm.engine.variable.context.VariableContext;

/**
 * An expression engine that is made, and with it checked, when the first expression is evaluated or
 * somebody asks for it. A start of the application evaluates none, and does not wait half a second
 * for it. Thread-safe.
 */
public final class LazyFeelEngine implements FeelEngine {

  private final FeelEngineFactory factory;
  private volatile FeelEngine made;

  public LazyFeelEngine(FeelEngineFactory factory) {
    this.factory = factory;
  }

  /** The engine itself; whoever asks first waits for it. */
  public FeelEngine made() {
    FeelEngine engine = made;
    return engine != null ? engine : make();
  }

  private synchronized FeelEngine make() {
    if (made == null) {
      made = factory.createInstance();
    }
    return made;
  }

  @Override
  public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
    return made().evaluateSimpleExpression(expression, variables);
  }

  @Override
  public boolean evaluateSimpleUnaryTests(
      String expression, String inputName, VariableContext variables) {
    return made().evaluateSimpleUnaryTests(expression, inputName, variables);
  }

  /** The engine behind another, which may not have been made before. */
  static FeelEngine behind(FeelEngine engine) {
    return engine instanceof LazyFeelEngine lazy ? lazy.made() : engine;
  }
}
