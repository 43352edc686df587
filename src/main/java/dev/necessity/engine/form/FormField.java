package dev.necessity.engine.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.variable.type.PrimitiveValueType;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.value.JsonValue;

/**
 * One field of a Camunda Form: what may be entered in it.
 *
 * @param required only where the form always shows it and fills in nothing
 * @param maxLength of a text
 * @param options to choose from; empty where the form does not list them
 */
record FormField(
    Kind kind,
    boolean required,
    boolean isDay,
    boolean whole,
    int maxLength,
    BigDecimal min,
    BigDecimal max,
    List<JsonNode> options) {

  /** What a text variable of the engine holds. */
  private static final int LONGEST_TEXT = 4000;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");
  private static final ObjectMapper JSON = new ObjectMapper();

  private enum Kind {
    TEXT,
    NUMBER,
    YES_NO,
    DATE,
    ONE_OF,
    SOME_OF,
    COMPUTED
  }

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("textfield", Kind.TEXT),
          Map.entry("textarea", Kind.TEXT),
          Map.entry("number", Kind.NUMBER),
          Map.entry("checkbox", Kind.YES_NO),
          Map.entry("radio", Kind.ONE_OF),
          Map.entry("select", Kind.ONE_OF),
          Map.entry("checklist", Kind.SOME_OF),
          Map.entry("taglist", Kind.SOME_OF),
          Map.entry("datetime", Kind.DATE),
          Map.entry("expression", Kind.COMPUTED));

  static boolean isOne(JsonNode component) {
    return KINDS.containsKey(component.path("type").asText());
  }

  static FormField of(JsonNode component, boolean alwaysShown) {
    Kind kind = KINDS.get(component.path("type").asText());
    JsonNode validate = component.path("validate");
    return new FormField(
        kind,
        alwaysShown
            && validate.path("required").asBoolean()
            && !component.has("defaultValue")
            && kind != Kind.YES_NO,
        component.path("subtype").asText().equals("date"),
        component.path("decimalDigits").asInt(1) == 0,
        Math.min(LONGEST_TEXT, validate.path("maxLength").asInt(LONGEST_TEXT)),
        number(validate.path("min")),
        number(validate.path("max")),
        StreamSupport.stream(component.path("values").spliterator(), false)
            .map(option -> option.path("value"))
            .toList());
  }

  private static BigDecimal number(JsonNode limit) {
    return limit.isNumber() ? limit.decimalValue() : null;
  }

  /** A value that does not fit; the message says what would. */
  static final class UnfitException extends Exception {

    UnfitException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The value that was submitted, as a text, a number, a boolean or a list of texts.
   *
   * @param sent null where nothing was
   * @return empty for what was left empty, and for what the form itself computes, which nobody
   *     entered
   * @throws UnfitException when it does not fit; of a value that is no primitive nothing but a JSON
   *     list is read
   */
  Optional<Object> read(TypedValue sent) throws UnfitException {
    Object value =
        kind == Kind.SOME_OF && sent instanceof JsonValue json
            ? json.getValueSerialized()
            : plain(sent);
    if (kind == Kind.COMPUTED || value == null || value instanceof String text && text.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (kind) {
          case TEXT -> text(value);
          case DATE -> date(text(value));
          case NUMBER -> number(value);
          case YES_NO -> yesOrNo(value);
          case SOME_OF -> some(text(value));
          default -> option(value);
        });
  }

  private static Object plain(TypedValue sent) throws UnfitException {
    // Without a type it is what stood in the JSON of the call: its class tells below whether it
    // fits.
    check(
        sent == null || sent.getType() == null || sent.getType() instanceof PrimitiveValueType,
        "must be a plain value: a text, a number, or true or false");
    return sent == null ? null : sent.getValue();
  }

  private static void check(boolean fits, String otherwise) throws UnfitException {
    if (!fits) {
      throw new UnfitException(otherwise);
    }
  }

  private String text(Object value) throws UnfitException {
    check(value instanceof String, "must be a text");
    String text = (String) value;
    check(text.length() <= maxLength, "must have at most " + maxLength + " characters");
    return text;
  }

  private String date(String text) throws UnfitException {
    try {
      return isDay ? LocalDate.parse(text).toString() : text;
    } catch (DateTimeParseException e) {
      throw new UnfitException("must be a date as 2026-01-15");
    }
  }

  private Object number(Object value) throws UnfitException {
    check(
        value instanceof Integer
            || value instanceof Long
            || value instanceof Short
            || value instanceof Double real && Double.isFinite(real)
            || value instanceof String text && NUMBER.matcher(text.strip()).matches(),
        "must be a number");
    BigDecimal number = new BigDecimal(value.toString().strip());
    check(min == null || number.compareTo(min) >= 0, "must be " + min + " or more");
    check(max == null || number.compareTo(max) <= 0, "must be " + max + " or less");
    check(!whole || number.stripTrailingZeros().scale() <= 0, "must be a whole number");
    return value;
  }

  private static Object yesOrNo(Object value) throws UnfitException {
    check(value instanceof Boolean, "must be true or false");
    return value;
  }

  private Object option(Object value) throws UnfitException {
    JsonNode chosen =
        value instanceof Boolean yes ? BooleanNode.valueOf(yes) : TextNode.valueOf(text(value));
    check(
        options.isEmpty() || options.contains(chosen),
        "must be one of " + String.join(", ", options.stream().map(JsonNode::asText).toList()));
    return value;
  }

  private List<Object> some(String list) throws UnfitException {
    List<Object> items = new ArrayList<>();
    for (JsonNode item : parsed(list)) {
      items.add(option(item.asText()));
    }
    return items;
  }

  private static JsonNode parsed(String list) throws UnfitException {
    try {
      JsonNode parsed = JSON.readTree(list);
      check(parsed.isArray(), "must be a list");
      return parsed;
    } catch (JsonProcessingException e) {
      throw new UnfitException("must be a list of texts in JSON");
    }
  }
}
