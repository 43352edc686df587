package dev.necessity.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.determination.Assessor;
import dev.necessity.determination.RequestExamples;
import dev.necessity.policy.FilePolicies;
import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.TableText.Column;
import dev.necessity.policy.TableText.Row;
import dev.necessity.policy.example.FileExamples;
import dev.necessity.policy.example.FileExamples.TableRun;
import dev.necessity.policy.example.TableExamples.Example;
import dev.necessity.policy.example.TableExamples.Failure;
import dev.necessity.policy.example.TableExamples.Report;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "examples", mixinStandardHelpOptions = true, description = {
    "Runs the example rows of each table and the example requests.",
    "Exit code 1 when an example fails, or a rule has no example."})
final class ExamplesCommand implements Callable<Integer> {

  private static final int CELL = 34;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "A changed DMN file, in place of the one in the models folder. Without it, all files of that folder.")
  private Path file;

  @Option(names = "--models", paramLabel = "FOLDER", defaultValue = "dmn", description = "Where the DMN files are; default: ${DEFAULT-VALUE}.")
  private Path models;

  @Option(names = "--examples", paramLabel = "FOLDER", defaultValue = "examples",
      description = "Where tables/DECISION.csv and requests/NAME.json are; default: ${DEFAULT-VALUE}.")
  private Path examples;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<PolicyFile> folder = new ArrayList<>();
    try (Stream<Path> files = Files.list(models)) {
      for (Path model : files.filter(path -> path.toString().endsWith(".dmn")).sorted().toList()) {
        folder.add(PolicyFile.read(model));
      }
    }
    List<PolicyFile> tried = file == null ? folder : List.of(PolicyFile.read(file));
    List<TableRun> runs = new ArrayList<>();
    for (PolicyFile policy : tried) {
      runs.addAll(FileExamples.run(policy, examples.resolve("tables")));
    }
    PrintWriter out = spec.commandLine().getOut();
    coverage(out, runs);
    runs.forEach(run -> problems(out, run));

    List<PolicyFile> preferred = Stream.concat(tried.stream(), folder.stream()).toList();
    Assessor assessor = new Assessor(new FilePolicies(preferred), JsonMapper.builder().addModule(new JavaTimeModule()).build());
    RequestExamples.Report requests = RequestExamples.run(examples.resolve("requests"), new RequestReader(Clock.systemDefaultZone()), assessor);
    requests(out, requests);
    return runs.stream().allMatch(TableRun::passed) && requests.failures().isEmpty() ? Commands.FINE : Commands.FINDINGS;
  }

  private static void coverage(PrintWriter out, List<TableRun> runs) {
    TextTable table = new TextTable(60, List.of("table", "rows", "failed", "rules hit"));
    for (TableRun run : runs) {
      int rules = run.table().rows().size();
      table.row(List.of(run.decision(),
          run.report().map(report -> String.valueOf(report.examples().size())).orElse("-"),
          run.report().map(report -> String.valueOf(failed(report).size())).orElse("-"),
          run.report().map(report -> (rules - report.rulesNotHit().size()) + " of " + rules).orElse("0 of " + rules)));
    }
    table.print(out, "");
  }

  private static List<Example> failed(Report report) {
    return report.examples().stream().filter(example -> !example.failures().isEmpty()).toList();
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
    Report report = run.report().get();
    List<Example> failed = failed(report);
    if (!failed.isEmpty()) {
      failures(out, run, failed);
    }
    for (String rule : report.rulesNotHit()) {
      out.println("  No row hits rule " + rule + ". Add one that does.");
    }
  }

  /** The table as Modeler shows it, and below it each failing row: which rules it meets, what it expects, what the table says. */
  private static void failures(PrintWriter out, TableRun run, List<Example> failed) {
    List<Column> columns = run.table().columns();
    List<Column> inputs = columns.stream().filter(Column::input).toList();
    List<Column> outputs = columns.stream().filter(column -> !column.input() && failed.get(0).cells().containsKey(expected(column))).toList();
    List<String> header = new ArrayList<>(List.of(""));
    inputs.forEach(input -> header.add(input.label()));
    outputs.forEach(output -> header.add(expected(output)));
    TextTable table = new TextTable(CELL, header);
    for (Row row : run.table().rows()) {
      List<String> cells = new ArrayList<>(List.of("row " + row.number()));
      Stream.concat(inputs.stream(), outputs.stream()).forEach(column -> cells.add(row.cells().get(columns.indexOf(column))));
      table.row(cells);
    }
    List<String> rules = run.table().rows().stream().map(Row::id).toList();
    for (Example example : failed) {
      List<String> wanted = new ArrayList<>(List.of("line " + example.line()));
      inputs.forEach(input -> wanted.add(example.cells().getOrDefault(input.label(), "")));
      outputs.forEach(output -> wanted.add(example.cells().get(expected(output))));
      table.row(wanted);
      List<String> actual = new ArrayList<>(List.of("  is", "meets " + met(example, rules)));
      inputs.stream().skip(1).forEach(input -> actual.add(""));
      outputs.forEach(output -> actual.add(example.failures().stream().filter(failure -> failure.column().equals(output.detail()))
          .findFirst().map(Failure::actual).orElse("")));
      table.row(actual);
    }
    table.print(out, "  ");
    out.println();
    for (Example example : failed) {
      String note = example.cells().getOrDefault("note", "");
      example.failures().forEach(failure -> out.println("  " + failure + (note.isBlank() ? "" : " (" + note + ")")));
    }
  }

  private static String expected(Column output) {
    return "= " + output.detail();
  }

  private static String met(Example example, List<String> rules) {
    return example.rulesHit().isEmpty() ? "no row"
        : example.rulesHit().stream().map(rule -> "row " + (rules.indexOf(rule) + 1)).collect(Collectors.joining(", "));
  }

  private static void requests(PrintWriter out, RequestExamples.Report report) {
    out.println();
    out.println(report.requests() + " example requests, " + report.failures().size() + " expectations that do not hold");
    if (!report.failures().isEmpty()) {
      TextTable table = new TextTable(60, List.of("request", "documentation", "what", "expected", "actual"));
      report.failures().forEach(failure -> table.row(List.of(failure.request(), failure.documentation().name(), failure.field(),
          failure.expected(), failure.actual())));
      table.print(out, "  ");
    }
  }
}
