package dev.necessity.policy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.policy.model.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which procedures a new catalogue leaves to a person. */
class LostCoverageTest {

  private static final String CATALOGUE = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
  private static final LocalDate TODAY = LocalDate.parse("2026-11-29");

  private static List<LostCoverage> lostWith(String catalogue) {
    return LostCoverage.between(file(CATALOGUE), file(catalogue), TODAY);
  }

  private static PolicyFile file(String xml) {
    return PolicyFile.read("policy-catalog.dmn", xml.getBytes(StandardCharsets.UTF_8));
  }

  private static String changed(String text, String instead) {
    assertThat(CATALOGUE).contains(text);
    return CATALOGUE.replace(text, instead);
  }

  @Test
  void nothingIsLostWhereNothingChanged() {
    assertThat(lostWith(CATALOGUE)).isEmpty();
  }

  @Test
  void aCodeThatNoRowNamesAnyMoreIsLostForEachLineThatHadIt() {
    assertThat(lostWith(changed("<text>\"27279\"</text>", "<text>\"99999\"</text>")))
        .extracting(LostCoverage::code)
        .containsExactly("27279");
  }

  @Test
  void aLineOfBusinessThatIsLeftOutIsNamed() {
    assertThat(lostWith(changed("\"COMMERCIAL\",\"MEDICAID\",\"CHIP\"", "\"COMMERCIAL\",\"CHIP\"")))
        .isNotEmpty()
        .allSatisfy(lost -> assertThat(lost.linesOfBusiness()).isEqualTo(Set.of("MEDICAID")));
  }

  @Test
  void aStateWhoseDeterminationIsForgottenIsALoss() {
    assertThat(lostWith(changed("\"KY\",\"OH\"", "\"KY\"")))
        .contains(new LostCoverage("27096", Set.of("MEDICARE_ADVANTAGE")));
  }

  @Test
  void aDayFromWhichNoRowAppliesIsALoss() {
    String until =
        CATALOGUE.replaceFirst(
            "(?s)(siJointFusion202511_4_in_receivedOn\">\\s*<text>)-(</text>)",
            "$1&lt; \"2027-01-01\"$2");
    assertThat(until).isNotEqualTo(CATALOGUE);
    assertThat(lostWith(until)).extracting(LostCoverage::code).containsExactly("27279");
  }
}
