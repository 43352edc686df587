package dev.necessity.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.necessity.work.Budget;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunction;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What decision tables may rely on: exact numbers, plain results, a running clock, functions of
 * one's own.
 */
class FastFeelEngineTest {

  private final FastFeelEngine engine = new FastFeelEngine(Clock.systemUTC(), List.of(), 100);

  @Test
  void reliefJustBelowTheThresholdStaysBelowIt() {
    VariableContext facts = given("relief", new BigDecimal("69.99999999999999999"));

    assertThat(engine.<Object>evaluateSimpleExpression("relief >= 70", facts)).isEqualTo(false);
    assertThat(engine.<Object>evaluateSimpleExpression("relief", facts))
        .isEqualTo(new BigDecimal("69.99999999999999999"));
    assertThat(engine.evaluateSimpleUnaryTests(">= 70", "relief", facts)).isFalse();
    assertThat(engine.evaluateSimpleUnaryTests("< 70", "relief", facts)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(for i in 1..1000000000000 return i)",
        "count(for i in 1..9000, j in 1..9000 return i)",
        "some i in 1..9000, j in 1..9000 satisfies i + j < 0",
        "count(for i in 1..9000 return count(for j in 1..9000 return j))",
        "count(for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]))",
        "for i in 1..60 return if i = 1 then \"a\" else partial[-1] + partial[-1]",
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \".*.*.*.*.*.*.*.*=\")",
        "split(string: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", delimiter: \".*.*.*.*.*.*.*.*=\")",
        "{list: for i in 1..5000 return i, all: for i in 1..5000 return concatenate(list, list)}.all",
        "round up(5.5, 1000000)",
        "decimal(1 / 3, 999999999)",
        "floor(10 ** 999999999)",
        "(10 ** 9999) * (10 ** 9999) * 2",
        "decimal(n: 1 / 3, scale: 99999999)",
        "function(code) external { java: { class: \"java.lang.System\", method signature: \"exit(int)\" } }"
      })
  void anExpressionThatAsksForTooMuchIsRefused(String endless) {
    assertThatThrownBy(() -> engine.evaluateSimpleExpression(endless, given("score", 5)))
        .isInstanceOf(FeelException.class);
    assertThat(engine.<Object>evaluateSimpleExpression("score > 3", given("score", 5)))
        .as("the next expression")
        .isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"%s\"",
        "{a: \"%s\", b: a, c: b, d: c}",
        "{%s: 1, b: 2, c: b, d: c}",
      })
  void aTextOrANameCostsTheSameWhateverItsWords(String item) {
    for (String word : List.of("word", "partial", "FunctionDefinition")) {
      String loop = "count(for i in 1..9000 return " + item.replace("%s", word) + ")";

      Object count =
          new Budget(20_000, Duration.ofMinutes(1))
              .run(() -> engine.evaluateSimpleExpression(loop, given("score", 5)));

      assertThat(count).as(word).isEqualTo(9_000L);
    }
  }

  @Test
  void aPatternThatIsAppliedFirstWithItsStepsCountedGivesTheSameResult() {
    assertThat(
            engine.<Object>evaluateSimpleExpression(
                "replace(\"a_b__c\", \"_+\", \" \")", given("score", 5)))
        .isEqualTo("a b c");
    assertThat(
            engine.<Object>evaluateSimpleExpression(
                "matches(\"M51.34\", \"^M\\d+[.]\\d*4$\")", given("score", 5)))
        .isEqualTo(true);
    assertThat(
            engine.<Object>evaluateSimpleExpression("split(\"a;b;;c\", \";+\")", given("score", 5)))
        .isEqualTo(List.of("a", "b", "c"));
  }

  @Test
  void aFunctionThatCallsItselfEnds() {
    Object result;
    try {
      result =
          engine.evaluateSimpleExpression(
              "{again: function(n) again(n + 1), result: again(1)}.result", given("score", 5));
    } catch (FeelException refused) {
      result = null;
    }
    assertThat(result).isNull();
  }

  @Test
  void jsonIsReadAsPlainValuesAre() throws Exception {
    String json =
        "{\"relief\": 69.99999999999999999, \"count\": 2, \"big\": 12345678901234567890, \"known\": true, \"none\": null,"
            + " \"regions\": [\"PELVIS\", [1.5, null]], \"source\": {\"document\": \"LAB\"}}";
    JsonNode tree =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readTree(json);
    Map<String, Object> source = new LinkedHashMap<>(Map.of("document", "LAB"));
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("relief", new BigDecimal("69.99999999999999999"));
    plain.put("count", 2L);
    plain.put("big", new BigDecimal("12345678901234567890"));
    plain.put("known", true);
    plain.put("none", null);
    plain.put("regions", List.of("PELVIS", Arrays.asList(new BigDecimal("1.5"), null)));
    plain.put("source", source);

    assertThat(engine.<Object>evaluateSimpleExpression("record", given("record", tree)))
        .isEqualTo(plain);
    assertThat(engine.<Object>evaluateSimpleExpression("record", given("record", Spin.JSON(json))))
        .isEqualTo(plain);
    for (Object record : List.of(tree, Spin.JSON(json), plain)) {
      VariableContext facts = given("record", record);
      assertThat(
              engine.<Object>evaluateSimpleExpression(
                  "record.relief < 70 and record.count = 2 and record.known", facts))
          .isEqualTo(true);
      assertThat(
              engine.<Object>evaluateSimpleExpression(
                  "record.none = null and record.absent = null", facts))
          .isEqualTo(true);
      assertThat(
              engine.<Object>evaluateSimpleExpression(
                  "list contains(record.regions, \"PELVIS\")", facts))
          .isEqualTo(true);
      assertThat(engine.<Object>evaluateSimpleExpression("record.source.document", facts))
          .isEqualTo("LAB");
      assertThat(engine.<Object>evaluateSimpleExpression("record.regions[2][1]", facts))
          .isEqualTo(new BigDecimal("1.5"));
      assertThat(engine.<Object>evaluateSimpleExpression("get entries(record).key", facts))
          .isEqualTo(List.copyOf(plain.keySet()));
    }
  }

  @Test
  void resultsArePlainJavaToTheirInnermostValue() {
    Map<String, Object> result =
        engine.evaluateSimpleExpression(
            "{status: \"MET\", met: true, count: 2, ratio: 0.5, nothing: null, on: date(\"2025-11-13\"),"
                + " reasons: [{text: \"a\", parts: [1, 2.25]}], inner: context put({a: 1}, \"b\", [3])}",
            given("x", 1));

    assertThat(result).isExactlyInstanceOf(LinkedHashMap.class);
    assertThat(result.keySet())
        .containsExactly("status", "met", "count", "ratio", "nothing", "on", "reasons", "inner");
    assertThat(result)
        .containsEntry("status", "MET")
        .containsEntry("met", true)
        .containsEntry("count", 2L)
        .containsEntry("ratio", new BigDecimal("0.5"))
        .containsEntry("nothing", null)
        .containsEntry("on", LocalDate.of(2025, 11, 13));
    assertThat(result.get("reasons"))
        .isExactlyInstanceOf(ArrayList.class)
        .isEqualTo(List.of(Map.of("text", "a", "parts", List.of(1L, new BigDecimal("2.25")))));
    assertThat(((List<?>) result.get("reasons")).get(0)).isExactlyInstanceOf(LinkedHashMap.class);
    assertThat(result.get("inner")).isEqualTo(Map.of("a", 1L, "b", List.of(3L)));
    assertThat(classesIn(result)).noneMatch(type -> type.getName().contains("scala"));
  }

  @Test
  void wholeNumbersTooLargeForALongStayExact() {
    assertThat(engine.<Object>evaluateSimpleExpression("9223372036854775807 + 1", given("x", 1)))
        .isEqualTo(new BigDecimal("9223372036854775808"));
  }

  @Test
  void entriesOfADocumentKeepTheirOrder() {
    Map<String, Object> document = new LinkedHashMap<>();
    List.of("status", "months", "lab", "analyte", "specimen", "comparator")
        .forEach(key -> document.put(key, key.length()));

    assertThat(
            engine.<Object>evaluateSimpleExpression(
                "get entries(document).key", given("document", document)))
        .isEqualTo(List.copyOf(document.keySet()));
    assertThat(
            engine.<Object>evaluateSimpleExpression(
                "string(document)", given("document", document)))
        .isEqualTo("{status:6, months:6, lab:3, analyte:7, specimen:8, comparator:10}");
  }

  @Test
  void nowAndTodayFollowTheClock() {
    MovableClock clock =
        new MovableClock(Instant.parse("2025-11-13T23:30:00Z"), ZoneId.of("America/New_York"));
    FeelEngine engine = new FastFeelEngine(clock, List.of(), 100);
    VariableContext facts = given("received", LocalDate.of(2025, 11, 13));
    assertThat(engine.<Object>evaluateSimpleExpression("today()", facts))
        .isEqualTo(LocalDate.of(2025, 11, 13));
    assertThat(engine.evaluateSimpleUnaryTests("today()", "received", facts)).isTrue();

    clock.now = Instant.parse("2025-11-15T04:00:00Z");

    assertThat(engine.<Object>evaluateSimpleExpression("today()", facts))
        .isEqualTo(LocalDate.of(2025, 11, 14));
    assertThat(engine.<Object>evaluateSimpleExpression("now()", facts))
        .isEqualTo(clock.now.atZone(clock.zone));
    assertThat(engine.evaluateSimpleUnaryTests("today()", "received", facts)).isFalse();
  }

  @Test
  void customFunctionsCanBeCalledBesidesTheBuiltInOnes() {
    FeelCustomFunctionProvider functions =
        new FeelCustomFunctionProvider() {
          @Override
          public Optional<CustomFunction> resolveFunction(String name) {
            return Optional.of(
                CustomFunction.create()
                    .setParams("code", "prefixes")
                    .setFunction(
                        arguments ->
                            ((List<?>) arguments.get(1))
                                .stream()
                                    .anyMatch(
                                        p -> arguments.get(0).toString().startsWith((String) p)))
                    .build());
          }

          @Override
          public Collection<String> getFunctionNames() {
            return Set.of("has prefix", "hasPrefix");
          }
        };
    FeelEngine engine =
        new FastFeelEngineFactory(Clock.systemUTC(), List.of(functions)).createInstance();
    VariableContext facts = given("code", "M51.34");

    assertThat(engine).isInstanceOf(FastFeelEngine.class);
    assertThat(
            engine.<Object>evaluateSimpleExpression("hasPrefix(code, [\"M16\", \"M51\"])", facts))
        .isEqualTo(true);
    assertThat(engine.evaluateSimpleUnaryTests("hasPrefix(?, [\"M16\"])", "code", facts)).isFalse();
    assertThat(
            engine.<Object>evaluateSimpleExpression(
                "hasPrefix(upper case(\"m16\"), [\"M16\"])", facts))
        .isEqualTo(true);
  }

  @Test
  void aFailedAssertionDoesNotOutliveItsEvaluation() {
    VariableContext facts = given("score", null);

    assertThatThrownBy(
            () ->
                engine.evaluateSimpleExpression(
                    "assert(score, score != null, \"score is missing\")", facts))
        .isInstanceOf(FeelException.class)
        .hasMessageContaining("score is missing");
    assertThat(engine.<Object>evaluateSimpleExpression("1 + 1", facts)).isEqualTo(2L);
  }

  @Test
  void anErrorNamesItsExpression() {
    VariableContext facts = given("score", 5);

    assertThatThrownBy(() -> engine.evaluateSimpleExpression("score >", facts))
        .isInstanceOf(FeelException.class)
        .hasMessageContaining("failed to parse expression 'score >'");
    assertThatThrownBy(() -> engine.evaluateSimpleUnaryTests("\"open", "score", facts))
        .isInstanceOf(FeelException.class)
        .hasMessageContaining("'\"open'");
    assertThatThrownBy(
            () -> engine.evaluateSimpleExpression("get or else(null, [1..score])", facts))
        .as("a range is no Java value")
        .isInstanceOf(FeelException.class)
        .hasMessageContaining("failed to evaluate expression 'get or else(null, [1..score])'");
  }

  @Test
  void anExpressionNestedTooDeeplyIsAnErrorAndNoCrash() {
    String endless = "(".repeat(100_000) + "1" + ")".repeat(100_000);

    assertThatThrownBy(() -> engine.evaluateSimpleExpression(endless, given("x", 1)))
        .isInstanceOf(FeelException.class);
  }

  @Test
  void parsedExpressionsAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(engine.<Object>evaluateSimpleExpression("x + " + i, given("x", 1)))
          .isEqualTo(i + 1L);
      assertThat(engine.evaluateSimpleUnaryTests("< " + i, "x", given("x", 1))).isEqualTo(1 < i);
    }

    assertThat(engine.cached()).isBetween(1L, 200L);
  }

  @Test
  void theSameTextIsAnExpressionInOnePlaceAndACellInAnother() {
    VariableContext facts = given("score", 5);

    assertThat(engine.<Object>evaluateSimpleExpression("score", facts)).isEqualTo(5L);
    assertThat(engine.evaluateSimpleUnaryTests("score", "score", facts)).isTrue();
    assertThat(engine.<Object>evaluateSimpleExpression("4", facts)).isEqualTo(4L);
    assertThat(engine.evaluateSimpleUnaryTests("4", "score", facts)).isFalse();
  }

  private static VariableContext given(String name, Object value) {
    return Variables.createVariables().putValue(name, value).asVariableContext();
  }

  private static List<Class<?>> classesIn(Object value) {
    List<Class<?>> classes = new ArrayList<>(value == null ? List.of() : List.of(value.getClass()));
    Collection<?> inner =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof List<?> list ? list : Collections.emptyList();
    inner.forEach(item -> classes.addAll(classesIn(item)));
    return classes;
  }

  private static final class MovableClock extends Clock {

    private Instant now;
    private final ZoneId zone;

    MovableClock(Instant now, ZoneId zone) {
      this.now = now;
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new MovableClock(now, other);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
