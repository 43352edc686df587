package dev.necessity.policy.feel;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MeasuringFunctionsTest {

  private static final Pattern ROW = Pattern.compile("\\| `(.+)` \\| `(.+)` \\|");
  private static final FeelEngine FAST = new FastFeelEngine(Clock.systemUTC(), List.of(), 1_000);
  private static final FeelEngine CAMUNDA = new ScalaFeelEngineFactory(List.of(MeasuringFunctions.forCamunda())).createInstance();

  static Stream<String[]> examples() throws IOException {
    return Files.readAllLines(Path.of("docs/functions.md")).stream().map(ROW::matcher).filter(row -> row.matches()).map(row -> new String[] {row.group(1), row.group(2)});
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("examples")
  void anExampleOfThePageIsTrueInBothEngines(String expression, String value) {
    Object wanted = evaluate(FAST, value, Map.of());

    assertThat(evaluate(FAST, expression, Map.of())).isEqualTo(wanted);
    assertThat(evaluate(FAST, "{f: function() " + expression + ", x: f()}.x", Map.of())).as("the library's interpreter").isEqualTo(wanted);
    assertThat(evaluate(CAMUNDA, "(" + expression + ") = (" + value + ")", Map.of())).as("Camunda's own engine").isEqualTo(true);
    assertThat(FeelTree.expression(expression).orElseThrow().unknownFunctions()).isEmpty();
    assertThat(FeelTree.expression(expression).orElseThrow().miscounted()).isEmpty();
  }

  @Test
  void thePageHasAnExampleOfEachFunction() throws IOException {
    List<String> called = examples().map(example -> example[0]).toList();

    assertThat(MeasuringFunctions.forCamunda().getFunctionNames()).isNotEmpty().allSatisfy(name -> assertThat(called).anyMatch(call -> call.contains(name + "(")));
  }

  /** Day by day, as a calendar is read. */
  @Test
  void wholeMonthsAreThoseThatAreCountedDayByDay() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      LocalDate from = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(1_000));
      LocalDate to = from.plusDays(random.nextInt(800));
      int months = 0;
      while (!from.plusMonths(months + 1L).isAfter(to)) {
        months++;
      }
      Map<String, Object> dates = Map.of("from", from.toString(), "to", to.toString());
      assertThat(evaluate(FAST, "wholeMonths(from, to)", dates)).isEqualTo((long) months);
      assertThat(evaluate(FAST, "addMonths(from, " + months + ") <= to and addDays(from, daysBetween(from, to)) = to", dates)).isEqualTo(true);
    }
  }

  /** Each day by itself: it is covered by the merged spans exactly when one of the spans has it. */
  @Test
  @SuppressWarnings("unchecked")
  void mergedSpansHaveTheDaysOfTheirSpansAndDoNotMeet() {
    Random random = new Random(2);
    LocalDate day = LocalDate.of(2025, 1, 1);
    for (int i = 0; i < 300; i++) {
      List<Map<String, Object>> spans = IntStream.range(0, random.nextInt(6)).mapToObj(n -> {
        LocalDate start = day.plusDays(random.nextInt(40));
        return Map.<String, Object>of("start", start.toString(), "end", start.plusDays(random.nextInt(9)).toString());
      }).toList();
      List<Map<String, Object>> merged = (List<Map<String, Object>>) evaluate(FAST, "mergedSpans(spans)", Map.of("spans", spans));
      for (int d = 0; d < 50; d++) {
        String one = day.plusDays(d).toString();
        assertThat(holders(merged, one)).isEqualTo(Math.min(1, holders(spans, one)));
      }
    }
  }

  private static long holders(List<Map<String, Object>> spans, String day) {
    return spans.stream().filter(span -> ((String) span.get("start")).compareTo(day) <= 0 && ((String) span.get("end")).compareTo(day) >= 0).count();
  }

  @Test
  void groupsAreThoseOfOneComparisonWithEachOther() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      List<Map<String, Object>> items = IntStream.range(0, random.nextInt(12))
          .mapToObj(n -> Map.<String, Object>of("a", "" + random.nextInt(3), "b", random.nextInt(2), "id", n)).toList();
      List<Object> wanted = new ArrayList<>();
      items.stream().map(item -> List.of(item.get("a"), item.get("b"))).distinct().forEach(key -> wanted.add(items.stream()
          .filter(item -> key.equals(List.of(item.get("a"), item.get("b")))).map(item -> ((Integer) item.get("id")).longValue()).toList()));

      assertThat(evaluate(FAST, "for g in groupBy(items, [\"a\", \"b\"]) return g.id", Map.of("items", items))).isEqualTo(wanted);
    }
  }

  @Test
  void aConversionKeepsEveryDigitAndNoQuotientReachesALimit() {
    assertThat(Units.convert(new BigDecimal("9.99999999999999999999999999999999999999"), "ug/L", "ng/mL")).hasValue(new BigDecimal("9.99999999999999999999999999999999999999"));
    assertThat(Units.convert(BigDecimal.ONE, "min", "h").orElseThrow().multiply(BigDecimal.valueOf(60))).isLessThan(BigDecimal.ONE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
      "wholeMonths(1, 2)", "wholeMonths(\"2025-02-30\", \"2025-03-01\")", "addDays(\"2025-01-01\", 1.5)", "addDays(\"2025-01-01\", 100000000000000000000)", "addYears(\"2025-01-01\", 9000)",
      "mergedSpans(1)", "courses([1])", "convert(\"1\", \"g\", \"kg\")", "convert(1, \"\", \"g\")", "startsWithOneOf(1, [\"a\"])", "groupBy([1], 1)", "mergedSpans([{start: \"2025-02-01\", end: \"2025-01-01\"}])"})
  void whatCannotBeMeasuredIsNull(String expression) {
    assertThat(evaluate(FAST, expression, Map.of())).isNull();
    assertThat(evaluate(CAMUNDA, expression, Map.of())).isNull();
  }

  private static Object evaluate(FeelEngine engine, String expression, Map<String, Object> variables) {
    return engine.evaluateSimpleExpression(expression, Variables.fromMap(variables).asVariableContext());
  }
}
