package dev.necessity.feel;

import java.util.List;
import org.camunda.feel.syntaxtree.Val;

/** The table or expression of one decision, compiled. Immutable and thread-safe. */
interface DecisionLogic {

  /** Of the decision. */
  String key();

  /** All that it says, so that another one that says the same gives the same. */
  String text();

  /** Of its outputs, each once. */
  List<String> names();

  /**
   * @throws LeftToTheEngineException where the engine does something else
   */
  Outcome evaluate(FeelScope scope);

  /**
   * What a decision gave. Values stand in the order of the output names, null where there is none.
   *
   * @param variables what later decisions see
   * @param rows the outputs of each rule that fired; of an expression, the one row of its value
   * @param rules ids of the rules that fired, and the inputs of the table; both null for an
   *     expression
   */
  record Outcome(Val[] variables, Val[][] rows, String[] rules, Val[] inputs) {}
}
