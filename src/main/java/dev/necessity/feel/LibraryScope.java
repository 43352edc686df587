package dev.necessity.feel;

import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.collection.immutable.Map;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.EvaluationFailureCollector;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFunction;

/**
 * A scope as the library's interpreter takes it. An inner scope is a link to the outer one, where
 * the library's own context copies the outer one or leaves its lookups by an exception. Not
 * thread-safe.
 */
final class LibraryScope extends EvalContext {

  private final FeelScope names;
  private final FeelValues values;

  LibraryScope(
      FeelScope names,
      FeelValues values,
      FunctionProvider functions,
      EvaluationFailureCollector failures) {
    super(values, names, functions, failures);
    this.values = values;
    this.names = names;
  }

  @Override
  public Val variable(String name) {
    Val found = names.find(new Name(name));
    return found == null ? new ValError("no variable found for name '" + name + "'") : found;
  }

  @Override
  public EvalContext merge(EvalContext inner) {
    return inner(inner.variableProvider(), inner.functionProvider());
  }

  @Override
  public EvalContext merge(Context inner) {
    // Only a static context needs the library's own way, which sorts its entries.
    return inner instanceof LazyContext
        ? inner(inner.variableProvider(), inner.functionProvider())
        : super.merge(inner);
  }

  @Override
  public EvalContext add(Tuple2<String, Val> entry) {
    return entry._2() instanceof ValFunction
        ? super.add(entry)
        : inner(names.with(entry._1(), entry._2()), functionProvider());
  }

  @Override
  public EvalContext addAll(Map<String, Val> variables) {
    return inner(
        new VariableProvider.StaticVariableProvider((Map) variables),
        FunctionProvider.EmptyFunctionProvider$.MODULE$);
  }

  private EvalContext inner(VariableProvider variables, FunctionProvider functions) {
    FeelScope inner =
        variables == VariableProvider.EmptyVariableProvider$.MODULE$
            ? names
            : names.with(variables, values);
    FunctionProvider all =
        functions == FunctionProvider.EmptyFunctionProvider$.MODULE$
            ? functionProvider()
            : new FunctionProvider.CompositeFunctionProvider(
                List$.MODULE$
                    .<FunctionProvider>empty()
                    .$colon$colon(functionProvider())
                    .$colon$colon(functions));
    return inner(inner, all);
  }

  private EvalContext inner(FeelScope inner, FunctionProvider functions) {
    return new LibraryScope(inner, values, functions, failureCollector());
  }
}
