package dev.necessity.policy.mutate;

import dev.necessity.policy.PlainNumber;
import dev.necessity.policy.PolicyEngine;
import dev.necessity.policy.feel.FeelTree;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelException;

/** Which example would notice a change, in an analyst's words. */
final class MissingExample {

  private MissingExample() {}

  static String of(Mutation mutation) {
    Mutation.Place place = mutation.place();
    return switch (place.part()) {
      case CONDITION -> value(mutation).map(value -> "Add an example with " + value + " in '" + place.label() + "' that meets the rest of the rule.")
          .orElse("Add an example on the boundary.");
      case OUTPUT -> "Let an example that meets the rule expect '= " + place.column().detail() + "'.";
      case RULE -> "Add an example that only this rule meets.";
      case QUESTION, EXPRESSION -> "Add an example request that gets another answer by it.";
    };
  }

  /** A value that only one of the two cells lets pass; empty where a cell depends on more than its column. */
  private static Optional<String> value(Mutation mutation) {
    return Stream.of(mutation.was(), mutation.became()).flatMap(cell -> FeelTree.cell(cell).stream())
        .flatMap(tree -> tree.comparands().stream()).flatMap(MissingExample::around)
        .filter(value -> matches(mutation.was(), value) != matches(mutation.became(), value)).findFirst()
        .map(value -> value instanceof BigDecimal number ? PlainNumber.of(number) : value instanceof String text ? "\"" + text + "\"" : value.toString());
  }

  private static Stream<Object> around(Object value) {
    return value instanceof BigDecimal number ? Stream.of(number, number.add(number.ulp()), number.subtract(number.ulp()))
        : value instanceof Boolean ? Stream.of(true, false) : Stream.of(value, "another text");
  }

  private static boolean matches(String cell, Object value) {
    try {
      return PolicyEngine.matches(cell, value, Map.of());
    } catch (FeelException incomparable) {
      return false;
    }
  }
}
