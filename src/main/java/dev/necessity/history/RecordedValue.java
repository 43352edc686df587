package dev.necessity.history;

import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.SpinValues;

/**
 * A value of a record in the engine's types: what has no type of its own there, numbers among it,
 * is JSON as it was recorded.
 */
final class RecordedValue {

  private RecordedValue() {}

  static TypedValue of(Object value) {
    if (value == null) {
      return Variables.untypedNullValue();
    }
    if (value instanceof String text) {
      return Variables.stringValue(text);
    }
    if (value instanceof Boolean answer) {
      return Variables.booleanValue(answer);
    }
    if (value instanceof Integer number) {
      return Variables.integerValue(number);
    }
    return SpinValues.jsonValue(EvaluationRecord.json(value)).create();
  }
}
