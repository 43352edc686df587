package dev.necessity.web.told;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a case stood by an assessment.
 *
 * @param words how many criteria are met, and what is missing
 * @param rules whether it is told of each criterion which rule fired
 */
public record CriteriaState(String words, boolean rules, List<Criterion> criteria) {

  /** A status: its code, which is its class in the stylesheet, and its words. */
  public record Status(String code, String words) {

    public static Status of(String code) {
      return new Status(code, Words.of(code));
    }
  }

  /**
   * @param records that it rests on
   * @param rule that fired, empty where that is not told
   */
  public record Criterion(
      String title, Status status, String reason, String citation, String records, String rule) {}

  public static CriteriaState of(JsonNode assessment) {
    return of(assessment, false, id -> "");
  }

  /**
   * @param rule the rule that fired for a criterion, by its id
   */
  public static CriteriaState of(JsonNode assessment, Function<String, String> rule) {
    return of(assessment, true, rule);
  }

  private static CriteriaState of(
      JsonNode assessment, boolean rules, Function<String, String> rule) {
    String missing =
        Words.each(assessment.path("missingDocumentation"))
            .map(document -> document.path("title").asText(document.path("document").asText()))
            .distinct()
            .collect(Collectors.joining("; "));
    return new CriteriaState(
        "Critical criteria met: "
            + assessment.at("/critical/met").asText()
            + " of "
            + assessment.at("/critical/total").asText()
            + ". Documentation: "
            + Words.of(assessment.path("documentation").asText())
            + "."
            + (missing.isEmpty() ? "" : " Still missing: " + missing + ".")
            + (assessment.has("whatNext")
                ? " Next: " + Words.of(assessment.path("whatNext").asText()) + "."
                : ""),
        rules,
        Words.each(assessment.path("criteria"))
            .map(criterion -> criterion(criterion, rule))
            .toList());
  }

  private static Criterion criterion(JsonNode criterion, Function<String, String> rule) {
    return new Criterion(
        criterion.path("title").asText()
            + (criterion.path("critical").asBoolean() ? " (critical)" : ""),
        Status.of(criterion.path("status").asText()),
        criterion.path("reason").asText(),
        criterion.path("citation").asText(),
        Words.list(Words.each(criterion.path("evidence")).map(JsonNode::asText).toList()),
        rule.apply(criterion.path("id").asText()));
  }
}
