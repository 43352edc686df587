package dev.necessity.web.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.trace.CaseTrace;
import dev.necessity.web.told.DecisionFacts;
import dev.necessity.web.told.Fact;
import dev.necessity.web.told.Words;
import java.util.ArrayList;
import java.util.List;

/** What a case is and how it was decided, fact by fact. */
final class CaseSummary {

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
      return DecisionFacts.of(trace.determination());
    }
    return List.of(
        trace.withdrawal().isObject()
            ? Fact.of("Withdrawn", trace.withdrawal().path("reason").asText())
            : Fact.of(
                "Decision",
                trace.endedAt() == null ? "not decided yet" : "ended without a determination"));
  }
}
