package dev.necessity.notice;

import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The languages that notices are written in, named by their tag ({@code en}, {@code es}). */
public enum Language {
  EN,
  ES;

  /**
   * @throws InvalidRequestException when there are no words in that language
   */
  public static Language of(String tag) {
    return Arrays.stream(values())
        .filter(language -> language.tag().equals(tag))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    List.of(
                        new Violation(
                            "/lang",
                            "choose one of "
                                + Arrays.stream(values())
                                    .map(Language::tag)
                                    .collect(Collectors.joining(", "))))));
  }

  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Dates are written as in the United States. */
  Locale locale() {
    return new Locale(tag(), "US");
  }
}
