package dev.necessity.feel;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZonedDateTime;

/**
 * The kind of value an expression certainly has; {@code UNKNOWN} where only its evaluation tells.
 */
public enum FeelType {
  TEXT("a text"),
  NUMBER("a number"),
  BOOLEAN("true or false"),
  DATE("a date"),
  TIME("a time"),
  DATE_AND_TIME("a date and time"),
  DAYS_AND_TIME("a duration of days and hours"),
  YEARS_AND_MONTHS("a duration of years and months"),
  LIST("a list"),
  CONTEXT("a context"),
  UNKNOWN("any value");

  private final String words;

  FeelType(String words) {
    this.words = words;
  }

  /** How a sentence names it. */
  public String words() {
    return words;
  }

  /** The type of a plain Java value. */
  public static FeelType of(Object value) {
    return value instanceof String
        ? TEXT
        : value instanceof Boolean ? BOOLEAN : value instanceof Number ? NUMBER : ofTime(value);
  }

  private static FeelType ofTime(Object value) {
    return value instanceof LocalDate
        ? DATE
        : value instanceof LocalTime
            ? TIME
            : value instanceof LocalDateTime || value instanceof ZonedDateTime
                ? DATE_AND_TIME
                : value instanceof Duration
                    ? DAYS_AND_TIME
                    : value instanceof Period ? YEARS_AND_MONTHS : UNKNOWN;
  }

  /**
   * What a clause's {@code typeRef} asks for; {@code UNKNOWN} for Any and for types of no
   * importance here.
   */
  public static FeelType ofTypeRef(String typeRef) {
    return switch (typeRef == null ? "" : typeRef) {
      case "string" -> TEXT;
      case "number", "integer", "long", "short", "double" -> NUMBER;
      case "boolean" -> BOOLEAN;
      case "date" -> DATE;
      case "time" -> TIME;
      case "dateTime", "dateAndTime", "date and time" -> DATE_AND_TIME;
      case "dayTimeDuration", "days and time duration" -> DAYS_AND_TIME;
      case "yearMonthDuration", "years and months duration" -> YEARS_AND_MONTHS;
      default -> UNKNOWN;
    };
  }

  /** Whether a value of this type certainly does not fit where the other is asked for. */
  public boolean contradicts(FeelType wanted) {
    return this != UNKNOWN && wanted != UNKNOWN && this != wanted;
  }
}
