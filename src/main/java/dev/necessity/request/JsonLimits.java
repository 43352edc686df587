package dev.necessity.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What JSON allows but nothing here could compute with or store: looked for before anything else
 * touches a value.
 */
final class JsonLimits {

  /** Characters of a number as it is written. */
  static final int LONGEST_NUMBER = 60;

  /**
   * Digits before and after the point: what a 128-bit decimal holds exactly, so that no later step
   * rounds.
   */
  private static final int MOST_DIGITS = 34;

  private JsonLimits() {}

  static List<Violation> violations(JsonNode body) {
    List<Violation> violations = new ArrayList<>();
    JsonWalk.visit(
        body,
        (pointer, node) -> {
          if (node.isNumber() && !computable(node.decimalValue())) {
            violations.add(
                new Violation(
                    pointer.toString(),
                    "has more digits than can be computed with; write at most "
                        + MOST_DIGITS
                        + " digits in all"));
          }
          if (node.isTextual() && !Texts.storable(node.textValue())) {
            violations.add(new Violation(pointer.toString(), Texts.NOT_STORABLE));
          }
          if (node.properties().stream().anyMatch(field -> !Texts.storable(field.getKey()))) {
            // Not at the field itself: an answer could hold its name as little.
            violations.add(
                new Violation(pointer.toString(), "has a field whose name " + Texts.NOT_STORABLE));
          }
        });
    return violations;
  }

  /** Looks at digits and exponent only: a huge exponent is never written out. */
  private static boolean computable(BigDecimal number) {
    BigDecimal digits = number.stripTrailingZeros();
    long integerDigits = (long) digits.precision() - digits.scale();
    return digits.precision() <= MOST_DIGITS
        && integerDigits <= MOST_DIGITS
        && digits.scale() <= MOST_DIGITS;
  }
}
