package dev.necessity.fact;

import dev.necessity.fact.NicotineLab.Analyte;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A laboratory's result in ng/mL (policy, "Units"), exactly. */
final class Concentration {

  private static final Map<String, BigDecimal> NANOGRAMS_PER_MILLILITRE = Map.of(
      "ng/ml", BigDecimal.ONE,
      "ug/l", BigDecimal.ONE,
      "mcg/l", BigDecimal.ONE,
      "pg/ul", BigDecimal.ONE,
      "ng/dl", new BigDecimal("0.01"),
      "mg/l", BigDecimal.valueOf(1000));

  private static final String NANOMOLES_PER_LITRE = "nmol/l";

  /** ng/mL in 1 nmol/L: the molar mass in g/mol by 1000. */
  private static final Map<Analyte, BigDecimal> OF_A_NANOMOLE = Map.of(
      Analyte.COTININE, new BigDecimal("0.17622"),
      Analyte.NICOTINE, new BigDecimal("0.16223"));

  private Concentration() {}

  /** Empty when the unit is absent or none of the policy's, as a result per mg of creatinine. */
  static Optional<BigDecimal> nanogramsPerMillilitre(NicotineLab lab) {
    return factor(lab).map(lab.value()::multiply);
  }

  private static Optional<BigDecimal> factor(NicotineLab lab) {
    String unit = spelling(lab.unit());
    return unit.equals(NANOMOLES_PER_LITRE)
        ? Optional.of(OF_A_NANOMOLE.get(lab.analyte()))
        : Optional.ofNullable(NANOGRAMS_PER_MILLILITRE.get(unit));
  }

  /** One spelling for blanks, case and both characters for micro (U+00B5, U+03BC). */
  private static String spelling(String unit) {
    return unit == null ? "" : unit.replaceAll("\\s", "").replace('\u00b5', 'u').toLowerCase(Locale.ROOT).replace('\u03bc', 'u');
  }
}
