package dev.necessity.policy.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.policy.replay.Replay.Comparison;
import dev.necessity.text.Csv;
import dev.necessity.work.Budget;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Replays past cases on all cores and with memory that does not grow with their number. Each
 * difference goes to a CSV file at once, and what could not be read to another beside it; counts
 * and place go to a checkpoint, from which a later run goes on.
 */
public final class ReplayRun {

  private static final int BATCH = 256;

  /** Of one case; hundreds of times what one takes. */
  private static final long STEPS_OF_A_CASE = 10_000_000;

  private static final Duration FOR_A_CASE = Duration.ofSeconds(20);
  private static final int MOST_CUT_OFF = 20;
  private static final int LONGEST_REASON = 300;
  private static final String COLUMNS = ",old disposition,new disposition,criteria,rules";
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Replay replay;
  private final String fingerprint;
  private final AtomicInteger cutOff = new AtomicInteger();

  /**
   * @param fingerprint of what is replayed; a checkpoint of something else is refused
   */
  public ReplayRun(Replay replay, String fingerprint) {
    this.replay = replay;
    this.fingerprint = fingerprint;
  }

  /**
   * Where a run stands.
   *
   * @param position of the last case that was judged; null before the first
   * @param done how much of the {@linkplain PastCases#size() size} was judged
   */
  public record Progress(
      String fingerprint,
      String position,
      long done,
      long differencesBytes,
      long unreadBytes,
      Tally tally,
      boolean finished) {}

  /**
   * @param whole whether the batch was judged to its end; of those after one that was not, none
   *     counts
   */
  private record Result(
      String position,
      long done,
      Tally tally,
      List<String> differences,
      List<String> unread,
      boolean whole) {}

  /** The file beside the differences that says of each case why it could not be read or judged. */
  public static Path unread(Path differences) {
    return differences.resolveSibling("unread.csv");
  }

  /**
   * Runs to the end of the cases, or until it is told to stop, and leaves a checkpoint either way.
   * When it returns, nothing is judged any more.
   *
   * @param progress told before the first and after each batch: where the run stands, and the size
   *     of all cases
   * @throws IllegalArgumentException when the checkpoint is of other files, or the candidate keeps
   *     a processor busy
   */
  public Progress run(
      PastCases cases,
      Path differences,
      Path checkpoint,
      BooleanSupplier stop,
      BiConsumer<Progress, Long> progress)
      throws IOException {
    Progress at = start(cases, differences, checkpoint);
    int atOnce = 2 * Runtime.getRuntime().availableProcessors();
    ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    ArrayDeque<Future<Result>> running = new ArrayDeque<>();
    try (PrintWriter csv = appending(differences);
        PrintWriter unread = appending(unread(differences))) {
      if (at.position() != null) {
        cases.goOnAfter(at.position());
      }
      progress.accept(at, cases.size());
      boolean more = true;
      boolean finished = false;
      while (more || !running.isEmpty()) {
        while (more && running.size() < atOnce && !stop.getAsBoolean()) {
          List<PastCase> batch = cases.next(BATCH);
          more = batch.size() == BATCH;
          finished = !more;
          if (!batch.isEmpty()) {
            running.add(cores.submit(() -> judge(batch, stop)));
          }
        }
        if (stop.getAsBoolean()) {
          more = false;
        }
        if (!running.isEmpty()) {
          Result result = running.remove().get();
          result.differences().forEach(csv::println);
          csv.flush();
          result.unread().forEach(unread::println);
          unread.flush();
          at =
              new Progress(
                  fingerprint,
                  result.position(),
                  at.done() + result.done(),
                  Files.size(differences),
                  Files.size(unread(differences)),
                  at.tally().plus(result.tally()),
                  finished && running.isEmpty() && result.whole());
          save(checkpoint, at);
          progress.accept(at, cases.size());
          if (!result.whole()) {
            return at;
          }
        }
      }
      return finished ? finished(checkpoint, at) : at;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return at;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IllegalArgumentException refused
          ? refused
          : new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      end(cores);
    }
  }

  /** Whoever judges within a budget ends when it is interrupted. */
  private static void end(ExecutorService cores) {
    cores.shutdownNow();
    try {
      cores.awaitTermination(FOR_A_CASE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Also where the last batch was full, or there was none, the end is the end. */
  private static Progress finished(Path checkpoint, Progress at) throws IOException {
    Progress end =
        new Progress(
            at.fingerprint(),
            at.position(),
            at.done(),
            at.differencesBytes(),
            at.unreadBytes(),
            at.tally(),
            true);
    save(checkpoint, end);
    return end;
  }

  private Progress start(PastCases cases, Path differences, Path checkpoint) throws IOException {
    if (Files.exists(checkpoint)) {
      Progress known = JSON.readValue(checkpoint.toFile(), Progress.class);
      if (!known.fingerprint().equals(fingerprint)) {
        throw new IllegalArgumentException(
            checkpoint
                + " is the checkpoint of another replay. Remove it, or name another folder.");
      }
      // What was written after the checkpoint is written again.
      truncate(differences, known.differencesBytes());
      truncate(unread(differences), known.unreadBytes());
      return known;
    }
    Files.writeString(differences, cases.columns() + COLUMNS + "\n");
    Files.writeString(unread(differences), cases.columns().replaceFirst(",.*", "") + ",reason\n");
    return new Progress(
        fingerprint,
        null,
        0,
        Files.size(differences),
        Files.size(unread(differences)),
        Tally.empty(),
        false);
  }

  private static PrintWriter appending(Path file) throws IOException {
    return new PrintWriter(Files.newBufferedWriter(file, StandardOpenOption.APPEND));
  }

  private static void truncate(Path file, long bytes) throws IOException {
    try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
      open.truncate(bytes);
    }
  }

  private static void save(Path checkpoint, Progress progress) throws IOException {
    Path next = checkpoint.resolveSibling(checkpoint.getFileName() + ".next");
    JSON.writeValue(next.toFile(), progress);
    Files.move(
        next, checkpoint, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Result judge(List<PastCase> batch, BooleanSupplier stop) {
    List<Tally> tallies = new ArrayList<>(batch.size());
    long done = 0;
    List<String> differences = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    do {
      PastCase past = batch.get(tallies.size());
      done += past.size();
      tallies.add(judge(past, differences, unread));
    } while (tallies.size() < batch.size() && !stop.getAsBoolean());
    return new Result(
        batch.get(tallies.size() - 1).position(),
        done,
        Tally.sum(tallies),
        differences,
        unread,
        tallies.size() == batch.size());
  }

  private Tally judge(PastCase past, List<String> differences, List<String> unread) {
    try {
      return new Budget(STEPS_OF_A_CASE, FOR_A_CASE)
          .run(() -> past.judge(replay))
          .map(
              judged -> {
                Comparison comparison = judged.comparison();
                Tally tally = Tally.of(comparison.old(), comparison.now());
                if (!comparison.old().equals(comparison.now())) {
                  differences.add(csv(past.place(), judged.name(), comparison));
                }
                return tally;
              })
          .orElseGet(Tally::ofNotCovered);
    } catch (Budget.ExhaustedException tooMuch) {
      if (cutOff.incrementAndGet() > MOST_CUT_OFF) {
        throw new IllegalArgumentException(
            "The candidate takes too long for most of the cases: "
                + tooMuch.getMessage()
                + ". Nothing more is judged by it.");
      }
      unread.add(csv(past.place(), tooMuch));
      return Tally.ofUnreadable();
    } catch (RuntimeException unreadable) {
      unread.add(csv(past.place(), unreadable));
      return Tally.ofUnreadable();
    }
  }

  private static String csv(String place, RuntimeException why) {
    String reason = onOneLine(Objects.requireNonNullElse(why.getMessage(), why.toString()));
    return Csv.line(place, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
  }

  private static String csv(String place, String name, Comparison comparison) {
    return Csv.line(
        place,
        onOneLine(name),
        comparison.old().disposition(),
        comparison.now().disposition(),
        onOneLine(comparison.criteriaInWords()),
        onOneLine(comparison.rulesInWords()));
  }

  private static String onOneLine(String text) {
    return LINE_BREAK.matcher(text).replaceAll(" ");
  }
}
