package dev.necessity.feel;

import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValString;

/**
 * The variables of a decision as FEEL sees them during one evaluation; in a cell also the name of
 * the variable that holds the input. Not thread-safe.
 */
final class DecisionVariables implements FeelScope.Variables {

  private final FeelValues values;
  private final VariableContext context;
  private final String inputVariable;

  /** The list read last: the condition of a filter or loop reads the same one for each item. */
  private String listName;

  private Val list;

  /**
   * @param inputVariable null outside of a cell
   */
  DecisionVariables(FeelValues values, VariableContext context, String inputVariable) {
    this.values = values;
    this.context = context;
    this.inputVariable = inputVariable;
  }

  @Override
  public Val find(Name wanted) {
    String name = wanted.text;
    if (inputVariable != null && FeelScope.INPUT_NAME.text.equals(name)) {
      return new ValString(inputVariable);
    }
    if (name.equals(listName)) {
      return list;
    }
    TypedValue typed = context.resolve(name);
    if (typed == null && !context.containsVariable(name)) {
      return null;
    }
    Val value = values.toVal(typed == null ? null : typed.getValue());
    if (value instanceof ValList) {
      listName = name;
      list = value;
    }
    return value;
  }

  @Override
  public Iterable<String> keys() {
    return CollectionConverters.asScala(context.keySet());
  }
}
