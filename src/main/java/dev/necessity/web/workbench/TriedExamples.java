package dev.necessity.web.workbench;

import dev.necessity.assessment.RequestExamples;
import dev.necessity.policy.example.FailingRows;
import dev.necessity.policy.example.FileExamples.TableRun;
import java.util.List;

/**
 * What examples showed, for the template {@code workbench/examples}: coverage of the rules, each
 * failing row in its table, each request that is judged otherwise.
 */
record TriedExamples(
    boolean passed,
    List<Coverage> coverage,
    List<Problem> problems,
    RequestExamples.Report requests) {

  /**
   * @param rows how many there are; a dash where they could not be read
   * @param hit how many rules, of how many
   */
  record Coverage(String decision, String rows, int failed, String hit) {}

  /**
   * What is wrong with the examples of a table.
   *
   * @param file name of the file of its rows
   * @param sentence why they could not be run; empty where they were
   * @param failing null where none fails
   * @param uncovered rules that no row hits
   */
  record Problem(
      String decision, String file, String sentence, FailingRows failing, List<String> uncovered) {}

  static TriedExamples of(Tools.Tried tried) {
    return new TriedExamples(
        tried.tables().stream().allMatch(TableRun::passed) && tried.requests().failures().isEmpty(),
        tried.tables().stream().map(TriedExamples::coverage).toList(),
        tried.tables().stream().filter(run -> !run.passed()).map(TriedExamples::problem).toList(),
        tried.requests());
  }

  private static Coverage coverage(TableRun run) {
    return new Coverage(
        run.decision(),
        run.report().map(report -> String.valueOf(report.examples().size())).orElse("-"),
        run.failed().size(),
        run.rulesHit() + " of " + run.table().rows().size());
  }

  private static Problem problem(TableRun run) {
    return run.report()
        .map(
            report ->
                new Problem(
                    run.decision(),
                    run.rows(),
                    "",
                    run.failed().isEmpty() ? null : FailingRows.of(run),
                    report.rulesNotHit()))
        .orElseGet(
            () ->
                new Problem(
                    run.decision(),
                    run.rows(),
                    run.rows() + ": " + run.problem(),
                    null,
                    List.of()));
  }
}
