package dev.necessity.casework.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnWordsTest {

  private static final List<String> SAID =
      List.of(
          "No injection is documented.",
          "Not all criteria of the policy are met: 2 of 13.",
          "No injection");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "No injection is documented.                                                        | true",
        "no injection is  documented                                                        | true",
        "Not all criteria of the policy are met: 2 of 13. – No injection is documented!     | true",
        "No injection is documented. No injection is documented.                            | true",
        "I spoke with the surgeon: no injection is documented.                              | false",
        "No injections are documented.                                                      | false",
        "No injection is documented, and none was made.                                     | false"
      })
  void whatRepeatsOthersInAnyOrderSaysNothingOfItsOwn(String text, boolean only) {
    assertThat(OwnWords.isOnly(SAID, text)).isEqualTo(only);
  }
}
