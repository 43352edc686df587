package dev.necessity.policy.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.policy.page.Csv;
import dev.necessity.policy.replay.Replay.Comparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replays past cases on all cores and with memory that does not grow with their number. Each difference goes to a CSV file at
 * once; counts and place go to a checkpoint, from which a later run goes on.
 */
public final class ReplayRun {

  private static final int BATCH = 256;
  private static final String COLUMNS = ",old disposition,new disposition,criteria,rules";
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Replay replay;
  private final String fingerprint;

  /** @param fingerprint of what is replayed; a checkpoint of something else is refused */
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
  public record Progress(String fingerprint, String position, long done, long differencesBytes, Tally tally, boolean finished) {}

  private record Result(String position, long done, Tally tally, List<String> differences) {}

  /**
   * Runs to the end of the cases, or until it is told to stop, and leaves a checkpoint either way.
   *
   * @param progress told before the first and after each batch: where the run stands, and the size of all cases
   * @throws IllegalArgumentException when the checkpoint is of other files
   */
  public Progress run(PastCases cases, Path differences, Path checkpoint, BooleanSupplier stop, BiConsumer<Progress, Long> progress) throws IOException {
    Progress at = start(cases, differences, checkpoint);
    int atOnce = 2 * Runtime.getRuntime().availableProcessors();
    ExecutorService cores = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    ArrayDeque<Future<Result>> running = new ArrayDeque<>();
    try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(differences, StandardOpenOption.APPEND))) {
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
            running.add(cores.submit(() -> judge(batch)));
          }
        }
        if (stop.getAsBoolean()) {
          more = false;
        }
        if (!running.isEmpty()) {
          Result result = running.remove().get();
          result.differences().forEach(csv::println);
          csv.flush();
          at = new Progress(fingerprint, result.position(), at.done() + result.done(), Files.size(differences), at.tally().plus(result.tally()),
              finished && running.isEmpty());
          save(checkpoint, at);
          progress.accept(at, cases.size());
        }
      }
      return finished ? finished(checkpoint, at) : at;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return at;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      cores.shutdownNow();
    }
  }

  /** Also where the last batch was full, or there was none, the end is the end. */
  private static Progress finished(Path checkpoint, Progress at) throws IOException {
    Progress end = new Progress(at.fingerprint(), at.position(), at.done(), at.differencesBytes(), at.tally(), true);
    save(checkpoint, end);
    return end;
  }

  private Progress start(PastCases cases, Path differences, Path checkpoint) throws IOException {
    if (Files.exists(checkpoint)) {
      Progress known = JSON.readValue(checkpoint.toFile(), Progress.class);
      if (!known.fingerprint().equals(fingerprint)) {
        throw new IllegalArgumentException(checkpoint + " is the checkpoint of another replay. Remove it, or name another folder.");
      }
      // What was written after the checkpoint is written again.
      try (FileChannel csv = FileChannel.open(differences, StandardOpenOption.WRITE)) {
        csv.truncate(known.differencesBytes());
      }
      return known;
    }
    Files.writeString(differences, cases.columns() + COLUMNS + "\n");
    return new Progress(fingerprint, null, 0, Files.size(differences), Tally.empty(), false);
  }

  private static void save(Path checkpoint, Progress progress) throws IOException {
    Path next = checkpoint.resolveSibling(checkpoint.getFileName() + ".next");
    JSON.writeValue(next.toFile(), progress);
    Files.move(next, checkpoint, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Result judge(List<PastCase> batch) {
    List<Tally> tallies = new ArrayList<>(batch.size());
    long done = 0;
    List<String> differences = new ArrayList<>();
    for (PastCase past : batch) {
      done += past.size();
      tallies.add(judge(past, differences));
    }
    return new Result(batch.get(batch.size() - 1).position(), done, Tally.sum(tallies), differences);
  }

  private Tally judge(PastCase past, List<String> differences) {
    try {
      return past.judge(replay).map(judged -> {
        Comparison comparison = judged.comparison();
        Tally tally = Tally.of(comparison.old(), comparison.now());
        if (!comparison.old().equals(comparison.now())) {
          differences.add(csv(past.place(), judged.name(), comparison, tally));
        }
        return tally;
      }).orElseGet(Tally::ofNotCovered);
    } catch (RuntimeException unreadable) {
      return Tally.ofUnreadable();
    }
  }

  private static String csv(String place, String name, Comparison comparison, Tally tally) {
    String criteria = tally.criteria().entrySet().stream().map(entry -> entry.getKey() + ": " + String.join("", entry.getValue().keySet())).collect(Collectors.joining("; "));
    String rules = comparison.reasons().stream().map(reason -> reason.table() + ": " + reason.old() + " became " + reason.now()).collect(Collectors.joining("; "));
    return Csv.line(place, onOneLine(name), comparison.old().disposition(), comparison.now().disposition(), onOneLine(criteria), onOneLine(rules));
  }

  private static String onOneLine(String text) {
    return LINE_BREAK.matcher(text).replaceAll(" ");
  }
}
