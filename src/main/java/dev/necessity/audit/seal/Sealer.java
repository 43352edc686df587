package dev.necessity.audit.seal;

import dev.necessity.audit.retention.Retention;
import dev.necessity.audit.seal.UnsealedCases.Unsealed;
import dev.necessity.audit.search.CaseIndex;
import dev.necessity.audit.trace.CaseHistories;
import dev.necessity.audit.trace.CaseHistory;
import dev.necessity.audit.trace.CaseTracer;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals cases that have ended and makes them findable, one transaction each, in the order in which
 * their ends were stored. Not part of the step that ends a case: its history is only complete when
 * that step is stored, and nobody waits for a hash.
 */
@Component
public class Sealer {

  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
  private static final int PAGE = 100;

  /**
   * What cannot be sealed is tried in each 256th round at last, which is three quarters of an hour.
   */
  private static final int RAREST = 8;

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX");

  private final UnsealedCases unsealed;
  private final Seals seals;
  private final CaseIndex index;
  private final CaseHistories histories;
  private final CaseRecords records;
  private final CaseTracer tracer;
  private final Retention retention;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private long round;

  /** The last one of this round, 0 before the first. */
  private long last;

  public Sealer(
      UnsealedCases unsealed,
      Seals seals,
      CaseIndex index,
      CaseHistories histories,
      CaseRecords records,
      CaseTracer tracer,
      Retention retention,
      TransactionTemplate transaction,
      Clock clock) {
    this.unsealed = unsealed;
    this.seals = seals;
    this.index = index;
    this.histories = histories;
    this.records = records;
    this.tracer = tracer;
    this.retention = retention;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Seals every case that has ended and has no seal; leaves them to another node that is at it. */
  public void sealAll() {
    boolean more = true;
    while (more) {
      more = sealSome();
    }
  }

  /** Seals a page of them; whether the round goes on with another. */
  synchronized boolean sealSome() {
    round += last == 0 ? 1 : 0;
    List<Unsealed> page = unsealed.after(last, PAGE);
    CaseRecords.ModelFiles files = page.isEmpty() ? null : records.deployedFiles();
    for (Unsealed ended : page) {
      if (isDue(ended) && !seal(ended, files)) {
        last = 0;
        return false;
      }
      last = ended.id();
    }
    if (page.size() < PAGE) {
      last = 0;
    }
    return last > 0;
  }

  /** What cannot be sealed is tried less and less often, counted in rounds and not by a clock. */
  private boolean isDue(Unsealed ended) {
    return round % (1L << Math.min(ended.tries(), RAREST)) == 0;
  }

  /**
   * False when another node holds the chain; a case that cannot be sealed does not hold up the
   * others.
   */
  private boolean seal(Unsealed ended, CaseRecords.ModelFiles files) {
    try {
      return Boolean.TRUE.equals(
          transaction.execute(
              status -> {
                Optional<Seals.End> end = seals.holdEnd();
                end.filter(held -> unsealed.remove(ended.id()))
                    .ifPresent(held -> add(held, ended, files));
                return end.isPresent();
              }));
    } catch (RuntimeException failure) {
      LOG.error(
          "Case {} cannot be sealed, tried {} times before; it is tried again, and verification lists it until then",
          ended.caseNumber(),
          ended.tries(),
          failure);
      unsealed.failed(ended.id());
      return true;
    }
  }

  private void add(Seals.End end, Unsealed ended, CaseRecords.ModelFiles files) {
    CaseHistory history = histories.ofInstance(ended.processInstance()).orElseThrow();
    Seal seal =
        Seal.of(
            end.seq() + 1,
            ended.caseNumber(),
            ended.processInstance(),
            INSTANT.format(OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC)),
            end.seal(),
            records.of(history, files));
    seals.add(seal);
    index.add(seal.seq(), tracer.trace(history), retention.keepUntil(history).orElse(null));
  }

  /** Finds what ended without being queued, and says so when sealing is behind. */
  public void sweep() {
    int forgotten =
        Optional.ofNullable(
                transaction.execute(
                    status -> seals.holdEnd().map(held -> unsealed.addForgotten()).orElse(0)))
            .orElse(0);
    if (forgotten > 0) {
      LOG.info("{} cases that had ended without being sealed are sealed now.", forgotten);
    }
    UnsealedCases.Lag lag = unsealed.lag();
    if (lag.failing() > 0) {
      LOG.warn(
          "{} ended cases have no seal, the oldest since {}; {} of them cannot be sealed.",
          lag.number(),
          lag.oldest(),
          lag.failing());
    }
  }
}
