package dev.necessity.notice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The Flesch-Kincaid grade of an English text: the school year whose pupils read it. */
final class ReadingGrade {

  private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");

  private ReadingGrade() {}

  static double of(List<String> sentences) {
    List<String> words =
        sentences.stream()
            .flatMap(sentence -> Arrays.stream(sentence.split("[^A-Za-z’]+")))
            .filter(word -> !word.isBlank())
            .toList();
    double syllables = words.stream().mapToInt(ReadingGrade::syllables).sum();
    return 0.39 * words.size() / sentences.size() + 11.8 * syllables / words.size() - 15.59;
  }

  static int syllables(String word) {
    String lower = word.toLowerCase(Locale.ROOT).replaceAll("’.*", "");
    int groups = (int) VOWELS.matcher(lower).results().count();
    boolean silentE =
        lower.endsWith("e") && !lower.endsWith("le")
            || lower.endsWith("ed") && !lower.matches(".*[td]ed");
    return Math.max(1, silentE ? groups - 1 : groups);
  }
}
