package dev.necessity.command;

import dev.necessity.cases.ReceiptPeriod;
import dev.necessity.history.StoredCases;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.replay.PastCases;
import dev.necessity.policy.replay.Replay;
import dev.necessity.policy.replay.ReplayPage;
import dev.necessity.policy.replay.ReplayRun;
import dev.necessity.policy.replay.ReplayRun.Progress;
import dev.necessity.policy.replay.RequestFile;
import dev.necessity.policy.replay.Tally;
import dev.necessity.request.ContentHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Says which past cases a changed decision file would have decided differently: cases of the database, with --from and --to",
      "those received in a period, as they were judged; or, with --requests, the requests of a file.",
      "Ctrl-C stops it; the same call again goes on where it stopped. Exit code 1 when a case is decided differently, or could not be read."
    })
final class ReplayCommand implements Callable<Integer> {

  enum Documentation {
    OPEN,
    CLOSED
  }

  private static final int STOPPED = 130;
  private static final int SHOWN_UNREAD = 20;
  private static final long LONGEST_STOP_SECONDS = 30;

  @Option(
      names = "--candidate",
      required = true,
      paramLabel = "FILE",
      description = "The changed DMN file.")
  private Path candidate;

  @Mixin private Period period = new Period();

  @Option(
      names = "--requests",
      paramLabel = "FILE|FOLDER",
      description = {
        "Requests instead of cases: a file with one JSON object a line, of any length; a JSON file with",
        "an array of them; or a folder with a .json file for each."
      })
  private Path requests;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = {
        "Of a new policy, which no row of the catalogue names: a procedure code that it will be for, once for each;",
        "default: all that no policy covers."
      })
  private List<String> codes = List.of();

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      defaultValue = "dmn",
      description = "With --requests: the DMN files as they are; default: ${DEFAULT-VALUE}.")
  private Path models;

  @Option(
      names = "--documentation",
      defaultValue = "CLOSED",
      description =
          "With --requests: whether missing documentation may still arrive: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Documentation documentation;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      defaultValue = "replay",
      description =
          "Where replay.html, differences.csv and checkpoint.json go; default: ${DEFAULT-VALUE}.")
  private Path report;

  @Mixin private FormsOption forms;

  @Spec private CommandSpec spec;

  private final Supplier<CaseDatabase> database;
  private final BooleanSupplier told;
  private volatile boolean stopped;

  ReplayCommand() {
    this(CaseDatabase::open, () -> false);
  }

  /**
   * @param told whether to stop, besides by Ctrl-C
   */
  ReplayCommand(Supplier<CaseDatabase> database, BooleanSupplier told) {
    this.database = database;
    this.told = told;
  }

  @Override
  public Integer call() throws IOException {
    if (requests != null && period.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "--requests replays a file, --from and --to replay cases of the database: give one or the other.");
    }
    PolicyFile changed = PolicyFile.read(candidate);
    CaseDatabase opened = requests == null ? database.get() : null;
    prepareReport();
    CountDownLatch written = new CountDownLatch(1);
    Thread onCtrlC = new Thread(() -> stop(written));
    Runtime.getRuntime().addShutdownHook(onCtrlC);
    try {
      return requests == null ? ofCases(changed, opened) : ofRequests(changed);
    } finally {
      written.countDown();
      if (!stopped) {
        Runtime.getRuntime().removeShutdownHook(onCtrlC);
      }
    }
  }

  /** What cannot be written is said before hours of judging, not after. */
  private void prepareReport() {
    try {
      Files.createDirectories(report);
      Files.delete(Files.createTempFile(report, "writable", ""));
    } catch (IOException unwritable) {
      throw new ParameterException(
          spec.commandLine(),
          "Nothing can be written to the folder "
              + report
              + " ("
              + unwritable
              + "). Name another one with --report.",
          unwritable);
    }
  }

  private int ofCases(PolicyFile changed, CaseDatabase opened) throws IOException {
    ReceiptPeriod receipts = period.receipts();
    String fingerprint =
        fingerprint(changed, opened.name() + "|" + receipts.from() + "|" + receipts.to());
    try (PastCases cases = new StoredCases(opened.assessments(), receipts)) {
      return run(cases, opened.policies(), changed, fingerprint);
    }
  }

  private int ofRequests(PolicyFile changed) throws IOException {
    List<PolicyFile> files = PolicyFile.in(models);
    StringBuilder what =
        new StringBuilder(
            requests.toAbsolutePath() + "|" + Files.size(requests) + "|" + documentation);
    files.forEach(file -> what.append('|').append(ContentHash.ofBytes(file.content())));
    try (PastCases cases = new RequestFile(requests, forms.reader(), documentation.name())) {
      return run(cases, forms.policies(files), changed, fingerprint(changed, what.toString()));
    }
  }

  private String fingerprint(PolicyFile changed, String cases) {
    return ContentHash.ofBytes(
        (ContentHash.ofBytes(changed.content()) + "|" + codes + "|" + cases)
            .getBytes(StandardCharsets.UTF_8));
  }

  private int run(PastCases cases, Policies policies, PolicyFile changed, String fingerprint)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path differences = report.resolve("differences.csv");
    ProgressBar bar =
        new ProgressBar(spec.commandLine().getErr(), requests == null ? "cases" : "requests");
    long[] before = {-1};
    Progress end =
        new ReplayRun(new Replay(policies, changed, Set.copyOf(codes)).comparing(), fingerprint)
            .run(
                cases,
                differences,
                report.resolve("checkpoint.json"),
                () -> stopped || told.getAsBoolean(),
                (now, size) -> {
                  long judged = now.tally().counts().requests();
                  before[0] = before[0] < 0 ? judged : before[0];
                  bar.show(judged - before[0], size == 0 ? 1 : (double) now.done() / size);
                });
    String rate = bar.end(end.tally().counts().requests() - before[0]);
    Path page = report.resolve("replay.html");
    Files.writeString(
        page,
        ReplayPage.page(
            candidate.getFileName().toString(),
            ContentHash.ofBytes(changed.content()),
            end,
            differences));
    print(out, end, page, differences);
    out.println(rate);
    return !end.finished()
        ? STOPPED
        : end.tally().counts().flipped() > 0 || end.tally().counts().unreadable() > 0
            ? Commands.FINDINGS
            : Commands.FINE;
  }

  private void stop(CountDownLatch written) {
    stopped = true;
    try {
      written.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void print(PrintWriter out, Progress end, Path page, Path differences)
      throws IOException {
    Tally.Counts counts = end.tally().counts();
    out.println(
        counts.requests()
            + " cases, "
            + counts.judged()
            + " judged, "
            + counts.notCovered()
            + " not covered by the policy, "
            + counts.unreadable()
            + " that cannot be read");
    out.println(
        counts.flipped()
            + " with another disposition, "
            + counts.shifted()
            + " with the same disposition and another criterion");
    TextTable table = new TextTable(60, List.of("disposition before", "now", "cases"));
    end.tally()
        .dispositions()
        .forEach(
            (old, now) ->
                now.forEach(
                    (disposition, count) ->
                        table.row(List.of(old, disposition, count.toString()))));
    table.print(out, "  ");
    if (!end.tally().criteria().isEmpty()) {
      TextTable criteria = new TextTable(60, List.of("criterion", "status", "cases"));
      end.tally()
          .criteria()
          .forEach(
              (criterion, changes) ->
                  changes.forEach(
                      (change, count) ->
                          criteria.row(List.of(criterion, change, count.toString()))));
      criteria.print(out, "  ");
    }
    if (counts.unreadable() > 0) {
      Path unread = ReplayRun.unread(differences);
      out.println("Not read or not judged:");
      try (Stream<String> lines = Files.lines(unread)) {
        lines.limit(SHOWN_UNREAD + 1).forEach(line -> out.println("  " + line));
      }
      out.println("  All of them: " + unread);
    }
    out.println("Report: " + page + "; each difference: " + differences);
    if (!end.finished()) {
      out.println("Stopped before the end. The same call again goes on from there.");
    }
  }
}
