package dev.necessity.feel;

import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import dev.necessity.feel.DecisionLogic.Outcome;
import dev.necessity.work.Budget;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.feel.syntaxtree.Val;

/**
 * A decision and all that it requires, as Camunda's DMN engine evaluates them, without the engine's
 * copies of all variables for each decision and of each value for each cell. It knows what policies
 * are made of; whatever else a file holds, and whatever goes wrong, is the engine's. Immutable and
 * thread-safe.
 */
public final class CompiledDecision {

  private final FastFeelEngine feel;
  private final SettledValues values;
  private final Places places = new Places();
  private final List<DecisionLogic> order;
  private final List<String> keys;

  /** Where the outputs of each decision stand among the variables. */
  private final int[][] outputs;

  private final Map<CompiledDecision, Counterparts> counterparts = new ConcurrentHashMap<>();

  private CompiledDecision(DmnDecision decision, FastFeelEngine feel) {
    this.feel = feel;
    this.values = new SettledValues(feel.values());
    this.order = new DecisionCompiler(feel, values, places).compile(decision);
    this.keys = order.stream().map(DecisionLogic::key).toList();
    this.outputs =
        order.stream()
            .map(logic -> logic.names().stream().mapToInt(places::of).toArray())
            .toArray(int[][]::new);
  }

  /**
   * A decision as the engine parsed it; empty when the engine has another expression language or
   * somebody listens to it, or when something in the file is left to the engine.
   */
  public static Optional<CompiledDecision> of(
      DmnDecision decision, DefaultDmnEngineConfiguration engine) {
    if (!(LazyFeelEngine.behind(engine.getFeelEngine()) instanceof FastFeelEngine feel)
        || !engine.getCustomPreDecisionTableEvaluationListeners().isEmpty()
        || !engine.getCustomPostDecisionTableEvaluationListeners().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CompiledDecision(decision, feel));
    } catch (RuntimeException leftToTheEngine) {
      return Optional.empty();
    }
  }

  /**
   * What one table did: the ids of the rules that fired, its inputs, and the outputs of each of
   * these rules.
   */
  public record Firing(
      List<String> rules, List<Object> inputs, List<Map<String, Object>> outputs) {}

  /** Empty when the evaluation is the engine's, be it for an error that the engine says better. */
  public Optional<Evaluation> evaluate(Map<String, ?> variables) {
    return evaluate(variables, null);
  }

  /**
   * Evaluates with what another file gave for the same variables: decisions that say the same in
   * both, and read nothing that was given otherwise, are not evaluated again.
   *
   * @param before an evaluation of another file, or null
   */
  public Optional<Evaluation> evaluate(Map<String, ?> variables, Evaluation before) {
    try {
      return Budget.within(
          FastFeelEngine.MOST_STEPS,
          FastFeelEngine.LONGEST,
          () -> {
            Evaluation evaluation = new Evaluation(variables, before);
            if (before == null || before.given != evaluation.given) {
              evaluation.evaluate();
            } else {
              evaluation.evaluateAfter(
                  before,
                  counterparts.computeIfAbsent(
                      before.of(), other -> Counterparts.of(order, other.order)));
            }
            return evaluation.scope.run().hasFailed() ? Optional.empty() : Optional.of(evaluation);
          });
    } catch (RuntimeException | StackOverflowError leftToTheEngine) {
      return Optional.empty();
    }
  }

  /** One evaluation: what each decision gave. */
  public final class Evaluation implements FeelScope.Variables {

    private final Map<String, ?> givenBy;
    private final Map<String, Val> given;
    private final Val[] variables = new Val[places.size()];
    private final Outcome[] outcomes = new Outcome[order.size()];
    private final FeelScope scope;

    private Evaluation(Map<String, ?> variables, Evaluation before) {
      this.givenBy = variables;
      this.given = before != null && before.givenBy == variables ? before.given : new HashMap<>();
      if (given.isEmpty()) {
        variables.forEach((name, value) -> given.put(name, values.given(value)));
      }
      given.forEach(
          (name, value) -> {
            Integer place = places.find(name);
            if (place != null) {
              this.variables[place] = value;
            }
          });
      this.scope = feel.scope(this);
    }

    private CompiledDecision of() {
      return CompiledDecision.this;
    }

    @Override
    public Val find(Name name) {
      if (name.hasPlace()) {
        return variables[name.place()];
      }
      Integer place = places.find(name.text);
      return place == null ? given.get(name.text) : variables[place];
    }

    @Override
    public Iterable<String> keys() {
      Set<String> names = new LinkedHashSet<>(given.keySet());
      places
          .names()
          .forEach(
              name -> {
                if (variables[places.find(name)] != null) {
                  names.add(name);
                }
              });
      return CollectionConverters.asScala((java.lang.Iterable<String>) names);
    }

    private void evaluate() {
      for (int i = 0; i < outcomes.length; i++) {
        add(i, order.get(i).evaluate(scope));
      }
    }

    private void evaluateAfter(Evaluation before, Counterparts counterparts) {
      boolean[] differs = new boolean[outcomes.length];
      for (int i = 0; i < outcomes.length; i++) {
        Outcome known = counterparts.exists(i) ? before.outcomes[counterparts.place(i)] : null;
        if (counterparts.giveTheSame(i, differs)) {
          add(i, known);
        } else {
          add(i, order.get(i).evaluate(scope));
          // Often a changed table gives what it gave before, and nothing after it needs to be
          // looked at.
          differs[i] =
              !counterparts.giveTheSameNames(i)
                  || !SettledValues.same(outcomes[i].variables(), known.variables());
        }
      }
    }

    private void add(int decision, Outcome outcome) {
      outcomes[decision] = outcome;
      for (int i = 0; i < outputs[decision].length; i++) {
        if (outcome.variables()[i] != null) {
          variables[outputs[decision][i]] = outcome.variables()[i];
        }
      }
    }

    /**
     * One map of outputs for each rule that hit; a literal expression gives one map with its one
     * value.
     */
    public List<Map<String, Object>> rows() {
      return rows(outcomes.length - 1);
    }

    /**
     * A part of the value of a literal expression or of a table with one output, which the names
     * lead to; of a list, that part of each of its items.
     */
    public Object part(String... names) {
      Outcome top = outcomes[outcomes.length - 1];
      if (top.rows().length != 1 || top.rows()[0].length != 1) {
        throw new IllegalStateException("A decision with several results has no parts.");
      }
      Val part = top.rows()[0][0];
      for (String name : names) {
        part = feel.values().property(part, new Name(name));
      }
      return feel.values().unpackVal(part);
    }

    /** What each table did, in the order of evaluation. */
    public Map<String, Firing> firings() {
      return firings(Set.of());
    }

    /**
     * What each table did but for those whose result was {@linkplain #evaluate(Map, Evaluation)
     * taken over}, either way.
     */
    public Map<String, Firing> firingsUnlike(Evaluation other) {
      return firings(new HashSet<>(Arrays.asList(other.outcomes)));
    }

    private Map<String, Firing> firings(Set<Outcome> without) {
      Map<String, Firing> firings = new LinkedHashMap<>();
      for (int i = 0; i < outcomes.length; i++) {
        if (outcomes[i].rules() != null && !without.contains(outcomes[i])) {
          List<Object> tested =
              Arrays.stream(outcomes[i].inputs()).map(feel.values()::unpackVal).toList();
          firings.put(keys.get(i), new Firing(List.of(outcomes[i].rules()), tested, rows(i)));
        }
      }
      return firings;
    }

    private List<Map<String, Object>> rows(int decision) {
      List<String> names = order.get(decision).names();
      return Arrays.stream(outcomes[decision].rows()).map(row -> plain(names, row)).toList();
    }

    private Map<String, Object> plain(List<String> names, Val[] row) {
      Map<String, Object> plain = new LinkedHashMap<>();
      for (int i = 0; i < row.length; i++) {
        if (row[i] != null) {
          plain.put(names.get(i), feel.values().unpackVal(row[i]));
        }
      }
      return plain;
    }
  }
}
