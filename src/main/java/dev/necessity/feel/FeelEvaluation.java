package dev.necessity.feel;

import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import dev.necessity.work.Budget;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.function.Function;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelLogger;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunctionTransformer;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.camunda.feel.FeelEngineClock;
import org.camunda.feel.api.EvaluationFailureType;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.EvaluationFailureCollector;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.syntaxtree.Addition;
import org.camunda.feel.syntaxtree.Division;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Exponentiation;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.IterationContext;
import org.camunda.feel.syntaxtree.Multiplication;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.QualifiedFunctionInvocation;
import org.camunda.feel.syntaxtree.SomeItem;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;

/**
 * Evaluates parsed expressions on one set of functions. The FEEL library's public API builds all
 * built-in functions again for each evaluation, which is most of its cost; so this class, and only
 * this one, calls what is behind that API ({@code org.camunda.feel.impl.interpreter}). {@link
 * FeelSelfCheck} notices when that has changed.
 */
final class FeelEvaluation {

  /**
   * What one expression may ask for; a policy over the largest request that is accepted stays a
   * hundred times below.
   */
  private static final int MAX_STEPS = 1_000_000;

  static final int MAX_ITEMS = 10_000;
  private static final int MAX_TEXT = 100_000;

  /** Of a number; decimals of 34 digits, which FEEL has, have exponents of up to 6,176. */
  static final int MAX_DIGITS = 10_000;

  /** What an expression costs besides its steps. */
  private static final int EVALUATION = 5;

  private static final int COPIES_A_STEP = 500;
  private static final int CHARACTERS_A_STEP = 100;

  private final FeelValues values;
  private final FunctionProvider functions;
  private final FeelInterpreter interpreter;

  FeelEvaluation(
      FeelEngineClock clock,
      java.util.List<FeelCustomFunctionProvider> customFunctions,
      FeelValues values) {
    this.values = values;
    this.functions =
        new FixedFunctions(
            new BuiltinFunctions(clock, values),
            new MeasuringFunctions(values),
            new CustomFunctionTransformer(customFunctions, values));
    this.interpreter = new BoundedInterpreter(values);
  }

  /** The functions that every expression may call: FEEL's own and the measuring ones. */
  static FunctionProvider everywhere() {
    FeelValues values = new FeelValues();
    return new FixedFunctions(
        new BuiltinFunctions(FeelEngineClock.SystemClock$.MODULE$, values),
        new MeasuringFunctions(values));
  }

  /** A parsed expression or cell, ready to run. */
  record Program(ParsedExpression parsed, FeelCompiler.Step steps) {

    String text() {
      return parsed.text();
    }

    /** The value that it has whatever the variables are; null where it depends on them. */
    Val constant() {
      return steps instanceof FeelCompiler.Constant constant ? constant.value() : null;
    }
  }

  Program prepare(ParsedExpression parsed) {
    return prepare(parsed, Name::new);
  }

  /**
   * @param names makes those that it looks up
   */
  Program prepare(ParsedExpression parsed, Function<String, Name> names) {
    return new Program(
        parsed,
        new FeelCompiler(interpreter, functions, values, names).compile(parsed.expression()));
  }

  /**
   * @return the result as plain Java
   * @throws FeelException with the message of Camunda's own engine
   */
  Object evaluate(Program program, FeelScope.Variables variables) {
    Run run = new Run();
    try {
      run.take(EVALUATION);
      Val result = program.steps().eval(FeelScope.of(variables, run));
      if (run.failedAssertion != null) {
        throw ScalaFeelLogger.LOGGER.evaluationException(
            "Assertion failure on evaluate the expression '"
                + program.text()
                + "': "
                + run.failedAssertion);
      }
      if (result instanceof ValError error) {
        throw failure(program, "': " + error.error());
      }
      if (result instanceof ValFatalError error) {
        throw failure(program, "': " + error.error());
      }
      return values.unpackVal(result);
    } catch (FeelException | Budget.ExhaustedException failure) {
      throw failure;
    } catch (Exception unexpected) {
      if ((Exception) unexpected instanceof InterruptedException) {
        throw unexpected;
      }
      throw (FeelException) failure(program, "' : " + unexpected).initCause(unexpected);
    }
  }

  /** A scope for all expressions over the same variables, which may change between them. */
  FeelScope scope(FeelScope.Variables variables) {
    return FeelScope.of(variables, new Run());
  }

  /** As the library's interpreter does, which declares no exception. */
  private static <E extends Exception> void interrupt() throws E {
    throw (E) new InterruptedException();
  }

  private static FeelException failure(Program program, String cause) {
    return ScalaFeelLogger.LOGGER.evaluationException(
        "failed to evaluate expression '" + program.text() + cause);
  }

  /**
   * Built-in and custom functions by name, the built-in ones first, as Camunda's own engine finds
   * them.
   */
  private static final class FixedFunctions implements FunctionProvider {

    private final java.util.Map<String, List<ValFunction>> byName = new HashMap<>();

    FixedFunctions(FunctionProvider... providers) {
      for (FunctionProvider provider : providers) {
        for (String name : CollectionConverters.asJava(provider.functionNames())) {
          byName.merge(
              name,
              BoundedScales.of(BoundedFunctions.of(name, provider.getFunctions(name))),
              (first, second) -> second.$colon$colon$colon(first));
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
   * One evaluation of an expression: counts its steps, so that none goes on for ever, and remembers
   * the first failed assertion; all other failures become null, as FEEL wants it.
   */
  final class Run extends EvaluationFailureCollector {

    private final Budget budget = Budget.current();
    private long steps;
    private String failedAssertion;

    void take(long more) {
      if (Thread.interrupted()) {
        FeelEvaluation.<RuntimeException>interrupt();
      }
      if (budget != null) {
        budget.take(more);
      }
      steps += more;
      if (steps > MAX_STEPS) {
        throw new ExcessException("it takes more than " + MAX_STEPS + " steps");
      }
    }

    /** What the library's interpreter sees of a scope of this evaluation. */
    EvalContext context(FeelScope scope) {
      return new LibraryScope(scope, values, functions, this);
    }

    boolean hasFailed() {
      return failedAssertion != null;
    }

    @Override
    public void addFailure(EvaluationFailureType type, String message) {
      if (failedAssertion == null && type == EvaluationFailureType.ASSERT_FAILURE$.MODULE$) {
        failedAssertion = message;
      }
    }
  }

  /** An expression asks for more than any policy needs. */
  static final class ExcessException extends RuntimeException {

    ExcessException(String message) {
      super(message, null, false, false);
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }

  /** The value, which must not be larger than any policy needs. */
  static Val bounded(Val result) {
    if (result instanceof ValList list && list.items().lengthCompare(MAX_ITEMS) > 0) {
      throw tooLong();
    }
    if (result instanceof ValString text && text.value().length() > MAX_TEXT) {
      throw new ExcessException("it builds a text of more than " + MAX_TEXT + " characters");
    }
    if (result instanceof ValNumber number && isTooLong(number.value().bigDecimal())) {
      throw tooManyDigits();
    }
    return result;
  }

  /** The same of what a function gave; its items and characters count as steps, as each is kept. */
  static Val bounded(Val result, Run run) {
    Val small = bounded(result);
    if (small instanceof ValList list) {
      run.take(list.items().size());
    } else if (small instanceof ValString text) {
      run.take(text.value().length() / CHARACTERS_A_STEP);
    }
    return small;
  }

  /** Such a number is soon written out, with all its zeros. */
  private static boolean isTooLong(BigDecimal number) {
    return Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS;
  }

  static ExcessException tooManyDigits() {
    return new ExcessException("it builds a number of more than " + MAX_DIGITS + " digits");
  }

  private static ExcessException tooLong() {
    return new ExcessException("it builds a list of more than " + MAX_ITEMS + " items");
  }

  /**
   * Bounds what an expression may ask for: the library builds the whole list of a loop before its
   * first turn.
   */
  private static final class BoundedInterpreter extends FeelInterpreter {

    private static final BigDecimal LIMIT = BigDecimal.valueOf(MAX_ITEMS);

    BoundedInterpreter(FeelValues values) {
      super(values);
    }

    @Override
    public Val eval(Exp expression, EvalContext context) {
      take(1, context);
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
      if (expression instanceof FunctionInvocation
          || expression instanceof QualifiedFunctionInvocation
          || expression instanceof Addition
          || expression instanceof Multiplication
          || expression instanceof Division
          || expression instanceof Exponentiation) {
        bounded(result, context);
      } else if (expression instanceof For && result instanceof ValList list) {
        // The library copies what a loop has given so far at each of its turns.
        long turns = list.items().size();
        take(turns * turns / COPIES_A_STEP, context);
      }
      return result;
    }

    private static void bounded(Val result, EvalContext context) {
      if (context.failureCollector() instanceof Run run) {
        FeelEvaluation.bounded(result, run);
      } else {
        FeelEvaluation.bounded(result);
      }
    }

    private static void take(long steps, EvalContext context) {
      if (context.failureCollector() instanceof Run run) {
        run.take(steps);
      }
    }

    private void bounded(IterationContext range, EvalContext context) {
      if (eval(range.start(), context) instanceof ValNumber start
          && eval(range.end(), context) instanceof ValNumber end
          && end.value().bigDecimal().subtract(start.value().bigDecimal()).abs().compareTo(LIMIT)
              >= 0) {
        throw tooLong();
      }
    }

    /** Several iterators make one list of all combinations. */
    private void bounded(List<Tuple2<String, Exp>> iterators, EvalContext context) {
      if (iterators.lengthCompare(1) > 0) {
        long combinations = 1;
        for (List<Tuple2<String, Exp>> rest = iterators;
            !rest.isEmpty();
            rest = (List<Tuple2<String, Exp>>) rest.tail()) {
          combinations *=
              eval(rest.head()._2(), context) instanceof ValList list ? list.items().size() : 1;
          if (combinations > MAX_ITEMS) {
            throw tooLong();
          }
        }
      }
    }
  }
}
