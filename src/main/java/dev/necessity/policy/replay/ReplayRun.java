package dev.necessity.policy.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.policy.replay.Replay.Comparison;
import dev.necessity.request.RequestReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Collectors;

/**
 * Replays a file of requests, one JSON object a line, on all cores and with memory that does not grow with the file. Each
 * difference goes to a CSV file at once; counts and place go to a checkpoint, from which a later run goes on.
 */
public final class ReplayRun {

  private static final int BATCH = 256;
  private static final String HEADER = "line,request,old disposition,new disposition,criteria,rules";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Replay replay;
  private final RequestReader reader;
  private final String fingerprint;

  /** @param fingerprint of what is replayed; a checkpoint of something else is refused */
  public ReplayRun(Replay replay, RequestReader reader, String fingerprint) {
    this.replay = replay;
    this.reader = reader;
    this.fingerprint = fingerprint;
  }

  /** Where a run stands; {@code bytes} is how much of the file was read, about, and only shown. */
  public record Progress(String fingerprint, long lines, long bytes, long differencesBytes, Tally tally, boolean finished) {}

  private record Line(long number, String text) {}

  private record Result(long lines, long bytes, Tally tally, List<String> differences) {}

  /**
   * Runs to the end of the file, or until it is told to stop, and leaves a checkpoint either way.
   *
   * @param progress told after each batch: where the run stands, and how many bytes the file has
   * @throws IllegalArgumentException when the checkpoint is of other files
   */
  public Progress run(Path requests, Path differences, Path checkpoint, BooleanSupplier stop, BiConsumer<Progress, Long> progress) throws IOException {
    Progress at = start(differences, checkpoint);
    long size = Files.size(requests);
    ExecutorService cores = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    ArrayDeque<Future<Result>> running = new ArrayDeque<>();
    try (BufferedReader lines = Files.newBufferedReader(requests);
        PrintWriter csv = new PrintWriter(Files.newBufferedWriter(differences, StandardOpenOption.APPEND))) {
      long read = 0;
      while (read < at.lines() && lines.readLine() != null) {
        read++;
      }
      boolean more = true;
      boolean finished = false;
      while (more || !running.isEmpty()) {
        while (more && running.size() < 2 * Runtime.getRuntime().availableProcessors() && !stop.getAsBoolean()) {
          List<Line> batch = new ArrayList<>(BATCH);
          for (String line; batch.size() < BATCH && (line = lines.readLine()) != null; ) {
            batch.add(new Line(++read, line));
          }
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
          at = new Progress(fingerprint, at.lines() + result.lines(), Math.min(size, at.bytes() + result.bytes()), Files.size(differences),
              at.tally().plus(result.tally()), finished && running.isEmpty());
          save(checkpoint, at);
          progress.accept(at, size);
        }
      }
      return at;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return at;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      cores.shutdownNow();
    }
  }

  private Progress start(Path differences, Path checkpoint) throws IOException {
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
    Files.writeString(differences, HEADER + "\n");
    return new Progress(fingerprint, 0, 0, Files.size(differences), Tally.empty(), false);
  }

  private static void save(Path checkpoint, Progress progress) throws IOException {
    Path next = checkpoint.resolveSibling(checkpoint.getFileName() + ".next");
    JSON.writeValue(next.toFile(), progress);
    Files.move(next, checkpoint, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Result judge(List<Line> batch) {
    Tally tally = Tally.empty();
    long bytes = 0;
    List<String> differences = new ArrayList<>();
    for (Line line : batch) {
      bytes += line.text().getBytes(StandardCharsets.UTF_8).length + 1L;
      if (!line.text().isBlank()) {
        tally = tally.plus(judge(line, differences));
      }
    }
    return new Result(batch.size(), bytes, tally, differences);
  }

  private Tally judge(Line line, List<String> differences) {
    try {
      var request = reader.readAccepted(line.text().getBytes(StandardCharsets.UTF_8));
      return replay.compare(request).map(comparison -> {
        Tally tally = Tally.of(comparison.old(), comparison.now());
        if (!comparison.old().equals(comparison.now())) {
          differences.add(csv(line.number(), request.requestId(), comparison, tally));
        }
        return tally;
      }).orElseGet(Tally::ofNotCovered);
    } catch (RuntimeException unreadable) {
      return Tally.ofUnreadable();
    }
  }

  private static String csv(long line, String request, Comparison comparison, Tally tally) {
    return line + "," + quoted(request) + "," + comparison.old().disposition() + "," + comparison.now().disposition() + ","
        + quoted(tally.criteria().entrySet().stream().map(entry -> entry.getKey() + ": " + String.join("", entry.getValue().keySet())).collect(Collectors.joining("; ")))
        + "," + quoted(comparison.reasons().stream().map(reason -> reason.table() + ": " + reason.old() + " became " + reason.now()).collect(Collectors.joining("; ")));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"").replaceAll("\\R", " ") + "\"";
  }
}
