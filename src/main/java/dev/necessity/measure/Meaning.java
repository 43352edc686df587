package dev.necessity.measure;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fhir.ucum.BaseUnit;
import org.fhir.ucum.Component;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.DefinedUnit;
import org.fhir.ucum.ExpressionParser;
import org.fhir.ucum.Factor;
import org.fhir.ucum.Operator;
import org.fhir.ucum.Symbol;
import org.fhir.ucum.Term;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumModel;
import org.fhir.ucum.Unit;

/**
 * What a unit of UCUM measures, and how much of it one is. The library reads the unit and knows the
 * definitions; what it computes from them is rounded, and never ends for an exponent of nine
 * digits.
 *
 * @param dimension the base units that it is made of, with their exponents. What UCUM takes to be a
 *     mere number and is none, as the mole and the units of biological activity, is a base unit
 *     here: a mole of something is no number of cells
 */
record Meaning(Map<String, Integer> dimension, Fraction amount) {

  private static final int MOST_EXPONENT = 99;
  private static final String NUMBERS = "dimless";

  /**
   * An atom's weight. Nobody measures with it, and it is how a unit of an enzyme (U) looks in small
   * letters.
   */
  private static final String DALTON = "u";

  /** Read once, when the first unit is asked for. */
  private static final class Ucum {

    private static final UcumModel MODEL = read();

    private static UcumModel read() {
      try {
        return new UcumEssenceService(
                UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml"))
            .getModel();
      } catch (UcumException e) {
        throw new IllegalStateException("The units of measure cannot be read.", e);
      }
    }
  }

  /**
   * Empty for what UCUM does not know, for scales that no factor leads to, as degrees and pH, and
   * for what is larger than any measure.
   */
  static Optional<Meaning> of(String unit) {
    try {
      return Optional.of(read(unit));
    } catch (UcumException | RuntimeException unknown) {
      // The library's parser meets some texts that are no unit with one exception, some with
      // another.
      return Optional.empty();
    }
  }

  private static Meaning read(String unit) throws UcumException {
    return of(new ExpressionParser(Ucum.MODEL).parse(unit));
  }

  private static Meaning of(Term first) throws UcumException {
    Meaning product = number(Fraction.ONE);
    boolean divides = false;
    for (Term term = first; term != null; term = term.getTerm()) {
      if (term.hasComp()) {
        product = product.times(of(term.getComp()), divides ? -1 : 1);
      }
      divides = term.getOp() == Operator.DIVISION;
    }
    return product;
  }

  private static Meaning of(Component component) throws UcumException {
    if (component instanceof Term term) {
      return of(term);
    }
    if (component instanceof Factor factor) {
      return number(Fraction.of(BigDecimal.valueOf(factor.getValue())));
    }
    Symbol symbol = (Symbol) component;
    if (Math.abs(symbol.getExponent()) > MOST_EXPONENT) {
      throw new ArithmeticException("an exponent of no unit");
    }
    Meaning unit = of(symbol.getUnit());
    Meaning prefixed =
        symbol.hasPrefix() ? unit.times(number(fraction(symbol.getPrefix().getValue())), 1) : unit;
    return number(Fraction.ONE).times(prefixed, symbol.getExponent());
  }

  private static Meaning of(Unit unit) throws UcumException {
    if (unit instanceof BaseUnit) {
      return new Meaning(Map.of(unit.getCode(), 1), Fraction.ONE);
    }
    DefinedUnit defined = (DefinedUnit) unit;
    if (defined.isSpecial() || defined.getCode().equals(DALTON)) {
      throw new UcumException("no unit to convert");
    }
    Meaning definition =
        number(fraction(defined.getValue().getValue()))
            .times(read(defined.getValue().getUnit()), 1);
    boolean isKind = definition.dimension.isEmpty() && !defined.getClass_().equals(NUMBERS);
    return isKind ? new Meaning(Map.of(defined.getCode(), 1), definition.amount) : definition;
  }

  private static Meaning number(Fraction amount) {
    return new Meaning(Map.of(), amount);
  }

  private static Fraction fraction(Decimal number) {
    return Fraction.of(new BigDecimal(number.asDecimal()));
  }

  private Meaning times(Meaning other, int exponent) {
    Map<String, Integer> product = new HashMap<>(dimension);
    other.dimension.forEach(
        (base, power) ->
            product.merge(
                base, power * exponent, (one, more) -> one + more == 0 ? null : one + more));
    return new Meaning(product, amount.times(other.amount.power(exponent)));
  }

  boolean isComparable(Meaning other) {
    return dimension.equals(other.dimension);
  }
}
