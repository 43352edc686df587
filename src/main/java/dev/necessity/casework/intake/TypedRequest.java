package dev.necessity.casework.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.cases.CaseVariables;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * What intake types of a request, as the JSON that the API takes. The fields of the forms are named
 * as in the request's schema, nested ones with an underscore ({@code member_memberId}); codes of
 * which there may be several are one text, separated by commas or blanks. What was left empty is
 * left out.
 */
final class TypedRequest {

  private static final Set<String> LISTS_OF_CODES = Set.of("diagnoses", "otherLineCodes");
  private static final String RECEIVED_AT = "receivedAt";
  private static final String IN_NETWORK = "provider_inNetwork";
  private static final String NOT_STATED = "UNKNOWN";
  private static final Map<Object, Object> YES_OR_NO = Map.of("YES", true, "NO", false);

  private TypedRequest() {}

  static ObjectNode of(Map<String, Object> fields, ObjectMapper json) {
    ObjectNode request = json.createObjectNode();
    fields.forEach((name, value) -> put(request, name, value, json));
    return request;
  }

  private static void put(ObjectNode request, String name, Object value, ObjectMapper json) {
    if (value == null
        || value instanceof String text
            && (text.isBlank() || name.equals(IN_NETWORK) && text.equals(NOT_STATED))) {
      return;
    }
    ObjectNode holder = holder(request, name);
    if (LISTS_OF_CODES.contains(name)) {
      ArrayNode codes = holder.putArray(name);
      Arrays.stream(value.toString().strip().split("[\\s,;]+")).forEach(codes::add);
    } else {
      holder.set(
          ownName(name),
          json.valueToTree(
              switch (name) {
                case RECEIVED_AT -> withSeconds(value.toString());
                case IN_NETWORK -> YES_OR_NO.getOrDefault(value, value);
                default -> value;
              }));
    }
  }

  /** Says of a field that the request says it no longer. */
  static void remove(ObjectNode request, String name) {
    holder(request, name).putNull(ownName(name));
  }

  private static ObjectNode holder(ObjectNode request, String name) {
    int nested = name.indexOf('_');
    return nested < 0 ? request : request.withObject("/" + name.substring(0, nested));
  }

  private static String ownName(String name) {
    return name.substring(name.indexOf('_') + 1);
  }

  /** The form's date picker leaves the seconds out, which the schema's instants have. */
  private static String withSeconds(String instant) {
    try {
      return CaseVariables.text(OffsetDateTime.parse(instant));
    } catch (DateTimeParseException e) {
      return instant;
    }
  }
}
