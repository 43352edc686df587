package dev.necessity.benchmark;

import dev.necessity.feel.FastFeelEngineFactory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A measuring function, and what FEEL itself has that is nearest to it. */
@State(Scope.Benchmark)
public class FunctionBenchmark {

  /** Each is followed by FEEL's own. */
  static final List<String> EXPRESSIONS =
      List.of(
          "wholeMonths(start, end)", "years and months duration(start, end)",
          "daysBetween(start, end)", "(end - start).days",
          "addMonths(start, 3)", "start + duration(\"P3M\")",
          "startsWithOneOf(code, codes)", "some one in codes satisfies starts with(code, one)",
          "convert(value, unit, \"ng/mL\")", "round half up(value, 2)");

  @Param("0")
  public int index;

  private FeelEngine engine;
  private String expression;
  private VariableContext variables;

  @Setup
  public void prepare() {
    engine = new FastFeelEngineFactory(Clock.systemUTC(), List.of()).createInstance();
    expression = EXPRESSIONS.get(index);
    variables =
        Variables.fromMap(
                Map.of(
                    "start",
                    LocalDate.of(2024, 1, 31),
                    "end",
                    LocalDate.of(2025, 11, 30),
                    "code",
                    "M46.1",
                    "codes",
                    List.of("M45", "M54", "M46"),
                    "value",
                    12.5,
                    "unit",
                    "ug/L"))
            .asVariableContext();
  }

  @Benchmark
  public Object evaluate() {
    return engine.evaluateSimpleExpression(expression, variables);
  }
}
