package dev.necessity.request;

import dev.necessity.request.RequestSchema.Typed;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The dates and instants that are computed with: those of people who live, and of what is planned
 * for them.
 */
public final class Instants {

  /** How an instant, or a date whose day starts in UTC, is written. */
  public static final String EXAMPLE =
      "a date, as 2025-11-01, whose day starts in UTC, or an instant, as 2025-11-01T00:00:00-05:00, between 1900 and 2199";

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2199;

  private Instants() {}

  /**
   * Of the fields of a body that the schema has accepted: each date that no calendar of a living
   * member holds.
   */
  static List<Violation> violations(List<Typed> fields) {
    return fields.stream()
        .filter(
            field ->
                field.type().path("format").asText().startsWith("date")
                    && !known(field.value().textValue().substring(0, 4)))
        .map(
            field ->
                new Violation(
                    field.pointer().toString(),
                    "is not between " + FIRST_YEAR + " and " + LAST_YEAR + "; correct the year"))
        .toList();
  }

  private static boolean known(String year) {
    return known(Integer.parseInt(year));
  }

  private static boolean known(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  /**
   * An instant as people write it.
   *
   * @throws DateTimeException when it is not {@link #EXAMPLE}, or far away; without the text
   */
  public static OffsetDateTime parse(String text) {
    OffsetDateTime instant =
        text.contains("T")
            ? OffsetDateTime.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toOffsetDateTime();
    if (!known(instant.getYear())) {
      throw new DateTimeException("The year is not between " + FIRST_YEAR + " and " + LAST_YEAR);
    }
    return instant;
  }
}
