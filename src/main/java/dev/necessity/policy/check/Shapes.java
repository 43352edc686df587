package dev.necessity.policy.check;

import dev.necessity.policy.feel.FeelShape;
import dev.necessity.policy.feel.FeelTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.InputData;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;

/** What the names of a file stand for, from the facts that the application measures through the file's expressions. */
final class Shapes {

  /** The one input that every policy's diagram reads, and that no other decision file does. */
  static final String FACTS = "facts";

  private final Names names;
  private final FeelShape facts;
  private final Map<String, FeelShape> byElement = new HashMap<>();
  private final Map<String, Map<String, FeelShape>> visibleTo = new HashMap<>();

  /** @param facts what they look like, by the forms that count */
  Shapes(Names names, FeelShape facts) {
    this.names = names;
    this.facts = facts;
  }

  /** The properties that an expression of a decision reads and that do not exist. */
  List<FeelTree.Missing> missing(FeelTree expression, Decision decision) {
    Map<String, FeelShape> visible = visible(decision);
    List<FeelTree.Missing> missing = new ArrayList<>();
    expression.shape(visible::get, missing);
    return missing;
  }

  /** Each look at a table's columns walks through all of its rules, so it is taken once. */
  private Map<String, FeelShape> visible(Decision decision) {
    if (!visibleTo.containsKey(decision.getId())) {
      visibleTo.put(decision.getId(), visibleTo(decision));
    }
    return visibleTo.get(decision.getId());
  }

  private Map<String, FeelShape> visibleTo(Decision decision) {
    Map<String, FeelShape> visible = new HashMap<>();
    names.visibleTo(decision).forEach(name -> visible.put(name, FeelShape.UNKNOWN));
    for (DrgElement element : names.required(decision)) {
      names.givenBy().getOrDefault(element.getId(), java.util.Set.of()).forEach(name -> visible.put(name, of(element, name)));
    }
    return visible;
  }

  /** Of the value of an expression that is a decision. */
  FeelShape of(Decision decision) {
    return of(decision, decision.getId());
  }

  private FeelShape of(DrgElement element, String name) {
    if (element instanceof InputData) {
      return FACTS.equals(name) ? facts : FeelShape.UNKNOWN;
    }
    if (!byElement.containsKey(element.getId())) {
      // Decisions that require each other in a circle know nothing of each other.
      byElement.put(element.getId(), FeelShape.UNKNOWN);
      byElement.put(element.getId(), element instanceof Decision decision && decision.getExpression() instanceof LiteralExpression literal
          ? FeelTree.expression(Expressions.text(literal)).map(tree -> tree.shape(visible(decision)::get, new ArrayList<>())).orElse(FeelShape.UNKNOWN)
          : FeelShape.UNKNOWN);
    }
    return byElement.get(element.getId());
  }
}
