package dev.necessity.app.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How often a password may be tried. Somebody who guesses a user's password waits longer with each
 * guess, and somebody who tries many users has a budget for all of them; the user at another
 * address does not wait, nor does who logs in with what was right here before. So guessing locks
 * nobody out. What is remembered is bounded and gone with the process.
 */
final class LogInThrottle {

  private static final int FREE_GUESSES = 5;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int BUDGET_OF_AN_ADDRESS = 100;
  private static final Duration ONE_GUESS_MORE = Duration.ofSeconds(10);
  private static final Duration UNTIL_FORGOTTEN = Duration.ofHours(1);
  private static final Duration A_WORKING_DAY = Duration.ofHours(12);
  private static final int REMEMBERED = 50_000;

  private record From(String userId, String address) {}

  /**
   * @param next when the next guess is heard
   */
  private record Guesses(int count, Instant next) {}

  private record Spent(double guesses, Instant at) {}

  private final Cache<From, Guesses> guesses =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(UNTIL_FORGOTTEN).build();
  private final Cache<String, Spent> spent =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(UNTIL_FORGOTTEN).build();

  /** What was right, under a key that never leaves the process. */
  private final Cache<From, byte[]> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterAccess(A_WORKING_DAY).build();

  private final SecretKeySpec key = key();
  private final Clock clock;

  LogInThrottle(Clock clock) {
    this.clock = clock;
  }

  private static SecretKeySpec key() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, "HmacSHA256");
  }

  /** How long to wait before this is tried; zero: it may be now. */
  Duration before(String userId, String address, String password) {
    From from = new From(userId, address);
    if (isKnown(from, password)) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    AtomicReference<Duration> wait = new AtomicReference<>(Duration.ZERO);
    guesses
        .asMap()
        .computeIfPresent(
            from,
            (same, so) -> {
              if (so.next().isAfter(now)) {
                wait.set(Duration.between(now, so.next()));
                return so;
              }
              // Guesses that come at once would all be heard before the first of them was wrong.
              return new Guesses(so.count(), now.plus(waitAfter(so.count())));
            });
    if (wait.get().isZero() && spentBy(address, now) >= BUDGET_OF_AN_ADDRESS) {
      return ONE_GUESS_MORE;
    }
    return wait.get();
  }

  void wasRight(String userId, String address, String password) {
    From from = new From(userId, address);
    guesses.invalidate(from);
    known.put(from, trace(from, password));
  }

  void wasWrong(String userId, String address) {
    Instant now = clock.instant();
    guesses
        .asMap()
        .compute(
            new From(userId, address),
            (from, so) -> {
              int count = so == null ? 1 : so.count() + 1;
              return new Guesses(count, now.plus(waitAfter(count)));
            });
    spent.asMap().compute(address, (same, so) -> new Spent(spentBy(so, now) + 1, now));
  }

  private static Duration waitAfter(int guesses) {
    if (guesses < FREE_GUESSES) {
      return Duration.ZERO;
    }
    int doubled = Math.min(guesses - FREE_GUESSES, Long.SIZE / 2);
    return Duration.ofSeconds(Math.min(LONGEST_WAIT.toSeconds(), 1L << doubled));
  }

  private double spentBy(String address, Instant now) {
    return spentBy(spent.getIfPresent(address), now);
  }

  private static double spentBy(Spent so, Instant now) {
    return so == null
        ? 0
        : Math.max(
            0,
            so.guesses()
                - Math.max(0, Duration.between(so.at(), now).toMillis())
                    / (double) ONE_GUESS_MORE.toMillis());
  }

  private boolean isKnown(From from, String password) {
    byte[] right = known.getIfPresent(from);
    return right != null && MessageDigest.isEqual(right, trace(from, password));
  }

  private byte[] trace(From from, String password) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return mac.doFinal((from.userId() + '\n' + password).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
