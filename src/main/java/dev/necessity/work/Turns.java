package dev.necessity.work;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Turns for work that keeps a processor busy: so many at once, fewer of one user, whoever waits
 * longest first. Nobody waits for long, and a user with much to do waits for themselves, not the
 * others for them. Thread-safe.
 */
public final class Turns {

  private final int atOnce;
  private final int ofOneUser;
  private final int waitingOfOneUser;
  private final Duration patience;
  private final Supplier<String> user;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Ticket> waiting = new LinkedHashSet<>();
  private final Map<String, Integer> working = new HashMap<>();

  /**
   * @param atOnce pieces of work at once
   * @param ofOneUser of those, how many of one user
   * @param waitingOfOneUser how many more of a user's may wait; further ones are refused at once
   * @param patience how long one waits
   * @param user who asks, in this thread
   */
  public Turns(
      int atOnce, int ofOneUser, int waitingOfOneUser, Duration patience, Supplier<String> user) {
    this.atOnce = atOnce;
    this.ofOneUser = ofOneUser;
    this.waitingOfOneUser = waitingOfOneUser;
    this.patience = patience;
    this.user = user;
  }

  /** No turn came; the message says to the caller why, and to try again. */
  public static final class BusyException extends RuntimeException {

    private final boolean byTheCaller;

    public BusyException(boolean byTheCaller, String message) {
      super(message, null, false, false);
      this.byTheCaller = byTheCaller;
    }

    /** Whether it is the caller's own work that takes the turns. */
    public boolean isByTheCaller() {
      return byTheCaller;
    }
  }

  /** One who waits; equal to no other. */
  private static final class Ticket {

    private final String user;

    Ticket(String user) {
      this.user = user;
    }
  }

  /**
   * Works when it is the caller's turn.
   *
   * @throws BusyException when none came in time
   */
  public <T> T take(Supplier<T> work) {
    try (Turn turn = next()) {
      return work.get();
    }
  }

  /** A turn, which ends when it is closed. */
  public interface Turn extends AutoCloseable {

    @Override
    void close();
  }

  /**
   * Waits for the caller's turn.
   *
   * @throws BusyException when none came in time
   */
  public Turn next() {
    String who = String.valueOf(user.get());
    await(new Ticket(who));
    return () -> end(who);
  }

  private void await(Ticket ticket) {
    lock.lock();
    try {
      if (waiting.stream().filter(other -> other.user.equals(ticket.user)).count()
              >= waitingOfOneUser
          && !isNext(ticket)) {
        throw new BusyException(
            true,
            "You have asked for much at once already. Wait for those answers, and ask again then.");
      }
      waiting.add(ticket);
      long left = patience.toNanos();
      while (!isNext(ticket)) {
        if (left <= 0) {
          throw new BusyException(
              working.getOrDefault(ticket.user, 0) >= ofOneUser,
              "Others ask for much at the moment. Ask again in a minute.");
        }
        left = changed.awaitNanos(left);
      }
      working.merge(ticket.user, 1, Integer::sum);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new BusyException(false, "The server is stopping.");
    } finally {
      waiting.remove(ticket);
      changed.signalAll();
      lock.unlock();
    }
  }

  /** Whether there is a turn, and nobody else has waited longer for one that they may take. */
  private boolean isNext(Ticket ticket) {
    return working.values().stream().mapToInt(Integer::intValue).sum() < atOnce
        && mayWork(ticket)
        && waiting.stream()
            .filter(this::mayWork)
            .findFirst()
            .filter(first -> first != ticket)
            .isEmpty();
  }

  private boolean mayWork(Ticket ticket) {
    return working.getOrDefault(ticket.user, 0) < ofOneUser;
  }

  private void end(String who) {
    lock.lock();
    try {
      working.computeIfPresent(who, (any, count) -> count == 1 ? null : count - 1);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
