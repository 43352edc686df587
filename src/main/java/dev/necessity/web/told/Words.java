package dev.necessity.web.told;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What is stored of a case, as people read it. */
public final class Words {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'");

  private Words() {}

  /** A constant, as in {@code DO_NOT_CERTIFY}; empty for null. */
  public static String of(String code) {
    return code == null ? "" : code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Empty for null. */
  public static String of(OffsetDateTime instant) {
    return instant == null ? "" : instant.withOffsetSameInstant(ZoneOffset.UTC).format(INSTANT);
  }

  /** A text without quotation marks, anything else as JSON. */
  public static String of(JsonNode value) {
    return value == null ? "" : value.isTextual() ? value.asText() : value.toString();
  }

  /**
   * @param names of people by their user ids
   * @param userId null for nobody
   */
  public static String person(Map<String, String> names, String userId) {
    if (userId == null) {
      return "nobody who was logged in";
    }
    String name = names.getOrDefault(userId, userId);
    return name.equals(userId) ? userId : name + " (" + userId + ")";
  }

  public static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  public static String list(List<String> texts) {
    return String.join(", ", texts);
  }

  /** Fields with their values in one line. */
  public static String fields(Stream<Map.Entry<String, JsonNode>> fields) {
    return fields
        .map(field -> field.getKey() + ": " + of(field.getValue()))
        .collect(Collectors.joining("; "));
  }
}
