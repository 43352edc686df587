package dev.necessity.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Sees to the duties, each on threads of its own. A turn that fails is logged, and the next one
 * comes all the same. They begin before the port opens and end after the last call was answered,
 * each with the turn that it is at.
 */
@Component
public class Duties implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Duties.class);

  /** What is done once a day is done also where a server is started anew each night. */
  private static final Duration LONGEST_BEGINNING = Duration.ofMinutes(1);

  private static final Duration LAST_TURN = Duration.ofSeconds(20);

  private final ObjectProvider<Duty> duties;
  private final boolean enabled;
  private final Clock clock;
  private final Map<String, DutyFigures> figures = new LinkedHashMap<>();
  private final Map<Duty, ScheduledExecutorService> threads = new LinkedHashMap<>();
  private volatile boolean running;

  Duties(
      ObjectProvider<Duty> duties,
      @Value("${necessity.duties.enabled:true}") boolean enabled,
      Clock clock) {
    this.duties = duties;
    this.enabled = enabled;
    this.clock = clock;
  }

  /**
   * What an operator may know of a duty: how many turns it took and how many failed, and when the
   * last one that did not ended.
   */
  public static final class DutyFigures {

    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile Instant lastDone;

    public long getTurns() {
      return turns.get();
    }

    public long getFailures() {
      return failures.get();
    }

    public Instant getLastDone() {
      return lastDone;
    }
  }

  public Map<String, DutyFigures> figures() {
    return Map.copyOf(figures);
  }

  @Override
  public void start() {
    running = true;
    if (enabled) {
      duties.orderedStream().forEach(this::begin);
    }
  }

  /** A turn catches what fails, so that nothing is lost with what each worker promises. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void begin(Duty duty) {
    DutyFigures own = figures.computeIfAbsent(duty.name(), name -> new DutyFigures());
    CustomizableThreadFactory named = new CustomizableThreadFactory(duty.name() + "-");
    named.setDaemon(true);
    ScheduledExecutorService workers = Executors.newScheduledThreadPool(duty.workers(), named);
    threads.put(duty, workers);
    long first = Math.min(duty.pause().toMillis(), LONGEST_BEGINNING.toMillis());
    for (int worker = 0; worker < duty.workers(); worker++) {
      workers.scheduleWithFixedDelay(
          () -> work(duty, own), first, duty.pause().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void work(Duty duty, DutyFigures own) {
    try {
      boolean more = true;
      while (more && running) {
        own.turns.incrementAndGet();
        more = duty.turn().take();
        own.lastDone = clock.instant();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failure) {
      // What is thrown out of here would be the last turn of this worker.
      own.failures.incrementAndGet();
      LOG.error(
          "A turn of the duty {} failed; the next one is in {}.",
          duty.name(),
          duty.pause(),
          failure);
    }
  }

  @Override
  public void stop() {
    running = false;
    threads.values().forEach(ScheduledExecutorService::shutdown);
    long deadline = System.nanoTime() + LAST_TURN.toNanos();
    threads.forEach(
        (duty, workers) -> {
          try {
            if (!workers.awaitTermination(
                Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
              // Nobody is interrupted: the embedded database would close its file over it.
              LOG.warn(
                  "The duty {} did not end its turn in {}; what it was at is done again after the next start.",
                  duty.name(),
                  LAST_TURN);
            }
          } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
          }
        });
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the port, and so after it when the server stops. */
  @Override
  public int getPhase() {
    return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE - 4096;
  }
}
