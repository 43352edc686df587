package dev.necessity.web.told;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** What was decided, by whom and why, fact by fact. */
public final class DecisionFacts {

  private DecisionFacts() {}

  /**
   * @param decided a determination, as it is stored
   */
  public static List<Fact> of(JsonNode decided) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "Decision",
            Words.of(decided.path("disposition").asText()),
            ": "
                + Words.of(decided.path("procedure").asText())
                + ", "
                + Words.of(decided.path("setting").asText())
                + ", inpatient days "
                + decided.path("inpatientDays").asText(),
            List.of()));
    facts.add(
        Fact.of(
            "Decided",
            Words.of(OffsetDateTime.parse(decided.path("decidedAt").asText()))
                + ", by "
                + decidedBy(decided.path("decidedBy"))));
    JsonNode confirmed = decided.path("confirmedBy");
    if (confirmed.isObject()) {
      facts.add(
          Fact.of(
              "Confirmed in spite of doubts",
              confirmed.path("name").asText()
                  + " ("
                  + confirmed.path("userId").asText()
                  + "): "
                  + confirmed.path("note").asText()));
    }
    facts.add(
        new Fact(
            "Reasons", "", "", Words.each(decided.path("reasons")).map(JsonNode::asText).toList()));
    if (decided.path("rationale").isTextual()) {
      facts.add(Fact.of("Rationale", decided.path("rationale").asText()));
    }
    return facts;
  }

  private static String decidedBy(JsonNode by) {
    return by.path("kind").asText().equals("POLICY")
        ? "the policy"
        : by.path("name").asText()
            + " ("
            + by.path("userId").asText()
            + "), "
            + by.path("specialty").asText()
            + ", NPI "
            + by.path("npi").asText();
  }
}
