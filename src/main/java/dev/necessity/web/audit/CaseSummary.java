package dev.necessity.web.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.trace.CaseTrace;
import java.util.ArrayList;
import java.util.List;

/** What a case is and how it was decided, fact by fact. */
final class CaseSummary {

  /**
   * @param strong what begins it and stands out; empty for none
   * @param items a list in place of the text; none for a text
   */
  record Fact(String term, String strong, String text, List<String> items) {

    private static Fact of(String term, String text) {
      return new Fact(term, "", text, List.of());
    }
  }

  private final CaseTrace trace;

  private CaseSummary(CaseTrace trace) {
    this.trace = trace;
  }

  static List<Fact> of(CaseTrace trace) {
    CaseSummary summary = new CaseSummary(trace);
    List<Fact> facts = new ArrayList<>(summary.received());
    facts.add(Fact.of("Policy", summary.policy()));
    facts.add(Fact.of("Why this policy", trace.policy().reason()));
    facts.addAll(summary.outcome());
    return facts;
  }

  private List<Fact> received() {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of(
            "Received",
            trace.received().receivedAt()
                + ", by "
                + Words.person(trace.people(), trace.received().by())
                + " ("
                + Words.of(trace.received().via())
                + ")"));
    facts.add(Fact.of("Request", trace.received().requestId()));
    JsonNode link = trace.received().link();
    if (link != null) {
      facts.add(
          Fact.of(
              "Continues",
              "case "
                  + link.path("of").asText()
                  + " ("
                  + Words.of(link.path("kind").asText())
                  + ")"
                  + (link.path("reason").isTextual() ? ": " + link.path("reason").asText() : "")));
    }
    return facts;
  }

  private String policy() {
    if (trace.policy().id() == null) {
      return "not selected";
    }
    String finalTables = trace.policy().finalTables();
    return trace.policy().id()
        + ", version "
        + trace.policy().version()
        + (finalTables == null ? "" : ", final tables " + finalTables);
  }

  private List<Fact> outcome() {
    if (trace.determination().isObject()) {
      return determination(trace.determination());
    }
    return List.of(
        trace.withdrawal().isObject()
            ? Fact.of("Withdrawn", trace.withdrawal().path("reason").asText())
            : Fact.of(
                "Decision",
                trace.endedAt() == null ? "not decided yet" : "ended without a determination"));
  }

  private static List<Fact> determination(JsonNode decided) {
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
            decided.path("decidedAt").asText() + ", by " + decidedBy(decided.path("decidedBy"))));
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
