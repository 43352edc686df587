package dev.necessity.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpiTest {

  @ParameterizedTest
  @ValueSource(strings = {"1234567893", "1245319599", "1497758544"})
  void aNumberWithItsCheckDigitIsValid(String npi) {
    assertThat(Npi.isValid(npi)).isTrue();
  }

  @Test
  void onlyOneCheckDigitFits() {
    assertThat(IntStream.range(0, 10).filter(digit -> Npi.isValid("123456789" + digit)))
        .containsExactly(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "123456789", "12345678930", "123456789x", " 1234567893", "١٢٣٤٥٦٧٨٩٣"})
  void anythingButTenDigitsIsNot(String npi) {
    assertThat(Npi.isValid(npi)).isFalse();
  }

  @Test
  void twoExchangedDigitsAreFound() {
    assertThat(Npi.isValid("1324567893")).isFalse();
  }
}
