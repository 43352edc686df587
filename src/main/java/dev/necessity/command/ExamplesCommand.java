package dev.necessity.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.determination.Assessor;
import dev.necessity.determination.RequestExamples;
import dev.necessity.policy.FilePolicies;
import dev.necessity.policy.PolicyFile;
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
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
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
      int rules = run.table().getRules().size();
      table.row(List.of(run.decision().getId(),
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
    out.println(run.decision().getId() + " (" + run.rows() + ")");
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
    List<Input> inputs = List.copyOf(run.table().getInputs());
    List<Output> all = List.copyOf(run.table().getOutputs());
    List<Output> outputs = all.stream().filter(output -> failed.get(0).cells().containsKey(expected(output))).toList();
    List<String> header = new ArrayList<>(List.of(""));
    inputs.forEach(input -> header.add(input.getLabel()));
    outputs.forEach(output -> header.add(expected(output)));
    TextTable table = new TextTable(CELL, header);
    List<String> rules = run.table().getRules().stream().map(Rule::getId).toList();
    for (Rule rule : run.table().getRules()) {
      List<String> cells = new ArrayList<>(List.of("row " + (rules.indexOf(rule.getId()) + 1)));
      rule.getInputEntries().forEach(entry -> cells.add(entry.getText().getTextContent()));
      List<OutputEntry> results = List.copyOf(rule.getOutputEntries());
      outputs.forEach(output -> cells.add(results.get(all.indexOf(output)).getText().getTextContent()));
      table.row(cells);
    }
    for (Example example : failed) {
      List<String> wanted = new ArrayList<>(List.of("line " + example.line()));
      inputs.forEach(input -> wanted.add(example.cells().getOrDefault(input.getLabel(), "")));
      outputs.forEach(output -> wanted.add(example.cells().get(expected(output))));
      table.row(wanted);
      List<String> actual = new ArrayList<>(List.of("  is", "meets " + met(example, rules)));
      inputs.stream().skip(1).forEach(input -> actual.add(""));
      outputs.forEach(output -> actual.add(example.failures().stream().filter(failure -> failure.column().equals(output.getName()))
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

  private static String expected(Output output) {
    return "= " + output.getName();
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
