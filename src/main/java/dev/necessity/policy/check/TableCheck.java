package dev.necessity.policy.check;

import dev.necessity.feel.FeelTree;
import dev.necessity.feel.FeelType;
import dev.necessity.policy.check.Findings.Place;
import dev.necessity.policy.check.Table.Cell;
import dev.necessity.policy.check.Table.Column;
import dev.necessity.policy.check.Table.Row;
import dev.necessity.policy.model.Policies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.BuiltinAggregator;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;

/**
 * A table as it is written: columns that decide nothing, rules that are there twice, results that
 * cannot be added up or that nobody takes.
 */
final class TableCheck {

  private final Table table;
  private final Names names;
  private final Findings findings;
  private final Place place;

  TableCheck(Table table, Names names, Findings findings) {
    this.table = table;
    this.names = names;
    this.findings = findings;
    this.place = Place.of(table.decision().getId());
  }

  void run() {
    aggregation();
    if (table.regular() && !table.rows().isEmpty()) {
      columnsOfDashes();
      rulesThatAreThereTwice();
      resultsThatNobodyTakes();
    }
  }

  private void aggregation() {
    BuiltinAggregator sum = ((DecisionTable) table.decision().getExpression()).getAggregation();
    if (sum == null || table.hitPolicy() != HitPolicy.COLLECT) {
      return;
    }
    if (table.outputs().size() > 1) {
      findings.error(
          Check.HIT_POLICY,
          place,
          "The engine takes the "
              + sum
              + " of one output, and this table has "
              + table.outputs().size()
              + ", so it fails. Make a table for each, or collect without "
              + sum
              + ".");
    } else if (sum != BuiltinAggregator.COUNT) {
      for (Column output : table.outputs()) {
        if (FeelType.NUMBER != output.type() && output.type() != FeelType.UNKNOWN) {
          findings.error(
              Check.HIT_POLICY,
              place.cell(output.label()),
              "The engine takes the "
                  + sum
                  + " of numbers, and this output is of type "
                  + output.typeRef()
                  + ", so it fails. Let it give numbers, or collect without "
                  + sum
                  + ".");
        }
      }
    }
  }

  /** The catalogue keeps the columns that a row of it needs when a version goes live. */
  private void columnsOfDashes() {
    if (table.decision().getId().equals(Policies.CATALOG)) {
      return;
    }
    List<Integer> dashes =
        IntStream.range(0, table.inputs().size())
            .filter(column -> table.cells(column).stream().allMatch(Cell::any))
            .boxed()
            .toList();
    if (dashes.size() < table.inputs().size()) {
      dashes.forEach(
          column ->
              findings.warning(
                  Check.RULE_NEVER_FIRES,
                  place.cell(table.inputs().get(column).label()),
                  "Every cell of the column is -, so it decides nothing. Remove the column, or fill it."));
    }
  }

  /** Under the other hit policies the second one overlaps, or never fires. */
  private void rulesThatAreThereTwice() {
    if (table.hitPolicy() == HitPolicy.UNIQUE || table.hitPolicy() == HitPolicy.FIRST) {
      return;
    }
    Map<List<String>, Row> seen = new HashMap<>();
    for (Row row : table.rows()) {
      List<String> cells =
          Stream.concat(
                  row.inputs().stream().map(cell -> cell.any() ? "-" : cell.text()),
                  row.outputs().stream().map(Cell::text))
              .toList();
      Row other = seen.putIfAbsent(cells, row);
      if (other != null) {
        findings.warning(
            Check.OVERLAP,
            row.place(),
            "The rule is the same as row "
                + other.number()
                + ", so that its result is there twice. Remove one of the two.");
      }
    }
  }

  /** A text that a table gives, to tables alone that each ask for it and have no rule for it. */
  private void resultsThatNobodyTakes() {
    if (table.hitPolicy() == HitPolicy.COLLECT || table.hitPolicy() == HitPolicy.RULE_ORDER) {
      return;
    }
    List<Decision> readers =
        names.all().stream()
            .filter(Decision.class::isInstance)
            .map(Decision.class::cast)
            .filter(decision -> names.required(decision).contains(table.decision()))
            .toList();
    List<String> outputs =
        ((DecisionTable) table.decision().getExpression())
            .getOutputs().stream().map(output -> String.valueOf(output.getName())).toList();
    for (int column = 0; column < outputs.size(); column++) {
      Optional<List<List<Cell>>> asked = asked(readers, outputs.get(column));
      if (asked.isPresent() && !asked.get().isEmpty()) {
        for (Row row : table.rows()) {
          Place cell = row.place().cell(table.outputs().get(column).label());
          row.outputs()
              .get(column)
              .tree()
              .flatMap(FeelTree::constant)
              .filter(String.class::isInstance)
              .filter(text -> asked.get().stream().noneMatch(cells -> takes(cells, text)))
              .ifPresent(text -> nobodyTakes(cell, text));
        }
      }
    }
  }

  private void nobodyTakes(Place cell, Object text) {
    findings.warning(
        Check.OUTSIDE_ALLOWED_VALUES,
        cell,
        "No rule of the tables that read this output takes "
            + CellCheck.show(text)
            + ". Add one there, or write a text that they take.");
  }

  /**
   * The cells of each column that asks for a name as it is; empty where a reader does something
   * else with it.
   */
  private Optional<List<List<Cell>>> asked(List<Decision> readers, String name) {
    List<List<Cell>> asked = new ArrayList<>();
    for (Decision reader : readers) {
      if (Expressions.of(reader).stream()
          .anyMatch(
              expression ->
                  (expression.tree().names().contains(name)
                          || expression.tree().namesInFilters().contains(name))
                      && expression.tree().name().isEmpty())) {
        return Optional.empty();
      }
      if (reader.getExpression() instanceof DecisionTable) {
        Table other = Table.of(reader, names);
        for (int i = 0; other.regular() && i < other.inputs().size(); i++) {
          if (other
              .inputs()
              .get(i)
              .expression()
              .flatMap(FeelTree::name)
              .filter(name::equals)
              .isPresent()) {
            asked.add(other.cells(i));
          }
        }
      }
    }
    return Optional.of(asked);
  }

  private static boolean takes(List<Cell> cells, Object text) {
    return cells.stream()
        .anyMatch(
            cell ->
                cell.any()
                    || cell.tree().filter(FeelTree::comparesWithConstantsOnly).isEmpty()
                    || UnaryTest.matches(cell.text(), text));
  }
}
