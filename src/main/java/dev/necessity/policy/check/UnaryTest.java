package dev.necessity.policy.check;

import dev.necessity.policy.model.PolicyEngine;
import java.util.Map;
import org.camunda.bpm.dmn.feel.impl.FeelException;

/** A cell applied to one value, as the tables' engine does it. */
final class UnaryTest {

  private UnaryTest() {}

  static boolean matches(String cell, Object value) {
    return matches(cell, value, Map.of());
  }

  static boolean matches(String cell, Object value, Map<String, Object> variables) {
    try {
      return PolicyEngine.matches(cell, value, variables);
    } catch (FeelException incomparable) {
      return false;
    }
  }
}
