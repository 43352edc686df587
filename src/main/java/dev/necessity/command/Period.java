package dev.necessity.command;

import dev.necessity.cases.ReceiptPeriod;
import dev.necessity.request.Instants;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options {@code --from} and {@code --to}: cases by the instant of their receipt; without them,
 * all cases.
 */
public final class Period {

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      converter = Instant.class,
      description = "First receipt, included: " + Instants.EXAMPLE + ".")
  private OffsetDateTime from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      converter = Instant.class,
      description = "End of the period, not included.")
  private OffsetDateTime to;

  public ReceiptPeriod receipts() {
    return new ReceiptPeriod(from, to);
  }

  boolean isGiven() {
    return from != null || to != null;
  }

  static final class Instant implements ITypeConverter<OffsetDateTime> {

    @Override
    public OffsetDateTime convert(String text) {
      try {
        return Instants.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException("'" + text + "' is not " + Instants.EXAMPLE);
      }
    }
  }
}
