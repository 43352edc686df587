package dev.necessity.measure;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact factor above zero, as 1/60, in lowest terms. */
record Fraction(BigInteger numerator, BigInteger denominator) {

  /** Factors with more bits (some 3,000 digits) are no unit's. */
  private static final int MOST_BITS = 10_000;

  static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

  /**
   * @throws ArithmeticException for one that is not above zero, or too long
   */
  Fraction {
    if (numerator.signum() <= 0
        || denominator.signum() <= 0
        || numerator.bitLength() > MOST_BITS
        || denominator.bitLength() > MOST_BITS) {
      throw new ArithmeticException("no factor of a unit");
    }
    BigInteger divisor = numerator.gcd(denominator);
    numerator = numerator.divide(divisor);
    denominator = denominator.divide(divisor);
  }

  static Fraction of(BigDecimal number) {
    return number.scale() > 0
        ? new Fraction(number.unscaledValue(), BigInteger.TEN.pow(number.scale()))
        : new Fraction(number.toBigIntegerExact(), BigInteger.ONE);
  }

  Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  Fraction dividedBy(Fraction other) {
    return times(other.power(-1));
  }

  Fraction power(int exponent) {
    return exponent < 0
        ? new Fraction(denominator.pow(-exponent), numerator.pow(-exponent))
        : new Fraction(numerator.pow(exponent), denominator.pow(exponent));
  }
}
