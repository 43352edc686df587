package dev.necessity.casework.review;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a text says anything besides what others have said, whatever its case, signs and order.
 */
final class OwnWords {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private OwnWords() {}

  /**
   * @param said the sentences that it may have been copied from
   */
  static boolean isOnly(Collection<String> said, String text) {
    String rest = words(text);
    List<String> longestFirst =
        said.stream()
            .map(OwnWords::words)
            .filter(sentence -> !sentence.isBlank())
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
    for (String sentence : longestFirst) {
      rest = rest.replace(sentence, " ");
    }
    return rest.isBlank();
  }

  /** With a blank around each word, so that a sentence ends where a word ends. */
  private static String words(String text) {
    return " " + NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("  ").strip() + " ";
  }
}
