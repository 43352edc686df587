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
import org.fhir.ucum.Operator;
import org.fhir.ucum.Pair;
import org.fhir.ucum.Symbol;
import org.fhir.ucum.Term;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumModel;
import org.fhir.ucum.Unit;

/**
 * What a unit of UCUM measures, and how much of it one is.
 *
 * @param kinds what UCUM takes to be a mere number and is none, as the mole and the units of biological activity, with the exponents:
 *     a mole of something is no number of cells
 */
record Meaning(String dimension, Map<String, Integer> kinds, BigDecimal amount) {

  /** More digits than a definition has, so that the library cuts none. */
  private static final String ONE = "1." + "0".repeat(40);
  private static final String NUMBERS = "dimless";

  /** Read once, when the first unit is asked for. */
  private static final class Ucum {

    private static final UcumEssenceService SERVICE = read();
    private static final UcumModel MODEL = SERVICE.getModel();

    private static UcumEssenceService read() {
      try {
        return new UcumEssenceService(UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml"));
      } catch (UcumException e) {
        throw new IllegalStateException("The units of measure cannot be read.", e);
      }
    }
  }

  /** Empty for what UCUM does not know, and for scales that no factor leads to, as degrees and pH. */
  static Optional<Meaning> of(String unit) {
    try {
      Parts parts = new Parts();
      parts.add(unit, 1);
      Pair canonical = Ucum.SERVICE.getCanonicalForm(new Pair(new Decimal(ONE), unit));
      return parts.special ? Optional.empty()
          : Optional.of(new Meaning(canonical.getCode(), parts.kinds, new BigDecimal(canonical.getValue().asDecimal()).stripTrailingZeros()));
    } catch (UcumException | RuntimeException unknown) {
      // The library's parser meets some texts that are no unit with one exception, some with another.
      return Optional.empty();
    }
  }

  boolean isComparable(Meaning other) {
    return dimension.equals(other.dimension) && kinds.equals(other.kinds);
  }

  /** What a unit is made of, its definitions followed. */
  private static final class Parts {

    private final Map<String, Integer> kinds = new HashMap<>();
    private boolean physical;
    private boolean special;

    void add(String unit, int exponent) throws UcumException {
      add(new ExpressionParser(Ucum.MODEL).parse(unit), exponent);
    }

    private void add(Term first, int exponent) throws UcumException {
      int sign = 1;
      for (Term term = first; term != null; term = term.getTerm()) {
        if (term.hasComp()) {
          add(term.getComp(), sign * exponent);
        }
        sign = term.getOp() == Operator.DIVISION ? -1 : 1;
      }
    }

    private void add(Component component, int exponent) throws UcumException {
      if (component instanceof Term term) {
        add(term, exponent);
      } else if (component instanceof Symbol symbol) {
        add(symbol.getUnit(), exponent * symbol.getExponent());
      }
    }

    private void add(Unit unit, int exponent) throws UcumException {
      if (unit instanceof BaseUnit) {
        physical = true;
      } else if (unit instanceof DefinedUnit defined && !defined.getClass_().equals(NUMBERS)) {
        special |= defined.isSpecial();
        Parts definition = new Parts();
        if (!special) {
          definition.add(defined.getValue().getUnit(), 1);
        }
        physical |= definition.physical;
        special |= definition.special;
        definition.kinds.forEach((kind, power) -> count(kind, power * exponent));
        if (!definition.physical && definition.kinds.isEmpty()) {
          count(defined.getCode(), exponent);
        }
      }
    }

    private void count(String kind, int exponent) {
      kinds.merge(kind, exponent, (one, other) -> one + other == 0 ? null : one + other);
    }
  }
}
