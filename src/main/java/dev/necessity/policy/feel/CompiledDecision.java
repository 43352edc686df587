package dev.necessity.policy.feel;

import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import dev.necessity.policy.feel.FeelEvaluation.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionLiteralExpressionImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableInputImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableOutputImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableRuleImpl;
import org.camunda.bpm.dmn.engine.impl.DmnExpressionImpl;
import org.camunda.bpm.dmn.engine.impl.spi.hitpolicy.DmnHitPolicyHandler;
import org.camunda.bpm.dmn.engine.impl.spi.type.DmnTypeDefinition;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValString;

/**
 * A decision and all that it requires, as Camunda's DMN engine evaluates them, without the engine's copies of all variables for
 * each decision and of each value for each cell. It knows what policies are made of; whatever else a file holds, and whatever
 * goes wrong, is the engine's. Immutable and thread-safe.
 */
public final class CompiledDecision {

  private static final Val NULL = ValNull$.MODULE$;
  /** Room for the outputs of a large policy without growing. */
  private static final int VARIABLES = 512;
  private static final Set<String> TYPES = Set.of("untyped", "any", "string", "boolean", "number");
  private static final Set<HitPolicy> HIT_POLICIES = Set.of(HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.COLLECT, HitPolicy.RULE_ORDER);
  private static final Set<HitPolicy> LISTS = Set.of(HitPolicy.COLLECT, HitPolicy.RULE_ORDER);

  private final FastFeelEngine feel;
  private final SettledValues values;
  private final List<Logic> order = new ArrayList<>();
  private final Map<CompiledDecision, Set<String>> sameAs = new ConcurrentHashMap<>();

  private CompiledDecision(DmnDecision decision, FastFeelEngine feel) {
    this.feel = feel;
    this.values = new SettledValues(feel.values());
    add(decision, new LinkedHashSet<>());
  }

  /**
   * A decision as the engine parsed it; empty when the engine has another expression language or somebody listens to it, or
   * when something in the file is left to the engine.
   */
  public static Optional<CompiledDecision> of(DmnDecision decision, DefaultDmnEngineConfiguration engine) {
    if (!(engine.getFeelEngine() instanceof FastFeelEngine feel) || !engine.getCustomPreDecisionTableEvaluationListeners().isEmpty()
        || !engine.getCustomPostDecisionTableEvaluationListeners().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CompiledDecision(decision, feel));
    } catch (RuntimeException leftToTheEngine) {
      return Optional.empty();
    }
  }

  /** What one table did: the ids of the rules that fired, its inputs, and the outputs of each of these rules. */
  public record Firing(List<String> rules, List<Object> inputs, List<Map<String, Object>> outputs) {}

  /** Empty when the evaluation is the engine's, be it for an error that the engine says better. */
  public Optional<Evaluation> evaluate(Map<String, ?> variables) {
    return evaluate(variables, null);
  }

  /**
   * Evaluates with what another file gave for the same variables: decisions that are the same in both and depend on none that
   * differs are not evaluated again.
   *
   * @param before an evaluation of another file, or null
   */
  public Optional<Evaluation> evaluate(Map<String, ?> variables, Evaluation before) {
    try {
      Evaluation evaluation = new Evaluation(variables, before);
      Set<String> same = before == null || before.given != evaluation.given ? Set.of() : sameAs.computeIfAbsent(before.of(), this::sameAs);
      for (Logic logic : order) {
        evaluation.add(logic, same.contains(logic.key()) ? before.done.get(logic.key()) : logic.evaluate(evaluation));
      }
      return evaluation.scope.run().hasFailed() ? Optional.empty() : Optional.of(evaluation);
    } catch (RuntimeException | StackOverflowError leftToTheEngine) {
      return Optional.empty();
    }
  }

  /**
   * The decisions that give what they give in another file. Variables are known to all later decisions, whether that is drawn or
   * not; so a decision counts as different already when the name of something different stands in it anywhere.
   */
  private Set<String> sameAs(CompiledDecision other) {
    Map<String, Logic> others = new LinkedHashMap<>();
    other.order.forEach(logic -> others.put(logic.key(), logic));
    List<String> mine = order.stream().map(Logic::key).toList();
    Set<String> same = new LinkedHashSet<>();
    if (!mine.stream().filter(others::containsKey).toList().equals(others.keySet().stream().filter(mine::contains).toList())) {
      return same;
    }
    Set<String> different = new LinkedHashSet<>();
    other.order.stream().filter(logic -> !mine.contains(logic.key())).forEach(logic -> different.addAll(logic.names()));
    for (Logic logic : order) {
      Logic counterpart = others.get(logic.key());
      if (counterpart != null && counterpart.text().equals(logic.text()) && different.stream().noneMatch(logic.text()::contains)) {
        same.add(logic.key());
      } else {
        different.addAll(logic.names());
        if (counterpart != null) {
          different.addAll(counterpart.names());
        }
      }
    }
    return same;
  }

  private void add(DmnDecision decision, Set<DmnDecision> seen) {
    if (seen.contains(decision)) {
      return;
    }
    decision.getRequiredDecisions().forEach(required -> add(required, seen));
    seen.add(decision);
    if (decision.getDecisionLogic() instanceof DmnDecisionTableImpl table) {
      order.add(new Table(decision.getKey(), table));
    } else if (decision.getDecisionLogic() instanceof DmnDecisionLiteralExpressionImpl literal) {
      order.add(new Literal(decision.getKey(), literal));
    } else {
      throw new UnknownConstructException();
    }
  }

  private static final class UnknownConstructException extends RuntimeException {

    UnknownConstructException() {
      super(null, null, false, false);
    }
  }

  private record Row(List<String> names, List<Val> values) {}

  /**
   * What one decision gave.
   *
   * @param rules that fired in a table, and its inputs; both null for an expression
   */
  private record Done(List<Row> rows, List<Rule> rules, List<Val> inputs) {}

  private interface Logic {

    String key();

    /** All that it says, so that another one that says the same gives the same. */
    String text();

    /** Of its outputs. */
    Set<String> names();

    /** Whether several rows, or one, become lists. */
    boolean isList();

    Done evaluate(Evaluation evaluation);
  }

  private Program expression(DmnExpressionImpl expression) {
    return isBlank(expression) ? null : feel.expression(expression.getExpression());
  }

  private Program tests(DmnExpressionImpl expression) {
    Program tests = isBlank(expression) ? null : feel.tests(expression.getExpression());
    return tests != null && tests.constant() instanceof ValBoolean bool && bool.value() ? null : tests;
  }

  private static boolean isBlank(DmnExpressionImpl expression) {
    if (expression != null && expression.getExpressionLanguage() != null && !expression.getExpressionLanguage().toLowerCase().contains("feel")) {
      throw new UnknownConstructException();
    }
    return expression == null || expression.getExpression() == null || expression.getExpression().isBlank();
  }

  private static String known(DmnTypeDefinition type) {
    String name = type.getTypeName().toLowerCase();
    if (!TYPES.contains(name)) {
      throw new UnknownConstructException();
    }
    return name;
  }

  /** A value as the engine hands it on: of its type, where it has one. */
  private Val typed(Val value, String type) {
    boolean unlike = type.equals("string") && !(value instanceof ValString) || type.equals("boolean") && !(value instanceof ValBoolean);
    if (unlike && value != NULL || value instanceof ValError || value instanceof ValFatalError) {
      throw new UnknownConstructException();
    }
    return values.handedOn(value);
  }

  private final class Literal implements Logic {

    private final String key;
    private final List<String> name;
    private final String type;
    private final Program expression;

    Literal(String key, DmnDecisionLiteralExpressionImpl literal) {
      this.key = key;
      this.name = List.of(literal.getVariable().getName());
      this.type = known(literal.getVariable().getTypeDefinition());
      this.expression = expression(literal.getExpression());
      if (expression == null) {
        throw new UnknownConstructException();
      }
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public String text() {
      return name + type + expression.text();
    }

    @Override
    public Set<String> names() {
      return Set.copyOf(name);
    }

    @Override
    public boolean isList() {
      return false;
    }

    @Override
    public Done evaluate(Evaluation evaluation) {
      return new Done(List.of(new Row(name, List.of(typed(expression.steps().eval(evaluation.scope), type)))), null, null);
    }
  }

  private record Input(Program expression, String type, String variable) {

    String text() {
      return expression.text() + type + variable;
    }
  }

  private record Output(String name, String type, Program expression, Val constant) {

    String text() {
      return name + type + expression.text();
    }
  }

  private record Rule(String id, List<Program> conditions, List<Output> outputs, List<String> names) {

    String text() {
      return id + conditions.stream().map(tests -> tests == null ? "-" : tests.text()).toList() + outputs.stream().map(Output::text).toList();
    }
  }

  private final class Table implements Logic {

    private final String key;
    private final HitPolicy hitPolicy;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    Table(String key, DmnDecisionTableImpl table) {
      this.key = key;
      DmnHitPolicyHandler hits = table.getHitPolicyHandler();
      this.hitPolicy = hits.getHitPolicyEntry().getHitPolicy();
      if (!HIT_POLICIES.contains(hitPolicy) || hits.getHitPolicyEntry().getAggregator() != null) {
        throw new UnknownConstructException();
      }
      for (DmnDecisionTableInputImpl input : table.getInputs()) {
        Program expression = expression(input.getExpression());
        if (expression == null) {
          throw new UnknownConstructException();
        }
        inputs.add(new Input(expression, known(input.getExpression().getTypeDefinition()), input.getInputVariable()));
      }
      for (DmnDecisionTableRuleImpl rule : table.getRules()) {
        List<Program> conditions = new ArrayList<>();
        rule.getConditions().forEach(condition -> conditions.add(tests(condition)));
        List<Output> outputs = outputs(table.getOutputs(), rule.getConclusions());
        rules.add(new Rule(rule.getId(), conditions, outputs, outputs.stream().map(Output::name).toList()));
      }
    }

    private List<Output> outputs(List<DmnDecisionTableOutputImpl> columns, List<DmnExpressionImpl> cells) {
      List<Output> outputs = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        Program expression = expression(cells.get(i));
        if (expression != null) {
          String type = known(columns.get(i).getTypeDefinition());
          Val constant = expression.constant() == null ? null : typed(expression.constant(), type);
          outputs.add(new Output(columns.get(i).getOutputName(), type, expression, constant));
        }
      }
      return outputs;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public String text() {
      return hitPolicy + inputs.stream().map(Input::text).toList().toString() + rules.stream().map(Rule::text).toList();
    }

    @Override
    public Set<String> names() {
      return rules.stream().flatMap(rule -> rule.names().stream()).collect(Collectors.toSet());
    }

    @Override
    public boolean isList() {
      return LISTS.contains(hitPolicy);
    }

    @Override
    public Done evaluate(Evaluation evaluation) {
      List<Rule> left = rules;
      List<Val> tested = new ArrayList<>(inputs.size());
      for (int i = 0; i < inputs.size(); i++) {
        Input input = inputs.get(i);
        Val value = typed(input.expression().steps().eval(evaluation.scope), input.type());
        left = holding(left, i, evaluation.scope.ofCells(input.variable(), value));
        tested.add(value);
      }
      if (hitPolicy == HitPolicy.UNIQUE && left.size() > 1) {
        throw new UnknownConstructException();
      }
      List<Row> rows = new ArrayList<>(left.size());
      for (Rule rule : left) {
        rows.add(row(rule, evaluation.scope));
      }
      if (hitPolicy == HitPolicy.FIRST && rows.size() > 1) {
        left = left.subList(0, 1);
        rows = rows.subList(0, 1);
      }
      return new Done(rows, left, tested);
    }

    private static List<Rule> holding(List<Rule> rules, int column, FeelScope scope) {
      List<Rule> left = new ArrayList<>(rules.size());
      for (Rule rule : rules) {
        Program tests = rule.conditions().get(column);
        if (tests == null || holds(tests.steps().eval(scope))) {
          left.add(rule);
        }
      }
      return left;
    }

    private static boolean holds(Val value) {
      if (value instanceof ValBoolean bool) {
        return bool.value();
      }
      if (value != NULL) {
        throw new UnknownConstructException();
      }
      return false;
    }

    private Row row(Rule rule, FeelScope scope) {
      List<Val> given = new ArrayList<>(rule.outputs().size());
      for (Output output : rule.outputs()) {
        given.add(output.constant() != null ? output.constant() : typed(output.expression().steps().eval(scope), output.type()));
      }
      return new Row(rule.names(), given);
    }
  }

  /** One evaluation: what each decision gave. */
  public final class Evaluation implements FeelScope.Names {

    private final Map<String, ?> givenBy;
    private final Map<String, Val> given;
    private final Map<String, Val> variables = new HashMap<>(VARIABLES);
    private final Map<String, Done> done = new LinkedHashMap<>();
    private final FeelScope scope;
    private Done last;

    private Evaluation(Map<String, ?> variables, Evaluation before) {
      this.givenBy = variables;
      this.given = before != null && before.givenBy == variables ? before.given : new HashMap<>();
      if (given.isEmpty()) {
        variables.forEach((name, value) -> given.put(name, values.given(value)));
      }
      this.variables.putAll(given);
      this.scope = feel.scope(this);
    }

    private CompiledDecision of() {
      return CompiledDecision.this;
    }

    @Override
    public Val find(String name) {
      return variables.get(name);
    }

    @Override
    public Iterable<String> keys() {
      return CollectionConverters.asScala(variables.keySet());
    }

    private void add(Logic decision, Done result) {
      done.put(decision.key(), result);
      last = result;
      if (result.rows().size() == 1 && !decision.isList()) {
        Row row = result.rows().get(0);
        for (int i = 0; i < row.names().size(); i++) {
          variables.put(row.names().get(i), row.values().get(i));
        }
        return;
      }
      Map<String, List<Val>> lists = new LinkedHashMap<>();
      for (Row row : result.rows()) {
        for (int i = 0; i < row.names().size(); i++) {
          lists.computeIfAbsent(row.names().get(i), name -> new ArrayList<>()).add(row.values().get(i));
        }
      }
      lists.forEach((name, list) -> variables.put(name, values.list(list)));
    }

    /** One map of outputs for each rule that hit; a literal expression gives one map with its one value. */
    public List<Map<String, Object>> rows() {
      return last.rows().stream().map(this::plain).toList();
    }

    /** What each table did, in the order of evaluation. */
    public Map<String, Firing> firings() {
      Map<String, Firing> firings = new LinkedHashMap<>();
      done.forEach((table, result) -> {
        if (result.rules() != null) {
          List<Object> tested = new ArrayList<>();
          result.inputs().forEach(input -> tested.add(feel.values().unpackVal(input)));
          firings.put(table, new Firing(result.rules().stream().map(Rule::id).toList(), tested, result.rows().stream().map(this::plain).toList()));
        }
      });
      return firings;
    }

    private Map<String, Object> plain(Row row) {
      Map<String, Object> outputs = new LinkedHashMap<>();
      for (int i = 0; i < row.names().size(); i++) {
        outputs.put(row.names().get(i), feel.values().unpackVal(row.values().get(i)));
      }
      return outputs;
    }
  }
}
