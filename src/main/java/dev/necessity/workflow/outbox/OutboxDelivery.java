package dev.necessity.workflow.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox over one channel: each delivery that is due is tried once; a failed one waits twice as long each time, and is dead
 * after the last try. At least once: a server that dies between the delivery and the note of it delivers again.
 */
public final class OutboxDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);

  private static final int AT_ONCE = 20;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  private final Outbox outbox;
  private final Channel channel;
  private final Function<Outbox.Entry, Content> contents;
  private final int tries;

  /** @param tries after how many a delivery is dead */
  OutboxDelivery(Outbox outbox, Channel channel, Function<Outbox.Entry, Content> contents, int tries) {
    this.outbox = outbox;
    this.channel = channel;
    this.contents = contents;
    this.tries = tries;
  }

  /**
   * Tries some of what is due now, each once. Several may do so at the same time, here and on other servers.
   *
   * @return whether there may be more
   */
  public boolean deliverDue() throws InterruptedException {
    List<Outbox.Entry> due = outbox.due(channel.name(), AT_ONCE);
    for (Outbox.Entry entry : due) {
      if (outbox.claim(entry, LEASE)) {
        deliver(entry);
      }
    }
    return due.size() == AT_ONCE;
  }

  private void deliver(Outbox.Entry entry) throws InterruptedException {
    try {
      channel.deliver(entry, contents.apply(entry));
      outbox.delivered(entry.id());
    } catch (IOException | RuntimeException failure) {
      failed(entry, failure);
    }
  }

  /** Only what kind of failure it was is kept: the words of others could quote the content, or what a receiver answers to it. */
  private void failed(Outbox.Entry entry, Exception failure) {
    String error = failure instanceof UndeliveredException ? failure.getMessage() : failure.getClass().getSimpleName();
    int attempts = entry.attempts() + 1;
    if (attempts >= tries) {
      outbox.dead(entry.id(), error);
      LOG.error("Delivery {} of case {} over {} is dead after {} tries: {}", entry.id(), entry.caseNumber(), entry.channel(), attempts, error);
    } else {
      outbox.failed(entry.id(), error, wait(attempts));
      LOG.warn("Delivery {} of case {} over {} failed and is tried again: {}", entry.id(), entry.caseNumber(), entry.channel(), error);
    }
  }

  static Duration wait(int attempts) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 16));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
