package dev.necessity.assessment;

import dev.necessity.assessment.Assessment.Recommendation;
import dev.necessity.assessment.Determination.DecidedBy;
import dev.necessity.assessment.Determination.Kind;
import java.util.Collection;

/**
 * The rule in bold: software certifies what nobody would question, only a clinician denies (42 CFR
 * 422.566(d)). Whoever asks who may end a case adversely asks here: the forms, the step that
 * issues, the API and the tests. The register repeats it as a constraint of the database ({@code
 * necessity_case_adverse}), for whoever gets past all of them.
 */
public final class WhoMayDeny {

  /** The group of the engine whose members may. */
  public static final String GROUP = "medical-directors";

  private static final String CERTIFY = "CERTIFY";

  private WhoMayDeny() {}

  /**
   * Whether a decision gives less than was requested: less than the procedure, the setting or the
   * days.
   */
  public static boolean isAdverse(String disposition) {
    return !CERTIFY.equals(disposition);
  }

  /**
   * @param groups of somebody who has logged in
   */
  public static boolean isOneOf(Collection<String> groups) {
    return groups.contains(GROUP);
  }

  /**
   * Software certifies and does nothing else, whatever a table says.
   *
   * @throws IllegalStateException where software may not issue what is recommended
   */
  public static void checkSoftwareMayIssue(Recommendation recommendation) {
    if (isAdverse(recommendation.disposition()) || recommendation.clinicianRequired()) {
      throw new IllegalStateException(
          "The policy may only certify; '"
              + recommendation.disposition()
              + "' is a clinician's decision. Correct the table whatNext of the policy, deploy it as a new version, and retry the job.");
    }
  }

  /**
   * What a clinician has had, a clinician finishes.
   *
   * @param clinicianHadIt whether the case has been with a clinician, and none confirmed what
   *     software would certify
   * @throws IllegalStateException where software may not end the case
   */
  public static void checkSoftwareMayEnd(boolean clinicianHadIt) {
    if (clinicianHadIt) {
      throw new IllegalStateException(
          "A clinician has had this case and must finish it; the policy certifies nothing here.");
    }
  }

  /**
   * The last look before a determination is kept.
   *
   * @throws IllegalStateException where it is adverse and no clinician stands behind it by log-in,
   *     name and NPI, with a reason in their own words
   */
  public static void checkIssued(Determination determination) {
    if (isAdverse(determination.disposition())
        && !standsBehind(determination.decidedBy(), determination.rationale())) {
      throw new IllegalStateException(
          "Nobody may issue '"
              + determination.disposition()
              + "' but a medical director, by name and NPI and with a rationale; nothing is decided. Tell who looks after the server.");
    }
  }

  private static boolean standsBehind(DecidedBy by, String rationale) {
    return by.kind() == Kind.CLINICIAN
        && isSaid(by.userId())
        && isSaid(by.name())
        && isSaid(by.npi())
        && isSaid(rationale);
  }

  private static boolean isSaid(String text) {
    return text != null && !text.isBlank();
  }
}
