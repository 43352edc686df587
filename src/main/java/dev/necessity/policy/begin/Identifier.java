package dev.necessity.policy.begin;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes ids of words that people write. */
final class Identifier {

  private static final int LONGEST = 40;

  private Identifier() {}

  /**
   * Small letters and digits with dashes, as {@code iron-infusion}; empty where the words have none
   * that an id can hold.
   */
  static String dashed(String words) {
    String plain =
        Normalizer.normalize(words, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .replace("ß", "ss")
            .toLowerCase(Locale.ROOT);
    String dashed = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return dashed.length() <= LONGEST ? dashed : dashed.substring(0, LONGEST).replaceAll("-$", "");
  }

  /** {@code ironInfusion} of {@code iron-infusion}. */
  static String camel(String dashed) {
    String joined =
        Arrays.stream(dashed.split("-"))
            .filter(word -> !word.isEmpty())
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
    return joined.isEmpty()
        ? ""
        : joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
  }

  /** {@code FERRITIN_LAB} of {@code ferritin-lab}. */
  static String capitals(String dashed) {
    return dashed.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
