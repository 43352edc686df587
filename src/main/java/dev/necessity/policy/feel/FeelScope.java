package dev.necessity.policy.feel;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.Some;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.collection.immutable.Map;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.EvaluationFailureCollector;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValContext;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValString;

/**
 * The names that a part of an expression sees. An inner scope (the item of a filter, the variable of a loop) is a link to the
 * outer one, where the library's own context copies the outer one or leaves its lookups by an exception. Not thread-safe.
 */
final class FeelScope extends EvalContext {

  private static final String DEFAULT_INPUT = "cellInput";

  private final Names names;
  private final FeelValues values;
  private final FeelEvaluation.Run run;

  /** Name of the variable that holds the value under test, and that value: of a cell's column, or left of {@code in}. */
  private final String inputName;
  private final Val input;

  private FeelScope(FeelValues values, Names names, FunctionProvider functions, EvaluationFailureCollector failures, FeelEvaluation.Run run,
      String inputName, Val input) {
    super(values, names, functions, failures);
    this.values = values;
    this.names = names;
    this.run = run;
    this.inputName = inputName;
    this.input = input;
  }

  /** The scope of a whole expression or cell. */
  static FeelScope of(FeelValues values, Names names, FunctionProvider functions, FeelEvaluation.Run run) {
    String input = names.find(Names.INPUT_NAME) instanceof ValString name ? name.value() : null;
    return new FeelScope(values, names, functions, run, run, input == null ? DEFAULT_INPUT : input, input == null ? null : names.find(input));
  }

  /** Where names are looked up; values are FEEL values. */
  interface Names extends VariableProvider {

    /** The name under which FEEL finds the name of the input. */
    String INPUT_NAME = "inputVariableName";

    /** Null when there is no such name. */
    Val find(String name);

    @Override
    default Option<Object> getVariable(String name) {
      Val found = find(name);
      return found == null ? Option.empty() : new Some<>(found);
    }
  }

  /** Null when there is no such name. */
  Val find(String name) {
    return names.find(name);
  }

  /** Null outside of tests. */
  Val input() {
    return input;
  }

  FeelEvaluation.Run run() {
    return run;
  }

  @Override
  public Val variable(String name) {
    Val found = names.find(name);
    return found == null ? new ValError("no variable found for name '" + name + "'") : found;
  }

  FeelScope with(String name, Val value) {
    return inner(new OneName(name, value, names));
  }

  /** The scope of the cells of a table's column, of which the input has a value. */
  FeelScope ofCells(String inputVariable, Val value) {
    Names cells = new OneName(inputVariable, value, new OneName(Names.INPUT_NAME, new ValString(inputVariable), names));
    return new FeelScope(values, cells, functionProvider(), failureCollector(), run, inputVariable, value);
  }

  /** The scope of tests on a value. */
  FeelScope withInput(Val value) {
    return new FeelScope(values, new OneName(inputName, value, names), functionProvider(), failureCollector(), run, inputName, value);
  }

  /** The scope of a filter's condition; null when only the library can make it. */
  FeelScope withItem(Val item) {
    if (!(item instanceof ValContext entries)) {
      return with("item", item);
    }
    if (entries.context() instanceof LazyContext lazy) {
      return inner(new Item(lazy, item, names));
    }
    return with("item", item).merge(entries.context()) instanceof FeelScope scope ? scope : null;
  }

  @Override
  public EvalContext merge(EvalContext inner) {
    return inner(inner.variableProvider(), inner.functionProvider());
  }

  @Override
  public EvalContext merge(Context inner) {
    // Only a static context needs the library's own way, which sorts its entries.
    return inner instanceof LazyContext ? inner(inner.variableProvider(), inner.functionProvider()) : super.merge(inner);
  }

  @Override
  public EvalContext add(Tuple2<String, Val> entry) {
    return entry._2() instanceof ValFunction ? super.add(entry) : with(entry._1(), entry._2());
  }

  @Override
  public EvalContext addAll(Map<String, Val> variables) {
    return inner(new VariableProvider.StaticVariableProvider((Map) variables), FunctionProvider.EmptyFunctionProvider$.MODULE$);
  }

  private FeelScope inner(Names inner) {
    return new FeelScope(values, inner, functionProvider(), failureCollector(), run, inputName, input);
  }

  private FeelScope inner(VariableProvider variables, FunctionProvider functions) {
    Names inner = variables == VariableProvider.EmptyVariableProvider$.MODULE$ ? names : new Linked(variables, names, values);
    FunctionProvider all = functions == FunctionProvider.EmptyFunctionProvider$.MODULE$ ? functionProvider()
        : new FunctionProvider.CompositeFunctionProvider(
            List$.MODULE$.<FunctionProvider>empty().$colon$colon(functionProvider()).$colon$colon(functions));
    return new FeelScope(values, inner, all, failureCollector(), run, inputName, input);
  }

  private record OneName(String name, Val value, Names outer) implements Names {

    @Override
    public Val find(String wanted) {
      return name.equals(wanted) ? value : outer.find(wanted);
    }

    @Override
    public Iterable<String> keys() {
      return (Iterable<String>) List$.MODULE$.<String>empty().$colon$colon(name).concat(outer.keys());
    }
  }

  /** An item of a filter: its entries, the item itself, and what is around. */
  private record Item(LazyContext entries, Val item, Names outer) implements Names {

    @Override
    public Val find(String name) {
      Val entry = entries.find(name);
      if (entry != null) {
        return entry;
      }
      return name.equals("item") ? item : outer.find(name);
    }

    @Override
    public Iterable<String> keys() {
      return (Iterable<String>) entries.keys().concat(outer.keys());
    }
  }

  private record Linked(VariableProvider inner, Names outer, FeelValues values) implements Names {

    @Override
    public Val find(String name) {
      Option<Object> found = inner.getVariable(name);
      return found.isEmpty() ? outer.find(name) : values.toVal(found.get());
    }

    @Override
    public Iterable<String> keys() {
      return (Iterable<String>) inner.keys().concat(outer.keys());
    }
  }
}
