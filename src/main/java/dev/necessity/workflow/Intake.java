package dev.necessity.workflow;

import dev.necessity.work.Turns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Takes new requests as they come, and one at a time while letters are behind: to write the letters of a case costs more than to decide
 * it, so that a server that decides as fast as it is asked never comes to them. A folder into which nothing can be written slows nobody down,
 * since no letter's turn comes then.
 */
@Component
public class Intake {

  /** Beyond what a letter waits for anyway, until the outbox is looked at. */
  private static final Duration BEHIND = Duration.ofSeconds(5);
  /** So long is known what was told last. */
  private static final Duration KNOWN = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  /** So that other calls find a thread. */
  private static final int WAITING_OF_ONE_USER = 50;

  private final Turns turns = new Turns(1, 1, WAITING_OF_ONE_USER, PATIENCE, () -> SecurityContextHolder.getContext().getAuthentication().getName());
  private final Duration tolerated;
  private final Clock clock;
  private volatile Instant behindUntil = Instant.MIN;

  Intake(@Value("${necessity.outbox.every}") Duration every, Clock clock) {
    this.tolerated = every.plus(BEHIND);
    this.clock = clock;
  }

  /** Says how long the letter waited that is written now, which is the one that waited longest. */
  public void letterWaited(Duration waited) {
    behindUntil = waited.compareTo(tolerated) > 0 ? clock.instant().plus(KNOWN) : Instant.MIN;
  }

  /** @throws Turns.BusyException when no turn came in time; nothing was done then */
  public <T> T take(Supplier<T> request) {
    return clock.instant().isBefore(behindUntil) ? turns.take(request) : request.get();
  }
}
