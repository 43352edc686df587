package dev.necessity.assessment;

import dev.necessity.policy.model.DecisionDiagram;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The references behind the numbers in a policy's citations, as its decision {@code references}
 * lists them.
 */
public final class References {

  private static final String TABLE = "references";

  /** Numbers in brackets, as in {@code [1, 2]}. */
  private static final Pattern CITED = Pattern.compile("\\[(\\d{1,4}(?:\\s*,\\s*\\d{1,4})*)]");

  private static final Pattern TITLE_AND_YEAR = Pattern.compile("(.+?)\\. .+\\b(\\d{4})\\.?");

  private final DecisionDiagram policy;

  public References(DecisionDiagram policy) {
    this.policy = policy;
  }

  /** The numbers that a citation names, in its order. */
  public static Stream<Integer> cited(String citation) {
    return CITED.matcher(citation).results().flatMap(References::numbers);
  }

  private static Stream<Integer> numbers(MatchResult match) {
    return Stream.of(match.group(1).split("\\s*,\\s*")).map(Integer::valueOf);
  }

  /** Author, title and year of a reference; empty where the policy lists none of that number. */
  public Optional<String> text(int number) {
    return policy.has(TABLE)
        ? policy.evaluate(TABLE, Map.of("reference", number)).stream()
            .findFirst()
            .map(row -> (String) row.get(TABLE))
        : Optional.empty();
  }

  /** A citation with the references' titles and years in place of their numbers. */
  public String spelledOut(String citation) {
    return CITED
        .matcher(citation)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    numbers(match)
                        .map(
                            number ->
                                text(number).map(References::brief).orElse("reference " + number))
                        .collect(Collectors.joining("; ", "(", ")"))));
  }

  /** Of a reference that ends with its year, what it is called and the year. */
  private static String brief(String reference) {
    Matcher listed = TITLE_AND_YEAR.matcher(reference);
    return listed.matches() ? listed.group(1) + ", " + listed.group(2) : reference;
  }
}
