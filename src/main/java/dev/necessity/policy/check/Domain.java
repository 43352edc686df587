package dev.necessity.policy.check;

import dev.necessity.feel.FeelTree;
import dev.necessity.policy.check.Points.Point;
import dev.necessity.policy.check.Table.Cell;
import dev.necessity.policy.check.Table.Column;
import dev.necessity.work.Budget;
import java.math.BigDecimal;
import java.time.Period;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What an input column tells apart: points that stand for all its values, and which of them each
 * rule takes. A cell's answer changes at the boundaries that it names itself and nowhere else, so
 * it is tried at those and once between each two.
 *
 * @param words how a sentence names each point
 * @param rules the points that each rule takes, by the rule's index
 * @param complete whether every possible value has a point; not so where cells do more than compare
 *     with constants
 */
record Domain(List<String> words, List<Ranges> rules, boolean complete) {

  /** What it costs to try one cell on one value. */
  private static final int TRY = 5;

  static Domain of(Column column, List<Cell> cells, Scenario scenario) {
    return Points.of(column, cells, scenario)
        .map(points -> of(points, cells, scenario))
        .orElseGet(() -> ofTexts(cells));
  }

  /**
   * The same where a column of true and false may have no value at all; empty for another column.
   */
  static Optional<Domain> ofNothingToo(Column column, List<Cell> cells, Scenario scenario) {
    return Points.of(column, cells, scenario)
        .map(points -> of(points.andNothing(), cells, scenario));
  }

  int size() {
    return words.size();
  }

  boolean takesAll(int rule) {
    return rules.get(rule).isAll(size());
  }

  private static Domain of(Points points, List<Cell> cells, Scenario scenario) {
    List<Object> values = points.all().stream().map(Point::value).toList();
    Map<Object, Integer> positions = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      positions.put(comparable(values.get(i)), i);
    }
    Ranges all = Ranges.all(points.size());
    Map<String, Ranges> byText = new HashMap<>();
    return new Domain(
        points.all().stream().map(Point::words).toList(),
        cells.stream()
            .map(
                cell ->
                    cell.any()
                        ? all
                        : byText.computeIfAbsent(
                            cell.text(),
                            text ->
                                cell.tree()
                                    .flatMap(FeelTree::enumeration)
                                    .map(named -> taken(named, positions))
                                    .orElseGet(
                                        () -> taken(cell, values, points.order(), scenario))))
            .toList(),
        true);
  }

  private static Ranges taken(List<Object> named, Map<Object, Integer> positions) {
    BitSet taken = new BitSet();
    named.stream()
        .map(value -> positions.get(comparable(value)))
        .filter(Objects::nonNull)
        .forEach(taken::set);
    return Ranges.of(taken);
  }

  private static Ranges taken(
      Cell cell, List<Object> values, Optional<Comparator<Object>> order, Scenario scenario) {
    BitSet taken = new BitSet(values.size());
    int from = 0;
    for (int to : changes(cell, values, order, scenario)) {
      Budget.spend(TRY);
      if (UnaryTest.matches(cell.text(), values.get(from), scenario.values())) {
        taken.set(from, to);
      }
      from = to;
    }
    return Ranges.of(taken);
  }

  /** The positions at which a cell's answer may become another, and the end. */
  private static Iterable<Integer> changes(
      Cell cell, List<Object> values, Optional<Comparator<Object>> order, Scenario scenario) {
    TreeSet<Integer> changes = new TreeSet<>();
    if (order.isEmpty()) {
      IntStream.range(1, values.size()).forEach(changes::add);
    } else {
      for (Object boundary : cell.tree().orElseThrow().comparands(scenario.values())) {
        int found = Collections.binarySearch(values, boundary, order.get());
        changes.add(found >= 0 ? found : -found - 1);
        changes.add(found >= 0 ? found + 1 : -found - 1);
      }
      if (values.get(values.size() - 1) == null) {
        changes.add(values.size() - 1);
      }
      changes.remove(0);
    }
    changes.add(values.size());
    return changes;
  }

  private static Object comparable(Object value) {
    return value instanceof BigDecimal number
        ? number.stripTrailingZeros()
        : value instanceof Period period ? period.normalized() : value;
  }

  /**
   * Where only the cells' texts are known: cells of one text, and cells that let everything pass,
   * have a value in common.
   */
  private static Domain ofTexts(List<Cell> cells) {
    List<String> texts = cells.stream().map(Cell::text).distinct().toList();
    Map<String, Ranges> byText = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      byText.put(texts.get(i), new Ranges(new int[] {i, i}));
    }
    return new Domain(
        texts.stream().map(text -> "as in " + text).toList(),
        cells.stream()
            .map(cell -> cell.any() ? Ranges.all(texts.size()) : byText.get(cell.text()))
            .toList(),
        false);
  }
}
