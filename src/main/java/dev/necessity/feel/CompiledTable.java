package dev.necessity.feel;

import dev.necessity.feel.FeelCompiler.Step;
import dev.necessity.feel.FeelEvaluation.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableInputImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableOutputImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableRuleImpl;
import org.camunda.bpm.dmn.engine.impl.spi.hitpolicy.DmnHitPolicyHandler;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValNull$;

/**
 * A decision table. As in the engine, each column is tested for the rules that the columns before
 * it left, but for those that its {@link RuleIndex} leaves out.
 */
final class CompiledTable implements DecisionLogic {

  private static final Set<HitPolicy> HIT_POLICIES =
      Set.of(HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.COLLECT, HitPolicy.RULE_ORDER);
  private static final Set<HitPolicy> LISTS = Set.of(HitPolicy.COLLECT, HitPolicy.RULE_ORDER);

  private final String key;
  private final HitPolicy hitPolicy;
  private final Input[] inputs;
  private final Output[] outputs;
  private final Rule[] rules;

  /** One for each input; null where every rule is tested. */
  private final RuleIndex[] indexes;

  private final List<String> names;
  private final DecisionCompiler compiler;

  private record Input(Program expression, String type, String variable) {

    String text() {
      return expression.text() + type + variable;
    }
  }

  private record Output(String name, String type) {}

  /**
   * @param conditions one for each input, null where every value passes
   * @param conclusions one for each output, null where the cell is blank
   * @param constant the values of the conclusions where they depend on nothing; null where one does
   */
  private record Rule(String id, Program[] conditions, Program[] conclusions, Val[] constant) {

    String text() {
      return id + texts(conditions) + texts(conclusions);
    }

    private static List<String> texts(Program[] cells) {
      return Arrays.stream(cells).map(cell -> cell == null ? "-" : cell.text()).toList();
    }
  }

  CompiledTable(String key, DmnDecisionTableImpl table, DecisionCompiler compiler) {
    this.key = key;
    this.compiler = compiler;
    DmnHitPolicyHandler hits = table.getHitPolicyHandler();
    this.hitPolicy = hits.getHitPolicyEntry().getHitPolicy();
    if (!HIT_POLICIES.contains(hitPolicy) || hits.getHitPolicyEntry().getAggregator() != null) {
      throw new LeftToTheEngineException();
    }
    this.inputs = table.getInputs().stream().map(this::input).toArray(Input[]::new);
    this.outputs = table.getOutputs().stream().map(CompiledTable::output).toArray(Output[]::new);
    this.names = Stream.of(outputs).map(Output::name).toList();
    if (!EntryNames.differ(names.toArray(String[]::new))) {
      throw new LeftToTheEngineException();
    }
    this.rules = table.getRules().stream().map(this::rule).toArray(Rule[]::new);
    this.indexes =
        IntStream.range(0, inputs.length)
            .mapToObj(
                column ->
                    RuleIndex.of(Stream.of(rules).map(rule -> rule.conditions()[column]).toList()))
            .toArray(RuleIndex[]::new);
  }

  private Input input(DmnDecisionTableInputImpl input) {
    Program expression = compiler.expression(input.getExpression());
    if (expression == null) {
      throw new LeftToTheEngineException();
    }
    return new Input(
        expression,
        DecisionCompiler.known(input.getExpression().getTypeDefinition()),
        input.getInputVariable());
  }

  private static Output output(DmnDecisionTableOutputImpl column) {
    return new Output(column.getOutputName(), DecisionCompiler.known(column.getTypeDefinition()));
  }

  private Rule rule(DmnDecisionTableRuleImpl rule) {
    Program[] conclusions =
        rule.getConclusions().stream().map(compiler::expression).toArray(Program[]::new);
    boolean isConstant =
        Stream.of(conclusions).allMatch(cell -> cell == null || cell.constant() != null);
    return new Rule(
        rule.getId(),
        rule.getConditions().stream().map(compiler::tests).toArray(Program[]::new),
        conclusions,
        isConstant ? row(conclusions, null) : null);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String text() {
    return hitPolicy
        + Stream.of(inputs).map(Input::text).toList().toString()
        + List.of(outputs)
        + Stream.of(rules).map(Rule::text).toList();
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public Outcome evaluate(FeelScope scope) {
    int[] left = null;
    int count = rules.length;
    Val[] tested = new Val[inputs.length];
    for (int column = 0; column < inputs.length; column++) {
      Input input = inputs[column];
      tested[column] = compiler.typed(input.expression().steps().eval(scope), input.type());
      int[] testable = indexes[column] == null ? null : indexes[column].find(tested[column]);
      if (left == null) {
        left = testable == null ? all() : testable.clone();
        count = left.length;
      } else if (testable != null && testable.length < count) {
        count = keepCommon(left, count, testable);
      }
      scope.run().take(count);
      count = keepHolding(left, count, column, scope.ofCells(input.variable(), tested[column]));
    }
    if (left == null) {
      left = all();
    }
    if (hitPolicy == HitPolicy.UNIQUE && count > 1) {
      throw new LeftToTheEngineException();
    }
    Val[][] rows = new Val[count][];
    String[] ids = new String[count];
    for (int i = 0; i < count; i++) {
      Rule rule = rules[left[i]];
      rows[i] = rule.constant() != null ? rule.constant() : row(rule.conclusions(), scope);
      ids[i] = rule.id();
    }
    if (hitPolicy == HitPolicy.FIRST && count > 1) {
      rows = Arrays.copyOf(rows, 1);
      ids = Arrays.copyOf(ids, 1);
    }
    return new Outcome(variables(rows), rows, ids, tested);
  }

  /** The numbers of all rules. */
  private int[] all() {
    int[] all = new int[rules.length];
    Arrays.setAll(all, rule -> rule);
    return all;
  }

  /**
   * Moves the rules that are among others as well to the front, and says how many there are; all
   * are in order.
   */
  private static int keepCommon(int[] left, int count, int[] others) {
    int kept = 0;
    for (int rule : others) {
      if (Arrays.binarySearch(left, kept, count, rule) >= 0) {
        left[kept++] = rule;
      }
    }
    return kept;
  }

  /** Moves the rules that still hold to the front, and says how many there are. */
  private int keepHolding(int[] left, int count, int column, FeelScope cells) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      Program tests = rules[left[i]].conditions()[column];
      if (tests == null || holds(tests.steps(), cells)) {
        left[kept++] = left[i];
      }
    }
    return kept;
  }

  private static boolean holds(Step tests, FeelScope cells) {
    Val value = tests.eval(cells);
    if (value instanceof ValBoolean bool) {
      return bool.value();
    }
    if (value != ValNull$.MODULE$) {
      throw new LeftToTheEngineException();
    }
    return false;
  }

  /**
   * @param scope null where the cells are constant
   */
  private Val[] row(Program[] conclusions, FeelScope scope) {
    Val[] row = new Val[outputs.length];
    for (int i = 0; i < row.length; i++) {
      if (conclusions[i] != null) {
        row[i] = compiler.typed(conclusions[i].steps().eval(scope), outputs[i].type());
      }
    }
    return row;
  }

  private Val[] variables(Val[][] rows) {
    if (rows.length == 1 && !LISTS.contains(hitPolicy)) {
      return rows[0];
    }
    Val[] lists = new Val[outputs.length];
    for (int i = 0; i < lists.length; i++) {
      List<Val> items = new ArrayList<>(rows.length);
      for (Val[] row : rows) {
        if (row[i] != null) {
          items.add(row[i]);
        }
      }
      lists[i] = items.isEmpty() ? null : compiler.list(items);
    }
    return lists;
  }
}
