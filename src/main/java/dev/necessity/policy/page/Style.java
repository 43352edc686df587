package dev.necessity.policy.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style of decision tables, for pages that are kept as a file and cannot ask for it. */
final class Style {

  static final String TABLES = read("/static/site/decisions.css");

  private Style() {}

  private static String read(String resource) {
    try (var file = Style.class.getResourceAsStream(resource)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
