package dev.necessity.web.audit;

import dev.necessity.audit.trace.CaseTrace.AssessmentStep;
import dev.necessity.audit.trace.CaseTrace.Change;
import dev.necessity.audit.trace.CaseTrace.TableStep;
import dev.necessity.web.told.CriteriaState;
import dev.necessity.web.told.CriteriaState.Status;
import dev.necessity.web.told.Words;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One assessment of a case: what changed since the one before, where the case stood, and every
 * table that was evaluated.
 *
 * @param changes null for the first
 * @param state null where it is told under the criteria, or was not recorded
 */
record ToldAssessment(
    int number, String at, Changes changes, CriteriaState state, List<EvaluatedTable> tables) {

  /**
   * @param between what happened since the assessment before
   */
  record Changes(String between, List<Criterion> criteria, List<Table> tables) {}

  record Criterion(
      String title, Status before, Status after, String reason, String inputs, String records) {}

  /** A table where other rules fired. */
  record Table(String decision, String noLonger, String anew) {}

  /**
   * @param last number of the last assessment, which is told under the criteria
   * @param tables an evaluated table with its rules
   */
  static ToldAssessment of(
      AssessmentStep step, int last, Function<TableStep, EvaluatedTable> tables) {
    return new ToldAssessment(
        step.number(),
        Words.of(step.at()),
        step.number() == 1 ? null : changes(step),
        step.number() == last || !step.state().isObject() ? null : CriteriaState.of(step.state()),
        step.tables().stream().map(tables).toList());
  }

  private static Changes changes(AssessmentStep step) {
    return new Changes(
        step.arrived().isEmpty()
            ? "Nothing happened in between that the history names."
            : "In between: " + String.join("; ", step.arrived()) + ".",
        step.changes().stream().map(ToldAssessment::criterion).toList(),
        step.tableChanges().stream()
            .map(
                change ->
                    new Table(
                        change.decision(),
                        Words.list(change.noLonger()),
                        Words.list(change.anew())))
            .toList());
  }

  private static Criterion criterion(Change change) {
    return new Criterion(
        change.title(),
        Status.of(change.before()),
        Status.of(change.after()),
        change.reason(),
        change.inputs().stream()
            .map(
                input ->
                    input.label()
                        + ": "
                        + Words.of(input.before())
                        + " → "
                        + Words.of(input.after()))
            .collect(Collectors.joining("; ")),
        Words.list(change.records()));
  }
}
