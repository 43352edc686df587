package dev.necessity.feel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.necessity.feel.FeelEvaluation.Program;
import dev.necessity.work.Budget;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelLogger;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.feel.FeelEngineClock;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;

/**
 * FEEL for Camunda's DMN engine with the semantics of Camunda's own engine, without doing the same
 * work for every cell: an expression is parsed once, and the built-in functions exist once.
 * Thread-safe.
 *
 * <p>Values: variables may be plain Java values, Jackson trees and Spin JSON; decimals keep every
 * digit. Results are plain Java, nested ones too: {@code LinkedHashMap}, {@code ArrayList}, {@code
 * String}, {@code Boolean}, {@code java.time} values, {@code Long} for whole numbers that fit and
 * {@code BigDecimal} for all others.
 */
final class FastFeelEngine implements FeelEngine {

  /**
   * For an evaluation that nobody else bounds: twice what the loops of one expression may ask for.
   */
  static final long MOST_STEPS = 2_000_000;

  static final Duration LONGEST = Duration.ofSeconds(10);

  private final FeelEngineApi parser = FeelEngineBuilder.forJava().build();
  private final Cache<String, Program> expressions;
  private final Cache<String, Program> unaryTests;
  private final FeelValues values = new FeelValues();
  private final FeelEvaluation evaluation;

  /**
   * @param cachedExpressions how many expressions, and how many cells, stay parsed
   */
  FastFeelEngine(Clock clock, List<FeelCustomFunctionProvider> functions, int cachedExpressions) {
    FeelEngineClock feelClock = () -> clock.instant().atZone(clock.getZone());
    this.evaluation = new FeelEvaluation(feelClock, functions, values);
    this.expressions = cache(cachedExpressions);
    this.unaryTests = cache(cachedExpressions);
  }

  private static Cache<String, Program> cache(int size) {
    return Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
  }

  /**
   * @throws FeelException when the expression cannot be parsed or evaluated; the message names it
   */
  @Override
  @SuppressWarnings("unchecked")
  public <T> T evaluateSimpleExpression(String expression, VariableContext context) {
    return (T) evaluate(expression(expression), new DecisionVariables(values, context, null));
  }

  /**
   * @param inputVariable name of the variable that holds the value of the cell's column
   * @throws FeelException when the cell cannot be parsed or evaluated; the message names its
   *     expression
   */
  @Override
  public boolean evaluateSimpleUnaryTests(
      String tests, String inputVariable, VariableContext context) {
    Object matches = evaluate(tests(tests), new DecisionVariables(values, context, inputVariable));
    return matches != null && (Boolean) matches;
  }

  /**
   * @throws FeelException when it cannot be parsed
   */
  Program expression(String text) {
    return prepared(expressions, text, parser::parseExpression);
  }

  /** An expression, or a cell, for variables that stand at known places. */
  Program placed(Program program, Places places) {
    return evaluation.prepare(program.parsed(), name -> new Name(name, places.of(name)));
  }

  /**
   * @throws FeelException when it cannot be parsed
   */
  Program tests(String text) {
    return prepared(unaryTests, text, parser::parseUnaryTests);
  }

  private Program prepared(
      Cache<String, Program> cache, String text, Function<String, ParseResult> parse) {
    try {
      return cache.get(
          text,
          key -> {
            if (FeelSyntax.isTooLong(key)) {
              throw ScalaFeelLogger.LOGGER.evaluationException(
                  "failed to parse expression: it is too long");
            }
            ParseResult parsed = parse.apply(key);
            if (parsed.isFailure()) {
              throw ScalaFeelLogger.LOGGER.evaluationException(parsed.failure().message());
            }
            return evaluation.prepare(parsed.parsedExpression());
          });
    } catch (StackOverflowError endless) {
      throw endless(text);
    }
  }

  private Object evaluate(Program program, FeelScope.Variables variables) {
    try {
      return Budget.within(MOST_STEPS, LONGEST, () -> evaluation.evaluate(program, variables));
    } catch (Budget.ExhaustedException excess) {
      throw ScalaFeelLogger.LOGGER.evaluationException(
          "failed to evaluate expression '" + program.text() + "': " + excess.getMessage());
    } catch (StackOverflowError endless) {
      throw endless(program.text());
    }
  }

  private static FeelException endless(String text) {
    return ScalaFeelLogger.LOGGER.evaluationException(
        "failed to evaluate expression '" + text + "': it is nested too deeply or never ends");
  }

  FeelScope scope(FeelScope.Variables variables) {
    return evaluation.scope(variables);
  }

  FeelValues values() {
    return values;
  }

  /** How many parsed expressions and cells are kept at the moment. */
  long cached() {
    expressions.cleanUp();
    unaryTests.cleanUp();
    return expressions.estimatedSize() + unaryTests.estimatedSize();
  }
}
