package dev.necessity.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the schema allows and yet cannot be so (contract, "Errors", 422): events in the future, an end before its start, a
 * range upside down. Looks at bodies that the schema has accepted; what holds between records is {@link Corrections}' to say.
 */
final class Plausibility {

  private static final String PLANNED = "plannedDate";
  private static final String PLANNED_UNTIL = "plannedUntil";
  private static final Set<String> EVENT_DATES = RequestSchema.packaged().dateFields();

  static {
    // The only dates that are plans and not events.
    EVENT_DATES.removeAll(Set.of(PLANNED, PLANNED_UNTIL));
  }

  private Plausibility() {}

  static List<Violation> violations(JsonNode body, LocalDate today) {
    List<Violation> violations = new ArrayList<>();
    JsonWalk.visit(body, (pointer, node) -> {
      String field = pointer.matches() ? "" : pointer.last().getMatchingProperty();
      if (EVENT_DATES.contains(field) && date(node).isAfter(today)) {
        violations.add(new Violation(pointer.toString(), "is after today; correct the date of what has happened"));
      }
      if (node.has("start") && node.has("end") && date(node.get("end")).isBefore(date(node.get("start")))) {
        violations.add(at(pointer, "end", "is before the start; correct one of the two"));
      }
      if (node.has(PLANNED_UNTIL) && !node.has(PLANNED)) {
        violations.add(at(pointer, PLANNED_UNTIL, "is a last day without a first one; add plannedDate"));
      } else if (node.has(PLANNED_UNTIL) && date(node.get(PLANNED_UNTIL)).isBefore(date(node.get(PLANNED)))) {
        violations.add(at(pointer, PLANNED_UNTIL, "is before the planned date; correct one of the two"));
      }
      if (node.has("low") && node.has("high") && node.get("low").decimalValue().compareTo(node.get("high").decimalValue()) > 0) {
        violations.add(at(pointer, "low", "is above the high end; exchange or correct the two"));
      }
    });
    return violations;
  }

  static List<Violation> ofReceipt(OffsetDateTime receivedAt, OffsetDateTime now) {
    return receivedAt.isAfter(now)
        ? List.of(new Violation("/receivedAt", "is in the future; correct it, or leave it out for now"))
        : List.of();
  }

  private static Violation at(JsonPointer parent, String field, String message) {
    return new Violation(parent.appendProperty(field).toString(), message);
  }

  private static LocalDate date(JsonNode node) {
    return LocalDate.parse(node.asText());
  }
}
