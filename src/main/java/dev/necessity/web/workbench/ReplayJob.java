package dev.necessity.web.workbench;

import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.replay.PastCases;
import dev.necessity.policy.replay.Replay;
import dev.necessity.policy.replay.ReplayPage;
import dev.necessity.policy.replay.ReplayRun;
import dev.necessity.policy.replay.ReplayRun.Progress;
import dev.necessity.request.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * One replay that was started in the browser. The requests are deleted as soon as it has ended, the
 * report when it goes.
 */
final class ReplayJob implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayJob.class);

  enum State {
    WAITING,
    RUNNING,
    FINISHED,
    STOPPED,
    FAILED
  }

  /**
   * @param candidate the changed file
   * @param baseline the policies as they are
   * @param startedBy id of the user
   */
  record Order(
      PolicyFile candidate,
      Policies baseline,
      ReplaySource source,
      String startedBy,
      Instant startedAt) {}

  private final String id;
  private final Order order;
  private final Path folder;
  private final long start = System.nanoTime();
  private volatile State state = State.WAITING;
  private volatile Progress progress;
  private volatile long size;
  private volatile String problem = "";
  private volatile boolean stop;
  private volatile Thread thread;
  private volatile Duration took = Duration.ZERO;

  /**
   * @param folder holds what the source has kept, and takes what the replay writes
   */
  ReplayJob(String id, Order order, Path folder) {
    this.id = id;
    this.order = order;
    this.folder = folder;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      if (stop) {
        state = State.STOPPED;
        return;
      }
      state = State.RUNNING;
      String sha256 = ContentHash.ofBytes(order.candidate().content());
      Progress end = replay();
      progress = end;
      Files.writeString(
          report(), ReplayPage.page(order.candidate().name(), sha256, end, differences()));
      took = Duration.ofNanos(System.nanoTime() - start);
      state = end.finished() ? State.FINISHED : State.STOPPED;
    } catch (IllegalArgumentException notToCompare) {
      fail(notToCompare.getMessage());
    } catch (IOException | RuntimeException e) {
      if (stop) {
        state = State.STOPPED;
      } else {
        LOG.error("A replay failed", e);
        fail("The replay failed; the log of the server says why.");
      }
    } finally {
      deleteSource();
    }
  }

  private Progress replay() throws IOException {
    Replay replay = new Replay(order.baseline(), order.candidate()).comparing();
    try (PastCases cases = order.source().open(folder)) {
      return new ReplayRun(replay, id)
          .run(
              cases,
              differences(),
              folder.resolve("checkpoint.json"),
              () -> stop,
              (now, all) -> {
                progress = now;
                size = all;
              });
    }
  }

  private void fail(String message) {
    problem = message;
    state = State.FAILED;
  }

  /** Ends it after the cases that are being judged. */
  void stop() {
    stop = true;
  }

  /** Ends it at once, and deletes all that it holds. */
  void discard() {
    stop = true;
    Thread running = thread;
    if (running != null && isRunning()) {
      running.interrupt();
    }
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      LOG.warn("The files of a replay could not be deleted from {}: {}", folder, e.toString());
    }
  }

  private void deleteSource() {
    try {
      order.source().delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String id() {
    return id;
  }

  Order order() {
    return order;
  }

  State state() {
    return state;
  }

  boolean isRunning() {
    return state == State.WAITING || state == State.RUNNING;
  }

  boolean hasReport() {
    return state == State.FINISHED || state == State.STOPPED && Files.exists(report());
  }

  Optional<Progress> progress() {
    return Optional.ofNullable(progress);
  }

  /** The whole of what {@link Progress#done} is a part of; 0 before the first were judged. */
  long size() {
    return size;
  }

  String problem() {
    return problem;
  }

  Duration took() {
    return took.isZero() ? Duration.ofNanos(System.nanoTime() - start) : took;
  }

  Path report() {
    return folder.resolve("replay.html");
  }

  Path differences() {
    return folder.resolve("differences.csv");
  }
}
