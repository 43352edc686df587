package dev.necessity.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.assessment.RequestExamples;
import dev.necessity.assessment.RequestsAgain;
import dev.necessity.policy.example.FileExamples;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.mutate.AcceptedSurvivors;
import dev.necessity.policy.mutate.AcceptedSurvivors.Verdict;
import dev.necessity.policy.mutate.Mutation;
import dev.necessity.policy.mutate.MutationRun;
import dev.necessity.work.Budgets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "mutate",
    mixinStandardHelpOptions = true,
    description = {
      "Changes each cell of a decision file in turn and says which changes no example notices: those are the examples that are missing.",
      "Exit code 1 when there is such a change that is not listed as accepted, or the list is out of date."
    })
final class MutateCommand implements Callable<Integer> {

  private static final Duration FOR_ALL = Duration.ofMinutes(30);

  @Parameters(paramLabel = "FILE", description = "The DMN file whose examples are tried.")
  private Path file;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      defaultValue = "dmn",
      description = "Where the other DMN files are; default: ${DEFAULT-VALUE}.")
  private Path models;

  @Option(
      names = "--examples",
      paramLabel = "FOLDER",
      defaultValue = "examples",
      description =
          "Where tables/FILE/DECISION.csv, requests/NAME.json and accepted-changes/FILE.csv are; default: ${DEFAULT-VALUE}.")
  private Path examples;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Write the changes that nothing notices as CSV as well, as lines of the list of accepted changes.")
  private Path csv;

  @Mixin private FormsOption forms;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PolicyFile policy = PolicyFile.read(file);
    Path list = examples.resolve("accepted-changes").resolve(policy.id() + ".csv");
    AcceptedSurvivors accepted = AcceptedSurvivors.read(list);
    ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
    RequestsAgain requests =
        new RequestsAgain(
            RequestExamples.in(examples.resolve("requests")),
            forms.reader(),
            forms.policies(
                Stream.concat(Stream.of(policy), PolicyFile.in(models).stream()).toList()),
            json);
    Budgets budgets = ExamplesCommand.budgets(FOR_ALL);
    ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), "changes");
    MutationRun mutations =
        new MutationRun(
            policy,
            FileExamples.Rows.in(examples.resolve("tables"), policy),
            requests::failAfter,
            budgets);
    MutationRun.MutationResult run =
        mutations.run((done, of) -> bar.show(done, (double) done / of));
    String rate = bar.end(run.all().size());
    Verdict verdict = accepted.judge(run, new HashSet<>(policy.decisions()));
    print(spec.commandLine().getOut(), mutations, run, verdict, list);
    spec.commandLine().getOut().println(rate);
    if (csv != null) {
      Files.writeString(
          csv,
          Stream.concat(
                  Stream.of(AcceptedSurvivors.HEADER),
                  verdict.unlisted().stream().map(AcceptedSurvivors::line))
              .collect(Collectors.joining("\n", "", "\n")));
    }
    return verdict.clean() ? Commands.FINE : Commands.FINDINGS;
  }

  private void print(
      PrintWriter out,
      MutationRun mutations,
      MutationRun.MutationResult run,
      Verdict verdict,
      Path list) {
    int noticed = run.all().size() - run.unnoticed().size();
    out.println(
        file
            + ": "
            + run.all().size()
            + " changes, "
            + noticed
            + " noticed by an example, "
            + verdict.accepted()
            + " accepted, "
            + verdict.unlisted().size()
            + " unnoticed");
    String decision = "";
    for (Mutation mutation : verdict.unlisted()) {
      if (!mutation.place().decision().equals(decision)) {
        decision = mutation.place().decision();
        out.println();
        out.println(decision);
      }
      item(
          out,
          mutation.place().words() + ": " + mutation.words() + " " + mutations.advice(mutation));
    }
    if (!verdict.outdated().isEmpty()) {
      out.println();
      out.println(list.toString());
      verdict.outdated().forEach(sentence -> item(out, sentence));
    }
  }

  private static void item(PrintWriter out, String sentence) {
    List<String> lines = Words.wrap(sentence, 100);
    out.println("  - " + lines.get(0));
    lines.stream().skip(1).forEach(line -> out.println("    " + line));
  }
}
