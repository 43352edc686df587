package dev.necessity.feel;

import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import dev.necessity.feel.FeelEvaluation.Program;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.feel.syntaxtree.AtLeastOne;
import org.camunda.feel.syntaxtree.ConstRange;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.InputEqualTo;
import org.camunda.feel.syntaxtree.InputGreaterOrEqual;
import org.camunda.feel.syntaxtree.InputGreaterThan;
import org.camunda.feel.syntaxtree.InputInRange;
import org.camunda.feel.syntaxtree.InputLessOrEqual;
import org.camunda.feel.syntaxtree.InputLessThan;
import org.camunda.feel.syntaxtree.UnaryTestExpression;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;

/**
 * Which rules are to be tested with a value of one column, so that of thousands a few are: those
 * whose cell names the text or has a range around the number, and those of which only a test tells.
 * The cell of any other rule compares the value with constants of its own type and does nothing
 * else: it certainly does not hold, and cannot fail.
 */
final class RuleIndex {

  /** So few rules are tested as quickly. */
  private static final int FEW = 16;

  /**
   * In how many places a rule stands on average at most: an index that is larger tells little
   * apart, and takes more memory than its table.
   */
  private static final int PLACES_OF_A_RULE = 16;

  /** The place of each text that a cell names; every other text has the one after them. */
  private final Map<String, Integer> texts = new HashMap<>();

  /**
   * The ends of all ranges, in order. Each has a place, and so have the numbers before, between and
   * after them.
   */
  private final BigDecimal[] ends;

  /**
   * The rules to be tested at each place, in their order; null where the index would be too large,
   * or no cell is of that type.
   */
  private final int[][] withText;

  private final int[][] withNumber;

  /**
   * All numbers from one to another and these two, though the cell may leave them out. Null is no
   * end.
   */
  private record Range(BigDecimal from, BigDecimal to) {}

  private record Span(int first, int last) {}

  private RuleIndex(List<Program> cells) {
    List<List<String>> named =
        cells.stream().map(cell -> alternatives(cell, RuleIndex::text)).toList();
    named.stream().flatMap(List::stream).forEach(text -> texts.putIfAbsent(text, texts.size()));
    withText = rules(texts.size() + 1, named, text -> new Span(texts.get(text), texts.get(text)));

    List<List<Range>> ranges =
        cells.stream().map(cell -> alternatives(cell, RuleIndex::range)).toList();
    ends =
        ranges.stream()
            .flatMap(List::stream)
            .flatMap(range -> Stream.of(range.from(), range.to()))
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new))
            .toArray(BigDecimal[]::new);
    withNumber =
        rules(
            2 * ends.length + 1,
            ranges,
            range ->
                new Span(
                    range.from() == null ? 0 : place(range.from()),
                    range.to() == null ? 2 * ends.length : place(range.to())));
  }

  /**
   * @param cells one for each rule, null where every value passes
   */
  static RuleIndex of(List<Program> cells) {
    return cells.size() <= FEW ? null : new RuleIndex(cells);
  }

  /** Rules by their numbers; null where all are to be tested. Not to be changed. */
  int[] find(Val value) {
    if (value instanceof ValString text) {
      return withText == null ? null : withText[texts.getOrDefault(text.value(), texts.size())];
    }
    return value instanceof ValNumber number && withNumber != null
        ? withNumber[place(number.value().bigDecimal())]
        : null;
  }

  private int place(BigDecimal number) {
    int found = Arrays.binarySearch(ends, number);
    return found >= 0 ? 2 * found + 1 : 2 * (-found - 1);
  }

  /**
   * @param cells what each rule's cell names; nothing where only a test tells
   */
  private static <T> int[][] rules(int places, List<List<T>> cells, Function<T, Span> span) {
    if (cells.stream().allMatch(List::isEmpty)) {
      return null;
    }
    List<List<Integer>> rules =
        Stream.<List<Integer>>generate(ArrayList::new).limit(places).toList();
    long taken = 0;
    for (int rule = 0; rule < cells.size(); rule++) {
      List<T> named = cells.get(rule);
      for (Span one :
          named.isEmpty() ? List.of(new Span(0, places - 1)) : named.stream().map(span).toList()) {
        taken += one.last() - one.first() + 1;
        if (taken > (long) PLACES_OF_A_RULE * cells.size()) {
          return null;
        }
        for (List<Integer> there : rules.subList(one.first(), one.last() + 1)) {
          if (there.isEmpty() || there.get(there.size() - 1) != rule) {
            there.add(rule);
          }
        }
      }
    }
    return rules.stream()
        .map(there -> there.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** What a cell names; nothing where one of its alternatives is something else. */
  private static <T> List<T> alternatives(Program cell, Function<Exp, T> reading) {
    if (cell == null) {
      return List.of();
    }
    Exp whole = cell.parsed().expression();
    List<T> found = new ArrayList<>();
    (whole instanceof AtLeastOne several
            ? CollectionConverters.asJava(several.xs())
            : List.of(whole))
        .forEach(one -> found.add(reading.apply(one)));
    return found.contains(null) ? List.of() : found;
  }

  private static Exp compared(Exp cell) {
    return cell instanceof UnaryTestExpression test
        ? test.exp()
        : cell instanceof InputEqualTo equal ? equal.x() : cell;
  }

  private static String text(Exp cell) {
    return compared(cell) instanceof ConstString text ? text.value() : null;
  }

  private static Range range(Exp cell) {
    if (cell instanceof InputLessThan less) {
      return range(null, less.x());
    }
    if (cell instanceof InputLessOrEqual less) {
      return range(null, less.x());
    }
    if (cell instanceof InputGreaterThan greater) {
      return range(greater.x(), null);
    }
    if (cell instanceof InputGreaterOrEqual greater) {
      return range(greater.x(), null);
    }
    if (cell instanceof InputInRange within) {
      return range(within.range());
    }
    return range(compared(cell), compared(cell));
  }

  private static Range range(ConstRange range) {
    return range(range.start().value(), range.end().value());
  }

  /** Null where an end is no number, or the ends are the wrong way round. */
  private static Range range(Exp from, Exp to) {
    BigDecimal least = number(from);
    BigDecimal most = number(to);
    boolean unlike = from != null && least == null || to != null && most == null;
    return unlike || least != null && most != null && least.compareTo(most) > 0
        ? null
        : new Range(least, most);
  }

  private static BigDecimal number(Exp exp) {
    return FeelTree.constant(exp) instanceof BigDecimal number ? number : null;
  }
}
