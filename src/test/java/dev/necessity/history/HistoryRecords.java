package dev.necessity.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterInputStream;
import java.util.zip.InflaterInputStream;

/** The stored record of an evaluation, as somebody who gets at the database may change it. */
public final class HistoryRecords {

  private HistoryRecords() {}

  /** The record with its text changed. */
  public static byte[] change(byte[] record, UnaryOperator<String> change) {
    String stored =
        new String(
            all(new InflaterInputStream(new ByteArrayInputStream(record))), StandardCharsets.UTF_8);
    return all(
        new DeflaterInputStream(
            new ByteArrayInputStream(change.apply(stored).getBytes(StandardCharsets.UTF_8))));
  }

  private static byte[] all(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
