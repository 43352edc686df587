package dev.necessity.audit;

import dev.necessity.audit.Seals.Unsealed;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals cases that have ended and makes them findable, one transaction each, in the order in which they ended. Not part of
 * the step that ends a case: its history is only complete when that step is stored, and nobody waits for a hash.
 */
@Component
public class Sealer {

  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
  private static final int PAGE = 100;
  /** A step may take so long between its end time and its being stored. */
  private static final Duration LATE = Duration.ofHours(1);
  private static final OffsetDateTime BEFORE_EVERYTHING = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final Seals seals;
  private final CaseIndex index;
  private final CaseHistories histories;
  private final CaseRecords records;
  private final CaseTracer tracer;
  private final Retention retention;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public Sealer(Seals seals, CaseIndex index, CaseHistories histories, CaseRecords records, CaseTracer tracer,
      Retention retention, TransactionTemplate transaction, Clock clock) {
    this.seals = seals;
    this.index = index;
    this.histories = histories;
    this.records = records;
    this.tracer = tracer;
    this.retention = retention;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Seals every case that has ended and has no seal. */
  public void sealAll() {
    OffsetDateTime from = index.lastEnd().map(last -> last.minus(LATE)).orElse(BEFORE_EVERYTHING);
    CaseRecords.DeployedFiles files = records.deployedFiles();
    long sealed;
    do {
      sealed = seals.unsealed(from, PAGE).stream().filter(ended -> seal(ended, files)).count();
    } while (sealed > 0);
  }

  /** Whether the case was sealed here; one that cannot be sealed does not hold up the others. */
  private boolean seal(Unsealed ended, CaseRecords.DeployedFiles files) {
    try {
      transaction.executeWithoutResult(status -> add(ended, files));
      return true;
    } catch (DuplicateKeyException anotherNode) {
      LOG.debug("Another node sealed case {} at the same moment.", ended.caseNumber());
    } catch (RuntimeException failure) {
      LOG.error("Case {} cannot be sealed; verification lists it until it is", ended.caseNumber(), failure);
    }
    return false;
  }

  private void add(Unsealed ended, CaseRecords.DeployedFiles files) {
    CaseHistory history = histories.ofInstance(ended.processInstance()).orElseThrow();
    Seal last = seals.last().orElse(null);
    Seal seal = Seal.of(last == null ? 1 : last.seq() + 1, ended.caseNumber(), ended.processInstance(),
        OffsetDateTime.now(clock).toString(), last == null ? Seal.FIRST : last.seal(), records.of(history, files));
    seals.add(seal);
    index.add(seal.seq(), tracer.trace(history), retention.keepUntil(history).orElse(null));
  }
}
