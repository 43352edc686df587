package dev.necessity.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import org.junit.jupiter.api.Test;

class ReferencesTest {

  private final References references = new References(Models.siJointFusion());

  @Test
  void theNumbersOfACitationGiveWayToTheTitlesAndYearsOfTheReferences() {
    assertThat(references.spelledOut("“therapeutic” [6]; pain [5, 6]"))
        .isEqualTo(
            "“therapeutic” (Percutaneous arthrodesis of sacro-iliac joint: a pilot study, 2013); pain"
                + " (Use of Diagnostic Injections to Evaluate Sacroiliac Joint Pain, 2020; Percutaneous arthrodesis of sacro-iliac joint: a pilot study, 2013)");
    assertThat(references.text(6))
        .hasValue(
            "Percutaneous arthrodesis of sacro-iliac joint: a pilot study. Journal of Neurosurgical Sciences, 2013.");
    assertThat(references.spelledOut("[7]"))
        .as("one without a title and a year")
        .isEqualTo("(Cited by the review as 7, but missing from its list of references.)");
  }

  @Test
  void whatThePolicyDoesNotListKeepsItsNumberAndWhatIsNoNumberStays() {
    assertThat(references.spelledOut("[8]; house rule [see there]"))
        .isEqualTo("(reference 8); house rule [see there]");
    assertThat(
            new References(Models.parse(Models.text(Models.DMN.resolve("retention.dmn"))))
                .spelledOut("[1]"))
        .isEqualTo("(reference 1)");
  }
}
