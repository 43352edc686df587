package dev.necessity.audit.retention;

import dev.necessity.audit.search.CaseIndex;
import dev.necessity.audit.trace.CaseHistories;
import dev.necessity.audit.trace.CaseHistory;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseTurns;
import dev.necessity.cases.CaseVariables;
import dev.necessity.engine.EngineCommands;
import dev.necessity.engine.RemovalTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How long cases are kept, legal holds, and the record of what the engine's cleanup removed. */
@Service
public class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int AT_ONCE = 500;

  private final CaseHistories histories;
  private final LegalHolds holds;
  private final RetentionTable table;
  private final CaseIndex index;
  private final Deletions deletions;
  private final EngineCommands engine;
  private final CaseTurns turns;
  private final HistoryService history;
  private final Clock clock;

  Retention(
      CaseHistories histories,
      LegalHolds holds,
      RetentionTable table,
      CaseIndex index,
      Deletions deletions,
      EngineCommands engine,
      CaseTurns turns,
      HistoryService history,
      Clock clock) {
    this.histories = histories;
    this.holds = holds;
    this.table = table;
    this.index = index;
    this.deletions = deletions;
    this.engine = engine;
    this.turns = turns;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Until when something of a case is kept that ends now, by the latest table. Empty, for as long
   * as nobody says, under a legal hold and where the table has no answer: no case fails to end over
   * this.
   */
  Optional<Instant> keepUntil(String caseNumber, Date end, String lineOfBusiness) {
    if (holds.stands(caseNumber)) {
      return Optional.empty();
    }
    try {
      return Optional.of(table.keepUntil(end.toInstant(), String.valueOf(lineOfBusiness)));
    } catch (IllegalStateException noRow) {
      LOG.error(
          "The table caseRetention has no row for the line of business of case {}: its history is kept until somebody says",
          caseNumber,
          noRow);
      return Optional.empty();
    }
  }

  /**
   * Stops the removal of a case, ended or not, and of the talks about it; a hold that stands
   * already stays as it is.
   */
  public void hold(String caseNumber, String reason, String by) {
    turns.take(
        caseNumber,
        entry -> {
          HistoricProcessInstance process = histories.ofCase(caseNumber).process();
          holds.place(caseNumber, reason, by);
          index.keepUntil(caseNumber, null);
          Stream.concat(Stream.of(process), talks(caseNumber).stream())
              .filter(released -> released.getRemovalTime() != null)
              .forEach(released -> removeAfter(released.getId(), null));
          return null;
        });
  }

  /**
   * Lets the retention of the case and of the talks about it run again, counted from their ends as
   * the latest table says.
   */
  public void lift(String caseNumber, String reason, String by) {
    turns.take(
        caseNumber,
        entry -> {
          CaseHistory held = histories.ofCase(caseNumber);
          if (!holds.stands(caseNumber)) {
            throw new CaseNotFoundException(caseNumber);
          }
          holds.lift(caseNumber, reason, by);
          String lineOfBusiness = lineOfBusiness(held).orElseThrow();
          keepUntil(held).ifPresent(until -> index.keepUntil(caseNumber, until));
          talks(caseNumber)
              .forEach(
                  talk ->
                      keepUntil(caseNumber, talk.getEndTime(), lineOfBusiness)
                          .ifPresent(until -> removeAfter(talk.getId(), until)));
          return null;
        });
  }

  /** Until when a case is kept; empty also while it has not ended. */
  public Optional<OffsetDateTime> keepUntil(CaseHistory history) {
    HistoricProcessInstance process = history.process();
    return Optional.ofNullable(process.getEndTime())
        .flatMap(
            end -> keepUntil(process.getBusinessKey(), end, lineOfBusiness(history).orElse(null)))
        .map(until -> until.atOffset(ZoneOffset.UTC));
  }

  private static Optional<String> lineOfBusiness(CaseHistory history) {
    return history.variable(CaseVariables.LINE_OF_BUSINESS).map(found -> (String) found.getValue());
  }

  /**
   * Hands the cases whose time is over to the engine's cleanup, which removes them in its next
   * window.
   *
   * @return whether there may be more
   */
  public boolean release() {
    List<CaseIndex.Due> due = index.due(OffsetDateTime.now(clock), AT_ONCE);
    due.forEach(over -> removeAfter(over.processInstance(), over.keepUntil().toInstant()));
    return due.size() == AT_ONCE;
  }

  private List<HistoricProcessInstance> talks(String caseNumber) {
    return history
        .createHistoricProcessInstanceQuery()
        .processDefinitionKey(CaseTasks.TALK_PROCESS)
        .processInstanceBusinessKey(caseNumber)
        .finished()
        .list();
  }

  /**
   * @param processInstance a case or a talk: neither is called by another process
   */
  private void removeAfter(String processInstance, Instant until) {
    Date removal = until == null ? null : Date.from(until);
    engine.run(
        () -> {
          RemovalTimes.set(processInstance, removal);
          return null;
        });
  }

  /**
   * Records the cases whose history the cleanup removed after their retention, and forgets what was
   * kept to find them. Their reads go after the same time once more: none is removed before it is
   * as old as the case had to be. A case that vanished before its time, or under a hold, is not
   * recorded: verification reports it.
   *
   * @return whether there may be more
   */
  @Transactional
  public boolean recordDeletions() {
    OffsetDateTime now = OffsetDateTime.now(clock);
    List<CaseIndex.Removed> vanished = index.removed(now, AT_ONCE);
    for (CaseIndex.Removed removed : vanished) {
      Duration kept = Duration.between(removed.endedAt(), removed.keepUntil());
      deletions.add(removed.caseNumber(), removed.keepUntil(), now, now.plus(kept));
      index.forget(removed.caseNumber());
    }
    deletions.forgetReads(now);
    return vanished.size() == AT_ONCE;
  }
}
