package dev.necessity.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.measure.Units;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MeasuringFunctionsTest {

  private static final Pattern ROW = Pattern.compile("\\| `(.+)` \\| `(.+)` \\|");
  private static final FeelEngine FAST = new FastFeelEngine(Clock.systemUTC(), List.of(), 1_000);
  private static final FeelEngine CAMUNDA =
      new ScalaFeelEngineFactory(List.of(MeasuringFunctions.forCamunda())).createInstance();

  private static final List<String> DATES =
      List.of(
          "\"2024-02-29\"",
          "\"2025-08-31\"",
          "date(\"2025-11-30\")",
          "date(\"2024-12-31\")",
          "\"0000-01-01\"",
          "\"9999-12-31\"",
          "\"-0001-01-01\"",
          "\"2025-02-29\"",
          "\"2025-01-01T00:00:00\"",
          "date and time(\"2025-01-01T00:00:00\")");

  /**
   * None that no double holds: Camunda's own engine hands numbers to functions that are not its own
   * as doubles.
   */
  private static final List<String> NUMBERS =
      List.of("0", "1", "-13", "2.0", "1.5", "400000", "0.125", "176.22");

  private static final List<String> UNITS =
      List.of("\"g\"", "\"mg/dL\"", "\"ng / ML\"", "\"nmol/L\"", "\"Cel\"", "\"\"");
  private static final List<String> TEXTS =
      List.of(
          "\"start\"", "\"2024\"", "[\"2024\", \"g\"]", "[\"start\", \"end\"]", "[\"s\", \"\"]");
  private static final List<String> LISTS =
      List.of(
          "[{start: \"2025-01-01\", end: \"2025-01-31\"}, {start: \"2025-01-31\", end: \"2025-02-03\"}, {start: \"2025-03-01\", end: \"2025-03-01\"}]",
          "[{start: date(\"2024-02-28\"), end: date(\"2024-02-29\")}, {start: \"2020-01-01\", end: \"2020-01-02\"}]",
          "[{start: \"2025-02-01\", end: \"2025-01-01\"}]",
          "[{start: \"2025-02-01\", end: null}]",
          "[{start: \"2025-02-01\"}, {start: 1.0}, {start: 1.00}, {}]",
          "[]");
  private static final List<List<String>> KINDS = List.of(DATES, NUMBERS, UNITS, TEXTS, LISTS);

  /**
   * Camunda's own engine hands a range to no function that is not its own: it fails, whatever the
   * function is.
   */
  private static final List<String> WRITTEN =
      Values.WRITTEN.stream().filter(value -> !value.contains("..")).toList();

  static Stream<String[]> examples() throws IOException {
    return Files.readAllLines(Path.of("docs/functions.md")).stream()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .map(row -> new String[] {row.group(1), row.group(2)});
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("examples")
  void anExampleOfThePageIsTrueInBothEngines(String expression, String value) {
    Object wanted = evaluate(FAST, value, Map.of());

    assertThat(evaluate(FAST, expression, Map.of())).isEqualTo(wanted);
    assertThat(evaluate(FAST, "{f: function() " + expression + ", x: f()}.x", Map.of()))
        .as("the library's interpreter")
        .isEqualTo(wanted);
    assertThat(evaluate(CAMUNDA, "(" + expression + ") = (" + value + ")", Map.of()))
        .as("Camunda's own engine")
        .isEqualTo(true);
    assertThat(FeelTree.expression(expression).orElseThrow().unknownFunctions()).isEmpty();
    assertThat(FeelTree.expression(expression).orElseThrow().misfits()).isEmpty();
  }

  @Test
  void thePageHasAnExampleOfEachFunction() throws IOException {
    List<String> called = examples().map(example -> example[0]).toList();

    assertThat(MeasuringFunctions.forCamunda().getFunctionNames())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(called).anyMatch(call -> call.contains(name + "(")));
  }

  /** Whatever they are given: dates of every kind, spans, units, and what is none of them. */
  @Test
  void eachFunctionSaysTheSameOfAnyValuesInBothEngines() {
    Random random = new Random(5);
    FeelCustomFunctionProvider functions = MeasuringFunctions.forCamunda();
    long measured = 0;
    for (int i = 0; i < 30; i++) {
      // Camunda's own engine builds all functions again for each expression; so it is asked once
      // for several.
      String calls =
          IntStream.range(0, 5)
              .boxed()
              .flatMap(n -> functions.getFunctionNames().stream())
              .map(
                  name ->
                      call(
                          name,
                          functions.resolveFunction(name).orElseThrow().getParams().size(),
                          random))
              .collect(Collectors.joining(", ", "[", "]"));
      List<?> fast = (List<?>) Answers.comparable(evaluate(FAST, calls, Map.of()));
      assertThat(fast).as(calls).isEqualTo(Answers.comparable(evaluate(CAMUNDA, calls, Map.of())));
      measured += fast.stream().filter(Objects::nonNull).count();
    }
    assertThat(measured).isGreaterThan(100);
  }

  /** The arguments are of one kind as a rule, a number first where it is a conversion. */
  private static String call(String name, int parameters, Random random) {
    List<String> kind =
        random.nextBoolean()
            ? any(random, KINDS)
            : name.startsWith("convert")
                ? UNITS
                : name.startsWith("quotient")
                    ? NUMBERS
                    : name.contains("pans") || name.equals("courses") ? LISTS : DATES;
    return IntStream.range(0, parameters)
        .mapToObj(
            n ->
                any(
                    random,
                    random.nextInt(10) == 0
                        ? WRITTEN
                        : n == parameters % 2 && random.nextBoolean()
                            ? any(random, KINDS)
                            : n == 0 && kind == UNITS || n == 3 ? NUMBERS : kind))
        .collect(Collectors.joining(", ", name + "(", ")"));
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Ends of months, leap days and their neighbours more than others. */
  private static LocalDate anyDay(Random random) {
    LocalDate day = LocalDate.of(1999 + random.nextInt(30), 1 + random.nextInt(12), 1);
    return switch (random.nextInt(4)) {
      case 0 -> day.withDayOfMonth(day.lengthOfMonth());
      case 1 -> day.withMonth(2).withDayOfMonth(28).plusDays(random.nextInt(2));
      default -> day.plusDays(random.nextInt(31));
    };
  }

  /**
   * Month by month, as a calendar is read; later ends make no fewer, later starts no more, and what
   * is turned round or equal makes none.
   */
  @Test
  void wholeMonthsAreThoseThatAreCountedOneByOne() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      LocalDate from = anyDay(random);
      LocalDate to = from.plusDays(random.nextInt(800));
      int months = 0;
      while (!from.plusMonths(months + 1L).isAfter(to)) {
        months++;
      }
      Map<String, Object> dates =
          Map.of(
              "from",
              from.toString(),
              "to",
              to.toString(),
              "later",
              to.plusDays(random.nextInt(40)).toString());
      assertThat(evaluate(FAST, "wholeMonths(from, to)", dates)).isEqualTo((long) months);
      assertThat(
              evaluate(
                  FAST,
                  "[addMonths(from, wholeMonths(from, to)) <= to, addMonths(from, wholeMonths(from, to) + 1) > to, begunMonths(from, to) - wholeMonths(from, to) in [0, 1],"
                      + " (begunMonths(from, to) = wholeMonths(from, to)) = (addMonths(from, wholeMonths(from, to)) = to), wholeMonths(from, to) <= wholeMonths(from, later),"
                      + " wholeMonths(from, later) >= wholeMonths(to, later), wholeMonths(later, later) = 0, from = to or wholeMonths(to, from) = 0 and begunMonths(to, from) = 0,"
                      + " addDays(from, daysBetween(from, to)) = to, daysBetween(from, to) = -daysBetween(to, from), daysBetween(from, later) = daysBetween(from, to) + daysBetween(to, later),"
                      + " date(addDays(from, 40)) = addDays(date(from), 40), wholeMonths(date(from), to) = wholeMonths(from, date(to)), wholeMonths(from, addYears(from, 3)) in [35, 36]][item = false]",
                  dates))
          .as("%s", dates)
          .isEqualTo(List.of());
    }
  }

  /** Each day by itself: it is covered by the merged spans exactly when one of the spans has it. */
  @Test
  @SuppressWarnings("unchecked")
  void mergedSpansHaveTheDaysOfTheirSpansAndDoNotMeet() {
    Random random = new Random(2);
    LocalDate day = LocalDate.of(2025, 1, 1);
    for (int i = 0; i < 300; i++) {
      List<Map<String, Object>> spans =
          IntStream.range(0, random.nextInt(6))
              .mapToObj(
                  n -> {
                    LocalDate start = day.plusDays(random.nextInt(40));
                    return Map.<String, Object>of(
                        "start",
                        start.toString(),
                        "end",
                        start.plusDays(random.nextInt(9)).toString());
                  })
              .toList();
      List<Map<String, Object>> merged =
          (List<Map<String, Object>>) evaluate(FAST, "mergedSpans(spans)", Map.of("spans", spans));
      for (int d = 0; d < 50; d++) {
        String one = day.plusDays(d).toString();
        assertThat(holders(merged, one)).isEqualTo(Math.min(1, holders(spans, one)));
      }
      assertThat(
              evaluate(
                  FAST,
                  "mergedSpans(mergedSpans(spans)) = mergedSpans(spans) and mergedSpans(reverse(spans)) = mergedSpans(spans) and mergedSpans(courses(spans)[pause = 0]) = mergedSpans(spans)",
                  Map.of("spans", spans)))
          .isEqualTo(true);
      assertThat(
              evaluate(
                  FAST,
                  "[mergedSpans(append(spans, {start: \"2025-01-02\", end: \"2025-01-01\"})), courses(append(spans, {start: \"2025-01-02\"})), mergedSpans(append(spans, null))][item != null]",
                  Map.of("spans", spans)))
          .isEqualTo(List.of());
    }
  }

  private static long holders(List<Map<String, Object>> spans, String day) {
    return spans.stream()
        .filter(
            span ->
                ((String) span.get("start")).compareTo(day) <= 0
                    && ((String) span.get("end")).compareTo(day) >= 0)
        .count();
  }

  @Test
  void groupsAreThoseOfOneComparisonWithEachOther() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      List<Map<String, Object>> items =
          IntStream.range(0, random.nextInt(12))
              .mapToObj(
                  n ->
                      Map.<String, Object>of(
                          "a", "" + random.nextInt(3), "b", random.nextInt(2), "id", n))
              .toList();
      List<Object> wanted = new ArrayList<>();
      items.stream()
          .map(item -> List.of(item.get("a"), item.get("b")))
          .distinct()
          .forEach(
              key ->
                  wanted.add(
                      items.stream()
                          .filter(item -> key.equals(List.of(item.get("a"), item.get("b"))))
                          .map(item -> ((Integer) item.get("id")).longValue())
                          .toList()));

      assertThat(
              evaluate(
                  FAST,
                  "for g in groupBy(items, [\"a\", \"b\"]) return g.id",
                  Map.of("items", items)))
          .isEqualTo(wanted);
    }
  }

  /**
   * Numbers are equal however they are written, a text is no number, and a list or what is in a
   * context is no entry to group by.
   */
  @Test
  void groupsAreMadeBySingleValuesAlone() {
    assertThat(
            evaluate(
                FAST,
                "for g in groupBy([{a: 1.50}, {a: 1.5}, {a: \"1.5\"}, {}, {a: null}], \"a\") return count(g)",
                Map.of()))
        .isEqualTo(List.of(2L, 1L, 2L));
    assertThat(evaluate(FAST, "groupBy([{a: [1]}], \"a\")", Map.of())).isNull();
    assertThat(evaluate(FAST, "groupBy([{a: {b: 1}}], \"a\")", Map.of())).isNull();
  }

  /** As of any other expression: an answer that says so, and no engine that is busy for ever. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "count(courses(for i in 1..10000 return {start: addDays(\"2000-01-01\", 2 * i), end: addDays(\"2000-01-01\", 2 * i)})) | it builds a list of more than 10000 items",
        "count(groupBy(for i in 1..10000 return {a: 1}, for i in 1..10000 return \"a\")) | it takes more than 2000000 steps",
        "startsWithOneOf(text, for i in 1..10000 return text) | it takes more than 2000000 steps"
      })
  void whatAsksForTooMuchIsRefused(String expression, String message) {
    assertThatThrownBy(() -> evaluate(FAST, expression, Map.of("text", "a".repeat(90_000))))
        .isInstanceOf(FeelException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aConversionKeepsEveryDigitAndNoQuotientReachesALimit() {
    assertThat(
            Units.convert(
                new BigDecimal("9.99999999999999999999999999999999999999"), "ug/L", "ng/mL"))
        .hasValue(new BigDecimal("9.99999999999999999999999999999999999999"));
    assertThat(
            Units.convert(BigDecimal.ONE, "min", "h")
                .orElseThrow()
                .multiply(BigDecimal.valueOf(60)))
        .isLessThan(BigDecimal.ONE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "wholeMonths(1, 2)",
        "wholeMonths(\"2025-02-30\", \"2025-03-01\")",
        "addDays(\"2025-01-01\", 1.5)",
        "addDays(\"2025-01-01\", 100000000000000000000)",
        "addYears(\"2025-01-01\", 9000)",
        "mergedSpans(1)",
        "courses([1])",
        "convert(\"1\", \"g\", \"kg\")",
        "convert(1, \"\", \"g\")",
        "startsWithOneOf(1, [\"a\"])",
        "groupBy([1], 1)",
        "mergedSpans([{start: \"2025-02-01\", end: \"2025-01-01\"}])"
      })
  void whatCannotBeMeasuredIsNull(String expression) {
    assertThat(evaluate(FAST, expression, Map.of())).isNull();
    assertThat(evaluate(CAMUNDA, expression, Map.of())).isNull();
  }

  private static Object evaluate(
      FeelEngine engine, String expression, Map<String, Object> variables) {
    return engine.evaluateSimpleExpression(
        expression, Variables.fromMap(variables).asVariableContext());
  }
}
