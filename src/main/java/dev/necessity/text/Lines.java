package dev.necessity.text;

import java.util.ArrayList;
import java.util.List;

/** A name on as many lines as its place in a drawing is narrow. */
public final class Lines {

  private Lines() {}

  /**
   * Breaks at blanks, and a camel case name between its words; no word is broken.
   *
   * @param letters that a line has room for
   */
  public static List<String> of(String name, int letters) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    String[] words = name.contains(" ") ? name.split("\\s+") : name.split("(?<=[a-z])(?=[A-Z])");
    String glue = name.contains(" ") ? " " : "";
    for (String word : words) {
      if (line.length() > 0 && line.length() + glue.length() + word.length() > letters) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : glue).append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
