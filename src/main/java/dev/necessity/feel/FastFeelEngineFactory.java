package dev.necessity.feel;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the FEEL engine for Camunda's DMN engine, by {@code
 * DefaultDmnEngineConfiguration.feelEngineFactory}: stand-alone, and inside the process engine
 * ({@code ProcessEngineConfigurationImpl.setDmnEngineConfiguration} before it is built).
 *
 * <p>Every engine is checked against Camunda's own before it is handed out. If the FEEL library has
 * changed underneath, so that the check fails, Camunda's own engine is handed out with a warning:
 * slower, never different.
 */
public final class FastFeelEngineFactory implements FeelEngineFactory {

  /** Expressions of each kind that stay parsed: several hundred tables' worth. */
  static final int DEFAULT_CACHED_EXPRESSIONS = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(FastFeelEngineFactory.class);

  private final Supplier<FeelEngine> fast;
  private final Supplier<FeelEngine> stock;

  /** An engine on the system clock, without custom functions. */
  public FastFeelEngineFactory() {
    this(Clock.systemUTC(), List.of());
  }

  /**
   * @param clock what {@code now()} and {@code today()} read, each time they are called, in the
   *     clock's zone
   * @param functions functions that expressions may call besides the built-in ones
   */
  public FastFeelEngineFactory(Clock clock, List<FeelCustomFunctionProvider> functions) {
    this(
        () -> new FastFeelEngine(clock, functions, DEFAULT_CACHED_EXPRESSIONS),
        () ->
            new ScalaFeelEngineFactory(
                    Stream.concat(Stream.of(MeasuringFunctions.forCamunda()), functions.stream())
                        .toList())
                .createInstance());
  }

  FastFeelEngineFactory(Supplier<FeelEngine> fast, Supplier<FeelEngine> stock) {
    this.fast = fast;
    this.stock = stock;
  }

  @Override
  public FeelEngine createInstance() {
    FeelEngine reference = stock.get();
    try {
      FeelEngine engine = fast.get();
      FeelSelfCheck.compare(engine, reference);
      return engine;
    } catch (RuntimeException | LinkageError failure) {
      // A changed library shows as a missing class or method, or as another answer.
      LOG.warn(
          "The fast FEEL engine does not fit this version of the FEEL library; decisions run on Camunda's own, "
              + "which is many times slower: {}",
          failure.toString());
      return reference;
    }
  }
}
