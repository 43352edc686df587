package dev.necessity.measure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Units of measure (UCUM), as laboratories write them: blanks, capital letters, both characters for
 * micro and "mcg" are understood where they leave one meaning. What has two, as "Mg/L" (megagrams,
 * or milligrams written wrongly), is no unit here.
 */
public final class Units {

  private static final int KEPT = 2_000;
  private static final int LONGEST_UNIT = 100;
  private static final String MOLE = "mol";
  private static final String GRAM = "g";

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern MICRO = Pattern.compile("[\u00b5\u03bc]");

  /** Pharmacists' word for microgram. */
  private static final Pattern MICROGRAM = Pattern.compile("\\bmcg\\b");

  /**
   * How to get from one unit to another: by a factor, or a quotient where the factor has no end.
   */
  private record Conversion(BigDecimal multiplier, BigDecimal divisor) {

    BigDecimal of(BigDecimal value) {
      BigDecimal product = value.multiply(multiplier);
      return divisor.compareTo(BigDecimal.ONE) == 0 ? product : Quotient.down(product, divisor);
    }

    static Conversion by(Fraction factor) {
      BigDecimal numerator = new BigDecimal(factor.numerator());
      BigDecimal denominator = new BigDecimal(factor.denominator());
      try {
        return new Conversion(numerator.divide(denominator).stripTrailingZeros(), BigDecimal.ONE);
      } catch (ArithmeticException endless) {
        return new Conversion(numerator, denominator);
      }
    }
  }

  private record Question(String from, String to, boolean massOfMoles) {}

  private static final Cache<Question, Optional<Conversion>> CONVERSIONS =
      Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

  private Units() {}

  /** Whether it is a unit in some spelling. */
  public static boolean isKnown(String unit) {
    return isShort(unit) && spellings(unit).anyMatch(spelling -> Meaning.of(spelling).isPresent());
  }

  /**
   * The value in another unit, exactly; a quotient without an end downwards. Empty where one of the
   * units is unknown or they measure different things.
   */
  public static Optional<BigDecimal> convert(BigDecimal value, String from, String to) {
    return conversion(new Question(from, to, false)).map(conversion -> conversion.of(value));
  }

  /**
   * The same, also from an amount of a substance to its mass, and back.
   *
   * @param molarMass of the substance in g/mol
   */
  public static Optional<BigDecimal> convert(
      BigDecimal value, String from, String to, BigDecimal molarMass) {
    Optional<BigDecimal> plain = convert(value, from, to);
    if (plain.isPresent() || molarMass.signum() <= 0) {
      return plain;
    }
    return conversion(new Question(from, to, true))
        .map(conversion -> conversion.of(value.multiply(molarMass)))
        .or(
            () ->
                conversion(new Question(to, from, true))
                    .map(
                        back ->
                            new Conversion(back.divisor(), back.multiplier().multiply(molarMass))
                                .of(value)));
  }

  private static Optional<Conversion> conversion(Question question) {
    return isShort(question.from()) && isShort(question.to())
        ? CONVERSIONS.get(question, Units::found)
        : Optional.empty();
  }

  /**
   * The conversion that all spellings which fit agree on. The unit that is asked for is a policy's
   * own word, and means the first that it can.
   */
  private static Optional<Conversion> found(Question question) {
    Optional<Meaning> wanted =
        spellings(question.to()).flatMap(spelling -> Meaning.of(spelling).stream()).findFirst();
    List<Fraction> found =
        wanted.stream()
            .flatMap(
                to ->
                    spellings(question.from())
                        .flatMap(
                            spelling ->
                                (question.massOfMoles()
                                        ? massOfMoles(spelling)
                                        : Meaning.of(spelling))
                                    .stream())
                        .filter(to::isComparable)
                        .map(from -> from.amount().dividedBy(to.amount())))
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(Conversion.by(found.get(0))) : Optional.empty();
  }

  private static boolean isShort(String unit) {
    return unit.length() <= LONGEST_UNIT;
  }

  /** As it is written, and as it may be meant. */
  private static Stream<String> spellings(String unit) {
    String written = MICRO.matcher(BLANKS.matcher(unit).replaceAll("")).replaceAll("u");
    return Stream.of(written, MICROGRAM.matcher(written.toLowerCase(Locale.ROOT)).replaceAll("ug"))
        .filter(spelling -> !spelling.isEmpty())
        .distinct();
  }

  /** What the unit would measure if a mole weighed one gram. */
  private static Optional<Meaning> massOfMoles(String unit) {
    return Meaning.of(unit)
        .filter(meaning -> Integer.valueOf(1).equals(meaning.dimension().get(MOLE)))
        .flatMap(moles -> Meaning.of(unit.replace(MOLE, GRAM)));
  }
}
