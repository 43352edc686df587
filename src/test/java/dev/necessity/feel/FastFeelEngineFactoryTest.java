package dev.necessity.feel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.junit.jupiter.api.Test;

/**
 * The fast engine is only used where it has proved itself; otherwise decisions run on Camunda's
 * own.
 */
class FastFeelEngineFactoryTest {

  @Test
  void handsOutTheFastEngineWithTheLibraryInUse() {
    assertThat(new FastFeelEngineFactory().createInstance()).isInstanceOf(FastFeelEngine.class);
  }

  @Test
  void fallsBackWhenAnInternalOfTheLibraryIsGone() {
    FastFeelEngineFactory factory =
        new FastFeelEngineFactory(
            () -> {
              throw new NoSuchMethodError("FeelInterpreter.eval");
            },
            FastFeelEngineFactoryTest::stock);

    assertThat(factory.createInstance()).isInstanceOf(ScalaFeelEngine.class);
  }

  @Test
  void fallsBackWhenTheFastEngineCannotBeBuilt() {
    FastFeelEngineFactory factory =
        new FastFeelEngineFactory(
            () -> {
              throw new IllegalStateException("no functions");
            },
            FastFeelEngineFactoryTest::stock);

    assertThat(factory.createInstance()).isInstanceOf(ScalaFeelEngine.class);
  }

  @Test
  void fallsBackWhenAnExpressionGetsAnotherAnswer() {
    FeelEngine wrong =
        new Altered() {
          @Override
          @SuppressWarnings("unchecked")
          public <T> T evaluateSimpleExpression(String expression, VariableContext context) {
            return (T) "something else";
          }
        };

    assertThat(
            new FastFeelEngineFactory(() -> wrong, FastFeelEngineFactoryTest::stock)
                .createInstance())
        .isInstanceOf(ScalaFeelEngine.class);
  }

  @Test
  void fallsBackWhenACellMatchesAnotherInput() {
    FeelEngine wrong =
        new Altered() {
          @Override
          public boolean evaluateSimpleUnaryTests(
              String tests, String inputVariable, VariableContext context) {
            return !super.evaluateSimpleUnaryTests(tests, inputVariable, context);
          }
        };

    assertThat(
            new FastFeelEngineFactory(() -> wrong, FastFeelEngineFactoryTest::stock)
                .createInstance())
        .isInstanceOf(ScalaFeelEngine.class);
  }

  private static FeelEngine stock() {
    return new ScalaFeelEngine(List.of());
  }

  /** The fast engine, to be changed in one respect. */
  private static class Altered implements FeelEngine {

    private final FeelEngine engine = new FastFeelEngine(Clock.systemUTC(), List.of(), 100);

    @Override
    public <T> T evaluateSimpleExpression(String expression, VariableContext context) {
      return engine.evaluateSimpleExpression(expression, context);
    }

    @Override
    public boolean evaluateSimpleUnaryTests(
        String tests, String inputVariable, VariableContext context) {
      return engine.evaluateSimpleUnaryTests(tests, inputVariable, context);
    }
  }
}
