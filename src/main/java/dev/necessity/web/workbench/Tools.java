package dev.necessity.web.workbench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.assessment.Assessor;
import dev.necessity.assessment.RequestExamples;
import dev.necessity.deployment.CatalogRows;
import dev.necessity.deployment.DeployedDocuments;
import dev.necessity.deployment.DeployedFiles;
import dev.necessity.deployment.DeploymentGuard;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.FilesCheck;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.FormCheck;
import dev.necessity.policy.compare.PolicyComparison;
import dev.necessity.policy.example.FileExamples;
import dev.necessity.policy.model.FilePolicies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.RequestReader;
import dev.necessity.work.Budget;
import dev.necessity.work.Budgets;
import dev.necessity.work.Turns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the commands do with a file, for files that are uploaded: the same code, within a budget,
 * and in turn, as the server has cases to decide.
 */
@Component
class Tools {

  /** Some ten times what the largest of the packaged files takes. */
  private static final long STEPS_OF_EACH = 10_000_000;

  private static final Duration FOR_EACH = Duration.ofSeconds(20);
  private static final long STEPS = 60_000_000;
  private static final Duration FOR_ALL = Duration.ofSeconds(60);

  private final FilesCheck check = new FilesCheck();
  private final DeployedFiles deployed;
  private final DeployedDocuments documents;
  private final CatalogRows catalog;
  private final DeploymentGuard guard;
  private final PackagedExamples examples;
  private final RequestReader reader;
  private final ObjectMapper json;
  private final Turns turns;

  Tools(
      DeployedFiles deployed,
      DeployedDocuments documents,
      CatalogRows catalog,
      DeploymentGuard guard,
      PackagedExamples examples,
      RequestReader reader,
      ObjectMapper json,
      Turns turns) {
    this.deployed = deployed;
    this.documents = documents;
    this.catalog = catalog;
    this.guard = guard;
    this.examples = examples;
    this.reader = reader;
    this.json = json;
    this.turns = turns;
  }

  /** For the rows and requests that a file is tried with. */
  static Budgets budgets() {
    return new Budgets(() -> new Budget(STEPS_OF_EACH, FOR_EACH), all());
  }

  private static Budget all() {
    return new Budget(STEPS, FOR_ALL);
  }

  /** What the example rows and the example requests of a file showed. */
  record Tried(List<FileExamples.TableRun> tables, RequestExamples.Report requests) {}

  /**
   * @param files decision files and forms, content by name; the forms are beside those that are
   *     live
   */
  Map<String, List<Finding>> check(Map<String, byte[]> files) {
    List<DocumentForm> live = documents.latest();
    return inTurn(() -> check.check(files, live, catalog::live));
  }

  /** The same, and what the files would do to what is live in others. */
  Map<String, List<Finding>> checkToDeploy(Map<String, byte[]> files) {
    Map<String, List<Finding>> findings = check(files);
    boolean sound = findings.values().stream().flatMap(List::stream).noneMatch(Finding::isError);
    List<PolicyFile> decisions =
        files.keySet().stream()
            .filter(name -> !FormCheck.isForm(name))
            .filter(name -> findings.get(name).stream().noneMatch(Tools::isUnreadable))
            .map(name -> PolicyFile.read(name, files.get(name)))
            .toList();
    inTurn(() -> guard.besideLive(decisions, sound))
        .forEach(finding -> findings.get(finding.file()).add(finding));
    return findings;
  }

  /** What a catalogue that goes live leaves unfinished. */
  List<Finding> unfinished(PolicyFile catalogue) {
    return inTurn(() -> catalog.unfinished(catalogue, List.of()));
  }

  private static boolean isUnreadable(Finding finding) {
    return finding.check() == Check.UNREADABLE;
  }

  PolicyComparison compare(PolicyFile before, PolicyFile after) {
    return inTurn(() -> PolicyComparison.of(before, after));
  }

  /**
   * @param rows CSV texts by decision, in place of the packaged rows
   */
  Tried examples(PolicyFile file, Map<String, String> rows) {
    List<PolicyFile> others =
        deployed.all().stream().filter(DeployedFiles.Version::latest).map(deployed::read).toList();
    return turns.take(
        () -> {
          try {
            Budgets budgets = budgets();
            List<FileExamples.TableRun> tables =
                FileExamples.run(file, examples.rows(file, rows), budgets);
            Assessor assessor =
                new Assessor(
                    new FilePolicies(Stream.concat(Stream.of(file), others.stream()).toList()),
                    json);
            return new Tried(
                tables, RequestExamples.run(examples.requests(), reader, assessor, budgets));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      return turns.take(() -> all().run(work));
    } catch (Budget.ExhaustedException e) {
      throw new ResponseStatusException(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "The file is too large for this page: " + e.getMessage() + ". Use the command instead.");
    }
  }
}
