package dev.necessity.policy.example;

import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.TableText;
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

  /**
   * @param decision id of the table's decision
   * @param rows where the table's rows are kept
   * @param report empty where there are no rows, or where they cannot be read
   * @param problem why they cannot be read, empty otherwise
   */
  public record TableRun(String decision, TableText table, Path rows, Optional<TableExamples.Report> report, String problem) {

    /** Whether every row holds and every rule is hit. */
    public boolean passed() {
      return report.filter(run -> run.failures().isEmpty() && run.rulesNotHit().isEmpty()).isPresent();
    }
  }

  /**
   * Runs {@code FOLDER/DECISION.csv} for each decision table of the file, in the order of the file.
   *
   * @throws IOException when a file of rows exists but cannot be read
   */
  public static List<TableRun> run(PolicyFile file, Path folder) throws IOException {
    List<TableRun> runs = new ArrayList<>();
    for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
      if (decision.getExpression() instanceof DecisionTable table) {
        runs.add(run(file, decision.getId(), TableText.of(table), folder.resolve(decision.getId() + ".csv")));
      }
    }
    return runs;
  }

  private static TableRun run(PolicyFile file, String decision, TableText table, Path rows) throws IOException {
    if (!Files.exists(rows)) {
      return new TableRun(decision, table, rows, Optional.empty(), "There is no such file. Write one with a row for each rule.");
    }
    try (Reader csv = Files.newBufferedReader(rows)) {
      return new TableRun(decision, table, rows, Optional.of(TableExamples.run(file.model(), decision, csv)), "");
    } catch (IllegalArgumentException e) {
      return new TableRun(decision, table, rows, Optional.empty(), e.getMessage());
    }
  }
}
