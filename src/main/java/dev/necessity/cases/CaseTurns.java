package dev.necessity.cases;

import dev.necessity.cases.CaseRegister.RegisteredCase;
import dev.necessity.database.Collisions;
import dev.necessity.work.Turns;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One case is changed by one at a time: whoever changes it takes its turn, which is a transaction
 * that holds the row of the case in the register from its beginning, so that it reads what the one
 * before it left. Among the nodes the row decides; on one node those who want the same case wait in
 * order and without a connection, so that a busy case takes none from the others.
 */
@Component
public class CaseTurns {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int QUEUES = 1024;

  private final CaseRegister register;
  private final TransactionTemplate transactions;
  private final Duration patience;

  /**
   * Cases share queues by their hash; who waits for another case than the one before it waits a
   * little for nothing.
   */
  private final ReentrantLock[] queues = new ReentrantLock[QUEUES];

  @Autowired
  public CaseTurns(CaseRegister register, PlatformTransactionManager transactions) {
    this(register, transactions, PATIENCE);
  }

  /**
   * @param patience how long one waits in the queue
   */
  CaseTurns(CaseRegister register, PlatformTransactionManager transactions, Duration patience) {
    this.patience = patience;
    this.register = register;
    this.transactions = new TransactionTemplate(transactions);
    Arrays.setAll(queues, queue -> new ReentrantLock(true));
  }

  /**
   * @param change gets the case as it stands now; it is run again when it collides with what takes
   *     no turns. Within a transaction it becomes part of that
   * @throws CaseNotFoundException when there is no such case
   * @throws Turns.BusyException when too many others want the case; nothing was stored then
   */
  public <T> T take(String caseNumber, Function<RegisteredCase, T> change) {
    return TransactionSynchronizationManager.isActualTransactionActive()
        ? locked(caseNumber, change)
        : queued(
            caseNumber,
            () ->
                Collisions.retried(
                    () -> transactions.execute(status -> locked(caseNumber, change))));
  }

  /** The same for a change that its caller runs again, when it collides. */
  public <T> T takeOnce(String caseNumber, Function<RegisteredCase, T> change) {
    return queued(caseNumber, () -> transactions.execute(status -> locked(caseNumber, change)));
  }

  private <T> T locked(String caseNumber, Function<RegisteredCase, T> change) {
    return change.apply(
        register.lock(caseNumber).orElseThrow(() -> new CaseNotFoundException(caseNumber)));
  }

  private <T> T queued(String caseNumber, Supplier<T> turn) {
    ReentrantLock queue = queues[Math.floorMod(caseNumber.hashCode(), QUEUES)];
    try {
      if (!queue.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw crowded(caseNumber);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw crowded(caseNumber);
    }
    try {
      return turn.get();
    } catch (RuntimeException failure) {
      throw Collisions.among(failure) ? crowded(caseNumber) : failure;
    } finally {
      queue.unlock();
    }
  }

  private static Turns.BusyException crowded(String caseNumber) {
    return new Turns.BusyException(
        false,
        "Many others are changing case "
            + caseNumber
            + " at this moment. Nothing of yours was stored: try again in a moment.");
  }
}
