package dev.necessity.outbox;

import dev.necessity.work.Turns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Takes new requests as they come, and one at a time while many letters wait to be written (ADR
 * 40): to write the letters of a case costs more than to decide it, so that a server that decides
 * as fast as it is asked would never come to them. A folder that takes no letters at all slows
 * nobody down.
 */
@Component
public class LettersFirst {

  /** Written in a few seconds where there is a processor for them. */
  private static final int MANY = 50;

  /** Longer than it takes to write one; after it they do not move. */
  private static final Duration MOVING = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** So that other calls find a thread. */
  private static final int WAITING_OF_ONE_USER = 50;

  private final Turns turns =
      new Turns(
          1,
          2,
          WAITING_OF_ONE_USER,
          PATIENCE,
          () -> SecurityContextHolder.getContext().getAuthentication().getName());
  private final Outbox outbox;
  private final Clock clock;
  private volatile Instant lastLetter;

  LettersFirst(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Says that this server has written a letter. */
  public void letterWritten() {
    lastLetter = clock.instant();
  }

  /**
   * @throws Turns.BusyException when no turn came in time; nothing was done then
   */
  public <T> T take(Supplier<T> request) {
    return areLettersBehind() ? turns.take(request) : request.get();
  }

  private boolean areLettersBehind() {
    Instant now = clock.instant();
    if (lastLetter == null) {
      // The first letter is given as long as any other.
      lastLetter = now;
    }
    return now.minus(MOVING).isBefore(lastLetter) && outbox.areLettersDue(MANY);
  }
}
