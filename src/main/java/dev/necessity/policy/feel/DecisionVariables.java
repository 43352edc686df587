package dev.necessity.policy.feel;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.Some;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.feel.context.VariableProvider;

/** The variables of a decision as FEEL sees them; in a cell also the name of the variable that holds the input. */
final class DecisionVariables implements VariableProvider {

  private static final String INPUT_VARIABLE_NAME = "inputVariableName";

  private final VariableContext context;
  private final String inputVariable;

  DecisionVariables(VariableContext context) {
    this(context, null);
  }

  DecisionVariables(VariableContext context, String inputVariable) {
    this.context = context;
    this.inputVariable = inputVariable;
  }

  @Override
  public Option<Object> getVariable(String name) {
    if (inputVariable != null && INPUT_VARIABLE_NAME.equals(name)) {
      return new Some<>(inputVariable);
    }
    TypedValue value = context.resolve(name);
    if (value != null) {
      return new Some<>(value.getValue());
    }
    return context.containsVariable(name) ? new Some<>(null) : Option.empty();
  }

  @Override
  public Iterable<String> keys() {
    return CollectionConverters.asScala(context.keySet());
  }
}
