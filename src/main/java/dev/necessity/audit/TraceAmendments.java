package dev.necessity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.CaseTrace.ActStep;
import dev.necessity.audit.CaseTrace.Event;
import dev.necessity.audit.CaseTrace.Kind;
import dev.necessity.workflow.Acts;
import dev.necessity.workflow.CaseVariables;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;

/** How the request was amended after it was received: what, from what, by whom and why. */
final class TraceAmendments {

  private TraceAmendments() {}

  static List<Event> of(CaseHistory history, List<ActStep> acts, HistoryValues values) {
    List<ActStep> sent = acts.stream().filter(act -> act.act().equals(Acts.Kind.AMENDED.name())).toList();
    List<HistoricVariableUpdate> updates = history.updates().stream().filter(update -> update.getVariableName().equals(CaseVariables.AMENDMENT)).toList();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      JsonNode amended = values.json("an amendment", updates.get(i).getTypedValue(), broken -> {});
      events.add(new Event(HistoryValues.at(updates.get(i).getTime()), Kind.AMENDMENT, "Request amended", i < sent.size() ? sent.get(i).by() : null,
          amended.at("/amendment/changes") + " instead of " + amended.path("before") + ": " + amended.at("/amendment/reason").asText()));
    }
    return events;
  }
}
