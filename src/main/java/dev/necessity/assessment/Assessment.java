package dev.necessity.assessment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.util.List;

/**
 * All criteria of a policy at one moment, and what the policy recommends (docs/api.md, "An
 * assessment"). Every word in it comes from the decision tables.
 *
 * @param policy null when no policy covers the request; then the disposition is ROUTE
 * @param documentation OPEN or CLOSED: whether missing documentation may still arrive
 */
@JsonPropertyOrder({
  "policy",
  "documentation",
  "criteria",
  "critical",
  "missingDocumentation",
  "recommendation",
  "nextSteps",
  "caveats"
})
@JsonIgnoreProperties(ignoreUnknown = true)
public record Assessment(
    PolicyRef policy,
    DocumentationPeriod documentation,
    List<Criterion> criteria,
    Critical critical,
    List<MissingDocument> missingDocumentation,
    Recommendation recommendation,
    List<Cited> nextSteps,
    List<Cited> caveats) {

  /**
   * One criterion as it is reported; {@code evidence} holds the ids of the records that the status
   * rests on.
   */
  public record Criterion(
      String id,
      String title,
      boolean critical,
      String status,
      boolean documented,
      String reason,
      String citation,
      List<String> documents,
      List<String> evidence) {}

  /** The summary "3 of 8"; it decides nothing. */
  public record Critical(int met, int total) {}

  /** A document that would settle criteria, and who is asked for it with which form. */
  public record MissingDocument(
      String document, String title, List<String> criteria, String form, String group) {}

  /**
   * What the policy recommends; {@code setting} and {@code inpatientDays} are null when no policy
   * covers the request.
   *
   * @param confirmationRequired whether a person confirms first what the policy would certify,
   *     because of the doubts
   * @param doubts what a person would question, also where nothing is certified; none of a policy
   *     that knows no doubts
   */
  public record Recommendation(
      String disposition,
      String procedure,
      String setting,
      BigDecimal inpatientDays,
      boolean clinicianRequired,
      boolean confirmationRequired,
      List<String> reasons,
      List<Doubt> doubts) {

    public Recommendation {
      doubts = doubts == null ? List.of() : doubts;
    }
  }

  /**
   * What a nurse would question though every criterion is met.
   *
   * @param group whose members may confirm in spite of it
   * @param evidence ids of the records behind it
   */
  public record Doubt(
      String id, String text, String citation, String group, List<String> evidence) {}

  /** A sentence with the references it rests on. */
  public record Cited(String text, String citation) {}

  /** The assessment of a request that no policy covers. */
  public static Assessment routed(DocumentationPeriod documentation, String reason) {
    return new Assessment(
        null,
        documentation,
        List.of(),
        new Critical(0, 0),
        List.of(),
        new Recommendation(
            "ROUTE", "UNDETERMINED", null, null, false, false, List.of(reason), List.of()),
        List.of(),
        List.of());
  }
}
