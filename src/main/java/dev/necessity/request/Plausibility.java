package dev.necessity.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.request.RequestSchema.Typed;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the schema allows and yet cannot be so (docs/api.md, "Errors", 422): events in the future,
 * an end before its start, a range upside down. Which dates are events, and what is not before
 * what, the schema says ({@code happened}, {@code notBefore}), which has it from the forms. What
 * holds between records is {@link Corrections}' to say.
 */
final class Plausibility {

  private static final int LENGTH_OF_A_DATE = 10;
  private static final String PLANNED = "plannedDate";
  private static final String PLANNED_UNTIL = "plannedUntil";

  private Plausibility() {}

  static List<Violation> violations(List<Typed> fields, LocalDate today) {
    List<Violation> violations = new ArrayList<>();
    fields.forEach(
        field -> {
          JsonPointer pointer = field.pointer();
          JsonNode node = field.value();
          if (field.type().path("happened").asBoolean() && date(node).isAfter(today)) {
            violations.add(
                new Violation(
                    pointer.toString(), "is after today; correct the date of what has happened"));
          }
          field
              .type()
              .path("properties")
              .properties()
              .forEach(
                  later -> {
                    String earlier = later.getValue().path("notBefore").asText();
                    if (node.has(later.getKey())
                        && node.has(earlier)
                        && date(node.get(later.getKey())).isBefore(date(node.get(earlier)))) {
                      violations.add(
                          at(
                              pointer,
                              later.getKey(),
                              "is before the " + words(earlier) + "; correct one of the two"));
                    }
                  });
          if (node.has(PLANNED_UNTIL) && !node.has(PLANNED)) {
            violations.add(
                at(pointer, PLANNED_UNTIL, "is a last day without a first one; add plannedDate"));
          }
          if (node.has("low")
              && node.has("high")
              && node.get("low").decimalValue().compareTo(node.get("high").decimalValue()) > 0) {
            violations.add(
                at(pointer, "low", "is above the high end; exchange or correct the two"));
          }
        });
    return violations;
  }

  static List<Violation> ofReceipt(OffsetDateTime receivedAt, OffsetDateTime now) {
    return receivedAt.isAfter(now)
        ? List.of(
            new Violation("/receivedAt", "is in the future; correct it, or leave it out for now"))
        : List.of();
  }

  private static Violation at(JsonPointer parent, String field, String message) {
    return new Violation(parent.appendProperty(field).toString(), message);
  }

  /** The name of a field as people read it. */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  /** Of an instant the day where it was. */
  private static LocalDate date(JsonNode node) {
    return LocalDate.parse(node.asText().substring(0, LENGTH_OF_A_DATE));
  }
}
