package dev.necessity.policy.check;

import dev.necessity.feel.FeelTree;
import dev.necessity.feel.FeelType;
import dev.necessity.policy.check.Table.Cell;
import dev.necessity.policy.check.Table.Column;
import dev.necessity.policy.check.Table.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;

/**
 * What the names that a table's cells compare with stand for. A name that another table gives takes
 * the values of that table's cells, row by row. Of a number that comes from elsewhere only the
 * order counts, so that any value will do where a column compares with nothing else.
 *
 * @param values by name
 * @param anyNumbers the names whose value is not known
 */
record Scenario(Map<String, Object> values, Set<String> anyNumbers) {

  private static final int MOST = 32;

  /** Without a name. */
  static final Scenario PLAIN = new Scenario(Map.of(), Set.of());

  /** All scenarios of a table; one where its cells compare with constants only. */
  static List<Scenario> of(Table table, Names names) {
    Set<String> compared = compared(table);
    if (compared.isEmpty()) {
      return List.of(PLAIN);
    }
    Set<String> anyNumbers = new LinkedHashSet<>();
    Map<Decision, Set<String>> byGiver = new LinkedHashMap<>();
    for (String name : compared) {
      Optional<Decision> giver = names.tableBehind(name, table.decision());
      if (giver.filter(decision -> constants(decision, name, names).isPresent()).isPresent()) {
        byGiver.computeIfAbsent(giver.get(), any -> new LinkedHashSet<>()).add(name);
      } else {
        anyNumbers.add(name);
      }
    }
    List<Map<String, Object>> scenarios =
        List.of(
            anyNumbers.stream().collect(Collectors.toMap(name -> name, name -> BigDecimal.ZERO)));
    for (var giver : byGiver.entrySet()) {
      scenarios = combined(scenarios, rows(giver.getKey(), giver.getValue(), names));
      if (scenarios.size() > MOST) {
        return List.of(PLAIN);
      }
    }
    return scenarios.stream().map(values -> new Scenario(values, anyNumbers)).toList();
  }

  private static Set<String> compared(Table table) {
    Set<String> compared = new LinkedHashSet<>();
    for (Row row : table.rows()) {
      row.inputs().stream()
          .flatMap(cell -> cell.tree().stream())
          .filter(tree -> tree.comparesWithConstantsAnd(tree.names()))
          .forEach(tree -> compared.addAll(tree.names()));
    }
    return compared;
  }

  /** What a table gives under a name in each of its rows; empty unless all are constants. */
  static Optional<List<Object>> constants(Decision giver, String name, Names names) {
    Table table = Table.of(giver, names);
    int column =
        ((DecisionTable) giver.getExpression())
            .getOutputs().stream().map(output -> output.getName()).toList().indexOf(name);
    List<Optional<Object>> values =
        table.rows().stream()
            .map(row -> row.outputs().get(column))
            .map(cell -> cell.tree().flatMap(FeelTree::constant))
            .toList();
    return table.regular() && !values.isEmpty() && values.stream().allMatch(Optional::isPresent)
        ? Optional.of(values.stream().map(Optional::get).toList())
        : Optional.empty();
  }

  private static List<Map<String, Object>> rows(Decision giver, Set<String> names, Names all) {
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, constants(giver, name, all).orElseThrow()));
    int rows = columns.values().iterator().next().size();
    Set<Map<String, Object>> different = new LinkedHashSet<>();
    for (int row = 0; row < rows; row++) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (String name : names) {
        values.put(name, columns.get(name).get(row));
      }
      different.add(values);
    }
    return List.copyOf(different);
  }

  private static List<Map<String, Object>> combined(
      List<Map<String, Object>> some, List<Map<String, Object>> others) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> one : some) {
      for (Map<String, Object> other : others) {
        Map<String, Object> both = new LinkedHashMap<>(one);
        both.putAll(other);
        all.add(both);
      }
    }
    return all;
  }

  /**
   * Whether a column's cells can be tried: they compare with constants and names of known value, or
   * with one unknown number and nothing else.
   */
  boolean covers(Column column, List<Cell> cells) {
    if (cells.stream()
        .anyMatch(
            cell ->
                cell.tree()
                    .filter(tree -> tree.comparesWithConstantsAnd(values.keySet()))
                    .isEmpty())) {
      return false;
    }
    List<FeelTree> trees = cells.stream().map(cell -> cell.tree().get()).toList();
    Set<String> used =
        trees.stream().flatMap(tree -> tree.names().stream()).collect(Collectors.toSet());
    return used.stream().noneMatch(anyNumbers::contains)
        || used.size() == 1
            && column.type() == FeelType.NUMBER
            && column.allowed().isEmpty()
            && trees.stream().allMatch(tree -> tree.comparands().isEmpty());
  }

  /** How a sentence names a boundary of a column: a number that is not known by its name. */
  Function<Object, String> words(List<Cell> cells) {
    Optional<String> unknown =
        cells.stream()
            .flatMap(cell -> cell.tree().stream())
            .flatMap(tree -> tree.names().stream())
            .filter(anyNumbers::contains)
            .findFirst();
    return value -> unknown.orElseGet(() -> CellCheck.show(value));
  }

  /**
   * A sentence's words for the values that the names have; empty where they could have no other.
   */
  String words() {
    return values.entrySet().stream()
        .filter(entry -> !anyNumbers.contains(entry.getKey()))
        .map(entry -> entry.getKey() + " is " + CellCheck.show(entry.getValue()))
        .collect(Collectors.joining(" and "));
  }
}
