package dev.necessity.feel;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;

/**
 * A few expressions that together touch everything the fast engine does in another way than
 * Camunda's own.
 */
final class FeelSelfCheck {

  private static final List<String> EXPRESSIONS =
      List.of(
          "count(list[item.size > 1 and item.name != null])",
          "for i in 1..count(list) return list[-i].name",
          "some entry in list satisfies starts with(entry.name, \"b\")",
          "{double: function(x) x * 2, six: double(3)}.six",
          "{a: 1, b: [a, {c: a + 1}]}.b[2].c",
          "absent or number > 2 and not(nothing)",
          "if absent = null then string(number) + \"!\" else nothing",
          "list.name",
          "list[1] = {size: 1, name: \"a\"} and {b: [{c: 1}], a: null} = {a: null, b: [{c: 1.0}]}",
          "distinct values([list[1], {size: 1, name: \"a\"}, {name: \"a\"}, list[2]])",
          "list[item = {name: \"b\", size: 2}]",
          "[list contains(list, list[3]), list contains([{a: 1}], {a: 1}), list contains([context merge([list[1]])], list[1])]",
          "index of(list, context put(list[2], \"size\", 2))",
          "[(function(x) x) in null, count([function(x) x, null][item = null])]",
          "today() = date(now())",
          "assert(absent, absent != null)",
          "unknown function(1)",
          "1 +");

  private static final List<String> UNARY_TESTS =
      List.of(
          "-",
          "\"a\",\"b\"",
          "not(\"a\")",
          "starts with(?, \"a\")",
          "{name: ?} = {name: \"a\"}",
          "? = \"a\" and number > 2",
          "absent",
          "> \"0\"",
          "[1");

  private FeelSelfCheck() {}

  /**
   * @throws IllegalStateException when the engines answer differently, naming the expression
   */
  static void compare(FeelEngine engine, FeelEngine reference) {
    VariableContext context =
        Variables.createVariables()
            .putValue("inputVariableName", "input")
            .putValue("input", "a")
            .putValue("number", 3)
            .putValue("nothing", null)
            .putValue("list", List.of(entry("a", 1), entry("b", 2), entry("c", 3)))
            .asVariableContext();
    for (String expression : EXPRESSIONS) {
      requireSame(
          expression, answer(engine, expression, context), answer(reference, expression, context));
    }
    for (String tests : UNARY_TESTS) {
      requireSame(tests, matches(engine, tests, context), matches(reference, tests, context));
    }
  }

  private static Map<String, Object> entry(String name, int size) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put("size", BigDecimal.valueOf(size));
    return entry;
  }

  private static Object answer(FeelEngine engine, String expression, VariableContext context) {
    try {
      return engine.evaluateSimpleExpression(expression, context);
    } catch (FeelException failure) {
      return failure.getMessage();
    }
  }

  private static Object matches(FeelEngine engine, String tests, VariableContext context) {
    try {
      return engine.evaluateSimpleUnaryTests(tests, "input", context);
    } catch (FeelException failure) {
      return failure.getMessage();
    }
  }

  private static void requireSame(String expression, Object answer, Object reference) {
    if (answer == null ? reference != null : !answer.equals(reference)) {
      throw new IllegalStateException(
          "'" + expression + "' gives " + answer + " instead of " + reference);
    }
  }
}
