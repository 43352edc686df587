package dev.necessity.policy.example;

import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText;
import dev.necessity.work.Budgets;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;

/** The example rows of every table of a file. */
public final class FileExamples {

  private FileExamples() {}

  /** Where the rows of a table are kept. */
  public interface Rows {

    /** Rows as files {@code FOLDER/FILE/DECISION.csv}, so that two files may use one name. */
    static Rows in(Path folder, PolicyFile of) {
      Path rows = folder.resolve(of.id());
      return new Rows() {
        @Override
        public Optional<Reader> open(String decision) throws IOException {
          Path file = rows.resolve(decision + ".csv");
          return Files.exists(file) ? Optional.of(Files.newBufferedReader(file)) : Optional.empty();
        }

        @Override
        public String name(String decision) {
          return rows.resolve(decision + ".csv").toString();
        }
      };
    }

    /** The rows of a decision as CSV; empty where there are none. */
    Optional<Reader> open(String decision) throws IOException;

    /** How messages name them. */
    String name(String decision);
  }

  /**
   * @param decision id of the table's decision
   * @param rows how messages name the table's rows
   * @param report empty where there are no rows, or where they cannot be read
   * @param problem why they cannot be read, empty otherwise
   */
  public record TableRun(
      String decision,
      TableText table,
      String rows,
      Optional<TableExamples.Report> report,
      String problem) {

    /** Whether every row holds and every rule is hit. */
    public boolean passed() {
      return report
          .filter(run -> run.failures().isEmpty() && run.rulesNotHit().isEmpty())
          .isPresent();
    }

    public int rulesHit() {
      return report.map(run -> table.rows().size() - run.rulesNotHit().size()).orElse(0);
    }

    public List<TableExamples.Example> failed() {
      return report.map(TableExamples.Report::examples).orElse(List.of()).stream()
          .filter(example -> !example.failures().isEmpty())
          .toList();
    }
  }

  /**
   * Runs the rows of each decision table of the file, in the order of the file, and of the
   * expressions that have some.
   *
   * @throws IOException when rows exist but cannot be read
   */
  public static List<TableRun> run(PolicyFile file, Rows rows, Budgets budgets) throws IOException {
    List<TableRun> runs = new ArrayList<>();
    for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
      Optional<Reader> csv = rows.open(decision.getId());
      if (decision.getExpression() instanceof DecisionTable table) {
        runs.add(run(file, decision.getId(), TableText.of(table), rows, csv, budgets));
      } else if (csv.isPresent()) {
        runs.add(run(file, decision.getId(), TableText.NONE, rows, csv, budgets));
      }
    }
    return runs;
  }

  private static TableRun run(
      PolicyFile file,
      String decision,
      TableText table,
      Rows rows,
      Optional<Reader> csv,
      Budgets budgets)
      throws IOException {
    String name = rows.name(decision);
    if (csv.isEmpty()) {
      return new TableRun(
          decision,
          table,
          name,
          Optional.empty(),
          "There is no such file. Write one with a row for each rule.");
    }
    try (Reader content = csv.get()) {
      return new TableRun(
          decision,
          table,
          name,
          Optional.of(TableExamples.run(file.model(), decision, content, budgets)),
          "");
    } catch (IllegalArgumentException e) {
      return new TableRun(decision, table, name, Optional.empty(), e.getMessage());
    }
  }
}
