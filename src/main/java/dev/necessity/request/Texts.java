package dev.necessity.request;

/**
 * What a text may hold, so that every database and every XML can hold it, and every reader shows
 * it.
 */
public final class Texts {

  /** The longest text in somebody's own words, in characters. */
  public static final int LONGEST = 2000;

  /** What to do about a text that is not {@linkplain #storable storable}. */
  public static final String NOT_STORABLE =
      "holds characters that are no text (a control character, half a character or none of Unicode's); remove them";

  private Texts() {}

  /**
   * Whether it is made of characters of XML 1.0 and of Unicode alone: no control but tab and line
   * ends, no half a pair, no place that is kept free.
   */
  public static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < ' '
          ? unit != '\t' && unit != '\n' && unit != '\r'
          : unit >= Character.MIN_SURROGATE && !storable(text, i)) {
        return false;
      }
      if (Character.isHighSurrogate(unit)) {
        i++;
      }
    }
    return true;
  }

  private static boolean storable(String text, int index) {
    int character = text.codePointAt(index);
    boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    boolean keptFree = character >= 0xFDD0 && character <= 0xFDEF || (character & 0xFFFE) == 0xFFFE;
    return !half && !keptFree;
  }
}
