package dev.necessity.policy.feel;

import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.util.HashMap;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelLogger;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunctionTransformer;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.camunda.feel.FeelEngineClock;
import org.camunda.feel.api.EvaluationFailure;
import org.camunda.feel.api.EvaluationFailureType;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.EvaluationFailureCollector;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.valuemapper.ValueMapper;

/**
 * Evaluates parsed expressions on one set of functions. The FEEL library's public API builds all built-in functions again
 * for each evaluation, which is most of its cost; so this class, and only this one, calls what is behind that API
 * ({@code org.camunda.feel.impl.interpreter}). {@link FeelSelfCheck} notices when that has changed.
 */
final class FeelEvaluation {

  private final ValueMapper values;
  private final FeelInterpreter interpreter;
  private final FunctionProvider functions;

  FeelEvaluation(FeelEngineClock clock, java.util.List<FeelCustomFunctionProvider> customFunctions, ValueMapper values) {
    this.values = values;
    this.interpreter = new FeelInterpreter(values);
    this.functions = new FixedFunctions(
        new BuiltinFunctions(clock, values), new CustomFunctionTransformer(customFunctions, values));
  }

  /**
   * @return the result as plain Java
   * @throws FeelException with the message of Camunda's own engine
   */
  Object evaluate(ParsedExpression expression, VariableProvider variables) {
    // Failures are collected in the context, so each evaluation has a context of its own.
    EvalContext context = new EvalContext(values, variables, functions, new EvaluationFailureCollector());
    try {
      Val result = interpreter.eval(expression.expression(), context);
      rejectFailedAssertion(expression, context.failureCollector().failures());
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

  private static void rejectFailedAssertion(ParsedExpression expression, List<EvaluationFailure> failures) {
    for (List<EvaluationFailure> rest = failures; !rest.isEmpty(); rest = (List<EvaluationFailure>) rest.tail()) {
      if (rest.head().failureType() == EvaluationFailureType.ASSERT_FAILURE$.MODULE$) {
        throw ScalaFeelLogger.LOGGER.evaluationException("Assertion failure on evaluate the expression '"
            + expression.text() + "': " + rest.head().failureMessage());
      }
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
}
