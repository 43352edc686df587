package dev.necessity.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A quotient that has no end is cut to 34 digits, to the side that a limit asks for. */
public final class Quotient {

  private static final MathContext DOWNWARDS = new MathContext(34, RoundingMode.FLOOR);
  private static final MathContext UPWARDS = new MathContext(34, RoundingMode.CEILING);

  private Quotient() {}

  /** Downwards, so that no quotient below a threshold is ever rounded up to it. */
  public static BigDecimal down(BigDecimal dividend, BigDecimal divisor) {
    return dividend.divide(divisor, DOWNWARDS);
  }

  /** Upwards, so that no quotient above a limit is ever rounded down to it. */
  public static BigDecimal up(BigDecimal dividend, BigDecimal divisor) {
    return dividend.divide(divisor, UPWARDS);
  }
}
