package dev.necessity.policy.check;

import dev.necessity.fact.FactShape;
import dev.necessity.fact.Facts;
import dev.necessity.feel.FeelShape;
import dev.necessity.feel.FeelTree;
import dev.necessity.policy.model.MeasuredFacts;
import dev.necessity.request.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.InputData;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;

/**
 * What the names of a file stand for, from the facts that the application measures through the
 * file's expressions.
 */
final class Shapes {

  /** The one input that every policy's diagram reads, and that no other decision file does. */
  static final String FACTS = "facts";

  private final Names names;
  private final FeelShape facts;
  private final Map<String, FeelShape> byElement = new HashMap<>();
  private final Map<String, Map<String, FeelShape>> visibleTo = new HashMap<>();

  /**
   * @param documents the forms that say what the facts look like
   */
  static Shapes of(Names names, Documents documents) {
    return new Shapes(names, ofFacts(documents));
  }

  /**
   * @param before other forms, in the place of which those that count are to come: what they had
   *     alone is gone
   */
  static Shapes of(Names names, Documents documents, Documents before) {
    return new Shapes(names, ofFacts(documents).after(ofFacts(before)));
  }

  private static FeelShape ofFacts(Documents documents) {
    return FeelShape.of(new MeasuredFacts(FactShape.sample(documents)))
        .choosing(FactShape.choices(documents));
  }

  /** Of the records of one list; {@link FeelShape#UNKNOWN} where no form fills it. */
  static FeelShape ofRecords(String list, Documents documents) {
    FeelShape lists =
        FeelShape.of(FactShape.sample(documents).get(Facts.EVIDENCE))
            .choosing(FactShape.choices(documents).get(Facts.EVIDENCE));
    return ((FeelShape.Context) lists).properties().getOrDefault(list, FeelShape.UNKNOWN);
  }

  private Shapes(Names names, FeelShape facts) {
    this.names = names;
    this.facts = facts;
  }

  /** What an expression of a decision reads otherwise than it is there. */
  List<FeelTree.Misread> misread(FeelTree expression, Decision decision) {
    List<FeelTree.Misread> misread = new ArrayList<>();
    expression.shape(visible(decision)::get, misread);
    return misread;
  }

  /** Of the value of an expression of a decision. */
  FeelShape of(FeelTree expression, Decision decision) {
    return expression.shape(visible(decision)::get, new ArrayList<>());
  }

  /** Whether an expression of a decision may use a name. */
  boolean isVisible(String name, Decision decision) {
    return visible(decision).containsKey(name);
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
      names
          .givenBy()
          .getOrDefault(element.getId(), java.util.Set.of())
          .forEach(name -> visible.put(name, of(element, name)));
    }
    return visible;
  }

  /**
   * Whether an expression asks for an input as it comes, of which nothing says that it is always
   * there.
   */
  boolean mayBeAbsent(FeelTree expression, Decision decision) {
    return expression
        .name()
        .filter(
            name ->
                names.required(decision).stream()
                    .anyMatch(
                        element ->
                            element instanceof InputData
                                && names
                                    .givenBy()
                                    .getOrDefault(element.getId(), java.util.Set.of())
                                    .contains(name)))
        .filter(name -> visible(decision).get(name) == FeelShape.UNKNOWN)
        .isPresent();
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
      byElement.put(
          element.getId(),
          element instanceof Decision decision
                  && decision.getExpression() instanceof LiteralExpression literal
              ? FeelTree.expression(Expressions.text(literal))
                  .map(tree -> tree.shape(visible(decision)::get, new ArrayList<>()))
                  .orElse(FeelShape.UNKNOWN)
              : FeelShape.UNKNOWN);
    }
    return byElement.get(element.getId());
  }
}
