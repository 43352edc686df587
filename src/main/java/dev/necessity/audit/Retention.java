package dev.necessity.audit;

import dev.necessity.workflow.CaseNotFoundException;
import dev.necessity.workflow.CaseVariables;
import dev.necessity.workflow.EngineCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Legal holds, and the record of what the engine's cleanup removed. */
@Service
public class Retention {

  private final CaseHistories histories;
  private final LegalHolds holds;
  private final RetentionTable table;
  private final CaseIndex index;
  private final Deletions deletions;
  private final EngineCommands engine;
  private final Clock clock;

  Retention(CaseHistories histories, LegalHolds holds, RetentionTable table, CaseIndex index, Deletions deletions, EngineCommands engine, Clock clock) {
    this.histories = histories;
    this.holds = holds;
    this.table = table;
    this.index = index;
    this.deletions = deletions;
    this.engine = engine;
    this.clock = clock;
  }

  /** Stops the removal of a case, ended or not; a hold that stands already stays as it is. */
  @Transactional
  public void hold(String caseNumber, String reason, String by) {
    HistoricProcessInstance process = histories.ofCase(caseNumber).process();
    holds.place(caseNumber, reason, by);
    if (process.getEndTime() != null) {
      keep(process, null);
    }
  }

  /** Lets the retention of the case run again, counted from its end as the latest table says. */
  @Transactional
  public void lift(String caseNumber, String reason, String by) {
    CaseHistory history = histories.ofCase(caseNumber);
    if (!holds.stands(caseNumber)) {
      throw new CaseNotFoundException(caseNumber);
    }
    holds.lift(caseNumber, reason, by);
    HistoricProcessInstance process = history.process();
    if (process.getEndTime() != null) {
      String lineOfBusiness = history.variable(CaseVariables.LINE_OF_BUSINESS).map(found -> (String) found.getValue()).orElseThrow();
      keep(process, Date.from(table.keepUntil(process.getEndTime().toInstant(), lineOfBusiness)));
    }
  }

  private void keep(HistoricProcessInstance process, Date until) {
    engine.run(() -> {
      CommandContext context = Context.getCommandContext();
      context.getHistoricProcessInstanceManager().addRemovalTimeToProcessInstancesByRootProcessInstanceId(process.getRootProcessInstanceId(), until);
      context.getHistoricDecisionInstanceManager().addRemovalTimeToDecisionsByRootProcessInstanceId(process.getRootProcessInstanceId(), until);
      return null;
    });
    index.keepUntil(process.getBusinessKey(), until == null ? null : until.toInstant().atOffset(ZoneOffset.UTC));
  }

  /**
   * Records the cases whose history the cleanup removed after their retention, and forgets what was kept to find them. Their
   * reads go after the same time once more: none is removed before it is as old as the case had to be. A
   * case that vanished before its time, or under a hold, is not recorded: verification reports it.
   */
  @Transactional
  public void recordDeletions() {
    OffsetDateTime now = OffsetDateTime.now(clock);
    for (CaseIndex.Removed removed : index.removed(now)) {
      Duration kept = Duration.between(removed.endedAt(), removed.keepUntil());
      deletions.add(removed.caseNumber(), removed.keepUntil(), now, now.plus(kept));
      index.forget(removed.caseNumber());
    }
    deletions.forgetReads(now);
  }
}
