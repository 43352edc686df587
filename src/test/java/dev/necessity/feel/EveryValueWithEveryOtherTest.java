package dev.necessity.feel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.PolicyEngine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.junit.jupiter.api.Test;

/**
 * Wherever two values meet, the fast engine says of all of them what Camunda's own engine says:
 * equal, unlike, or not to be compared.
 */
class EveryValueWithEveryOtherTest {

  /** Each place of an expression where values meet. */
  private static final List<String> MEETINGS =
      List.of(
          "x = y",
          "x != y",
          "x < y",
          "x <= y",
          "x > y",
          "x >= y",
          "x between y and y",
          "x in y",
          "x in (y, 5)",
          "x in [y, 5]",
          "x in (< y, y)",
          "x in [y..y]",
          "not(x = y)",
          "[x] = [y]",
          "[[x]] = [[y]]",
          "{k: x} = {k: y}",
          "{k: [x]} = {k: [y]}",
          "[{k: x}] = [{k: y}]",
          "{k: x, l: y} = {l: y, k: x}",
          "{k: x} = {k: x, l: y}",
          "list contains([x], y)",
          "list contains([5, [x]], [y])",
          "list contains([{k: x}], {k: y})",
          "list contains(x, y)",
          "index of([x, y, x], y)",
          "index of([[x], [y]], [y])",
          "distinct values([x, y, x])",
          "distinct values([{k: x}, {k: y}])",
          "distinct values([[x], [y]])",
          "duplicate values([x, y])",
          "duplicate values([{k: x}, {k: y}])",
          "union([x], [y])",
          "union([{k: x}], [{k: y}])",
          "concatenate([x], [y])",
          "append([x], y)",
          "remove([x, y], 1) = [y]",
          "insert before([x], 1, y)",
          "reverse([x, y]) = [y, x]",
          "flatten([x, [y]]) = [x, y]",
          "min([x, y])",
          "max(x, y)",
          "mode([x, y, y])",
          "sum([x, y])",
          "sort([x, y], function(a, b) a < b)",
          "and(x, y)",
          "or([x, y])",
          "[x, 5][item = y]",
          "[{k: x}][k = y]",
          "[{k: x}][item = {k: y}]",
          "count([x, y][item = x])",
          "some i in [x] satisfies i = y",
          "every i in [x, y] satisfies i = y",
          "some i in [x], j in [y] satisfies i = j",
          "for i in [x] return i = y",
          "for i in [x], j in [y] return i = j",
          "if x = y then 1 else 2",
          "function(a) a = y",
          "context put({k: x}, \"k\", y) = {k: y}",
          "context merge([{k: x}, {l: y}]) = {l: y, k: x}",
          "context([{key: \"k\", value: x}]) = {k: y}",
          "get entries({k: x}) = get entries({k: y})",
          "list contains([context put({}, \"k\", x)], context put({}, \"k\", y))",
          "list contains([context merge([{k: x}])], {k: y})",
          "list contains(get entries({k: x}), get entries({k: y})[1])",
          "get value({k: x}, \"k\") = y",
          "{f: function(a, b) a = b, r: f(x, y)}.r",
          "before(x, y)",
          "finishes(x, [y..y])",
          "overlaps([x..x], [y..y])",
          "x + y",
          "x - y",
          "x and y",
          "x or y",
          "x.a = y.a",
          "x[item = y]",
          "x[1] = y",
          "count(x) = count(y)",
          "get or else(x, y)",
          "is empty(x) = y");

  /** Each as the cell of a column whose value is x. */
  private static final List<String> CELLS =
      List.of(
          "y",
          "not(y)",
          "y, 5",
          "[y]",
          "[[y]]",
          "{k: y}.k",
          "? = y",
          "? != y",
          "? in y",
          "list contains([?], y)",
          "list contains(y, ?)",
          "< y",
          ">= y",
          "[y..y]",
          "(y..y]",
          "{a: ?} = {a: y}",
          "distinct values([?, y]) = [y]",
          "? = y or false",
          "?[item = y] = ?",
          "x = y");

  private static final Pattern PLACE = Pattern.compile("\\b[xy]\\b");
  private static final String INPUT = "cellInput";

  private static final FeelEngine FAST = new FastFeelEngine(Clock.systemUTC(), List.of(), 10_000);
  private static final FeelEngine STOCK = new ScalaFeelEngineFactory(List.of()).createInstance();

  private static final DmnEngine ON_STOCK =
      PolicyEngine.configuration().feelEngineFactory(new ScalaFeelEngineFactory()).buildEngine();
  private static final VariableContext HELD = Variables.fromMap(Values.HELD).asVariableContext();
  private static final List<String> VALUES =
      Stream.concat(
              Values.HELD.keySet().stream(), Values.WRITTEN.stream().map(text -> "(" + text + ")"))
          .toList();
  private static final int PAIRS = Integer.getInteger("equality.pairs", 240);
  private static final int MEETINGS_OF_A_PAIR = 12;

  /**
   * Random ones; every second of a value with one of its kind, which are those that may be equal.
   */
  private static Stream<String[]> pairs(long seed) {
    Random random = new Random(seed);
    Map<String, List<String>> kinds =
        VALUES.stream().collect(Collectors.groupingBy(EveryValueWithEveryOtherTest::kind));
    return Stream.generate(
            () -> {
              String x = VALUES.get(random.nextInt(VALUES.size()));
              List<String> others = random.nextBoolean() ? VALUES : kinds.get(kind(x));
              return new String[] {x, others.get(random.nextInt(others.size()))};
            })
        .limit(PAIRS);
  }

  private static String kind(String value) {
    return String.valueOf(
        Answers.of(
            () ->
                STOCK.evaluateSimpleExpression(
                    "if V instance of context then 1 else if V instance of list then 2 else 3"
                        .replace("V", value),
                    HELD)));
  }

  @Test
  void inEveryPlaceOfAnExpression() {
    List<String> differences =
        pairs(1)
            .parallel()
            .flatMap(
                pair -> {
                  List<String> meetings = places(MEETINGS, pair, MEETINGS_OF_A_PAIR);
                  // Camunda's own engine builds all functions again for each expression; so it is
                  // asked once for all of them.
                  Object all =
                      Answers.of(
                          () ->
                              STOCK.evaluateSimpleExpression(
                                  "[" + String.join(", ", meetings) + "]", HELD));
                  return IntStream.range(0, meetings.size())
                      .boxed()
                      .flatMap(
                          i -> {
                            Object expected =
                                all instanceof List<?> each
                                    ? each.get(i)
                                    : Answers.of(
                                        () ->
                                            STOCK.evaluateSimpleExpression(meetings.get(i), HELD));
                            return difference(
                                meetings.get(i),
                                expected,
                                Answers.of(
                                    () -> FAST.evaluateSimpleExpression(meetings.get(i), HELD)));
                          });
                })
            .toList();

    assertThat(differences).isEmpty();
  }

  @Test
  void inEveryCell() {
    List<String> differences =
        pairs(2)
            .parallel()
            .flatMap(
                pair -> {
                  Object input =
                      Values.HELD.containsKey(pair[0])
                          ? Values.HELD.get(pair[0])
                          : STOCK.evaluateSimpleExpression(pair[0], HELD);
                  VariableContext held =
                      Variables.fromMap(Values.HELD).putValue(INPUT, input).asVariableContext();
                  return places(CELLS, pair, 2).stream()
                      .flatMap(
                          cell ->
                              difference(
                                  pair[0] + " in cell " + cell,
                                  Answers.of(
                                      () -> STOCK.evaluateSimpleUnaryTests(cell, INPUT, held)),
                                  Answers.of(
                                      () -> FAST.evaluateSimpleUnaryTests(cell, INPUT, held))));
                })
            .toList();

    assertThat(differences).isEmpty();
  }

  @Test
  void whereOneDecisionReadsWhatOthersGave() {
    List<String> differences =
        pairs(3)
            .limit(PAIRS / 6)
            .parallel()
            .flatMap(
                pair -> {
                  String meetings =
                      "["
                          + String.join(
                              ", ", places(MEETINGS, new String[] {"x", "y"}, MEETINGS.size()))
                          + "]";
                  String diagram =
                      diagram(pair, meetings, places(CELLS, new String[] {"x", "y"}, CELLS.size()));
                  return Stream.of("meetings", "cells")
                      .flatMap(
                          decision -> {
                            Object expected =
                                Answers.of(
                                    () ->
                                        diagram(ON_STOCK, diagram).evaluate(decision, Values.HELD));
                            return Stream.concat(
                                difference(
                                    decision + " of " + Arrays.toString(pair),
                                    expected,
                                    Answers.of(
                                        () ->
                                            diagram(PolicyEngine.create(), diagram)
                                                .evaluate(decision, Values.HELD))),
                                difference(
                                    decision + " of " + Arrays.toString(pair) + " in the engine",
                                    expected,
                                    Answers.of(() -> evaluated(diagram, decision))));
                          });
                })
            .toList();

    assertThat(differences).isEmpty();
  }

  private static DecisionDiagram diagram(DmnEngine engine, String xml) {
    return DecisionDiagram.read(
        engine, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static Object evaluated(String xml, String decision) {
    DmnEngine engine = PolicyEngine.create();
    return engine
        .evaluateDecision(
            decision, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), Values.HELD)
        .getResultList();
  }

  private static String diagram(String[] pair, String meetings, List<String> cells) {
    String required =
        "<informationRequirement id='%1$sx'><requiredDecision href='#x'/></informationRequirement><informationRequirement id='%1$sy'><requiredDecision href='#y'/></informationRequirement>";
    String rules =
        IntStream.range(0, cells.size())
            .mapToObj(
                i ->
                    "<rule id='r%1$d'><inputEntry id='i%1$d'><text><![CDATA[%2$s]]></text></inputEntry><outputEntry id='o%1$d'><text>%1$d</text></outputEntry></rule>"
                        .formatted(i, cells.get(i)))
            .collect(Collectors.joining());
    return "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='d' name='d' namespace='n'>"
        + literal("x", "", pair[0])
        + literal("y", "", pair[1])
        + literal("meetings", required.formatted("m"), meetings)
        + "<decision id='cells' name='cells'>"
        + required.formatted("c")
        + "<decisionTable id='t' hitPolicy='COLLECT'><input id='in'>"
        + "<inputExpression id='e'><text>x</text></inputExpression></input><output id='out' name='hit'/>"
        + rules
        + "</decisionTable></decision></definitions>";
  }

  private static String literal(String name, String required, String expression) {
    return "<decision id='%1$s' name='%1$s'><variable id='%1$sv' name='%1$s'/>%2$s<literalExpression id='%1$sl'><text><![CDATA[%3$s]]></text></literalExpression></decision>"
        .formatted(name, required, expression);
  }

  private static Stream<String> difference(String what, Object expected, Object answer) {
    return Objects.equals(answer, expected)
        ? Stream.empty()
        : Stream.of(what + " gives " + answer + " instead of " + expected);
  }

  private static List<String> places(List<String> all, String[] pair, int number) {
    return new Random(Arrays.hashCode(pair))
        .ints(0, all.size())
        .distinct()
        .limit(Math.min(number, all.size()))
        .mapToObj(all::get)
        .map(
            place ->
                PLACE
                    .matcher(place)
                    .replaceAll(
                        name -> Matcher.quoteReplacement(pair[name.group().equals("x") ? 0 : 1])))
        .toList();
  }
}
