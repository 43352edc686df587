package dev.necessity.app.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.necessity.request.Texts;
import dev.necessity.request.Violation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a field from outside may be. What is not named is not taken, at any depth. */
public sealed interface Shape {

  /** What is wrong with a value: where, as a JSON pointer, and what it may be. Never the value. */
  record Problem(String pointer, String message) {

    /** The same as bodies of requests say it. */
    Violation violation() {
      return new Violation(
          pointer.isEmpty() || pointer.startsWith("/") ? pointer : "/" + pointer, message);
    }

    @Override
    public String toString() {
      return (pointer.isEmpty() ? "The body" : pointer) + " " + message;
    }
  }

  /** Null is a field that is not there. */
  default Optional<Problem> problem(String pointer, JsonNode value) {
    return value.isNull() ? Optional.empty() : problemOf(pointer, value);
  }

  Optional<Problem> problemOf(String pointer, JsonNode value);

  /**
   * One value: of one of the JSON types, and with such a text; as a parameter, which has no type,
   * with such a text.
   */
  record Value(Set<JsonNodeType> types, Predicate<String> takes, String says) implements Shape {

    Optional<Problem> problem(String name, String parameter) {
      return takes.test(parameter)
          ? Optional.empty()
          : Optional.of(new Problem(name, "must be " + says + "."));
    }

    @Override
    public Optional<Problem> problemOf(String pointer, JsonNode value) {
      return types.contains(value.getNodeType())
          ? problem(pointer, value.asText())
          : Optional.of(new Problem(pointer, "must be " + says + "."));
    }
  }

  /** Values of one shape. */
  record ListOf(Shape each) implements Shape {

    private static final int MOST = 100;

    @Override
    public Optional<Problem> problemOf(String pointer, JsonNode value) {
      if (!value.isArray() || value.size() > MOST) {
        return Optional.of(new Problem(pointer, "must be a list of at most " + MOST + "."));
      }
      for (int i = 0; i < value.size(); i++) {
        Optional<Problem> problem = each.problem(pointer + "/" + i, value.get(i));
        if (problem.isPresent()) {
          return problem;
        }
      }
      return Optional.empty();
    }
  }

  /**
   * An object.
   *
   * @param named the fields that it may have
   * @param needed those of them that it must have
   * @param others what fields of any other name may be, where there may be any; null: there may not
   */
  record Fields(Map<String, Shape> named, Set<String> needed, Shape others) implements Shape {

    static final Fields NONE = new Fields(Map.of(), Set.of(), null);

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");
    private static final int MOST = 200;

    /** What the field of this name may be; empty: there is none. */
    Optional<Shape> of(String name) {
      return Optional.ofNullable(named.get(name))
          .or(() -> Optional.ofNullable(others).filter(shape -> NAME.matcher(name).matches()));
    }

    @Override
    public Optional<Problem> problemOf(String pointer, JsonNode value) {
      if (!value.isObject() || value.size() > MOST) {
        return Optional.of(
            new Problem(pointer, "must be an object of at most " + MOST + " fields."));
      }
      return value.properties().stream()
          .map(
              field ->
                  of(field.getKey())
                      .map(shape -> shape.problem(at(pointer, field.getKey()), field.getValue()))
                      .orElseGet(
                          () ->
                              Optional.of(
                                  new Problem(
                                      at(pointer, field.getKey()),
                                      "is not taken here." + known()))))
          .flatMap(Optional::stream)
          .findFirst()
          .or(
              () ->
                  needed.stream()
                      .filter(name -> !value.hasNonNull(name))
                      .sorted()
                      .findFirst()
                      .map(name -> new Problem(at(pointer, name), "is missing.")));
    }

    String known() {
      return named.isEmpty()
          ? ""
          : " What is: " + named.keySet().stream().sorted().collect(Collectors.joining(", ")) + ".";
    }

    private static String at(String pointer, String name) {
      return pointer + "/" + shown(name);
    }

    /** A name that somebody made up, as far as it can be one. */
    static String shown(String name) {
      return name.substring(0, Math.min(name.length(), 100))
          .replaceAll("[^A-Za-z0-9_.\\[\\]-]", "?");
    }
  }

  /**
   * A variable: its value and, where it is given, the type that the value is of. The engine would
   * quote a value that is of another.
   */
  record Variable() implements Shape {

    private static final Map<String, Pattern> TYPES =
        Map.of(
            "String",
            Pattern.compile("(?s).*"),
            "Json",
            Pattern.compile("(?s).*"),
            "Null",
            Pattern.compile("null"),
            "Boolean",
            Pattern.compile("true|false"),
            "Integer",
            Pattern.compile("-?[0-9]{1,9}"),
            "Long",
            Pattern.compile("-?[0-9]{1,18}"),
            "Double",
            Pattern.compile("-?[0-9]{1,15}([.][0-9]{1,15})?"),
            "Date",
            Pattern.compile(
                "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}[+-][0-9]{4}"));
    private static final Shape TYPE =
        words(
            Stream.concat(Stream.of("of"), TYPES.keySet().stream().sorted())
                .toArray(String[]::new));
    private static final Fields FIELDS =
        new Fields(
            Map.of("value", scalar(), "type", TYPE, "valueInfo", Fields.NONE), Set.of(), null);

    @Override
    public Optional<Problem> problemOf(String pointer, JsonNode value) {
      return FIELDS
          .problemOf(pointer, value)
          .or(
              () ->
                  !value.hasNonNull("type")
                          || !value.hasNonNull("value")
                          || TYPES
                              .get(value.get("type").asText())
                              .matcher(value.get("value").asText())
                              .matches()
                      ? Optional.empty()
                      : Optional.of(
                          new Problem(
                              pointer + "/value", "must be of the type that is given with it.")));
    }
  }

  /**
   * The shape that a word of the list of calls stands for: a kind of value, or one that the list
   * itself names.
   */
  static Shape of(String word, Map<String, Shape> shapes) {
    String[] parts = word.split(" ", 2);
    return switch (parts[0]) {
      case "id" ->
          text("[A-Za-z0-9._:@-]{1,255}", "an id: at most 255 letters, digits, and . _ : @ -");
      case "idOrAll" -> text("[*]|[A-Za-z0-9._:@-]{1,255}", "an id, or *");
      case "ids" -> text("[A-Za-z0-9._:@,-]{0,4000}", "ids with commas between");
      case "text" -> text(parts.length == 1 ? 255 : Integer.parseInt(parts[1]));
      case "flag" ->
          new Value(
              EnumSet.of(JsonNodeType.BOOLEAN), Set.of("true", "false")::contains, "true or false");
      case "number" -> number(parts.length == 1 ? 9_999_999_999_999L : Long.parseLong(parts[1]));
      case "instant" ->
          text(
              "(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?",
              "an instant as 2026-01-31T12:00:00.000+0000");
      case "day" ->
          text(
              "(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "a day as 2026-01-31");
      case "variable" -> new Variable();
      case "one" -> words(parts[1].split(" "));
      default ->
          Optional.ofNullable(shapes.get(word))
              .orElseThrow(() -> new IllegalArgumentException("There is no shape '" + word + "'."));
    };
  }

  private static Value text(String pattern, String says) {
    return new Value(
        EnumSet.of(JsonNodeType.STRING), Pattern.compile(pattern).asMatchPredicate(), says);
  }

  private static Value text(int longest) {
    return new Value(
        EnumSet.of(JsonNodeType.STRING),
        text -> isHeld(text, longest),
        "a text of at most " + longest + " characters, without control characters");
  }

  private static Value scalar() {
    return new Value(
        EnumSet.of(JsonNodeType.STRING, JsonNodeType.NUMBER, JsonNodeType.BOOLEAN),
        text -> isHeld(text, 20_000),
        "a text, a number, true or false");
  }

  private static boolean isHeld(String text, int longest) {
    return text.length() <= longest && Texts.storable(text);
  }

  private static Value number(long largest) {
    Predicate<String> digits = Pattern.compile("[0-9]{1,18}").asMatchPredicate();
    return new Value(
        EnumSet.of(JsonNodeType.NUMBER),
        text -> digits.test(text) && Long.parseLong(text) <= largest,
        "a whole number from 0 to " + largest);
  }

  /** The first word, {@code of}, is there to be read. */
  private static Value words(String... of) {
    List<String> words = List.of(of).subList(1, of.length);
    return new Value(
        EnumSet.of(JsonNodeType.STRING, JsonNodeType.BOOLEAN),
        words::contains,
        "one of " + String.join(", ", words));
  }
}
