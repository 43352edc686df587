package dev.necessity.command;

import dev.necessity.policy.begin.NewPolicy;
import dev.necessity.policy.begin.NewPolicy.Question;
import dev.necessity.policy.begin.NewPolicyFiles;
import dev.necessity.policy.model.Catalogue;
import dev.necessity.policy.model.LiveRow;
import dev.necessity.policy.model.NewVersion;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = {
      "Begins a policy: writes its tables, a form for each document, examples, and the catalogue with a row for it.",
      "Exit code 1 when it cannot be begun; nothing is written then."
    })
final class NewCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The id of the policy, as iron-infusion.")
  private String id;

  @Option(
      names = "--title",
      required = true,
      paramLabel = "TITLE",
      description = "What people call it.")
  private String title;

  @Option(
      names = "--code",
      required = true,
      paramLabel = "CODE",
      description = "A procedure code that it is for; once for each.")
  private List<String> codes;

  @Option(
      names = "--criterion",
      required = true,
      paramLabel = "ID=TITLE",
      description = "A criterion; once for each, in their order.")
  private List<String> criteria;

  @Option(
      names = "--document",
      paramLabel = "ID=TITLE",
      description =
          "The document that settles the criterion ID; without it, one that is called as the criterion.")
  private List<String> documents = new ArrayList<>();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "The version tag; default: this month, as 2026-01.")
  private String tag;

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
      description = "Where the examples of the catalogue are; default: ${DEFAULT-VALUE}.")
  private Path examples;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where dmn, forms and examples are to be written; default: here.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      List<PolicyFile> existing = PolicyFile.in(models);
      List<String> taken =
          existing.stream()
              .filter(file -> file.tables().contains(Policies.CATALOG))
              .flatMap(this::rowsOfTheSameCodes)
              .toList();
      Map<String, byte[]> files = files(existing);
      write(files);
      PrintWriter said = spec.commandLine().getOut();
      files.keySet().forEach(file -> said.println(out.resolve(file).normalize()));
      taken.forEach(
          row ->
              said.println(
                  "Note: the catalogue has a row for one of these codes already, "
                      + row
                      + ". The new row stands on top and takes all their requests: "
                      + "choose on /workbench/live instead for whom the new policy is live, or change the row."));
      return Commands.FINE;
    } catch (NewPolicy.RefusedException
        | NewVersion.RefusedException
        | LiveRow.RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return Commands.FINDINGS;
    }
  }

  private Map<String, byte[]> files(List<PolicyFile> existing) throws IOException {
    NewPolicy policy =
        new NewPolicy(
                id,
                title.strip(),
                tag == null ? YearMonth.now(Clock.systemUTC()).toString() : tag,
                codes.stream().distinct().toList(),
                questions())
            .sound(existing.stream().map(PolicyFile::id).toList());
    PolicyFile catalogue =
        existing.stream()
            .filter(file -> file.tables().contains(Policies.CATALOG))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "There is no catalogue in "
                            + models
                            + ". Name the folder with policy-catalog.dmn with --models."));
    PolicyFile finalTables =
        existing.stream()
            .filter(file -> Policy.isFinalTables(file.id()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "There are no final tables in "
                            + models
                            + ". Name the folder with determination.dmn with --models."));
    Path rows = examples.resolve("tables/policy-catalog/policyCatalog.csv");
    return NewPolicyFiles.of(
        policy,
        catalogue,
        Files.exists(rows) ? Files.readString(rows) : null,
        finalTables.version());
  }

  private Stream<String> rowsOfTheSameCodes(PolicyFile catalogue) {
    return new Catalogue(catalogue.table(Policies.CATALOG))
        .entries().stream()
            .map(Catalogue.Entry::row)
            .filter(
                row ->
                    codes.stream()
                        .anyMatch(
                            code ->
                                row.cells().stream()
                                    .anyMatch(cell -> cell.contains('"' + code + '"'))))
            .map(TableText.Row::id);
  }

  private List<Question> questions() {
    Map<String, String> documentOf = new LinkedHashMap<>();
    documents.forEach(document -> documentOf.put(before(document), after(document)));
    List<Question> questions =
        criteria.stream()
            .map(
                criterion ->
                    new Question(
                        before(criterion),
                        after(criterion),
                        Optional.ofNullable(documentOf.remove(before(criterion)))
                            .orElse(after(criterion))))
            .toList();
    documentOf.keySet().stream()
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new NewPolicy.RefusedException(
                  List.of(
                      "There is no criterion '"
                          + unknown
                          + "' that a document could settle. Write --document ID=TITLE with the id of a criterion."));
            });
    return questions;
  }

  private static String before(String pair) {
    return pair.contains("=") ? pair.substring(0, pair.indexOf('=')).strip() : pair;
  }

  private static String after(String pair) {
    return pair.substring(pair.indexOf('=') + 1).strip();
  }

  /**
   * The catalogue and its examples are there already and get a row; of the policy nothing may be.
   */
  private void write(Map<String, byte[]> files) throws IOException {
    List<String> there =
        files.keySet().stream()
            .filter(file -> !file.contains("policy-catalog") && Files.exists(out.resolve(file)))
            .map(
                file ->
                    "There is a file "
                        + out.resolve(file).normalize()
                        + " already. Move it away, or choose another id.")
            .toList();
    if (!there.isEmpty()) {
      throw new NewPolicy.RefusedException(there);
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = out.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
