package dev.necessity.policy.model;

import dev.necessity.feel.CompiledDecision;
import dev.necessity.feel.CompiledDecision.Firing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Text;

/**
 * One DMN file, ready to be evaluated outside of any process: the same file that the process
 * evaluates. Immutable and thread-safe; an evaluation is a pure function of its variables and
 * stores nothing.
 */
public final class DecisionDiagram implements Tables {

  private final DmnEngine engine;
  private final String id;
  private final Supplier<DmnModelInstance> model;
  private final Map<String, DmnDecision> decisions;
  private final Map<String, DecisionDiagram> detached = new ConcurrentHashMap<>();
  private final Map<String, Optional<CompiledDecision>> compiled = new ConcurrentHashMap<>();

  /** Read of the texts when first asked for; whoever reads them gets the same. */
  private FactsRead factsRead;

  private DecisionDiagram(DmnEngine engine, Supplier<DmnModelInstance> model) {
    DmnModelInstance now = model.get();
    this.engine = engine;
    this.model = model;
    this.id = now.getDefinitions().getId();
    this.decisions =
        engine.parseDecisions(now).stream()
            .collect(
                java.util.stream.Collectors.toUnmodifiableMap(
                    DmnDecision::getKey, decision -> decision));
  }

  /** Reads a DMN 1.3 file; fails with the engine's message when the file cannot be parsed. */
  public static DecisionDiagram read(DmnEngine engine, InputStream file) {
    try {
      return new DecisionDiagram(engine, new ModelText(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that was read before; nobody changes it any more. */
  public static DecisionDiagram of(DmnEngine engine, DmnModelInstance file) {
    return new DecisionDiagram(engine, () -> file);
  }

  /** The parsed file, for reading only. */
  public DmnModelInstance model() {
    return model.get();
  }

  /** What the file reads of the lists of records. */
  public FactsRead factsRead() {
    if (factsRead == null) {
      factsRead =
          FactsRead.in(
              model().getModelElementsByType(Text.class).stream()
                  .map(Text::getTextContent)
                  .toList());
    }
    return factsRead;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<String> tables() {
    return PolicyFile.tables(model());
  }

  @Override
  public TableText table(String decisionKey) {
    return TableText.of(
        (DecisionTable) ((Decision) model().getModelElementById(decisionKey)).getExpression());
  }

  /**
   * The same file with one decision cut off from those it requires: what they would give it is then
   * given as variables. It answers what a table would say if its inputs were others.
   */
  public DecisionDiagram detached(String decisionKey) {
    return detached.computeIfAbsent(
        decisionKey,
        key -> {
          DmnModelInstance copy = model().clone();
          ((Decision) copy.getModelElementById(key)).getInformationRequirements().clear();
          return new DecisionDiagram(
              engine, new ModelText(Dmn.convertToString(copy).getBytes(StandardCharsets.UTF_8)));
        });
  }

  /**
   * Whether it holds a decision, by its id in this file or by the key that cases and the engine
   * know it by.
   */
  public boolean has(String decisionKey) {
    return PolicyKeys.isOf(id, decisionKey)
        && decisions.containsKey(PolicyKeys.decision(decisionKey));
  }

  /**
   * Evaluates a decision and all that it requires.
   *
   * @return one map of outputs for each rule that hit; a literal expression gives one map with its
   *     one value
   * @throws IllegalArgumentException when the file has no such decision
   */
  public List<Map<String, Object>> evaluate(String decisionKey, Map<String, ?> variables) {
    return judge(decisionKey, variables, null).rows().get();
  }

  /**
   * What a decision said.
   *
   * @param decision its key
   * @param rows one map of outputs for each rule that hit; made when they are asked for, as all
   *     else
   * @param firings what each table did, in the order of evaluation
   * @param compiled null where the engine evaluated
   */
  public record Judgement(
      String decision,
      Supplier<List<Map<String, Object>>> rows,
      Supplier<Map<String, Firing>> firings,
      CompiledDecision.Evaluation compiled) {

    /** The value of a literal expression or of a table with one output. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> context() {
      return (Map<String, Object>) value();
    }

    private Object value() {
      return one(decision, rows.get()).values().iterator().next();
    }

    /**
     * A part of the value, which the names lead to; of a list, that part of each of its items; null
     * where there is none.
     */
    public Object part(String... names) {
      if (compiled != null) {
        return compiled.part(names);
      }
      Object part = value();
      for (String name : names) {
        part = part(part, name);
      }
      return part;
    }

    private static Object part(Object value, String name) {
      if (value instanceof List<?> items) {
        return items.stream().map(item -> part(item, name)).toList();
      }
      return value instanceof Map<?, ?> context ? context.get(name) : null;
    }

    /**
     * What each table did but for those of which it is known that they did the same in another
     * judgement of the same variables.
     */
    public Map<String, Firing> firingsUnlike(Judgement other) {
      return compiled != null && other.compiled != null
          ? compiled.firingsUnlike(other.compiled)
          : firings.get();
    }
  }

  /**
   * Evaluates a decision and all that it requires; quicker when another version of the file judged
   * the same variables before.
   *
   * @param before what the other version said, or null
   */
  public Judgement judge(String decisionKey, Map<String, ?> variables, Judgement before) {
    DmnDecision decision = decision(decisionKey);
    return compiled(decision)
        .flatMap(fast -> fast.evaluate(variables, before == null ? null : before.compiled()))
        .map(
            evaluation ->
                new Judgement(decisionKey, evaluation::rows, evaluation::firings, evaluation))
        .orElseGet(() -> byTheEngine(decision, copy(variables)));
  }

  /** The firings may be asked for later. A variable may be null. */
  private static Map<String, Object> copy(Map<String, ?> variables) {
    return Collections.unmodifiableMap(new HashMap<>(variables));
  }

  private Judgement byTheEngine(DmnDecision decision, Map<String, Object> variables) {
    List<Map<String, Object>> rows = engine.evaluateDecision(decision, variables).getResultList();
    return new Judgement(
        decision.getKey(),
        () -> rows,
        () -> new ListenedDiagram(model()).firings(decision.getKey(), variables),
        null);
  }

  private DmnDecision decision(String key) {
    if (!has(key)) {
      throw new IllegalArgumentException("The decision file has no decision '" + key + "'.");
    }
    return decisions.get(PolicyKeys.decision(key));
  }

  /** Empty where only the engine can evaluate the decision. */
  private Optional<CompiledDecision> compiled(DmnDecision decision) {
    return compiled.computeIfAbsent(
        decision.getKey(),
        key ->
            CompiledDecision.of(
                decision, (DefaultDmnEngineConfiguration) engine.getConfiguration()));
  }

  /** The outputs of the one rule that hits. */
  public Map<String, Object> evaluateRow(String decisionKey, Map<String, ?> variables) {
    return one(decisionKey, evaluate(decisionKey, variables));
  }

  private static Map<String, Object> one(String decisionKey, List<Map<String, Object>> rows) {
    if (rows.size() != 1) {
      throw new IllegalStateException(
          "Decision '"
              + decisionKey
              + "' must give one result and gave "
              + rows.size()
              + ": a row is missing or two rows overlap.");
    }
    return rows.get(0);
  }

  /** The value of a literal expression or of a table with one output. */
  public Map<String, Object> evaluateContext(String decisionKey, Map<String, ?> variables) {
    return judge(decisionKey, variables, null).context();
  }
}
