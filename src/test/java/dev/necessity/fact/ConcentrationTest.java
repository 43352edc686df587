package dev.necessity.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConcentrationTest {

  @ParameterizedTest(name = "{0} {1} of {2} is {3} ng/mL")
  @CsvSource({
    "10,    ng/mL,   COTININE, 10",
    "10,    NG/ML,   COTININE, 10",
    "10,    ng / ml, COTININE, 10",
    "10,    ug/L,    COTININE, 10",
    "10,    \u00b5g/L,    COTININE, 10",
    "10,    \u03bcg/L,    COTININE, 10",
    "10,    mcg/L,   NICOTINE, 10",
    "10,    pg/uL,   NICOTINE, 10",
    "10,    pg/\u00b5L,   NICOTINE, 10",
    "10,    pg/\u03bcl,   NICOTINE, 10",
    "1000,  ng/dL,   COTININE, 10",
    "0.01,  mg/L,    COTININE, 10",
    "100,   nmol/L,  COTININE, 17.622",
    "100,   nmol/L,  NICOTINE, 16.223",
    "56.74, nmol/L,  COTININE, 9.9987228",
    "0,     ng/mL,   COTININE, 0"
  })
  void resultsAreConvertedExactly(
      BigDecimal value, String unit, String analyte, BigDecimal nanograms) {
    Map<String, Object> lab = lab(value, unit, analyte);

    assertThat(lab).containsEntry("convertible", true);
    assertThat(new BigDecimal(lab.get("ngPerMl").toString())).isEqualByComparingTo(nanograms);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ng",
        "ng/mg",
        "ng/mg creatinine",
        "ug/g creat",
        "mmol/L",
        "g/L",
        "positive",
        "ng/mL/h"
      })
  void anythingElseSaysNothing(String unit) {
    assertThat(lab(BigDecimal.TEN, unit, "COTININE"))
        .containsEntry("convertible", false)
        .containsEntry("ngPerMl", 0);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> lab(BigDecimal value, String unit, String analyte) {
    String said = unit.isEmpty() ? "" : "'unit': '" + unit + "', ";
    return ((List<Map<String, Object>>)
            Records.facts(
                    Records.with(
                        "{'nicotineLabs': [{'analyte': '"
                            + analyte
                            + "', 'specimen': 'URINE', 'value': "
                            + value
                            + ", "
                            + said
                            + "'drawnOn': '2025-11-10', 'document': 'LABORATORY_REPORT'}]}"))
                .get("nicotineLabs"))
        .get(0);
  }
}
