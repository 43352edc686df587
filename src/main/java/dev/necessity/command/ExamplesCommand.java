package dev.necessity.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.assessment.Assessor;
import dev.necessity.assessment.RequestExamples;
import dev.necessity.policy.example.FailingRows;
import dev.necessity.policy.example.FileExamples;
import dev.necessity.policy.example.FileExamples.TableRun;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.work.Budget;
import dev.necessity.work.Budgets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "examples",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the example rows of each table and the example requests.",
      "Exit code 1 when an example fails, or a rule has no example."
    })
final class ExamplesCommand implements Callable<Integer> {

  private static final int CELL = 34;
  private static final long STEPS_OF_EACH = 40_000_000;
  private static final Duration FOR_EACH = Duration.ofSeconds(10);
  private static final Duration FOR_ALL = Duration.ofMinutes(10);

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "A changed DMN file, in place of the one in the models folder. Without it, all files of that folder.")
  private Path file;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      defaultValue = "dmn",
      description = "Where the DMN files are; default: ${DEFAULT-VALUE}.")
  private Path models;

  @Option(
      names = "--examples",
      paramLabel = "FOLDER",
      defaultValue = "examples",
      description =
          "Where tables/FILE/DECISION.csv and requests/NAME.json are; default: ${DEFAULT-VALUE}.")
  private Path examples;

  @Mixin private FormsOption forms;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<PolicyFile> folder = PolicyFile.in(models);
    List<PolicyFile> tried = file == null ? folder : List.of(PolicyFile.read(file));
    Budgets budgets = budgets(FOR_ALL);
    List<TableRun> runs = new ArrayList<>();
    for (PolicyFile policy : tried) {
      runs.addAll(
          FileExamples.run(
              policy, FileExamples.Rows.in(examples.resolve("tables"), policy), budgets));
    }
    PrintWriter out = spec.commandLine().getOut();
    coverage(out, runs);
    runs.forEach(run -> problems(out, run));

    List<PolicyFile> preferred = Stream.concat(tried.stream(), folder.stream()).toList();
    Assessor assessor =
        new Assessor(
            forms.policies(preferred),
            JsonMapper.builder().addModule(new JavaTimeModule()).build());
    RequestExamples.Report requests =
        RequestExamples.run(
            RequestExamples.in(examples.resolve("requests")), forms.reader(), assessor, budgets);
    requests(out, requests);
    return runs.stream().allMatch(TableRun::passed) && requests.failures().isEmpty()
        ? Commands.FINE
        : Commands.FINDINGS;
  }

  /**
   * @param forAll how long all examples that a command tries may take together
   */
  static Budgets budgets(Duration forAll) {
    return new Budgets(
        () -> new Budget(STEPS_OF_EACH, FOR_EACH), new Budget(Long.MAX_VALUE, forAll));
  }

  private static void coverage(PrintWriter out, List<TableRun> runs) {
    TextTable table = new TextTable(60, List.of("table", "rows", "failed", "rules hit"));
    for (TableRun run : runs) {
      table.row(
          List.of(
              run.decision(),
              run.report().map(report -> String.valueOf(report.examples().size())).orElse("-"),
              run.report().map(report -> String.valueOf(run.failed().size())).orElse("-"),
              run.rulesHit() + " of " + run.table().rows().size()));
    }
    table.print(out, "");
  }

  private static void problems(PrintWriter out, TableRun run) {
    if (run.passed()) {
      return;
    }
    out.println();
    out.println(run.decision() + " (" + run.rows() + ")");
    if (run.report().isEmpty()) {
      out.println("  " + run.problem());
      return;
    }
    if (!run.failed().isEmpty()) {
      failures(out, FailingRows.of(run));
    }
    for (String rule : run.report().get().rulesNotHit()) {
      out.println("  No row hits rule " + rule + ". Add one that does.");
    }
  }

  private static void failures(PrintWriter out, FailingRows failing) {
    TextTable table = new TextTable(CELL, failing.header());
    failing.rules().forEach(table::row);
    failing
        .rows()
        .forEach(
            row -> {
              table.row(row.expected());
              table.row(row.actual());
            });
    table.print(out, "  ");
    out.println();
    failing.sentences().forEach(sentence -> out.println("  " + sentence));
  }

  private static void requests(PrintWriter out, RequestExamples.Report report) {
    out.println();
    out.println(
        report.requests()
            + " example requests, "
            + report.failures().size()
            + " expectations that do not hold");
    if (!report.failures().isEmpty()) {
      TextTable table =
          new TextTable(60, List.of("request", "documentation", "what", "expected", "actual"));
      report
          .failures()
          .forEach(
              failure ->
                  table.row(
                      List.of(
                          failure.request(),
                          failure.documentation().name(),
                          failure.field(),
                          failure.expected(),
                          failure.actual())));
      table.print(out, "  ");
    }
  }
}
