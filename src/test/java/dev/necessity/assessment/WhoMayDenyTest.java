package dev.necessity.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.assessment.Assessment.Recommendation;
import dev.necessity.assessment.Determination.DecidedBy;
import dev.necessity.assessment.Determination.Kind;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Software certifies what nobody would question; only a clinician denies. */
class WhoMayDenyTest {

  private static final DecidedBy MIA =
      new DecidedBy(Kind.CLINICIAN, "mia", "Mia Moreau", "1487650917", "Orthopaedic surgery");
  private static final String RATIONALE = "The record does not support it.";

  private static Recommendation recommended(String disposition, boolean clinicianRequired) {
    return new Recommendation(
        disposition,
        "MEDICALLY_NECESSARY",
        "AMBULATORY",
        BigDecimal.ZERO,
        clinicianRequired,
        false,
        List.of("r"),
        List.of());
  }

  private static Determination issued(String disposition, DecidedBy by, String rationale) {
    return new Determination(
        disposition,
        "NOT_MEDICALLY_NECESSARY",
        "AMBULATORY",
        BigDecimal.ZERO,
        List.of("r"),
        OffsetDateTime.parse("2026-01-01T10:00:00Z"),
        by,
        null,
        rationale,
        null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CERTIFY_MODIFIED",
        "DO_NOT_CERTIFY",
        "PEND",
        "ROUTE",
        "certify",
        "",
        "WHATEVER_A_TABLE_SAYS"
      })
  void softwareIssuesNothingButACertificationAsRequested(String disposition) {
    assertThat(WhoMayDeny.isAdverse(disposition)).isTrue();
    assertThatThrownBy(() -> WhoMayDeny.checkSoftwareMayIssue(recommended(disposition, false)))
        .hasMessageContaining("may only certify");
    assertThatThrownBy(() -> WhoMayDeny.checkIssued(issued(disposition, DecidedBy.POLICY, null)))
        .hasMessageContaining("a medical director");
    assertThatCode(() -> WhoMayDeny.checkIssued(issued(disposition, MIA, RATIONALE)))
        .doesNotThrowAnyException();
  }

  @Test
  void softwareIssuesNothingThatATableWantsAClinicianFor() {
    assertThatCode(() -> WhoMayDeny.checkSoftwareMayIssue(recommended("CERTIFY", false)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> WhoMayDeny.checkSoftwareMayIssue(recommended("CERTIFY", true)))
        .hasMessageContaining("clinician's decision");
  }

  @Test
  void whatAClinicianHasHadAClinicianFinishes() {
    assertThatCode(() -> WhoMayDeny.checkSoftwareMayEnd(false)).doesNotThrowAnyException();
    assertThatThrownBy(() -> WhoMayDeny.checkSoftwareMayEnd(true))
        .hasMessageContaining("must finish it");
  }

  @Test
  void aDenialNamesItsClinicianByLogInNameAndNpiAndSaysWhy() {
    for (String nothing : Arrays.asList(null, "", "  ")) {
      assertThat(
              Stream.of(
                  issued(
                      "DO_NOT_CERTIFY",
                      new DecidedBy(
                          Kind.CLINICIAN, nothing, MIA.name(), MIA.npi(), MIA.specialty()),
                      RATIONALE),
                  issued(
                      "DO_NOT_CERTIFY",
                      new DecidedBy(
                          Kind.CLINICIAN, MIA.userId(), nothing, MIA.npi(), MIA.specialty()),
                      RATIONALE),
                  issued(
                      "DO_NOT_CERTIFY",
                      new DecidedBy(
                          Kind.CLINICIAN, MIA.userId(), MIA.name(), nothing, MIA.specialty()),
                      RATIONALE),
                  issued("DO_NOT_CERTIFY", MIA, nothing),
                  issued(
                      "CERTIFY_MODIFIED",
                      new DecidedBy(
                          Kind.POLICY, MIA.userId(), MIA.name(), MIA.npi(), MIA.specialty()),
                      RATIONALE)))
          .allSatisfy(
              issued ->
                  assertThatThrownBy(() -> WhoMayDeny.checkIssued(issued))
                      .hasMessageContaining("nothing is decided"));
    }
  }

  @Test
  void aMedicalDirectorIsWhoIsInTheirGroupWhateverElse() {
    assertThat(WhoMayDeny.isOneOf(List.of("reviewers", WhoMayDeny.GROUP))).isTrue();
    assertThat(Stream.of("camunda-admin", "reviewers", "intake", "auditors", "analysts"))
        .allSatisfy(other -> assertThat(WhoMayDeny.isOneOf(List.of(other))).isFalse());
  }

  /**
   * The process offers its review, the only task whose answer the table reviewOutcome judges, to
   * nobody else.
   */
  @Test
  void theProcessAsksNobodyElseForAReview() throws Exception {
    String model = Files.readString(Path.of("bpmn/prior-authorization.bpmn"));
    List<String> review =
        Pattern.compile("<userTask [^>]*id=\"reviewByMedicalDirector\"[^>]*>")
            .matcher(model)
            .results()
            .map(MatchResult::group)
            .toList();

    assertThat(review)
        .singleElement()
        .asString()
        .contains("camunda:candidateGroups=\"" + WhoMayDeny.GROUP + "\"")
        .doesNotContain("candidateUsers", "assignee");
  }
}
