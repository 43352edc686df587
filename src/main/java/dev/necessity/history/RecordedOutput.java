package dev.necessity.history;

import org.camunda.bpm.engine.impl.history.event.HistoricDecisionOutputInstanceEntity;
import org.camunda.bpm.engine.variable.value.TypedValue;

/** An output of a decision whose value comes from a record and not from a row of its own. */
final class RecordedOutput extends HistoricDecisionOutputInstanceEntity {

  private final transient TypedValue recorded;

  RecordedOutput(Object value) {
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
