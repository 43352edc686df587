package dev.necessity.command;

import java.util.ArrayList;
import java.util.List;

/** Plain text for a terminal. */
final class Words {

  private Words() {}

  /**
   * A text in lines of at most {@code width} characters, broken between words; a longer word keeps
   * its line to itself.
   */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * A text on one line of at most {@code width} characters; what is cut off shows as an ellipsis.
   */
  static String shorten(String text, int width) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }
}
