package dev.necessity.policy.model;

import java.math.BigDecimal;

/** A number as people write it, without an exponent, as long as anybody could read it so. */
public final class PlainNumber {

  private static final int MOST_ZEROS = 100;

  private PlainNumber() {}

  public static String of(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return Math.abs(stripped.scale()) > MOST_ZEROS ? stripped.toString() : stripped.toPlainString();
  }
}
