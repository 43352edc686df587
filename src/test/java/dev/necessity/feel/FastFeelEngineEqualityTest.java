package dev.necessity.feel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a table says, the fast engine says what Camunda's own engine says: the same value, or
 * the same error.
 */
class FastFeelEngineEqualityTest {

  private static final List<String> EXPRESSIONS =
      List.of(
          // the evidence of a request
          "count(injections)",
          "count(injections[side = requestedSide and guidance in (\"FLUOROSCOPY\",\"CT\")])",
          "injections[item.relief >= 70].id",
          "injections[relief >= 70 and relief < 100][1].id",
          "injections[1]",
          "injections[-1].id",
          "injections[-2]",
          "injections[99]",
          "injections[0]",
          "count(distinct values(injections.date))",
          "distinct values(injections.side)",
          "distinct values(injections)",
          "duplicate values(injections.side)",
          "some i in injections satisfies i.relief > 80",
          "every i in injections satisfies i.relief > 10",
          "some i in injections, d in diagnoses satisfies i.side = \"LEFT\" and starts with(d, \"M51\")",
          "some d in diagnoses satisfies starts with(d, \"M16\")",
          "for i in injections return i.id + \":\" + string(i.relief)",
          "for i in 1..count(injections) return injections[i].id",
          "for i in 1..count(injections) return injections[-i].id",
          "for i in 3..1 return i * i",
          "for i in 1..4 return if i = 1 then 1 else partial[-1] * i",
          "for x in [1, 2], y in [10, 20] return x * y",
          // what a loop has given so far, and what only has its name
          "for d in diagnoses return \"partial: \" + d",
          "for d in diagnoses return {partial: d}",
          "for d in diagnoses return {partial: d}.partial",
          "for i in [{partial: 1}, {partial: 2}] return i.partial",
          "{partial: 7, all: for i in 1..3 return i}.all",
          "{partial: 7, all: for i in 1..3 return partial}.all",
          "{partial: 7, all: for i in 1..3 return count(partial) + i}.all",
          "for partial in 1..3 return partial",
          "for i in 1..3 return for j in 1..2 return count(partial)",
          "for i in 1..3 return some p in partial satisfies p = i",
          "for i in 1..3 return injections[count(partial) > 0].id",
          "for i in 1..3 return is defined(partial)",
          "for i in 1..3 return (function(x) count(partial) + x)(i)",
          "{partial: function(x) x + 1, all: for i in 1..3 return partial(i)}.all",
          "{partial: function(x) x + 1, all: for i in 1..3 return partial(x: i)}.all",
          "{f: function(partial) for i in 1..3 return partial(i), all: f(function(x) x + 1)}.all",
          "{f: function() partial, all: for i in 1..3 return f()}.all",
          "{partial: 7, f: function() partial, all: for i in 1..3 return f()}.all",
          "for i in 1..3 return partials",
          "concatenate(injections.id, diagnoses)",
          "flatten([[\"a\"], [[\"b\", null], injections.id]])",
          "union(diagnoses, [\"M53.3\"])",
          "append(diagnoses, \"M16\")",
          "list contains(diagnoses, \"M53.3\")",
          "list contains(injections, injections[1])",
          "index of(diagnoses, \"M53.3\")",
          "remove(diagnoses, 1)",
          "insert before(diagnoses, 1, \"first\")",
          "reverse(diagnoses)",
          "sublist(diagnoses, 1, 1)",
          "sort(injections.relief, function(x, y) x < y)",
          "sort(injections, function(x, y) x.id < y.id).id",
          "injections[count(sort(diagnoses, function(x, y) id < x)) > 0 and item.id = id].id",
          "diagnoses[some d in diagnoses satisfies d < item]",
          "[1, {a: 2}, \"x\"][item != null]",
          "[{a: 1}, {a: 2}][count([{a: 3}, {b: a}][a > 1]) = 2].a",
          "diagnoses[true]",
          "diagnoses[false]",
          "[][item > 1]",
          "min(injections.relief)",
          "max(injections.relief)",
          "sum(injections.relief)",
          "mean(injections.relief)",
          "median([1, 2, 3, 10])",
          "mode([1, 2, 2, 3])",
          "stddev([2, 4, 7, 5])",
          "product([2, 3, 4])",
          "string join(diagnoses, \", \")",
          "is empty(diagnoses)",
          "partition([1, 2, 3], 2)",
          "and([true, null, false])",
          "or([false, null])",
          "all(injections.steroid)",
          "any(injections.steroid)",
          // contexts
          "{a: 1, b: a + 1, c: {d: [a, b]}}",
          "{total: count(injections), ids: injections.id, first: injections[1]}",
          "{double: function(x) x * 2, eight: double(4)}.eight",
          "{f: function(x) x}.f(3)",
          "{a: {g: function(x) b}, b: 2, c: a.g(1)}.c",
          "{a: [function(x) b], b: 2, c: count(a)}.c",
          "{a: if true then function(x) b else null, b: 2, c: a(1)}.c",
          "{a: \"FunctionDefinition\", b: a + \" of a\"}",
          "{FunctionDefinition: 1, function: FunctionDefinition + 1, c: function}",
          "{a: {FunctionDefinition: 1}, b: a.FunctionDefinition}",
          "{a: 1, a: 2, b: a}",
          "{a: ?}",
          "{a: [1, {b: 2}], c: a[2].b}",
          "list contains([{a: 1}], {a: 1})",
          "[{a: 1}] = [{a: 1}]",
          "distinct values([{a: 1}, {a: 1}])",
          "{}",
          "{a: {}}.a.b",
          "for i in injections return {id: i.id, side: i.side, same: side = requestedSide}",
          "nicotine.status = \"FORMER\" and score > 3 and not(nothing)",
          "score > 3 or nothing > 3 or false",
          "1 and true",
          "false and 1",
          "true or \"x\"",
          "null and null",
          "null or null",
          "true and null",
          "null and true",
          "null or true",
          "? and true",
          "false and ?",
          "null and ?",
          "true or ?",
          "null or ?",
          "nicotine.status",
          "nicotine.status.more",
          "nicotine.absent",
          "absent.more",
          "nothing.more",
          "get value(nicotine, \"status\")",
          "get value(nicotine, [\"lab\", \"value\"])",
          "get entries(nicotine)[key = \"status\"].value",
          "count(get entries(nicotine))",
          "get entries({a: 1})",
          "context put(nicotine, \"status\", \"NEVER\")",
          "context put(nicotine, [\"lab\", \"value\"], 3).lab",
          "context merge([nicotine, {status: \"NEVER\"}])",
          "context([{key: \"a\", value: nicotine}])",
          "string({a: 1, b: [1.5, null, \"x\"]})",
          "string(nicotine.lab.value)",
          "nicotine = nicotine",
          "nicotine = {status: \"FORMER\"}",
          "[nicotine] = [nicotine]",
          "{a: {b: 1}} = {a: {b: 1.0}}",
          "{a: 1, b: 2} = {b: 2, a: 1}",
          "{lab: nicotine.lab, status: nicotine.status} = nicotine",
          "nicotine.lab = {unit: \"ng/mL\", value: 9.9}",
          "distinct values([nicotine.lab, {unit: \"ng/mL\", value: 9.9}])",
          "injections[item = {id: id, date: date, side: side}]",
          "for i in injections return index of(injections, i)",
          "union([nicotine], [{lab: nicotine.lab, status: nicotine.status}])",
          "list contains([context put({a: 1}, \"b\", 2)], {a: 1, b: 2})",
          "list contains([context put(nicotine, \"a\", 1)], context merge([nicotine, {a: 1}]))",
          "list contains([context merge([nicotine])], nicotine)",
          "list contains([nicotine], context merge([nicotine]))",
          // numbers and text
          "score + 1",
          "score - 0.1",
          "score * 2",
          "score / 3",
          "score / 0",
          "score ** 2",
          "-score",
          "2 ** 0.5",
          "score + \"1\"",
          "\"score \" + string(score)",
          "\"a\" + null",
          "string(1.50)",
          "string(100)",
          "number(\"12.5\")",
          "number(\"x\")",
          "decimal(1/3, 2)",
          "floor(1.7)",
          "ceiling(1.2)",
          "abs(-1)",
          "modulo(12, 5)",
          "sqrt(16)",
          "round half up(2.5, 0)",
          "1/3",
          "0.1 + 0.2",
          "100000000000000000000000000000 + 1",
          "70.0",
          "69.99999999999999999 >= 70",
          "odd(3)",
          "even(3)",
          "substring(\"2025-11-13T10:00\", 1, 10)",
          "string length(\"abc\")",
          "upper case(\"abc\")",
          "contains(\"abc\", \"b\")",
          "matches(\"M51.34\", \"M51.*\")",
          "replace(\"abc\", \"b\", \"x\")",
          "split(\"a;b\", \";\")",
          "ends with(\"abc\", \"c\")",
          "substring before(\"M51.34\", \".\")",
          "trim(\"  a \")",
          "extract(\"M51.34\", \"[0-9]+\")",
          // dates
          "received",
          "received > date(\"2025-01-01\")",
          "received + duration(\"P1M\")",
          "received - duration(\"P6W\")",
          "received - duration(\"P42D\")",
          "(received - date(\"2025-01-01\")).days",
          "years and months duration(date(\"2024-02-29\"), received)",
          "years and months duration(date(\"2024-02-29\"), received).months",
          "date(\"2024-01-31\") + duration(\"P1M\")",
          "date(\"not a date\")",
          "date(2025, 2, 30)",
          "date and time(\"2025-11-13T10:00:00+01:00\")",
          "time(\"10:00:00\")",
          "@\"2025-11-13\"",
          "day of week(received)",
          "last day of month(received)",
          "received.year",
          "received in [date(\"2025-01-01\")..date(\"2026-01-01\")]",
          "duration(\"P1D\") + duration(\"PT12H\")",
          "duration(\"P14M\")",
          "today() = date(now())",
          // null, unknown and errors
          "nothing",
          "absent",
          "absent = null",
          "nothing = null",
          "nothing < 3",
          "absent > score",
          "not(nothing)",
          "nothing and false",
          "nothing or true",
          "nothing + 1",
          "count(nothing)",
          "count(absent)",
          "nothing[1]",
          "if nothing then 1 else 2",
          "if score >= 5 then \"enough\" else if score = null then \"unknown\" else \"low\"",
          "if score then 1 else 2",
          "score instance of number",
          "received instance of date",
          "nothing instance of Any",
          "score between 3 and 7",
          "score in (3, 5, >= 8)",
          "score in [3..5]",
          "score in [3..5)",
          "\"a\" in [\"a\", \"b\"]",
          "not(score in (3, 5))",
          "is defined(score)",
          "is defined(absent)",
          "get or else(nothing, \"else\")",
          "assert(score, score != null)",
          "assert(nothing, nothing != null, \"score is missing\")",
          "unknown function(1)",
          "count()",
          "[1, unknown(2), 3]",
          "before(1, 5)",
          "overlaps([1..5], [3..8])",
          "[1..5]",
          "1 +",
          "injections[",
          "\"open",
          "",
          "?",
          "score = score and received = received");

  private static final List<String> CELLS =
      List.of(
          "-",
          "5",
          "\"FORMER\"",
          "\"FORMER\",\"NEVER\"",
          "not(\"FORMER\")",
          "not(\"FORMER\",\"NEVER\")",
          "null",
          "not(null)",
          "not(5)",
          "true",
          "false",
          ">= 5",
          "< 5",
          "> 5, < 2",
          "[3..7]",
          "]3..7[",
          "(3..7]",
          "[5..5]",
          "score",
          "> score",
          "absent",
          "not(absent)",
          "? > 3 and ? < 9",
          "? >= 70",
          "? = null",
          "? != null",
          "starts with(?, \"M\")",
          "contains(?, \"R\")",
          "list contains(?, \"M53.3\")",
          "not(list contains(?, \"M53.3\"))",
          "count(?) > 1",
          "count(?) >= 2",
          "some d in ? satisfies starts with(d, \"M51\")",
          "every d in ? satisfies string length(d) > 2",
          "? in (\"FORMER\", \"NEVER\")",
          "? in [3..7]",
          "diagnoses",
          "injections.id",
          "[\"FORMER\",\"NEVER\"]",
          "[1, 2, 3]",
          "?.status = \"FORMER\"",
          "?[1] = \"M53.3\"",
          "? instance of number",
          "date(\"2025-11-13\")",
          "< date(\"2025-06-01\")",
          "[date(\"2025-01-01\")..date(\"2026-01-01\")]",
          "received",
          "nicotine",
          "\"open",
          "5 +",
          "score + 1",
          "if ? = null then true else false",
          "? > 3 or null",
          "? = 5 and score",
          "null and ? = 5",
          "{a: ?}.a = 5",
          "{unit: \"ng/mL\"}",
          "{lab: {unit: \"ng/mL\", value: 9.9}, status: \"FORMER\"}",
          "[nicotine]",
          "[context merge([nicotine])]",
          "cellInput = score",
          "unquoted");

  private static final FeelEngine FAST = new FastFeelEngine(Clock.systemUTC(), List.of(), 10_000);
  private static final FeelEngine STOCK = new ScalaFeelEngineFactory(List.of()).createInstance();

  static Stream<String> expressions() {
    return EXPRESSIONS.stream();
  }

  static Stream<String> cells() {
    return CELLS.stream();
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void givesTheSameResultOrTheSameError(String expression) {
    VariableContext facts = facts(new Random(1)).asVariableContext();

    Object answer = Answers.of(() -> FAST.evaluateSimpleExpression(expression, facts));

    assertThat(answer)
        .isEqualTo(Answers.of(() -> STOCK.evaluateSimpleExpression(expression, facts)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void matchesTheSameInputs(String cell) {
    Random random = new Random(2);
    for (int i = 0; i < 40; i++) {
      VariableContext facts = withInput(facts(random), anyInput(random)).asVariableContext();

      Object answer = Answers.of(() -> FAST.evaluateSimpleUnaryTests(cell, "cellInput", facts));

      assertThat(answer)
          .as("%s on %s", cell, facts.resolve("cellInput"))
          .isEqualTo(Answers.of(() -> STOCK.evaluateSimpleUnaryTests(cell, "cellInput", facts)));
    }
  }

  @Test
  void staysTheSameForThousandsOfRandomRequestsOnSeveralThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> runs = new ArrayList<>();
      for (int seed = 0; seed < 4; seed++) {
        Random random = new Random(seed);
        runs.add(threads.submit(() -> compareRandomly(random, 4_000)));
      }
      int evaluations = 0;
      for (Future<Integer> run : runs) {
        evaluations += run.get();
      }
      assertThat(evaluations).isGreaterThanOrEqualTo(16_000);
    } finally {
      threads.shutdownNow();
    }
  }

  private int compareRandomly(Random random, int evaluations) {
    for (int i = 0; i < evaluations; i++) {
      VariableContext facts = withInput(facts(random), anyInput(random)).asVariableContext();
      if (random.nextBoolean()) {
        String expression = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
        assertThat(Answers.of(() -> FAST.evaluateSimpleExpression(expression, facts)))
            .as(expression)
            .isEqualTo(Answers.of(() -> STOCK.evaluateSimpleExpression(expression, facts)));
      } else {
        String cell = CELLS.get(random.nextInt(CELLS.size()));
        assertThat(Answers.of(() -> FAST.evaluateSimpleUnaryTests(cell, "cellInput", facts)))
            .as(cell)
            .isEqualTo(Answers.of(() -> STOCK.evaluateSimpleUnaryTests(cell, "cellInput", facts)));
      }
    }
    return evaluations;
  }

  private static VariableMap facts(Random random) {
    return Variables.createVariables()
        .putValue("requestedSide", oneOf(random, "RIGHT", "LEFT", null))
        .putValue("injections", listOf(random, () -> injection(random)))
        .putValue(
            "diagnoses", listOf(random, () -> oneOf(random, "M53.3", "M51.34", "M16.1", null)))
        .putValue("nicotine", nicotine(random))
        .putValue(
            "score", oneOf(random, 5, 3L, new BigDecimal("5.0"), new BigDecimal("7.25"), null))
        .putValue("received", oneOf(random, LocalDate.of(2025, 11, 13), LocalDate.of(2024, 2, 29)))
        .putValue("nothing", null);
  }

  private static Map<String, Object> injection(Random random) {
    Map<String, Object> injection = new LinkedHashMap<>();
    injection.put("id", "i" + random.nextInt(4));
    injection.put("date", oneOf(random, "2025-01-10", "2025-02-11", null));
    injection.put("side", oneOf(random, "RIGHT", "LEFT", "UNKNOWN"));
    injection.put("guidance", oneOf(random, "FLUOROSCOPY", "CT", "ULTRASOUND", "UNKNOWN", null));
    injection.put(
        "relief", oneOf(random, 70, new BigDecimal("69.9"), new BigDecimal("80.5"), 0, null));
    injection.put("steroid", oneOf(random, true, false, null));
    if (random.nextInt(4) == 0) {
      injection.remove("relief");
    }
    return injection;
  }

  private static Map<String, Object> nicotine(Random random) {
    Map<String, Object> nicotine = new LinkedHashMap<>();
    nicotine.put("status", oneOf(random, "NEVER", "FORMER", "CURRENT", null));
    nicotine.put("lab", Map.of("value", new BigDecimal("9.9"), "unit", "ng/mL"));
    return nicotine;
  }

  private static VariableMap withInput(VariableMap facts, Object input) {
    return facts.putValue("cellInput", input);
  }

  private static Object anyInput(Random random) {
    return oneOf(
        random,
        5,
        3,
        new BigDecimal("69.9"),
        70L,
        "FORMER",
        "M53.3",
        true,
        false,
        null,
        LocalDate.of(2025, 11, 13),
        List.of("M53.3", "M51.34"),
        List.of(),
        List.of("FORMER"),
        nicotine(random));
  }

  private static Object oneOf(Random random, Object... values) {
    return values[random.nextInt(values.length)];
  }

  private static Object listOf(Random random, Supplier<Object> item) {
    if (random.nextInt(8) == 0) {
      return null;
    }
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(item.get());
    }
    return list;
  }
}
