package dev.necessity.audit.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.necessity.audit.trace.CaseTrace.Event;
import dev.necessity.audit.trace.CaseTrace.Kind;
import dev.necessity.cases.Acts.Act;
import dev.necessity.cases.CaseVariables;
import dev.necessity.request.ContentHash;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;

/** How the request was amended after it was received: what, from what, by whom and why. */
final class TraceAmendments {

  private TraceAmendments() {}

  static List<Event> of(CaseHistory history, List<Act> acts, HistoryValues values) {
    List<Event> events = new ArrayList<>();
    for (HistoricVariableUpdate update : history.updates()) {
      JsonNode amended =
          update.getVariableName().equals(CaseVariables.AMENDMENT)
              ? values.json("an amendment", update.getTypedValue(), broken -> {})
              : NullNode.getInstance();
      // That the variable was taken away again, once the request said so, is an update without a
      // value.
      if (amended.isObject()) {
        events.add(
            new Event(
                HistoryValues.at(update.getTime()),
                Kind.AMENDMENT,
                "Request amended",
                sender(amended, acts),
                amended.at("/amendment/changes")
                    + " instead of "
                    + amended.path("before")
                    + ": "
                    + amended.at("/amendment/reason").asText()));
      }
    }
    return events;
  }

  /**
   * Of whom the acts keep that they sent it, by its content; null where nobody is known to have.
   */
  private static String sender(JsonNode amended, List<Act> acts) {
    String hash = ContentHash.of(amended);
    return acts.stream()
        .filter(act -> hash.equals(act.contentHash()))
        .map(Act::userId)
        .findFirst()
        .orElse(null);
  }
}
