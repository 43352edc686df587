package dev.necessity.history;

import org.camunda.bpm.engine.impl.history.event.HistoricDecisionInputInstanceEntity;
import org.camunda.bpm.engine.variable.value.TypedValue;

/** An input of a decision whose value comes from a record and not from a row of its own. */
final class RecordedInput extends HistoricDecisionInputInstanceEntity {

  private final transient TypedValue recorded;

  RecordedInput(Object value) {
    this.recorded = RecordedValue.of(value);
  }

  @Override
  public String getTypeName() {
    return recorded.getType() == null ? null : recorded.getType().getName();
  }

  @Override
  public Object getValue() {
    return recorded.getValue();
  }

  @Override
  public TypedValue getTypedValue() {
    return recorded;
  }

  @Override
  public TypedValue getTypedValue(boolean deserialized) {
    return recorded;
  }
}
