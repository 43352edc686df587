package dev.necessity.policy.check;

import dev.necessity.feel.FeelTree;
import dev.necessity.feel.FeelType;
import dev.necessity.policy.check.Table.Cell;
import dev.necessity.policy.check.Table.Column;
import dev.necessity.work.Budget;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What an input column tells apart: its possible values, in groups of which every member meets the
 * same rules. The groups are found by trying the boundaries that the column's cells name, a value
 * between each two, and one beyond either end.
 *
 * @param groups the rules (by their index) that each group of values meets
 * @param complete whether every possible value is in a group; not so where cells compare with more
 *     than constants
 */
record Domain(List<Group> groups, boolean complete) {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final String OTHER_TEXT = "\u0000";

  /** What it costs to try one cell on one value. */
  private static final int TRY = 5;

  private static final int CELLS_A_STEP = 20;

  /**
   * @param words how a sentence names the group's first member
   */
  record Group(String words, BitSet rules) {}

  private record Point(Object value, String words) {}

  static Domain of(Column column, List<Cell> cells, Scenario scenario) {
    return points(column, cells, scenario)
        .map(points -> ofPoints(points, cells, scenario))
        .orElseGet(() -> ofTexts(cells));
  }

  private static Domain ofPoints(List<Point> points, List<Cell> cells, Scenario scenario) {
    Map<Object, Set<String>> named = new HashMap<>();
    Set<String> tried = new LinkedHashSet<>();
    for (Cell cell : cells) {
      // A list may have a thousand cells that each name one value: those need not be tried on a
      // thousand values.
      cell.tree()
          .filter(tree -> !cell.any())
          .flatMap(FeelTree::enumeration)
          .ifPresentOrElse(
              values ->
                  values.forEach(
                      value ->
                          named
                              .computeIfAbsent(comparable(value), any -> new HashSet<>())
                              .add(cell.text())),
              () -> tried.add(cell.text()));
    }
    Map<BitSet, String> groups = new LinkedHashMap<>();
    for (Point point : points) {
      Budget.spend((long) tried.size() * TRY + cells.size() / CELLS_A_STEP);
      Set<String> matching = new HashSet<>(named.getOrDefault(comparable(point.value()), Set.of()));
      tried.stream()
          .filter(text -> UnaryTest.matches(text, point.value(), scenario.values()))
          .forEach(matching::add);
      groups.putIfAbsent(rules(cells, matching::contains), point.words());
    }
    return new Domain(
        groups.entrySet().stream()
            .map(entry -> new Group(entry.getValue(), entry.getKey()))
            .toList(),
        true);
  }

  private static Object comparable(Object value) {
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }

  /**
   * Where only the cells' texts are known: cells of one text, and cells that let everything pass,
   * have a value in common.
   */
  private static Domain ofTexts(List<Cell> cells) {
    List<Group> groups =
        cells.stream()
            .map(Cell::text)
            .distinct()
            .map(text -> new Group("as in " + text, rules(cells, text::equals)))
            .toList();
    return new Domain(groups, false);
  }

  private static BitSet rules(List<Cell> cells, java.util.function.Predicate<String> matches) {
    BitSet rules = new BitSet(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      rules.set(i, cells.get(i).any() || matches.test(cells.get(i).text()));
    }
    return rules;
  }

  /** The values to try; empty where the column's values cannot be listed. */
  private static Optional<List<Point>> points(Column column, List<Cell> cells, Scenario scenario) {
    List<Cell> tests = cells.stream().filter(cell -> !cell.any()).toList();
    if (!scenario.covers(column, tests)) {
      return Optional.empty();
    }
    Optional<Object> constant = column.expression().flatMap(FeelTree::constant);
    if (constant.isPresent()) {
      return Optional.of(List.of(point(constant.get())));
    }
    Optional<List<Object>> enumeration = column.allowed().flatMap(FeelTree::enumeration);
    if (enumeration.isPresent()) {
      return Optional.of(enumeration.get().stream().map(Domain::point).toList());
    }
    if (tests.isEmpty()) {
      return Optional.of(List.of(new Point(null, "anything")));
    }
    List<Object> boundaries =
        Stream.concat(
                tests.stream().flatMap(cell -> cell.tree().stream()), column.allowed().stream())
            .flatMap(tree -> tree.comparands(scenario.values()).stream())
            .toList();
    boolean onlyNames =
        tests.stream().allMatch(cell -> cell.tree().filter(FeelTree::onlyNames).isPresent());
    return around(column.type(), boundaries, onlyNames, scenario.words(tests))
        .map(
            points ->
                column.allowed().isEmpty()
                    ? points
                    : points.stream()
                        .filter(point -> UnaryTest.matches(column.allowedText(), point.value()))
                        .toList());
  }

  private static Optional<List<Point>> around(
      FeelType type, List<Object> boundaries, boolean onlyNames, Function<Object, String> words) {
    return switch (type) {
      case BOOLEAN -> Optional.of(List.of(point(true), point(false)));
      case NUMBER ->
          sorted(boundaries, BigDecimal.class).map(numbers -> aroundNumbers(numbers, words));
      case DATE -> sorted(boundaries, LocalDate.class).map(Domain::aroundDates);
      case TEXT -> sorted(boundaries, String.class).map(texts -> aroundTexts(texts, onlyNames));
      default -> Optional.empty();
    };
  }

  private static <T extends Comparable<? super T>> Optional<List<T>> sorted(
      List<Object> boundaries, Class<T> type) {
    if (boundaries.isEmpty() || !boundaries.stream().allMatch(type::isInstance)) {
      return Optional.empty();
    }
    return Optional.of(List.copyOf(new TreeSet<>(boundaries.stream().map(type::cast).toList())));
  }

  private static List<Point> aroundNumbers(
      List<BigDecimal> boundaries, Function<Object, String> words) {
    List<Point> points = new ArrayList<>();
    BigDecimal previous = null;
    for (BigDecimal boundary : boundaries) {
      points.add(
          previous == null
              ? new Point(boundary.subtract(BigDecimal.ONE), "less than " + words.apply(boundary))
              : new Point(
                  previous.add(boundary).divide(TWO),
                  "between " + words.apply(previous) + " and " + words.apply(boundary)));
      points.add(new Point(boundary, words.apply(boundary)));
      previous = boundary;
    }
    points.add(new Point(previous.add(BigDecimal.ONE), "more than " + words.apply(previous)));
    return points;
  }

  private static List<Point> aroundDates(List<LocalDate> boundaries) {
    List<Point> points = new ArrayList<>();
    for (LocalDate boundary : boundaries) {
      points.add(new Point(boundary.minusDays(1), "the day before " + boundary));
      points.add(point(boundary));
      points.add(new Point(boundary.plusDays(1), "the day after " + boundary));
    }
    return points;
  }

  private static List<Point> aroundTexts(List<String> texts, boolean onlyNames) {
    List<Point> points = new ArrayList<>(texts.stream().map(Domain::point).toList());
    if (onlyNames) {
      points.add(new Point(OTHER_TEXT, "any other text"));
    } else {
      points.add(new Point("", "a text before " + CellCheck.show(texts.get(0))));
      texts.forEach(
          text -> points.add(new Point(text + OTHER_TEXT, "a text after " + CellCheck.show(text))));
    }
    return points;
  }

  private static Point point(Object value) {
    return new Point(value, CellCheck.show(value));
  }
}
