package dev.necessity.fact;

import java.math.BigDecimal;

/**
 * How facts are written: plain maps and lists. Missing is not false: what nobody said has a value
 * of its own, which is neither yes nor no, and which no number, no text and no date has.
 */
public final class FactValues {

  static final String UNKNOWN = "UNKNOWN";
  static final String NOT_STATED = "NOT_STATED";

  private FactValues() {}

  static String yesOrNo(Boolean value) {
    if (value == null) {
      return UNKNOWN;
    }
    return value ? "YES" : "NO";
  }

  static String name(Enum<?> value, String absent) {
    return value == null ? absent : value.name();
  }

  static String text(String value) {
    return value == null ? "" : value;
  }

  /** The same number as people write it: 70, neither 70.00 nor 7E+1. */
  public static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
