package dev.necessity.command;

import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.replay.Replay;
import dev.necessity.policy.replay.ReplayPage;
import dev.necessity.policy.replay.ReplayRun;
import dev.necessity.policy.replay.ReplayRun.Progress;
import dev.necessity.policy.replay.Tally;
import dev.necessity.request.ContentHash;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "replay", mixinStandardHelpOptions = true, description = {
    "Says which past requests a changed decision file would have decided differently.",
    "Ctrl-C stops it; the same call again goes on where it stopped. Exit code 1 when a request is decided differently."})
final class ReplayCommand implements Callable<Integer> {

  enum Documentation { OPEN, CLOSED }

  private static final int STOPPED = 130;
  private static final long SHOW_EVERY = Duration.ofMillis(500).toNanos();
  private static final long LONGEST_STOP_SECONDS = 30;
  private static final int BAR = 30;

  @Option(names = "--candidate", required = true, paramLabel = "FILE", description = "The changed DMN file.")
  private Path candidate;

  @Option(names = "--requests", required = true, paramLabel = "FILE", description = "Requests, one JSON object a line; of any length.")
  private Path requests;

  @Option(names = "--models", paramLabel = "FOLDER", defaultValue = "dmn", description = "The DMN files as they are; default: ${DEFAULT-VALUE}.")
  private Path models;

  @Option(names = "--documentation", defaultValue = "CLOSED", description = "Whether missing documentation may still arrive: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Documentation documentation;

  @Option(names = "--report", paramLabel = "FOLDER", defaultValue = "replay", description = "Where replay.html, differences.csv and checkpoint.json go; default: ${DEFAULT-VALUE}.")
  private Path report;

  @Spec
  private CommandSpec spec;

  private volatile boolean stopped;

  @Override
  public Integer call() throws IOException {
    List<PolicyFile> files = new ArrayList<>();
    try (Stream<Path> folder = Files.list(models)) {
      for (Path file : folder.filter(path -> path.toString().endsWith(".dmn")).sorted().toList()) {
        files.add(PolicyFile.read(file));
      }
    }
    PolicyFile changed = PolicyFile.read(candidate);
    Files.createDirectories(report);
    ReplayRun run = new ReplayRun(new Replay(files, changed, documentation.name()), new RequestReader(Clock.systemDefaultZone()), fingerprint(files, changed));
    CountDownLatch written = new CountDownLatch(1);
    Thread onCtrlC = new Thread(() -> stop(written));
    Runtime.getRuntime().addShutdownHook(onCtrlC);
    try {
      return run(run, changed, () -> stopped);
    } finally {
      written.countDown();
      if (!stopped) {
        Runtime.getRuntime().removeShutdownHook(onCtrlC);
      }
    }
  }

  private int run(ReplayRun run, PolicyFile changed, BooleanSupplier stop) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path differences = report.resolve("differences.csv");
    Bar bar = new Bar(spec.commandLine().getErr());
    Progress end = run.run(requests, differences, report.resolve("checkpoint.json"), stop, bar::show);
    bar.end();
    Path page = report.resolve("replay.html");
    Files.writeString(page, ReplayPage.page(candidate.getFileName().toString(), ContentHash.ofBytes(changed.content()), end, differences));
    print(out, end, page, differences);
    return !end.finished() ? STOPPED : end.tally().counts().flipped() > 0 ? Commands.FINDINGS : Commands.FINE;
  }

  private void stop(CountDownLatch written) {
    stopped = true;
    try {
      written.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String fingerprint(List<PolicyFile> files, PolicyFile changed) throws IOException {
    StringBuilder all = new StringBuilder(requests.toAbsolutePath() + "|" + Files.size(requests) + "|" + documentation + "|" + ContentHash.ofBytes(changed.content()));
    files.forEach(file -> all.append('|').append(ContentHash.ofBytes(file.content())));
    return ContentHash.ofBytes(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void print(PrintWriter out, Progress end, Path page, Path differences) {
    Tally.Counts counts = end.tally().counts();
    out.println(counts.requests() + " requests, " + counts.judged() + " judged, " + counts.notCovered() + " not covered by the policy, "
        + counts.unreadable() + " that cannot be read");
    out.println(counts.flipped() + " with another disposition, " + counts.shifted() + " with the same disposition and another criterion");
    TextTable table = new TextTable(60, List.of("disposition before", "now", "requests"));
    end.tally().dispositions().forEach((old, now) -> now.forEach((disposition, count) -> table.row(List.of(old, disposition, count.toString()))));
    table.print(out, "  ");
    if (!end.tally().criteria().isEmpty()) {
      TextTable criteria = new TextTable(60, List.of("criterion", "status", "requests"));
      end.tally().criteria().forEach((criterion, changes) -> changes.forEach((change, count) -> criteria.row(List.of(criterion, change, count.toString()))));
      criteria.print(out, "  ");
    }
    out.println("Report: " + page + "; each difference: " + differences);
    if (!end.finished()) {
      out.println("Stopped after " + end.lines() + " lines. The same call again goes on from there.");
    }
  }

  /** A line that is written over and over: how far, how fast, how long still. */
  private static final class Bar {

    private final PrintWriter err;
    private final long start = System.nanoTime();
    private long shown = start;
    private Progress first;

    Bar(PrintWriter err) {
      this.err = err;
    }

    void show(Progress now, long size) {
      first = first == null ? now : first;
      if (System.nanoTime() - shown < SHOW_EVERY) {
        return;
      }
      shown = System.nanoTime();
      double seconds = (shown - start) / 1e9;
      double done = size == 0 ? 1 : (double) now.bytes() / size;
      double rate = (now.lines() - first.lines()) / seconds;
      double bytesASecond = (now.bytes() - first.bytes()) / seconds;
      String left = bytesASecond <= 0 ? "?" : Duration.ofSeconds(Math.round((size - now.bytes()) / bytesASecond)).toString().substring(2).toLowerCase();
      int full = (int) Math.round(done * BAR);
      err.printf("\r[%s%s] %3.0f %%  %d requests  %.0f a second  %s left   ", "=".repeat(full), " ".repeat(BAR - full), 100 * done, now.lines(), rate, left);
      err.flush();
    }

    void end() {
      if (shown != start) {
        err.println();
      }
    }
  }
}
