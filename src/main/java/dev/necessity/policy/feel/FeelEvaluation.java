package dev.necessity.policy.feel;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.Some;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.collection.immutable.Map;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelLogger;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunctionTransformer;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.camunda.feel.FeelEngineClock;
import org.camunda.feel.api.EvaluationFailureType;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.EvaluationFailureCollector;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.syntaxtree.Addition;
import org.camunda.feel.syntaxtree.Conjunction;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.Disjunction;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.IterationContext;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.QualifiedFunctionInvocation;
import org.camunda.feel.syntaxtree.SomeItem;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValContext;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;
import org.camunda.feel.valuemapper.ValueMapper;

/**
 * Evaluates parsed expressions on one set of functions. The FEEL library's public API builds all built-in functions again
 * for each evaluation, which is most of its cost; so this class, and only this one, calls what is behind that API
 * ({@code org.camunda.feel.impl.interpreter}). {@link FeelSelfCheck} notices when that has changed.
 */
final class FeelEvaluation {

  /** What one expression may ask for; a policy over the largest request that is accepted stays a hundred times below. */
  private static final int MAX_STEPS = 1_000_000;
  private static final int MAX_ITEMS = 10_000;
  private static final int MAX_TEXT = 100_000;
  private static final int COPIES_A_STEP = 500;

  private final ValueMapper values;
  private final FeelInterpreter interpreter;
  private final FunctionProvider functions;

  FeelEvaluation(FeelEngineClock clock, java.util.List<FeelCustomFunctionProvider> customFunctions, FeelValues values) {
    this.values = values;
    this.interpreter = new DirectInterpreter(values);
    this.functions = new FixedFunctions(
        new BuiltinFunctions(clock, values), new CustomFunctionTransformer(customFunctions, values));
  }

  /** Names of the functions that FEEL itself has. */
  static java.util.Set<String> builtInFunctions() {
    FeelEngineClock clock = FeelEngineClock.SystemClock$.MODULE$;
    return java.util.Set.copyOf(CollectionConverters.asJavaCollection(
        new BuiltinFunctions(clock, new FeelValues()).functionNames()));
  }

  /**
   * @return the result as plain Java
   * @throws FeelException with the message of Camunda's own engine
   */
  Object evaluate(ParsedExpression expression, VariableProvider variables) {
    Run run = new Run();
    try {
      Val result = interpreter.eval(expression.expression(), new Scope(values, variables, functions, run));
      if (run.failedAssertion != null) {
        throw ScalaFeelLogger.LOGGER.evaluationException(
            "Assertion failure on evaluate the expression '" + expression.text() + "': " + run.failedAssertion);
      }
      if (result instanceof ValError error) {
        throw failure(expression, "': " + error.error());
      }
      if (result instanceof ValFatalError error) {
        throw failure(expression, "': " + error.error());
      }
      return values.unpackVal(result);
    } catch (FeelException failure) {
      throw failure;
    } catch (Exception unexpected) {
      if ((Exception) unexpected instanceof InterruptedException) {
        throw unexpected;
      }
      throw failure(expression, "' : " + unexpected);
    }
  }

  private static FeelException failure(ParsedExpression expression, String cause) {
    return ScalaFeelLogger.LOGGER.evaluationException("failed to evaluate expression '" + expression.text() + cause);
  }

  /** Built-in and custom functions by name, the built-in ones first, as Camunda's own engine finds them. */
  private static final class FixedFunctions implements FunctionProvider {

    private final java.util.Map<String, List<ValFunction>> byName = new HashMap<>();

    FixedFunctions(FunctionProvider... providers) {
      for (FunctionProvider provider : providers) {
        for (String name : CollectionConverters.asJava(provider.functionNames())) {
          byName.merge(name, provider.getFunctions(name), (first, second) -> second.$colon$colon$colon(first));
        }
      }
    }

    @Override
    public List<ValFunction> getFunctions(String name) {
      List<ValFunction> found = byName.get(name);
      return found == null ? List$.MODULE$.empty() : found;
    }

    @Override
    public Iterable<String> functionNames() {
      return CollectionConverters.asScala(byName.keySet());
    }
  }

  /**
   * One evaluation of an expression: counts its steps, so that none goes on for ever, and remembers the first failed
   * assertion; all other failures become null, as FEEL wants it.
   */
  private static final class Run extends EvaluationFailureCollector {

    private long steps;
    private String failedAssertion;

    void take(long more) {
      steps += more;
      if (steps > MAX_STEPS) {
        throw new ExcessException("it takes more than " + MAX_STEPS + " steps");
      }
    }

    @Override
    public void addFailure(EvaluationFailureType type, String message) {
      if (failedAssertion == null && type == EvaluationFailureType.ASSERT_FAILURE$.MODULE$) {
        failedAssertion = message;
      }
    }
  }

  /** An expression asks for more than any policy needs. */
  private static final class ExcessException extends RuntimeException {

    ExcessException(String message) {
      super(message, null, false, false);
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }

  /**
   * Does the three commonest compound expressions without the intermediate lists and contexts of the library, and bounds
   * what an expression may ask for: the library builds the whole list of a loop before its first turn.
   */
  private static final class DirectInterpreter extends FeelInterpreter {

    private static final BigDecimal LIMIT = BigDecimal.valueOf(MAX_ITEMS);
    private static final Val TRUE = new ValBoolean(true);
    private static final Val FALSE = new ValBoolean(false);

    private final FeelValues values;

    DirectInterpreter(FeelValues values) {
      super(values);
      this.values = values;
    }

    @Override
    public Val eval(Exp expression, EvalContext context) {
      take(1, context);
      if (expression instanceof Conjunction and) {
        return combine(FALSE, and.x(), and.y(), context);
      }
      if (expression instanceof Disjunction or) {
        return combine(TRUE, or.x(), or.y(), context);
      }
      if (expression instanceof ConstContext literal && context instanceof Scope scope) {
        Val evaluated = contextOf(literal, scope);
        return evaluated == null ? super.eval(expression, context) : evaluated;
      }
      if (expression instanceof IterationContext range) {
        bounded(range, context);
      } else if (expression instanceof For loop) {
        bounded(loop.iterators(), context);
      } else if (expression instanceof SomeItem some) {
        bounded(some.iterators(), context);
      } else if (expression instanceof EveryItem every) {
        bounded(every.iterators(), context);
      }
      Val result = super.eval(expression, context);
      if (expression instanceof FunctionInvocation || expression instanceof QualifiedFunctionInvocation || expression instanceof Addition) {
        bounded(result);
      } else if (expression instanceof For && result instanceof ValList list) {
        // The library copies what a loop has given so far at each of its turns.
        long turns = list.items().size();
        take(turns * turns / COPIES_A_STEP, context);
      }
      return result;
    }

    private static void take(long steps, EvalContext context) {
      if (context.failureCollector() instanceof Run run) {
        run.take(steps);
      }
    }

    private void bounded(IterationContext range, EvalContext context) {
      if (eval(range.start(), context) instanceof ValNumber start && eval(range.end(), context) instanceof ValNumber end
          && end.value().bigDecimal().subtract(start.value().bigDecimal()).abs().compareTo(LIMIT) >= 0) {
        throw tooLong();
      }
    }

    /** Several iterators make one list of all combinations. */
    private void bounded(List<Tuple2<String, Exp>> iterators, EvalContext context) {
      if (iterators.lengthCompare(1) > 0) {
        long combinations = 1;
        for (List<Tuple2<String, Exp>> rest = iterators; !rest.isEmpty(); rest = (List<Tuple2<String, Exp>>) rest.tail()) {
          combinations *= eval(rest.head()._2(), context) instanceof ValList list ? list.items().size() : 1;
          if (combinations > MAX_ITEMS) {
            throw tooLong();
          }
        }
      }
    }

    private static void bounded(Val result) {
      if (result instanceof ValList list && list.items().lengthCompare(MAX_ITEMS) > 0) {
        throw tooLong();
      }
      if (result instanceof ValString text && text.value().length() > MAX_TEXT) {
        throw new ExcessException("it builds a text of more than " + MAX_TEXT + " characters");
      }
    }

    private static ExcessException tooLong() {
      return new ExcessException("it builds a list of more than " + MAX_ITEMS + " items");
    }

    /** {@code and}, decided by false, or {@code or}, decided by true; anything but a boolean counts as null. */
    private Val combine(Val deciding, Exp x, Exp y, EvalContext context) {
      Val first = booleanOrNull(eval(x, context));
      if (first.equals(deciding) || first instanceof ValFatalError) {
        return first;
      }
      Val second = booleanOrNull(eval(y, context));
      boolean undecided = first == ValNull$.MODULE$ && !second.equals(deciding) && !(second instanceof ValFatalError);
      return undecided ? first : second;
    }

    private static Val booleanOrNull(Val value) {
      return value instanceof ValBoolean || value instanceof ValFatalError ? value : ValNull$.MODULE$;
    }

    /** The context that is written out, each entry seeing those before it; null when an entry is a function. */
    private Val contextOf(ConstContext literal, Scope outer) {
      java.util.Map<String, Val> entries = new LinkedHashMap<>();
      Scope scope = outer;
      for (List<Tuple2<String, Exp>> rest = literal.entries(); !rest.isEmpty(); rest = (List<Tuple2<String, Exp>>) rest.tail()) {
        String name = rest.head()._1();
        Val value = eval(rest.head()._2(), scope);
        if (value instanceof ValError) {
          return value;
        }
        if (value instanceof ValFatalError fatal) {
          return new ValError(fatal.toString());
        }
        if (value instanceof ValFunction) {
          return null;
        }
        entries.put(name, value);
        scope = scope.with(name, value);
      }
      // Written-out contexts are equal to themselves only, which an evaluation context is and a lazy one is not.
      return new ValContext(new EvalContext(values, new LazyContext.OfMap(values, entries),
          FunctionProvider.EmptyFunctionProvider$.MODULE$, outer.failureCollector()));
    }
  }

  /**
   * The names an expression sees. An inner scope (the item of a filter, the variable of a loop) is a link to the outer one,
   * where the library's own context copies the outer one or leaves its lookups by an exception.
   */
  private static final class Scope extends EvalContext {

    Scope(ValueMapper values, VariableProvider variables, FunctionProvider functions, EvaluationFailureCollector failures) {
      super(values, variables, functions, failures);
    }

    @Override
    public Val variable(String name) {
      Option<Object> found = variableProvider().getVariable(name);
      return found.isEmpty() ? new ValError("no variable found for name '" + name + "'") : valueMapper().toVal(found.get());
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

    Scope with(String name, Val value) {
      return inner(new OneVariable(name, value), FunctionProvider.EmptyFunctionProvider$.MODULE$);
    }

    @Override
    public EvalContext addAll(Map<String, Val> variables) {
      return inner(new VariableProvider.StaticVariableProvider((Map) variables), FunctionProvider.EmptyFunctionProvider$.MODULE$);
    }

    private Scope inner(VariableProvider variables, FunctionProvider functions) {
      return new Scope(valueMapper(),
          variables == VariableProvider.EmptyVariableProvider$.MODULE$ ? variableProvider() : new Linked(variables, variableProvider()),
          functions == FunctionProvider.EmptyFunctionProvider$.MODULE$ ? functionProvider()
              : new FunctionProvider.CompositeFunctionProvider(
                  List$.MODULE$.<FunctionProvider>empty().$colon$colon(functionProvider()).$colon$colon(functions)),
          failureCollector());
    }
  }

  private record OneVariable(String name, Val value) implements VariableProvider {

    @Override
    public Option<Object> getVariable(String wanted) {
      return name.equals(wanted) ? new Some<>(value) : Option.empty();
    }

    @Override
    public Iterable<String> keys() {
      return List$.MODULE$.<String>empty().$colon$colon(name);
    }
  }

  private record Linked(VariableProvider inner, VariableProvider outer) implements VariableProvider {

    @Override
    public Option<Object> getVariable(String name) {
      Option<Object> found = inner.getVariable(name);
      return found.isEmpty() ? outer.getVariable(name) : found;
    }

    @Override
    public Iterable<String> keys() {
      return (Iterable<String>) inner.keys().concat(outer.keys());
    }
  }
}
