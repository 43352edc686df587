package dev.necessity.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.DefinedUnit;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnitsTest {

  private static final Map<String, Integer> PREFIXES =
      Map.of("", 0, "k", 3, "d", -1, "c", -2, "m", -3, "u", -6, "n", -9, "p", -12, "f", -15);
  private static final List<String> METRIC =
      List.of("g", "L", "l", "m", "s", "mol", "kat", "U", "[iU]", "Bq", "Pa", "eq", "osm");
  private static final List<String> ANNOTATIONS = List.of("", "", "", "{total}", "{1.73_m2}");

  private final Random random = new Random(4);

  /**
   * What stands over and under the line is the same in both units; only their prefixes differ, so a
   * power of ten leads from one to the other.
   */
  @Test
  void betweenPrefixesAPowerOfTenLeadsThereAndBack() {
    for (int i = 0; i < 2_000; i++) {
      StringBuilder from = new StringBuilder("1");
      StringBuilder to = new StringBuilder("1");
      int power = 0;
      for (int part = random.nextInt(4); part >= 0; part--) {
        int sign = random.nextBoolean() ? 1 : -1;
        int exponent = 1 + random.nextInt(2);
        String unit = any(METRIC);
        String one = any(List.copyOf(PREFIXES.keySet()));
        String other = any(List.copyOf(PREFIXES.keySet()));
        from.append(sign > 0 ? "." : "/")
            .append(one)
            .append(unit)
            .append(exponent > 1 ? exponent : "")
            .append(any(ANNOTATIONS));
        to.append(sign > 0 ? "." : "/")
            .append(other)
            .append(unit)
            .append(exponent > 1 ? exponent : "");
        power += sign * exponent * (PREFIXES.get(one) - PREFIXES.get(other));
      }
      int moved = power;
      BigDecimal value = new BigDecimal(random.nextInt(100_000)).movePointLeft(random.nextInt(5));

      Optional<BigDecimal> there = Units.convert(value, from.toString(), to.toString());
      assertThat(there)
          .as("%s %s in %s", value, from, to)
          .hasValueSatisfying(
              number -> assertThat(number).isEqualByComparingTo(value.scaleByPowerOfTen(moved)));
      assertThat(Units.convert(there.get(), to.toString(), from.toString()).orElseThrow())
          .isEqualByComparingTo(value);
    }
  }

  /** Whatever somebody does to the letters, the value is the right one or there is none. */
  @ParameterizedTest
  @CsvSource({
    "ng/mL, ng/mL, 1",
    "mg/dL, ng/mL, 10000",
    "ug/L, ng/mL, 1",
    "pg/uL, ng/mL, 1",
    "mmol/L, nmol/L, 1000000",
    "min, s, 60",
    "mm, cm, 0.1",
    "h, min, 60",
    "kg, g, 1000",
    "mL/min, L/h, 0.06"
  })
  void capitalLettersAndBlanksLeadToNoOtherValue(String unit, String to, BigDecimal factor) {
    int found = 0;
    for (int i = 0; i < 300; i++) {
      String written =
          unit.chars()
              .mapToObj(c -> String.valueOf((char) c))
              .map(c -> random.nextInt(3) == 0 ? c.toUpperCase(Locale.ROOT) : c)
              .map(c -> random.nextInt(5) == 0 ? c + any(List.of(" ", "\t", "\u00a0")) : c)
              .collect(Collectors.joining());
      Optional<BigDecimal> value = Units.convert(BigDecimal.ONE, written, to);
      value.ifPresent(given -> assertThat(given).as(written).isEqualByComparingTo(factor));
      found += value.isPresent() ? 1 : 0;
    }
    assertThat(found).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "/min, /h, 1, 60",
    "/h, /min, 90, 1.5",
    "m/s, km/h, 5, 18",
    "km/h, m/s, 18, 5",
    "/d, /wk, 3, 21",
    "%, 1, 50, 0.5",
    "10*3/uL, /L, 4, 4000000000",
    "mg%, mg/dL, 7, 7",
    "[lb_av], kg, 1, 0.45359237",
    "mg/g{creat}, ug/mg, 3, 3",
    "m[H2O], Pa, 1, 9806.65",
    "[ft_i], cm, 1, 30.48",
    "(mg.(m/s))/(L.(m/s)), ng/mL, 1, 1000"
  })
  void aConversionIsExact(String from, String to, BigDecimal value, BigDecimal wanted) {
    assertThat(Units.convert(value, from, to).orElseThrow()).isEqualByComparingTo(wanted);
  }

  /**
   * Enzymes and hormones are counted in units; a letter written small makes no weight of them, nor
   * of an equivalent a mole without its valence.
   */
  @ParameterizedTest
  @CsvSource({
    "U/L, ng/mL",
    "mU/L, ng/mL",
    "kU/L, ng/mL",
    "uU/mL, ng/mL",
    "\u00b5U/mL, ng/mL",
    "[iU]/L, ng/mL",
    "IU/L, ng/mL",
    "meq/L, ng/mL",
    "10*3/uL, ng/mL",
    "mm[Hg], ng/mL",
    "ratio, ng/mL",
    "ng/mg, ng/mL",
    "%, ng/mL",
    "Cel, K",
    "[pH], 1",
    "[iU], 1",
    "mol, 1",
    "mol, [iU]",
    "B[SPL], 1",
    "s, min-1"
  })
  void unitsOfDifferentThingsGiveNoNumber(String from, String to) {
    assertThat(Units.convert(BigDecimal.TEN, from, to)).isEmpty();
    assertThat(Units.convert(BigDecimal.TEN, from, to, BigDecimal.valueOf(176))).isEmpty();
  }

  static Stream<String> noUnits() {
    return Stream.of(
        "",
        " ",
        "10*100",
        "g100",
        "m-100",
        "10*999999999",
        "m999999999",
        "Ym-2147483648",
        "0.g",
        "mg.-1",
        "g/0",
        "g/-5",
        "99999999999999999999",
        "{",
        "g{",
        "(g",
        "[",
        "]",
        "g..m",
        "g.",
        "/",
        "\u0000",
        "\ud83d\ude00",
        "\u00b5",
        "null",
        "ng/mL ng/mL",
        "Ym99.Ym99.Ym99.Ym99.Ym99.Ym99.Ym99.Ym99.Ym99.Ym99",
        "(".repeat(10_000) + "g" + ")".repeat(10_000),
        "g.".repeat(500_000),
        "{".repeat(1_000_000),
        "mg/dL".repeat(200_000),
        "\u0130".repeat(90),
        " ".repeat(1_000_000) + "g");
  }

  @ParameterizedTest
  @MethodSource("noUnits")
  void whatIsNoUnitOrAsksForTooMuchGivesNoNumber(String unit) {
    assertThat(Units.isKnown(unit)).isFalse();
    for (String other : List.of("g", "1", "10*-99", unit)) {
      assertThat(Units.convert(BigDecimal.ONE, unit, other)).isEmpty();
      assertThat(Units.convert(BigDecimal.ONE, other, unit)).isEmpty();
      assertThat(Units.convert(BigDecimal.ONE, unit, other, BigDecimal.TEN)).isEmpty();
    }
  }

  /** Characters that units are made of, in any order. */
  @Test
  void anyTextIsConvertedToItselfOrIsNoUnit() {
    List<String> pieces =
        List.of(
            "g", "m", "L", "mol", "/", ".", "(", ")", "{", "}", "[", "]", "*", "10*", "^", "'", "%",
            "-", "+", "2", "99", "0", "u", "µ", "\u03bc", "[iU]", "{a}", " ", "Cel", "mcg", "\n",
            "é");
    int units = 0;
    for (int i = 0; i < 20_000; i++) {
      String text =
          IntStream.rangeClosed(0, random.nextInt(7))
              .mapToObj(n -> any(pieces))
              .collect(Collectors.joining());
      Optional<BigDecimal> same = Units.convert(BigDecimal.ONE, text, text);
      same.ifPresent(value -> assertThat(value).as(text).isEqualByComparingTo(BigDecimal.ONE));
      assertThat(same.isEmpty() || Units.isKnown(text)).as(text).isTrue();
      units += same.isPresent() ? 1 : 0;
    }
    assertThat(units).isGreaterThan(1_000);
  }

  /**
   * The library's own conversion of each unit that it defines, which keeps three digits of some.
   */
  @Test
  void eachDefinedUnitIsAsLargeAsTheLibraryTakesItToBe() throws Exception {
    UcumEssenceService library =
        new UcumEssenceService(UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml"));
    int compared = 0;
    for (DefinedUnit unit : library.getModel().getDefinedUnits()) {
      Optional<Meaning> meaning = Meaning.of(unit.getCode());
      assertThat(meaning.isEmpty())
          .as(unit.getCode())
          .isEqualTo(unit.isSpecial() || unit.getCode().equals("u"));
      if (meaning.isPresent()) {
        Fraction amount = meaning.get().amount();
        assertThat(
                new BigDecimal(amount.numerator())
                    .divide(new BigDecimal(amount.denominator()), MathContext.DECIMAL64)
                    .doubleValue())
            .as(unit.getCode())
            .isCloseTo(canonical(library, unit), Percentage.withPercentage(0.5));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(250);
  }

  private static double canonical(UcumEssenceService library, DefinedUnit unit)
      throws UcumException {
    return Double.parseDouble(
        library
            .getCanonicalForm(new Pair(new Decimal("1.00000000000000000000"), unit.getCode()))
            .getValue()
            .asScientific());
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
