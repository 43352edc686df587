package dev.necessity.policy.check;

import dev.necessity.policy.PolicyEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;

/** A cell applied to one value, as the tables' engine does it. */
final class UnaryTest {

  private UnaryTest() {}

  static boolean matches(String cell, Object value) {
    try {
      return PolicyEngine.matches(cell, value);
    } catch (FeelException incomparable) {
      return false;
    }
  }
}
