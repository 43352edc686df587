package dev.necessity.app.door;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The path of a request, which has one spelling: letters, digits and the few signs that ids and
 * file names have. An escape is taken for the three of them that browsers write so, once; whatever
 * else can be read in two ways is no path.
 */
final class PlainPath {

  private static final int LONGEST = 1000;
  private static final Pattern PLAIN =
      Pattern.compile("(?:/(?:[A-Za-z0-9._:@-]|%(?:3[Aa]|40|20))+)*+/?");
  private static final Pattern ESCAPE = Pattern.compile("%(..)");

  private PlainPath() {}

  /** The parts of the path, decoded; empty when it is not plain. */
  static Optional<List<String>> parts(String uri) {
    if (uri.isEmpty() || uri.length() > LONGEST || !PLAIN.matcher(uri).matches()) {
      return Optional.empty();
    }
    List<String> parts = Door.parts(uri).stream().map(PlainPath::decoded).toList();
    return Stream.of(".", "..").anyMatch(parts::contains) ? Optional.empty() : Optional.of(parts);
  }

  private static String decoded(String part) {
    return ESCAPE
        .matcher(part)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    Character.toString(Integer.parseInt(escape.group(1), 16))));
  }
}
