package dev.necessity.web.told;

import java.util.List;

/**
 * One thing that is known of a case.
 *
 * @param strong what begins it and stands out; empty for none
 * @param items a list in place of the text; none for a text
 */
public record Fact(String term, String strong, String text, List<String> items) {

  public static Fact of(String term, String text) {
    return new Fact(term, "", text, List.of());
  }
}
