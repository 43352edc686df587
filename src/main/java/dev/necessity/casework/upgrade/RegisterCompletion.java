package dev.necessity.casework.upgrade;

import dev.necessity.assessment.Determination;
import dev.necessity.cases.Acts;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.StoredValues;
import dev.necessity.cases.StoredValues.Values;
import dev.necessity.engine.EngineCommands;
import dev.necessity.request.Request;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Fills in the columns of the register that cases of an earlier version lack, from the history of
 * those cases, so that they are in the yearly figures and in the list of what is overdue. It runs
 * after each start and finds nothing to do after the first.
 */
@Component
public class RegisterCompletion {

  private static final Logger LOG = LoggerFactory.getLogger(RegisterCompletion.class);
  private static final int AT_ONCE = 500;

  private final CaseRegister register;
  private final Acts acts;
  private final StoredValues stored;
  private final EngineCommands engine;

  public RegisterCompletion(
      CaseRegister register, Acts acts, StoredValues stored, EngineCommands engine) {
    this.register = register;
    this.acts = acts;
    this.stored = stored;
    this.engine = engine;
  }

  @EventListener(ApplicationReadyEvent.class)
  public void complete() {
    int completed = 0;
    String last = "";
    for (List<String> cases;
        !(cases = register.incomplete(last, AT_ONCE)).isEmpty();
        last = cases.get(cases.size() - 1)) {
      for (String caseNumber : cases) {
        completed += completed(caseNumber) ? 1 : 0;
      }
    }
    for (String caseNumber : register.notRouted()) {
      completed += engine.run(() -> routed(caseNumber)) ? 1 : 0;
    }
    if (completed > 0) {
      LOG.info("{} cases of an earlier version were completed in the register.", completed);
    }
  }

  private boolean completed(String caseNumber) {
    try {
      return engine.run(() -> read(caseNumber));
    } catch (RuntimeException broken) {
      LOG.warn(
          "Case {} of an earlier version cannot be completed in the register and is in no figure",
          caseNumber,
          broken);
      return false;
    }
  }

  private boolean read(String caseNumber) {
    Optional<HistoricProcessInstance> run = stored.run(caseNumber);
    if (run.isEmpty()) {
      LOG.warn(
          "Case {} of an earlier version has no history; if it was decided, it is in no figure",
          caseNumber);
      return false;
    }
    Values values =
        stored.of(
            run.get().getId(),
            CaseVariables.REQUEST,
            CaseVariables.DETERMINATION,
            CaseVariables.DUE_AT);
    Optional<Determination> decided = values.json(CaseVariables.DETERMINATION, Determination.class);
    if (register.complete(
        caseNumber,
        values.json(CaseVariables.REQUEST, Request.class).orElseThrow(),
        values.text(CaseVariables.DUE_AT).map(OffsetDateTime::parse),
        decided)) {
      decided
          .filter(determination -> determination.decidedBy().userId() != null)
          .ifPresent(
              determination ->
                  acts.add(
                      new Acts.Act(
                          caseNumber,
                          Acts.Kind.REVIEWED,
                          null,
                          null,
                          determination.decidedBy().userId(),
                          determination.decidedBy().npi(),
                          null,
                          determination.decidedAt())));
    }
    return true;
  }

  private boolean routed(String caseNumber) {
    Optional<HistoricProcessInstance> ended =
        stored.run(caseNumber).filter(run -> run.getEndTime() != null);
    ended.ifPresent(
        run -> register.route(run.getId(), run.getEndTime().toInstant().atOffset(ZoneOffset.UTC)));
    return ended.isPresent();
  }
}
