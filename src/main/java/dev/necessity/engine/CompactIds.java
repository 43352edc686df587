package dev.necessity.engine;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.springframework.stereotype.Component;

/**
 * Ids of the engine's rows: 15 characters that grow. A row of the engine's history carries up to
 * ten ids, each of them in an index; the engine's own are 36 characters in random order, which is
 * most of what such a row weighs.
 *
 * <p>An id is the second in which this application started, a random number that tells it from any
 * other started in the same second, and a counter. It says nothing about a case; the case number is
 * drawn elsewhere.
 */
@Component
final class CompactIds implements IdGenerator {

  private static final int RADIX = Character.MAX_RADIX;
  private static final Instant FIRST_SECOND = Instant.parse("2025-01-01T00:00:00Z");
  private static final int START_DIGITS = 6;
  private static final int RANDOM_DIGITS = 4;
  private static final int COUNTER_DIGITS = 5;

  private final String prefix;
  private final AtomicLong counter = new AtomicLong();

  CompactIds(Clock clock) {
    long random = new SecureRandom().nextLong((long) Math.pow(RADIX, RANDOM_DIGITS));
    this.prefix =
        digits(clock.instant().getEpochSecond() - FIRST_SECOND.getEpochSecond(), START_DIGITS)
            + digits(random, RANDOM_DIGITS);
  }

  @Override
  public String getNextId() {
    return prefix + digits(counter.getAndIncrement(), COUNTER_DIGITS);
  }

  private static String digits(long number, int width) {
    String text = Long.toString(number, RADIX);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }
}
