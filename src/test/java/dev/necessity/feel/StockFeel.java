package dev.necessity.feel;

import java.util.List;
import org.camunda.bpm.dmn.feel.impl.FeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;

/** FEEL as Camunda ships it, with the measuring functions, which no engine has of its own. */
public final class StockFeel {

  private StockFeel() {}

  public static FeelEngineFactory engines() {
    return new ScalaFeelEngineFactory(List.of(functions()));
  }

  /** The measuring functions over plain Java values. */
  public static FeelCustomFunctionProvider functions() {
    return MeasuringFunctions.forCamunda();
  }
}
