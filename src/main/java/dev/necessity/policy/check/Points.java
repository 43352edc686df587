package dev.necessity.policy.check;

import dev.necessity.feel.FeelTree;
import dev.necessity.feel.FeelType;
import dev.necessity.policy.check.Table.Cell;
import dev.necessity.policy.check.Table.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The values of a column that stand for all others: the boundaries that its cells name, a value
 * between each two where there is one, and one beyond either end.
 *
 * @param order by which cells compare them, and in which they are; empty where they have none
 */
record Points(List<Point> all, Optional<Comparator<Object>> order) {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final String OTHER_TEXT = "\u0000";
  private static final Set<String> WHOLE_NUMBERS = Set.of("integer", "long", "short");

  /**
   * @param words how a sentence names it
   */
  record Point(Object value, String words) {}

  /** Which values there are below the first of some, between two of them and above the last. */
  private record Scale<T>(
      Comparator<? super T> order,
      Function<T, Optional<Point>> before,
      BiFunction<T, T, Optional<Point>> between,
      Function<T, Optional<Point>> after) {}

  int size() {
    return all.size();
  }

  /** These, and that there is no value at all, as the last. */
  Points andNothing() {
    if (all.get(all.size() - 1).value() == null) {
      return this;
    }
    List<Point> more = new ArrayList<>(all);
    more.add(new Point(null, "not there (null)"));
    return new Points(more, order.map(Comparator::nullsLast));
  }

  /** The points of a column; empty where its values cannot be listed. */
  static Optional<Points> of(Column column, Collection<Cell> cells, Scenario scenario) {
    List<Cell> tests = cells.stream().filter(cell -> !cell.any()).toList();
    if (!scenario.covers(column, tests)) {
      return Optional.empty();
    }
    Optional<Object> constant = column.expression().flatMap(FeelTree::constant);
    if (constant.isPresent()) {
      return Optional.of(unordered(List.of(constant.get())));
    }
    Optional<List<Object>> enumeration = column.allowed().flatMap(FeelTree::enumeration);
    if (enumeration.isPresent()) {
      return Optional.of(unordered(enumeration.get()));
    }
    if (tests.isEmpty()) {
      return Optional.of(new Points(List.of(new Point(null, "anything")), Optional.empty()));
    }
    List<Object> boundaries =
        Stream.concat(
                tests.stream().flatMap(cell -> cell.tree().stream()), column.allowed().stream())
            .flatMap(tree -> tree.comparands(scenario.values()).stream())
            .toList();
    boolean onlyNames =
        tests.stream().allMatch(cell -> cell.tree().filter(FeelTree::onlyNames).isPresent());
    boolean nothing =
        tests.stream().anyMatch(cell -> cell.tree().filter(FeelTree::comparesWithNull).isPresent());
    return around(column, boundaries, onlyNames, scenario.words(tests))
        .map(points -> column.allowed().isEmpty() ? points : points.allowed(column.allowedText()))
        .map(points -> nothing ? points.andNothing() : points);
  }

  private static Points unordered(List<Object> values) {
    return new Points(
        values.stream().distinct().map(value -> new Point(value, CellCheck.show(value))).toList(),
        Optional.empty());
  }

  private Points allowed(String values) {
    return new Points(
        all.stream().filter(point -> UnaryTest.matches(values, point.value())).toList(), order);
  }

  private static Optional<Points> around(
      Column column, List<Object> boundaries, boolean onlyNames, Function<Object, String> words) {
    FeelType type = column.compared();
    if (boundaries.isEmpty() && type != FeelType.BOOLEAN) {
      // Its cells compare with null alone.
      return Optional.of(new Points(List.of(new Point(OTHER_TEXT, "anything")), Optional.empty()));
    }
    return switch (type == FeelType.UNKNOWN ? FeelType.of(boundaries.get(0)) : type) {
      case BOOLEAN -> Optional.of(unordered(List.of(true, false)));
      case NUMBER ->
          around(
              boundaries,
              BigDecimal.class,
              WHOLE_NUMBERS.contains(String.valueOf(column.typeRef()))
                  ? wholeNumbers(words)
                  : numbers(words),
              words);
      case TEXT -> around(boundaries, String.class, onlyNames ? names() : texts());
      case DATE -> around(boundaries, LocalDate.class, dates());
      case TIME -> around(boundaries, LocalTime.class, times());
      case DATE_AND_TIME -> around(boundaries, LocalDateTime.class, instants());
      case DAYS_AND_TIME -> around(boundaries, Duration.class, durations());
      case YEARS_AND_MONTHS -> around(boundaries, Period.class, months());
      default -> Optional.empty();
    };
  }

  private static <T> Optional<Points> around(
      List<Object> boundaries, Class<T> type, Scale<T> scale) {
    return around(boundaries, type, scale, CellCheck::show);
  }

  private static <T> Optional<Points> around(
      List<Object> boundaries, Class<T> type, Scale<T> scale, Function<Object, String> words) {
    if (boundaries.isEmpty() || !boundaries.stream().allMatch(type::isInstance)) {
      return Optional.empty();
    }
    TreeSet<T> sorted = new TreeSet<>(scale.order());
    boundaries.forEach(boundary -> sorted.add(type.cast(boundary)));
    List<Point> points = new ArrayList<>();
    T previous = null;
    for (T boundary : sorted) {
      (previous == null
              ? scale.before().apply(boundary)
              : scale.between().apply(previous, boundary))
          .ifPresent(points::add);
      points.add(new Point(boundary, words.apply(boundary)));
      previous = boundary;
    }
    scale.after().apply(previous).ifPresent(points::add);
    return Optional.of(
        new Points(
            points,
            Optional.of((one, other) -> scale.order().compare(type.cast(one), type.cast(other)))));
  }

  private static Scale<BigDecimal> numbers(Function<Object, String> words) {
    return new Scale<>(
        Comparator.naturalOrder(),
        first -> point(first.subtract(BigDecimal.ONE), "less than " + words.apply(first)),
        (low, high) ->
            point(low.add(high).divide(TWO), between(words.apply(low), words.apply(high))),
        last -> point(last.add(BigDecimal.ONE), "more than " + words.apply(last)));
  }

  /** The engine takes nothing else in a column of whole numbers: between 9 and 10 there is none. */
  private static Scale<BigDecimal> wholeNumbers(Function<Object, String> words) {
    return new Scale<>(
        Comparator.naturalOrder(),
        first -> point(below(first), "less than " + words.apply(first)),
        (low, high) ->
            above(low).compareTo(high) < 0
                ? point(above(low), between(words.apply(low), words.apply(high)))
                : Optional.empty(),
        last -> point(above(last), "more than " + words.apply(last)));
  }

  private static BigDecimal below(BigDecimal number) {
    return number.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
  }

  private static BigDecimal above(BigDecimal number) {
    return number.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
  }

  private static Scale<LocalDate> dates() {
    return new Scale<>(
        Comparator.naturalOrder(),
        first -> point(first.minusDays(1), "the day before " + first),
        (low, high) ->
            low.plusDays(1).isBefore(high)
                ? point(low.plusDays(1), "the day after " + low)
                : Optional.empty(),
        last -> point(last.plusDays(1), "the day after " + last));
  }

  private static Scale<LocalDateTime> instants() {
    return new Scale<>(
        Comparator.naturalOrder(),
        first -> point(first.minusSeconds(1), "before " + first),
        (low, high) ->
            point(
                low.plus(Duration.between(low, high).dividedBy(2)),
                between(low.toString(), high.toString())),
        last -> point(last.plusSeconds(1), "after " + last));
  }

  private static Scale<LocalTime> times() {
    return new Scale<>(
        Comparator.naturalOrder(),
        first ->
            first.equals(LocalTime.MIN)
                ? Optional.empty()
                : point(LocalTime.MIN, "before " + first),
        (low, high) ->
            point(
                low.plus(Duration.between(low, high).dividedBy(2)),
                between(low.toString(), high.toString())),
        last ->
            last.equals(LocalTime.MAX) ? Optional.empty() : point(LocalTime.MAX, "after " + last));
  }

  private static Scale<Duration> durations() {
    return new Scale<>(
        Comparator.naturalOrder(),
        first -> point(first.minusSeconds(1), "shorter than " + first),
        (low, high) -> point(low.plus(high).dividedBy(2), between(low.toString(), high.toString())),
        last -> point(last.plusSeconds(1), "longer than " + last));
  }

  private static Scale<Period> months() {
    return new Scale<>(
        Comparator.comparing(Period::toTotalMonths),
        first -> point(first.minusMonths(1), "shorter than " + first),
        (low, high) ->
            low.toTotalMonths() + 1 < high.toTotalMonths()
                ? point(low.plusMonths(1), between(low.toString(), high.toString()))
                : Optional.empty(),
        last -> point(last.plusMonths(1), "longer than " + last));
  }

  /** Texts that are told apart by nothing but what they are. */
  private static Scale<String> names() {
    return new Scale<>(
        Comparator.naturalOrder(),
        first -> Optional.empty(),
        (low, high) -> Optional.empty(),
        last -> point(last + OTHER_TEXT, "any other text"));
  }

  private static Scale<String> texts() {
    return new Scale<>(
        Comparator.naturalOrder(),
        first ->
            first.isEmpty()
                ? Optional.empty()
                : point("", "a text before " + CellCheck.show(first)),
        (low, high) ->
            (low + OTHER_TEXT).equals(high)
                ? Optional.empty()
                : point(low + OTHER_TEXT, "a text after " + CellCheck.show(low)),
        last -> point(last + OTHER_TEXT, "a text after " + CellCheck.show(last)));
  }

  private static String between(String low, String high) {
    return "between " + low + " and " + high;
  }

  private static Optional<Point> point(Object value, String words) {
    return Optional.of(new Point(value, words));
  }
}
