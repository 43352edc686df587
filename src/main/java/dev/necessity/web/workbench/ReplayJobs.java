package dev.necessity.web.workbench;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Replays in the background: one at a time, a few waiting, the last ones kept until the server
 * stops.
 */
@Component
class ReplayJobs {

  private static final int WAITING = 3;
  private static final int KEPT = 10;

  private final Deque<ReplayJob> jobs = new ArrayDeque<>();
  private final ThreadPoolExecutor runner =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          work -> {
            Thread thread = new Thread(work, "replay");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @throws ResponseStatusException 503 when too many are waiting
   */
  synchronized ReplayJob start(ReplayJob.Order order) {
    ReplayJob job = new ReplayJob(UUID.randomUUID().toString(), order, folder(order.source()));
    try {
      runner.execute(job);
    } catch (RejectedExecutionException full) {
      job.discard();
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "Too many replays are waiting already. Start yours when one has ended, or use the command 'policy replay'.");
    }
    jobs.addFirst(job);
    jobs.stream()
        .filter(one -> !one.isRunning())
        .skip(KEPT)
        .toList()
        .forEach(
            old -> {
              jobs.remove(old);
              old.discard();
            });
    return job;
  }

  private static Path folder(ReplaySource source) {
    try {
      Path folder = Files.createTempDirectory("necessity-replay");
      source.keep(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Newest first. */
  synchronized List<ReplayJob> all() {
    return List.copyOf(jobs);
  }

  synchronized Optional<ReplayJob> find(String id) {
    return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
  }

  @PreDestroy
  synchronized void end() {
    runner.shutdownNow();
    jobs.forEach(ReplayJob::discard);
    jobs.clear();
  }
}
