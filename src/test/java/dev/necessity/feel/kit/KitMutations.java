package dev.necessity.feel.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;

/**
 * Changes expressions at random, so that values and operations meet that nobody would write down
 * together. The same for the same seed.
 */
final class KitMutations implements Supplier<String> {

  private static final String TEXT = "\"(?:\\\\.|[^\"\\\\])*\"";
  private static final Pattern VALUE =
      Pattern.compile(
          "@?"
              + TEXT
              + "|(?<![\\w.])\\d+(?:\\.\\d+)?(?![\\w.]|\\.\\.)|\\b(?:true|false|null)\\b"
              + "|\\b(?:date|time|duration|date and time)\\("
              + TEXT
              + "\\)");
  private static final Pattern OPERATOR =
      Pattern.compile(" (?:=|!=|<=|>=|<|>|\\+|-|\\*|/|\\*\\*|and|or|in) ");
  private static final Pattern FUNCTION = Pattern.compile("\\b[a-z]+(?: [a-z]+)*(?=\\()");
  private static final Pattern GROUP =
      Pattern.compile("\\([^()\\[\\]{}]*\\)|\\[[^()\\[\\]{}]*\\]|\\{[^()\\[\\]{}]*\\}");
  private static final Pattern ARGUMENT =
      Pattern.compile("(?<=[(,\\[]) *[^,()\\[\\]{}\"]+(?=[,)\\]])");
  private static final Pattern PLACE = Pattern.compile("[EF]");

  /** Each evaluation has its own time. */
  private static final Pattern CLOCK =
      Pattern.compile("\\b(?:now|today)\\s*\\(|\\brandom number\\b");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "2",
          "-1",
          "1.0",
          "0.1",
          "10",
          "1/3",
          "\"\"",
          "\"a\"",
          "\"1\"",
          "\"foo\"",
          "[]",
          "[1, 2, 3]",
          "[null]",
          "[[1], [2]]",
          "{}",
          "{a: 1}",
          "{a: 1, b: {c: 2}}",
          "{b: 2, a: 1}",
          "[{a: 1}, {a: 2}]",
          "[1..3]",
          "(1..3]",
          "date(\"2020-02-29\")",
          "time(\"10:00:00Z\")",
          "date and time(\"2020-02-29T10:00:00\")",
          "@\"2021-01-01\"",
          "duration(\"P1D\")",
          "duration(\"P1Y2M\")",
          "function(x) x",
          "function(x, y) x < y",
          "absent",
          "?");
  private static final List<String> OPERATORS =
      List.of("=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "**", "and", "or", "in");

  /** E is an expression, F another one. */
  private static final List<String> AROUND =
      List.of(
          // values that are equal
          "(E) = (E)",
          "{a: E, b: F} = {b: F, a: E}",
          "[{a: E, b: F}][item = {b: F, a: E}]",
          "distinct values([F, {a: E}, {a: E}])",
          "union([[E]], [[E], F])",
          "list contains([F, E], E)",
          "index of([{a: E}], {a: E})",
          "{a: E} in [F, {a: E}]",
          "duplicate values([E, F, E])",
          "context put({a: F}, \"a\", E) = {a: E}",
          "context merge([{a: E}, {b: F}]) = {b: F, a: E}",
          "get entries({a: E}) = get entries({a: E})",
          "{f: function(x) x = E, r: f(E)}.r",
          // and values that may be
          "(E) = (F)",
          "{a: E} = {a: F}",
          "[E] = [F]",
          "[E][item = F]",
          "[{a: E}, {a: F}][a = F]",
          "(E) in (F)",
          "(E) in [F]",
          "(E) between F and F",
          "some x in [E, F] satisfies x = F",
          "every x in [E] satisfies x = F",
          "if E = F then 1 else 2",
          // whatever the value is
          "[E, F][1]",
          "[E, F][-1]",
          "if E then F else null",
          "for x in E return x",
          "for x in [E, F] return [x]",
          "for x in [1, 2], y in [E] return y",
          "{a: E, b: a}.b",
          "not(E)",
          "count(E)",
          "(E).a",
          "(E)[1]",
          "(E)[item > F]",
          "string(E)",
          "get value(E, \"a\")",
          "get entries(E)",
          "{f: function(x) E, r: f(F)}.r",
          "flatten([E, [F]])",
          "concatenate([E], [F])",
          "context put({a: F}, \"b\", E)",
          "(E) instance of number",
          "max([E, F])",
          "min(E, F)",
          "sort([E, F], function(x, y) x < y)",
          "-(E)",
          "is defined(E)",
          "get or else(E, F)",
          "append(E, F)",
          "[E..F]",
          "(E) and (F)",
          "(E) or (F)");

  private static final FeelEngineApi PARSER = FeelEngineBuilder.forJava().build();

  private final List<String> expressions;
  private final List<String> parts;
  private final List<String> functions;
  private final Map<String, List<String>> kinds;
  private final Random random;

  /**
   * @param expressions to be changed
   * @param parts to take parts from
   */
  KitMutations(List<String> expressions, List<String> parts, long seed) {
    this.expressions = expressions.stream().filter(each -> !CLOCK.matcher(each).find()).toList();
    this.parts = parts.stream().filter(each -> !CLOCK.matcher(each).find()).toList();
    this.functions =
        this.parts.stream()
            .flatMap(each -> FUNCTION.matcher(each).results())
            .map(MatchResult::group)
            .distinct()
            .sorted()
            .toList();
    this.kinds =
        this.parts.stream()
            .flatMap(each -> VALUE.matcher(each).results())
            .map(MatchResult::group)
            .distinct()
            .collect(Collectors.groupingBy(KitMutations::kind));
    this.random = new Random(seed);
  }

  /**
   * One of the expressions, changed once to three times, as long as each change leaves an
   * expression.
   */
  @Override
  public String get() {
    String mutant = oneOf(expressions);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      String changed = changed(mutant);
      mutant =
          PARSER.parseExpression(changed).isSuccess() && !CLOCK.matcher(changed).find()
              ? changed
              : mutant;
    }
    return mutant;
  }

  private String changed(String expression) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> replaced(expression, VALUE, this::alike);
      case 2 -> replaced(expression, OPERATOR, any -> " " + oneOf(OPERATORS) + " ");
      case 3 -> replaced(expression, FUNCTION, any -> oneOf(functions));
      case 4 -> replaced(expression, GROUP, any -> part(oneOf(parts)));
      case 5 -> replaced(expression, ARGUMENT, any -> value());
      case 6 -> replaced(expression, ARGUMENT, any -> value() + ", " + value());
      default -> around(oneOf(AROUND), expression, value());
    };
  }

  private static String around(String place, String expression, String other) {
    return PLACE
        .matcher(place)
        .replaceAll(
            name -> Matcher.quoteReplacement(name.group().equals("E") ? expression : other));
  }

  /** Mostly another value of the same kind. */
  private String alike(String value) {
    return random.nextInt(4) == 0 ? value() : oneOf(kinds.getOrDefault(kind(value), VALUES));
  }

  /** Of a number, of a text, of true and false, or the form of a date, a time or a duration. */
  private static String kind(String value) {
    if (Character.isDigit(value.charAt(0))) {
      return "number";
    }
    return value.startsWith("\"")
        ? "text"
        : value.matches("true|false|null") ? "boolean" : value.replaceAll("\\d+(?:\\.\\d+)?", "0");
  }

  private String value() {
    return random.nextInt(4) == 0 ? part(oneOf(parts)) : oneOf(VALUES);
  }

  /** A group of brackets in an expression, or all of it. */
  private String part(String expression) {
    List<String> groups = GROUP.matcher(expression).results().map(MatchResult::group).toList();
    return groups.isEmpty() ? "(" + expression + ")" : oneOf(groups);
  }

  /** One place, chosen at random; unchanged where there is none. */
  private String replaced(String expression, Pattern pattern, UnaryOperator<String> replacement) {
    List<MatchResult> places = new ArrayList<>(pattern.matcher(expression).results().toList());
    if (places.isEmpty()) {
      return expression;
    }
    MatchResult place = oneOf(places);
    return expression.substring(0, place.start())
        + replacement.apply(place.group())
        + expression.substring(place.end());
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
