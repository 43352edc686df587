package dev.necessity.feel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.junit.jupiter.api.Test;

/** A number in a JSON process variable is the number that was sent. */
class ExactDecimalsTest {

  @Test
  void decimalsKeepEveryDigit() {
    SpinJsonNode request =
        Spin.JSON("{\"relief\": 69.99999999999999999, \"score\": 7, \"ngPerMl\": 0.1}");

    assertThat(request.prop("relief").numberValue())
        .isEqualTo(new BigDecimal("69.99999999999999999"));
    assertThat(request.prop("ngPerMl").numberValue()).isEqualTo(new BigDecimal("0.1"));
    assertThat(request.prop("score").numberValue()).isEqualTo(7);
  }

  @Test
  void aStoredDocumentReadsAsItWasWritten() {
    String written = "{\"relief\":70.0,\"dose\":100.00,\"tiny\":0.000000001,\"score\":7}";

    assertThat(new BigDecimal(Spin.JSON(written).prop("tiny").numberValue().toString()))
        .isEqualByComparingTo("0.000000001");
    assertThat(Spin.JSON(Spin.JSON(written).toString()).prop("dose").numberValue())
        .isEqualTo(new BigDecimal("100.00"));
    assertThat(Spin.JSON(written).toString()).contains("\"relief\":70.0,\"dose\":100.00,");
  }
}
