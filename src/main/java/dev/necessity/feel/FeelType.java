package dev.necessity.feel;

import java.time.LocalDate;

/**
 * The kind of value an expression certainly has; {@code UNKNOWN} where only its evaluation tells.
 */
public enum FeelType {
  TEXT("a text"),
  NUMBER("a number"),
  BOOLEAN("true or false"),
  DATE("a date"),
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
        : value instanceof Boolean
            ? BOOLEAN
            : value instanceof Number ? NUMBER : value instanceof LocalDate ? DATE : UNKNOWN;
  }

  /**
   * What a clause's {@code typeRef} asks for; {@code UNKNOWN} for Any and for types of no
   * importance here.
   */
  public static FeelType ofTypeRef(String typeRef) {
    return switch (typeRef == null ? "" : typeRef) {
      case "string" -> TEXT;
      case "number", "integer", "long", "double" -> NUMBER;
      case "boolean" -> BOOLEAN;
      case "date" -> DATE;
      default -> UNKNOWN;
    };
  }

  /** Whether a value of this type certainly does not fit where the other is asked for. */
  public boolean contradicts(FeelType wanted) {
    return this != UNKNOWN && wanted != UNKNOWN && this != wanted;
  }
}
