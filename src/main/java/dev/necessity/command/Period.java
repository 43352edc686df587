package dev.necessity.command;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options {@code --from} and {@code --to}: cases by the instant of their receipt; without them, all cases. */
public final class Period {

  private static final String EXAMPLE = "a date, as 2025-11-01, whose day starts in UTC, or an instant, as 2025-11-01T00:00:00-05:00";

  @Option(names = "--from", paramLabel = "INSTANT", converter = Instants.class, description = "First receipt, included: " + EXAMPLE + ".")
  private OffsetDateTime from;

  @Option(names = "--to", paramLabel = "INSTANT", converter = Instants.class, description = "End of the period, not included.")
  private OffsetDateTime to;

  public OffsetDateTime from() {
    return from == null ? OffsetDateTime.parse("0001-01-01T00:00:00Z") : from;
  }

  public OffsetDateTime to() {
    return to == null ? OffsetDateTime.parse("9999-12-31T00:00:00Z") : to;
  }

  boolean isGiven() {
    return from != null || to != null;
  }

  static final class Instants implements ITypeConverter<OffsetDateTime> {

    @Override
    public OffsetDateTime convert(String text) {
      try {
        return text.contains("T") ? OffsetDateTime.parse(text) : LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' is not " + EXAMPLE);
      }
    }
  }
}
