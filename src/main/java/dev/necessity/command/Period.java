package dev.necessity.command;

import dev.necessity.workflow.ReceiptPeriod;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options {@code --from} and {@code --to}: cases by the instant of their receipt; without them, all cases. */
public final class Period {

  @Option(names = "--from", paramLabel = "INSTANT", converter = Instants.class, description = "First receipt, included: " + ReceiptPeriod.EXAMPLE + ".")
  private OffsetDateTime from;

  @Option(names = "--to", paramLabel = "INSTANT", converter = Instants.class, description = "End of the period, not included.")
  private OffsetDateTime to;

  public ReceiptPeriod receipts() {
    return new ReceiptPeriod(from, to);
  }

  boolean isGiven() {
    return from != null || to != null;
  }

  static final class Instants implements ITypeConverter<OffsetDateTime> {

    @Override
    public OffsetDateTime convert(String text) {
      try {
        return ReceiptPeriod.instant(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' is not " + ReceiptPeriod.EXAMPLE);
      }
    }
  }
}
