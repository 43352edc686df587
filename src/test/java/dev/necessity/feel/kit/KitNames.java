package dev.necessity.feel.kit;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * Names that Camunda 7 cannot read, such as those with blanks, and others in their place, in
 * expressions as in data.
 */
final class KitNames {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  private static final Set<String> NAMED =
      Set.of(
          "decision",
          "inputData",
          "businessKnowledgeModel",
          "variable",
          "formalParameter",
          "parameter",
          "itemComponent",
          "column",
          "inputNode",
          "component",
          "resultNode");

  /** A text, a comment, or one of the names. */
  private final Pattern names;

  KitNames(Element... documents) {
    Set<String> found =
        new TreeSet<>(
            Comparator.comparing(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    for (Element document : documents) {
      collect(document, found);
    }
    String all =
        found.stream()
            .map(Pattern::quote)
            .map(name -> "(?<![\\p{L}\\p{N}_])" + name + "(?![\\p{L}\\p{N}_])")
            .reduce((one, other) -> one + "|" + other)
            .orElse("(?!)");
    this.names =
        Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\])*\"|//[^\n]*|/\\*.*?\\*/|(" + all + ")", Pattern.DOTALL);
  }

  private static void collect(Element element, Set<String> found) {
    String name = element.getAttribute("name");
    if (NAMED.contains(element.getLocalName())
        && !name.isEmpty()
        && !PLAIN.matcher(name).matches()) {
      found.add(name);
    }
    Xml.children(element).forEach(child -> collect(child, found));
  }

  String in(String expression) {
    return names
        .matcher(expression)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) == null ? found.group() : of(found.group())));
  }

  static String of(String name) {
    return PLAIN.matcher(name).matches()
        ? name
        : name.strip().replaceAll("[^\\p{L}\\p{N}_]", "_").replaceFirst("^(?=\\p{N})", "_");
  }

  static List<String> of(List<String> all) {
    return all.stream().map(KitNames::of).toList();
  }
}
