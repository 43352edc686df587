package dev.necessity.policy;

import dev.necessity.policy.feel.CompiledDecision;
import dev.necessity.policy.feel.CompiledDecision.Firing;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;

/**
 * One DMN file, ready to be evaluated outside of any process: the same file that the process evaluates.
 * Immutable and thread-safe; an evaluation is a pure function of its variables and stores nothing.
 */
public final class DecisionDiagram {

  private final DmnEngine engine;
  private final DmnModelInstance model;
  private final Map<String, DmnDecision> decisions;
  private final Map<String, DecisionDiagram> detached = new ConcurrentHashMap<>();
  private final Map<String, Optional<CompiledDecision>> compiled = new ConcurrentHashMap<>();

  private DecisionDiagram(DmnEngine engine, DmnModelInstance model) {
    this.engine = engine;
    this.model = model;
    this.decisions = engine.parseDecisions(model).stream()
        .collect(java.util.stream.Collectors.toUnmodifiableMap(DmnDecision::getKey, decision -> decision));
  }

  /** Reads a DMN 1.3 file; fails with the engine's message when the file cannot be parsed. */
  public static DecisionDiagram read(DmnEngine engine, InputStream file) {
    return new DecisionDiagram(engine, Dmn.readModelFromStream(file));
  }

  /** The parsed file, for reading only. */
  public DmnModelInstance model() {
    return model;
  }

  /** A decision table of the file, as an analyst sees it. */
  public TableText table(String decisionKey) {
    return TableText.of((DecisionTable) ((Decision) model.getModelElementById(decisionKey)).getExpression());
  }

  /**
   * The same file with one decision cut off from those it requires: what they would give it is then given as variables.
   * It answers what a table would say if its inputs were others.
   */
  public DecisionDiagram detached(String decisionKey) {
    return detached.computeIfAbsent(decisionKey, key -> {
      DmnModelInstance copy = model.clone();
      ((Decision) copy.getModelElementById(key)).getInformationRequirements().clear();
      return new DecisionDiagram(engine, copy);
    });
  }

  public boolean has(String decisionKey) {
    return decisions.containsKey(decisionKey);
  }

  /**
   * Evaluates a decision and all that it requires.
   *
   * @return one map of outputs for each rule that hit; a literal expression gives one map with its one value
   * @throws IllegalArgumentException when the file has no such decision
   */
  public List<Map<String, Object>> evaluate(String decisionKey, Map<String, ?> variables) {
    DmnDecision decision = decision(decisionKey);
    return compiled(decision).flatMap(fast -> fast.evaluate(variables, false)).map(CompiledDecision.Result::rows)
        .orElseGet(() -> engine.evaluateDecision(decision, Map.copyOf(variables)).getResultList());
  }

  /** What each table does when a decision and all that it requires are evaluated, in the order of evaluation. */
  public Map<String, Firing> firings(String decisionKey, Map<String, ?> variables) {
    return compiled(decision(decisionKey)).flatMap(fast -> fast.evaluate(variables, true)).map(CompiledDecision.Result::firings)
        .orElseGet(() -> new ListenedDiagram(model).firings(decisionKey, Map.copyOf(variables)));
  }

  private DmnDecision decision(String key) {
    DmnDecision decision = decisions.get(key);
    if (decision == null) {
      throw new IllegalArgumentException("The decision file has no decision '" + key + "'.");
    }
    return decision;
  }

  /** Empty where only the engine can evaluate the decision. */
  private Optional<CompiledDecision> compiled(DmnDecision decision) {
    return compiled.computeIfAbsent(decision.getKey(), key -> CompiledDecision.of(decision, (DefaultDmnEngineConfiguration) engine.getConfiguration()));
  }

  /** The outputs of the one rule that hits. */
  public Map<String, Object> evaluateRow(String decisionKey, Map<String, ?> variables) {
    List<Map<String, Object>> rows = evaluate(decisionKey, variables);
    if (rows.size() != 1) {
      throw new IllegalStateException(
          "Decision '" + decisionKey + "' must give one result and gave " + rows.size() + ": a row is missing or two rows overlap.");
    }
    return rows.get(0);
  }

  /** The value of a literal expression or of a table with one output. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> evaluateContext(String decisionKey, Map<String, ?> variables) {
    return (Map<String, Object>) evaluateRow(decisionKey, variables).values().iterator().next();
  }
}
