package dev.necessity.casework.upgrade;

import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.StoredValues;
import dev.necessity.engine.EngineCommands;
import dev.necessity.request.Request;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Cases of 2026-11-25 and 2026-11-28 are in the register without their member: their requests tell
 * it, so that they are among the earlier decisions of that member. It runs after each start and
 * finds nothing to do after the first.
 */
@Component
public class MembersOfCases {

  private static final Logger LOG = LoggerFactory.getLogger(MembersOfCases.class);
  private static final int AT_ONCE = 500;

  private final CaseRegister register;
  private final StoredValues stored;
  private final EngineCommands engine;

  MembersOfCases(CaseRegister register, StoredValues stored, EngineCommands engine) {
    this.register = register;
    this.stored = stored;
    this.engine = engine;
  }

  @EventListener(ApplicationReadyEvent.class)
  public void complete() {
    int completed = 0;
    String last = "";
    for (List<String> cases;
        !(cases = register.withoutMember(last, AT_ONCE)).isEmpty();
        last = cases.get(cases.size() - 1)) {
      for (String caseNumber : cases) {
        completed += isCompleted(caseNumber) ? 1 : 0;
      }
    }
    if (completed > 0) {
      LOG.info("The member of {} cases of an earlier revision is known now.", completed);
    }
  }

  private boolean isCompleted(String caseNumber) {
    try {
      return engine.run(
          () -> {
            Optional<Request> request = request(caseNumber);
            request.ifPresent(known -> register.knowMember(caseNumber, known));
            return request.isPresent();
          });
    } catch (RuntimeException broken) {
      LOG.warn(
          "The request of case {} cannot be read: its member stays unknown", caseNumber, broken);
      return false;
    }
  }

  /** Empty where the history of the case was removed. */
  private Optional<Request> request(String caseNumber) {
    return stored
        .run(caseNumber)
        .map(HistoricProcessInstance::getId)
        .flatMap(
            run ->
                stored.of(run, CaseVariables.REQUEST).json(CaseVariables.REQUEST, Request.class));
  }
}
