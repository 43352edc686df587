package dev.necessity.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is changed of a request after it was received, and why. Named as in the request; null takes
 * a field away.
 *
 * @param changes fields of the request, and under {@code procedure} those of the procedure
 */
public record Amendment(String reason, JsonNode changes) {

  private static final String REASON = "reason";
  private static final String PROCEDURE = "procedure";
  private static final Set<String> OF_THE_REQUEST =
      Set.of(
          "requestedSetting",
          "inpatientDays",
          "inpatientNeed",
          "inpatientReasons",
          "inpatientReasonText",
          "expectedMidnights",
          "diagnoses",
          PROCEDURE);
  private static final Set<String> OF_THE_PROCEDURE =
      Set.of("plannedDate", "plannedUntil", "device", "units", "placeOfService");

  /**
   * @throws InvalidRequestException naming every field that may not be amended, and when nothing is
   *     amended or no reason is given
   */
  public static Amendment read(JsonNode body) {
    if (!body.isObject()) {
      throw new InvalidRequestException(
          List.of(new Violation("", "send an object with what is amended, and the reason")));
    }
    List<Violation> violations = new ArrayList<>(JsonLimits.violations(body));
    ObjectNode changes = ((ObjectNode) body).deepCopy().without(REASON);
    changes
        .properties()
        .forEach(
            change -> {
              boolean known =
                  OF_THE_REQUEST.contains(change.getKey())
                      && (!change.getKey().equals(PROCEDURE) || change.getValue().isObject());
              if (!known) {
                violations.add(
                    new Violation(
                        "/" + escaped(change.getKey()),
                        "cannot be amended; send a changed request under a new requestId"));
              }
            });
    changes.path(PROCEDURE).properties().stream()
        .map(Map.Entry::getKey)
        .filter(field -> !OF_THE_PROCEDURE.contains(field))
        .forEach(
            field ->
                violations.add(
                    new Violation(
                        "/procedure/" + escaped(field),
                        "cannot be amended: a changed code or side is a new request; send it under a new requestId")));
    if (changes.isEmpty()
        || changes.size() == 1
            && changes.path(PROCEDURE).isObject()
            && changes.path(PROCEDURE).isEmpty()) {
      violations.add(
          new Violation("", "name what is amended, as requestedSetting or procedure.plannedDate"));
    }
    if (!violations.isEmpty()) {
      throw new InvalidRequestException(violations);
    }
    return new Amendment(Reason.of(body.path(REASON).asText(null)), changes);
  }

  private static String escaped(String field) {
    return field.replace("~", "~0").replace("/", "~1");
  }

  /**
   * The request as it is with the changes; the evidence stays as it is.
   *
   * @throws RequestProblem as of {@link RequestReader}, and when nothing is changed by it
   */
  public Request applied(Request known, RequestReader reader) {
    ObjectNode head = RequestJson.MAPPER.valueToTree(known.withEvidence(Evidence.NONE));
    merge(head, changes);
    Request amended = reader.read(head).withEvidence(known.evidence());
    if (amended.equals(known)) {
      throw new InvalidRequestException(
          List.of(new Violation("", "changes nothing; the request says so already")));
    }
    return amended;
  }

  /** What the changed fields said before, in the same shape; null where they said nothing. */
  public JsonNode before(Request known) {
    return earlier(RequestJson.MAPPER.valueToTree(known), changes);
  }

  /**
   * Fields of the procedure one by one, all else as a whole, whatever was sent: the reader looks at
   * what comes of it.
   */
  private static void merge(ObjectNode into, JsonNode changes) {
    changes
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                into.remove(change.getKey());
              } else if (change.getKey().equals(PROCEDURE)) {
                merge(into.withObjectProperty(PROCEDURE), change.getValue());
              } else {
                into.set(change.getKey(), change.getValue());
              }
            });
  }

  private static JsonNode earlier(JsonNode known, JsonNode changes) {
    ObjectNode before = RequestJson.MAPPER.createObjectNode();
    changes
        .properties()
        .forEach(
            change -> {
              JsonNode value = known.path(change.getKey());
              before.set(
                  change.getKey(),
                  change.getValue().isObject()
                      ? earlier(value, change.getValue())
                      : value.isMissingNode() ? before.nullNode() : value);
            });
    return before;
  }
}
