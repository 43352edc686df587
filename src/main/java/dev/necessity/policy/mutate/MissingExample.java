package dev.necessity.policy.mutate;

import dev.necessity.feel.FeelTree;
import dev.necessity.policy.example.TableExamples;
import dev.necessity.policy.model.PlainNumber;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.TableText.Column;
import dev.necessity.policy.model.TableText.Row;
import dev.necessity.policy.mutate.Mutation.Part;
import dev.necessity.text.Csv;
import dev.necessity.work.Budgets;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelException;

/**
 * Looks for the example that would notice a change: a row with values around those that the table
 * names.
 */
final class MissingExample {

  private final Mutation mutation;
  private final TableText table;

  private MissingExample(Mutation mutation, TableText table) {
    this.mutation = mutation;
    this.table = table;
  }

  /**
   * What to add, in an analyst's words.
   *
   * @param table the changed table; empty for an expression
   * @param examples its rows, empty where there are none
   */
  static String advice(
      Mutation mutation,
      Optional<TableText> table,
      Optional<TableExamples> examples,
      Budgets budgets) {
    return switch (mutation.place().part()) {
      case QUESTION -> "Add an example request that gets another answer by it.";
      case EXPRESSION ->
          "Add an example request that gets another answer by it, or a row to "
              + mutation.place().decision()
              + ".csv.";
      case CONDITION, OUTPUT, RULE ->
          examples
              .flatMap(rows -> new MissingExample(mutation, table.orElseThrow()).row(rows, budgets))
              .map(row -> "Add the row " + row)
              .orElse(
                  mutation.place().part() == Part.OUTPUT
                      ? "Let an example that meets the rule expect '= "
                          + mutation.place().column().detail()
                          + "'."
                      : "No row was found that tells; perhaps it changes nothing.");
    };
  }

  private Optional<String> row(TableExamples rows, Budgets budgets) {
    Map<String, List<String>> values = new HashMap<>();
    List<Column> inputs = table.columns().stream().filter(Column::input).toList();
    for (int i = 0; i < inputs.size(); i++) {
      boolean changed = mutation.place().part() == Part.CONDITION && mutation.place().index() == i;
      values.put(inputs.get(i).label(), values(rows, inputs.get(i), i, changed));
    }
    return rows.missing(mutation::applyTo, values, budgets).map(row -> Csv.line(row.toArray()));
  }

  /**
   * What a row could have in a column: for the changed cell any value, beside it those that meet
   * the changed rule.
   */
  private List<String> values(TableExamples rows, Column column, int index, boolean changed) {
    Row rule = table.rows().get(mutation.place().row() - 1);
    List<String> cells = table.rows().stream().map(row -> row.cells().get(index)).toList();
    Stream<String> known =
        Stream.concat(
                cells.stream(),
                Stream.of(
                    column.allowed(),
                    mutation.place().part() == Part.CONDITION && changed ? mutation.became() : ""))
            .filter(cell -> !cell.isEmpty() && !cell.equals("-"))
            .flatMap(cell -> named(cell, String.valueOf(column.type())));
    List<String> all = Stream.concat(known, rows.cells(column.label())).distinct().toList();
    List<String> meeting =
        all.stream()
            .filter(value -> changed || meets(rule.cells().get(index), value, column))
            .toList();
    return meeting.isEmpty() ? all : meeting;
  }

  private static Stream<String> named(String cell, String type) {
    return switch (type) {
      case "number" ->
          FeelTree.cell(cell).stream()
              .flatMap(tree -> tree.comparands().stream())
              .filter(BigDecimal.class::isInstance)
              .map(BigDecimal.class::cast)
              .flatMap(
                  number ->
                      Stream.of(number, number.add(number.ulp()), number.subtract(number.ulp())))
              .map(PlainNumber::of);
      case "boolean" -> Stream.of("true", "false");
      case "string" ->
          FeelTree.cell(cell).stream()
              .flatMap(tree -> tree.comparands().stream())
              .map(String::valueOf);
      default -> Variants.texts(cell).map(text -> "[" + text + "]");
    };
  }

  private static boolean meets(String cell, String value, Column column) {
    try {
      return PolicyEngine.matches(cell, TableExamples.value(value, column.type()), Map.of());
    } catch (FeelException | IllegalArgumentException incomparable) {
      return false;
    }
  }
}
