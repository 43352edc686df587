package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words that say a number which somebody has changed in the table. */
class StaleNumbersTest {

  private static final String POLICY = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));

  private static List<Finding> stale(String policy) {
    assertThat(policy).isNotEqualTo(POLICY);
    return new PolicyCheck()
        .check("changed.dmn", policy.getBytes(StandardCharsets.UTF_8)).stream()
            .filter(finding -> finding.check() == Check.STALE_NUMBER)
            .toList();
  }

  private static String written(String reason) {
    return POLICY.replace("\"No baseline pain score is documented.\"", reason);
  }

  @Test
  void anAnnotationThatStillSaysSeventyIsAWarning() {
    assertThat(stale(POLICY.replaceFirst("<text>70</text>", "<text>75</text>")))
        .isNotEmpty()
        .allSatisfy(
            finding ->
                assertThat(finding)
                    .returns(false, Finding::isError)
                    .returns("annotation", Finding::cell))
        .anySatisfy(
            finding -> {
              assertThat(finding.decision()).isEqualTo("injectionStandard");
              assertThat(finding.message()).startsWith("The words say 70,");
            });
  }

  @Test
  void aReasonTakesItsNumbersFromTheTables() {
    assertThat(stale(written("\"No score of 43 points or more is documented.\"")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.place()).contains("baselinePain, row");
              assertThat(finding.message()).contains("43", "a reason takes the number");
            });
    assertThat(stale(written("\"No score of \" + string(leastPain) + \" points or more.\"")))
        .isEmpty();
  }

  @Test
  void aNumberOfATableBelowAndACodeAreNoQuantityToDoubt() {
    assertThat(stale(written("\"No score of 5 or more is documented (42 CFR 422.101) [1].\"")))
        .isEmpty();
  }
}
