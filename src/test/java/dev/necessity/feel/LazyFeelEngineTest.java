package dev.necessity.feel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.junit.jupiter.api.Test;

/**
 * A start does not wait for the expression engine; the first expression does, and all have the same
 * one.
 */
class LazyFeelEngineTest {

  private static final VariableContext NOTHING = Variables.emptyVariableContext();

  private final AtomicInteger made = new AtomicInteger();
  private final LazyFeelEngine engine =
      new LazyFeelEngine(
          () -> {
            made.incrementAndGet();
            return new FastFeelEngineFactory().createInstance();
          });

  @Test
  void isNotMadeForADecisionEngineThatEvaluatesNothing() {
    DefaultDmnEngineConfiguration configuration =
        (DefaultDmnEngineConfiguration)
            DefaultDmnEngineConfiguration.createDefaultDmnEngineConfiguration();
    configuration.setFeelEngineFactory(() -> engine);

    configuration.buildEngine();

    assertThat(made).hasValue(0);
  }

  @Test
  void isMadeOnceForAllThreads() {
    List<Object> answers =
        IntStream.range(0, 50)
            .parallel()
            .mapToObj(i -> engine.<Object>evaluateSimpleExpression("1 + 1", NOTHING))
            .toList();

    assertThat(answers).containsOnly(answers.get(0)).first().hasToString("2");
    assertThat(
            engine.evaluateSimpleUnaryTests(
                "> 1", "input", Variables.putValue("input", 2).asVariableContext()))
        .isTrue();
    assertThat(made).hasValue(1);
  }

  @Test
  void isTheEngineBehindForThoseWhoCompileDecisions() {
    assertThat(LazyFeelEngine.behind(engine))
        .isInstanceOf(FastFeelEngine.class)
        .isSameAs(engine.made());
  }
}
