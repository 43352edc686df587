package dev.necessity.policy.model;

import java.math.BigDecimal;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.spi.transform.DmnTransformer;
import org.camunda.bpm.dmn.engine.impl.spi.type.DmnDataTypeTransformer;
import org.camunda.bpm.dmn.engine.impl.spi.type.DmnDataTypeTransformerRegistry;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;

/** The DMN types that Camunda 7 lacks: {@code number}, kept exact, and {@code Any}. */
final class DecisionTypes {

  private DecisionTypes() {}

  static void register(DefaultDmnEngineConfiguration configuration) {
    DmnTransformer transformer = configuration.getTransformer();
    DmnDataTypeTransformerRegistry types = transformer.getDataTypeTransformerRegistry();
    types.addTransformer("number", DecisionTypes::number);
    types.addTransformer("any", (DmnDataTypeTransformer) Variables::untypedValue);
  }

  /**
   * A whole number becomes a long, which the history stores in its own column; any other stays an
   * exact decimal.
   */
  private static TypedValue number(Object value) {
    if (value instanceof BigDecimal decimal
        && decimal.stripTrailingZeros().scale() <= 0
        && decimal.precision() - decimal.scale() < 18) {
      return Variables.longValue(decimal.longValueExact());
    }
    return Variables.untypedValue(value);
  }
}
