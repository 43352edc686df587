package dev.necessity.web.audit;

import dev.necessity.audit.trace.CaseTrace.FiredRule;
import dev.necessity.audit.trace.CaseTrace.TableStep;
import dev.necessity.audit.trace.CaseTrace.Value;
import dev.necessity.audit.trace.DecisionModels.Column;
import dev.necessity.audit.trace.DecisionModels.Rule;
import dev.necessity.audit.trace.DecisionModels.Table;
import dev.necessity.web.told.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A decision table as it was evaluated.
 *
 * @param heading the decision with what fired
 * @param inputs in one line
 * @param rules the whole table, null where it is not deployed any more
 */
record EvaluatedTable(String heading, String inputs, List<Fired> fired, Rules rules) {

  /** A rule that fired, with its outputs in one line. */
  record Fired(String description, String id, String outputs) {}

  record Rules(String caption, List<String> heads, List<Row> rows) {}

  record Row(
      boolean fired, int number, List<String> inputs, List<String> outputs, String annotation) {}

  static EvaluatedTable of(TableStep step, Optional<Table> table) {
    Set<String> fired = step.rules().stream().map(FiredRule::id).collect(Collectors.toSet());
    return new EvaluatedTable(
        heading(step),
        values(step.inputs()),
        step.rules().stream()
            .map(rule -> new Fired(rule.description(), rule.id(), values(rule.outputs())))
            .toList(),
        table.map(rules -> rules(rules, fired)).orElse(null));
  }

  private static String heading(TableStep step) {
    return step.decision()
        + ": "
        + (step.rules().isEmpty()
            ? "no rule fired"
            : step.rules().stream().map(FiredRule::id).collect(Collectors.joining(", ")));
  }

  private static String values(List<Value> values) {
    return values.stream()
        .map(value -> value.label() + " = " + Words.of(value.value()))
        .collect(Collectors.joining("; "));
  }

  private static Rules rules(Table table, Set<String> fired) {
    List<Row> rows = new ArrayList<>();
    for (Rule rule : table.rules()) {
      rows.add(
          new Row(
              fired.contains(rule.id()),
              rows.size() + 1,
              rule.inputs(),
              rule.outputs(),
              rule.description()));
    }
    return new Rules(
        "Table " + table.decision() + ", hit policy " + table.hitPolicy(),
        Stream.concat(table.inputs().stream(), table.outputs().stream())
            .map(Column::label)
            .toList(),
        rows);
  }
}
