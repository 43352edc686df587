package dev.necessity.history;

import dev.necessity.cases.CaseRegister;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricIdentityLinkLogEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * Writes into the register which groups a case's tasks are offered to, by whatever way, in the
 * transaction that offers them. A step offers many tasks to few groups, so they are gathered until
 * the step's command writes what it has.
 */
final class OfferedGroups implements HistoryEventHandler, SessionFactory {

  private final CaseRegister register;

  OfferedGroups(CaseRegister register) {
    this.register = register;
  }

  @Override
  public void handleEvent(HistoryEvent event) {
    if (event instanceof HistoricIdentityLinkLogEventEntity link
        && link.getGroupId() != null
        && link.getRootProcessInstanceId() != null) {
      String caseNumber =
          Context.getCommandContext()
              .getExecutionManager()
              .findExecutionById(link.getRootProcessInstanceId())
              .getBusinessKey();
      Context.getCommandContext().getSession(Gathered.class).add(caseNumber, link.getGroupId());
    }
  }

  @Override
  public void handleEvents(List<HistoryEvent> events) {
    events.forEach(this::handleEvent);
  }

  @Override
  public Class<?> getSessionType() {
    return Gathered.class;
  }

  @Override
  public Session openSession() {
    return new Gathered();
  }

  private final class Gathered implements Session {

    private final Map<String, Set<String>> groups = new LinkedHashMap<>();

    void add(String caseNumber, String group) {
      groups.computeIfAbsent(caseNumber, key -> new LinkedHashSet<>()).add(group);
    }

    @Override
    public void flush() {
      groups.forEach(
          (caseNumber, offered) -> offered.forEach(group -> register.offer(caseNumber, group)));
      groups.clear();
    }

    @Override
    public void close() {}
  }
}
