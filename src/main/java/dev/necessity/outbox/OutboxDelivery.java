package dev.necessity.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox over one channel, one delivery in a turn; a failed one waits twice as long
 * each time, and is dead after the last try. At least once: a server that dies between the delivery
 * and the note of it delivers again.
 */
public final class OutboxDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);

  /** So many may look at the outbox at the same moment, and each finds one that is free. */
  private static final int CANDIDATES = 20;

  /**
   * Longer than any try takes, and short: so long do those wait that a server was at when it died.
   */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  private final Outbox outbox;
  private final Channel channel;
  private final Function<Outbox.Entry, Content> contents;
  private final int tries;
  private final Runnable delivered;

  /**
   * @param tries after how many a delivery is dead
   * @param delivered is told of each delivery that was made
   */
  OutboxDelivery(
      Outbox outbox,
      Channel channel,
      Function<Outbox.Entry, Content> contents,
      int tries,
      Runnable delivered) {
    this.outbox = outbox;
    this.channel = channel;
    this.contents = contents;
    this.tries = tries;
    this.delivered = delivered;
  }

  /**
   * Tries once what is due for the longest. Several may do so at the same time, here and on other
   * servers.
   *
   * @return whether there may be more
   */
  public boolean deliverNext() throws InterruptedException {
    List<Outbox.Entry> due = outbox.due(channel.name(), CANDIDATES);
    for (Outbox.Entry entry : due) {
      if (outbox.claim(entry, LEASE)) {
        deliver(entry);
        return true;
      }
    }
    return !due.isEmpty();
  }

  private void deliver(Outbox.Entry entry) throws InterruptedException {
    try {
      channel.deliver(entry, contents.apply(entry));
      outbox.delivered(entry.id());
      delivered.run();
    } catch (IOException | RuntimeException failure) {
      failed(entry, failure);
    }
  }

  /**
   * Only what kind of failure it was is kept: the words of others could quote the content, or what
   * a receiver answers to it.
   */
  private void failed(Outbox.Entry entry, Exception failure) {
    String error =
        failure instanceof UndeliveredException
            ? failure.getMessage()
            : failure.getClass().getSimpleName();
    int attempts = entry.attempts() + 1;
    if (attempts >= tries) {
      outbox.dead(entry.id(), error);
      LOG.error(
          "Delivery {} of case {} over {} is dead after {} tries: {}",
          entry.id(),
          entry.caseNumber(),
          entry.channel(),
          attempts,
          error);
    } else {
      outbox.failed(entry.id(), error, wait(attempts));
      LOG.warn(
          "Delivery {} of case {} over {} failed and is tried again: {}",
          entry.id(),
          entry.caseNumber(),
          entry.channel(),
          error);
    }
  }

  static Duration wait(int attempts) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 16));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
