package dev.necessity.web.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.necessity.assessment.Assessment;
import dev.necessity.audit.trace.TraceNotices;
import dev.necessity.cases.CaseAccess;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.CaseView;
import dev.necessity.cases.Link;
import dev.necessity.cases.StoredValues;
import dev.necessity.cases.StoredValues.Values;
import dev.necessity.cases.TasksOfCase;
import dev.necessity.cases.TasksOfCase.TaskOfCase;
import dev.necessity.casework.intake.Cases;
import dev.necessity.casework.people.PersonName;
import dev.necessity.casework.sheet.EarlierDecisions;
import dev.necessity.casework.sheet.EarlierDecisions.Decision;
import dev.necessity.engine.EngineCommands;
import dev.necessity.outbox.Outbox;
import dev.necessity.request.Request;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.stereotype.Component;

/** Reads a case for who works on it, from the same places as the API and the forms of its tasks. */
@Component
class CasesOnDesk {

  private final Cases cases;
  private final StoredValues stored;
  private final CaseVariables variables;
  private final TasksOfCase tasks;
  private final EarlierDecisions earlier;
  private final Outbox outbox;
  private final CaseAccess access;
  private final EngineCommands engine;
  private final IdentityService identities;

  CasesOnDesk(
      Cases cases,
      StoredValues stored,
      CaseVariables variables,
      TasksOfCase tasks,
      EarlierDecisions earlier,
      Outbox outbox,
      CaseAccess access,
      EngineCommands engine,
      IdentityService identities) {
    this.cases = cases;
    this.stored = stored;
    this.variables = variables;
    this.tasks = tasks;
    this.earlier = earlier;
    this.outbox = outbox;
    this.access = access;
    this.engine = engine;
    this.identities = identities;
  }

  /**
   * @throws CaseNotFoundException when there is no such case
   */
  CaseOnDesk read(String caseNumber) {
    return engine.run(() -> found(cases.view(caseNumber)));
  }

  private CaseOnDesk found(CaseView view) {
    String caseNumber = view.caseNumber();
    HistoricProcessInstance run =
        stored.run(caseNumber).orElseThrow(() -> new CaseNotFoundException(caseNumber));
    Values values =
        stored.of(
            run.getId(),
            CaseVariables.REQUEST,
            CaseVariables.ROUTE_REASON,
            CaseVariables.LINK,
            CaseVariables.WITHDRAWAL,
            CaseVariables.NOTICE);
    List<TaskOfCase> asked = tasks.of(run.getId());
    List<Decision> decided = earlier.of(caseNumber);
    return new CaseOnDesk(
        view,
        run.getEndTime() != null,
        values.json(CaseVariables.REQUEST, Request.class).orElseThrow(),
        view.assessment() == null ? null : variables.convert(view.assessment(), Assessment.class),
        values.text(CaseVariables.ROUTE_REASON).orElse(null),
        values.json(CaseVariables.LINK, Link.class).orElse(null),
        values.json(CaseVariables.WITHDRAWAL),
        asked,
        decided,
        TraceNotices.of(
            orNull(values.json(CaseVariables.NOTICE)),
            orNull(view.extension()),
            outbox.ofCase(caseNumber)),
        people(view, asked),
        mayOpen(view, decided));
  }

  private static JsonNode orNull(JsonNode value) {
    return Optional.ofNullable(value).orElse(NullNode.getInstance());
  }

  private Map<String, String> people(CaseView view, List<TaskOfCase> asked) {
    return Stream.concat(
            asked.stream().map(TaskOfCase::assignee),
            Stream.ofNullable(view.extension()).map(extension -> extension.path("by").asText()))
        .filter(Objects::nonNull)
        .distinct()
        .collect(Collectors.toMap(id -> id, id -> PersonName.of(identities, id)));
  }

  private Set<String> mayOpen(CaseView view, List<Decision> decided) {
    return Stream.of(
            view.family().stream().map(CaseView.Relative::caseNumber),
            view.otherLines().stream().map(CaseView.OtherLine::caseNumber),
            decided.stream().map(Decision::caseNumber))
        .flatMap(numbers -> numbers)
        .distinct()
        .filter(access::knows)
        .collect(Collectors.toSet());
  }
}
