package dev.necessity.policy.check;

import dev.necessity.feel.FeelTree;
import dev.necessity.feel.FeelType;
import dev.necessity.policy.check.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cell that is written as spreadsheets, other countries or other products would have it, and the
 * cell that says the same in FEEL. It is proposed only where it can be parsed and is of its
 * column's type.
 *
 * @param certain whether the cell as it is cannot be meant; else it looks as if it were not
 * @param problems what is wrong, each as a sentence without its full stop
 * @param cell what to write
 */
record Habit(boolean certain, List<String> problems, String cell) {

  private static final String NUMBER = "[-+]?\\d+(?:\\.\\d+)?";
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern INVISIBLE = Pattern.compile("[\u00a0\u2007\u202f\u200b\ufeff]+");
  private static final Pattern ANYTHING =
      Pattern.compile("[*\u2012-\u2015\u2212]+|--+|(?i:any|all|alle|egal|beliebig)");
  private static final Pattern DOUBLE_QUOTES =
      Pattern.compile(
          "[\u201e\u201c\u201d\u201f\u00ab\u00bb]\\s*([^\"\u201c\u201d\u201f\u00ab\u00bb]*?)\\s*[\u201c\u201d\u201f\u00ab\u00bb]");
  private static final Pattern SINGLE_QUOTES =
      Pattern.compile(
          "['`\u00b4\u201a\u2018\u2019]([^'`\u00b4\u2018\u2019\"]*)['`\u00b4\u2018\u2019]");
  private static final Pattern PERCENT = Pattern.compile("(\\d)\\s*%");
  private static final Pattern GROUPS =
      Pattern.compile("(?<![\\d.])\\d{1,3}(?:(?:['\u2019 ]\\d{3})+|(?:\\.\\d{3}){2,})(?![\\d.])");
  private static final Pattern POINT_AND_COMMA =
      Pattern.compile("(?<![\\d.,])(\\d{1,3}(?:\\.\\d{3})+),(\\d+)(?![\\d.,])");
  private static final Pattern COMMA_AND_POINT =
      Pattern.compile("(?<![\\d.,])(\\d{1,3}(?:,\\d{3})+)\\.(\\d+)(?![\\d.,])");
  private static final Pattern COMMA =
      Pattern.compile("((?:[<>]=?|\\[|\\(|\\.\\.|=)\\s*-?)(\\d+),(\\d+)(?!\\d)(?!,)");
  private static final Pattern POINT_AS_GROUP =
      Pattern.compile("((?:^|[<>]=?|\\[|\\.\\.)\\s*-?)([1-9]\\d{0,2})\\.(\\d\\d0)(?![\\d.])");
  private static final Pattern BETWEEN =
      Pattern.compile(
          "(?i)(?:(?:between|zwischen|from|von)\\s+)(%1$s)\\s+(?:and|und|to|bis)\\s+(%1$s)|(%1$s)\\s*(?:\\.\\.\\.?|\\bto\\b|\\bbis\\b|-|[\u2012-\u2015\u2212])\\s*(\\d+(?:\\.\\d+)?)"
              .formatted(NUMBER));
  private static final Pattern WITHIN =
      Pattern.compile("(?i)(>=?)\\s*(%1$s)\\s*(?:and|und|&+)\\s*(<=?)\\s*(%1$s)".formatted(NUMBER));
  private static final Pattern EQUAL = Pattern.compile("={1,2}\\s*([^=].*)", Pattern.DOTALL);
  private static final Pattern NOT =
      Pattern.compile(
          "(?:(?i:not|nicht|ungleich)\\s+|(?:<>|!=|\u2260|!)\\s*)([^(\\s].*)", Pattern.DOTALL);
  private static final Pattern EITHER =
      Pattern.compile("\\s*(?:\\b(?i:or|oder|and|und)\\b|\\|{1,2}|;)\\s*");
  private static final Pattern BOTH = Pattern.compile("\\b(?i:and|und)\\b");
  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _./+-]*");
  private static final Pattern WORDS_AND_SIGNS = Pattern.compile("[^\"\\\\]+");
  private static final Pattern CODE = Pattern.compile("\\d[\\d.]*(?:[-/]\\d[\\d.]*)+");
  private static final Set<String> YES = Set.of("true", "yes", "y", "ja", "wahr", "oui", "vrai");
  private static final Set<String> NO = Set.of("false", "no", "n", "nein", "falsch", "non", "faux");

  /**
   * Of an input cell that tests something; empty where nothing is wrong, or nobody can say what.
   */
  static Optional<Habit> ofInput(String text, Column column) {
    Draft draft = new Draft(text);
    FeelType type = column.type();
    draft.invisible();
    if (type != FeelType.TEXT || draft.text.length() == 1 || draft.text.startsWith("--")) {
      draft.whole(ANYTHING, found -> "-", "'-' stands for any value");
    }
    draft.quotes();
    draft.signs();
    if (type == FeelType.BOOLEAN) {
      draft.trueOrFalse();
    }
    if (type == FeelType.NUMBER || type == FeelType.UNKNOWN && draft.isUnreadable()) {
      draft.numbers();
      draft.whole(
          BETWEEN,
          found ->
              found.group(1) != null
                  ? "[" + found.group(1) + ".." + found.group(2) + "]"
                  : "[" + found.group(3) + ".." + found.group(4) + "]",
          "a range is written in brackets with two points");
      draft.whole(
          WITHIN,
          found ->
              (found.group(1).length() > 1 ? "[" : "(")
                  + found.group(2)
                  + ".."
                  + found.group(4)
                  + (found.group(3).length() > 1 ? "]" : ")"),
          "a range is written in brackets with two points");
    }
    if (type == FeelType.TEXT) {
      draft.whole(CODE, found -> "\"" + found.group() + "\"", "without quotes it is calculated");
    }
    draft.whole(EQUAL, found -> found.group(1).strip(), "a cell needs no sign for equal");
    draft.not(type);
    draft.either(type);
    if (DayCells.applies(column)) {
      DayCells.of(draft.text, column).ifPresent(days -> draft.becomes(days.cell(), days.problem()));
    }
    if (type == FeelType.TEXT) {
      draft.words();
    }
    return draft.habit(false, column);
  }

  /** Of an output cell. */
  static Optional<Habit> ofOutput(String text, Column column) {
    Draft draft = new Draft(text);
    draft.invisible();
    draft.quotes();
    if (column.type() == FeelType.BOOLEAN) {
      draft.trueOrFalse();
    }
    if (column.type() == FeelType.NUMBER && draft.isUnreadable()) {
      draft.numbers();
      draft.asText();
    }
    draft.whole(EQUAL, found -> found.group(1).strip(), "a cell needs no sign for equal");
    if (column.type() == FeelType.TEXT
        && FeelTree.expression(draft.text).isEmpty()
        && WORDS.matcher(draft.text).matches()) {
      draft.becomes("\"" + draft.text + "\"", "a text stands in quotes");
    }
    return draft.habit(true, column);
  }

  /** How a finding says it. */
  String message() {
    String all = String.join("; ", problems);
    return (all.matches("(?s)[a-z]+ .*")
            ? all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1)
            : all)
        + ". Write "
        + cell
        + ".";
  }

  /** A cell while it is rewritten. */
  private static final class Draft {

    private final String original;
    private final List<String> problems = new ArrayList<>();
    private boolean certain;
    private String text;

    Draft(String text) {
      this.original = text;
      this.text = text;
    }

    boolean isUnreadable() {
      return FeelTree.cell(text).isEmpty();
    }

    void becomes(String now, String problem) {
      if (!now.equals(text)) {
        text = now;
        problems.add(problem);
        certain = true;
      }
    }

    void whole(Pattern pattern, java.util.function.Function<Matcher, String> now, String problem) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.matches()) {
        becomes(now.apply(matcher), problem);
      }
    }

    /** Rewrites what stands outside of straight quotes. */
    private void outside(UnaryOperator<String> rewritten, String problem) {
      StringBuilder now = new StringBuilder();
      int from = 0;
      for (MatchResult quoted : QUOTED.matcher(text).results().toList()) {
        now.append(rewritten.apply(text.substring(from, quoted.start()))).append(quoted.group());
        from = quoted.end();
      }
      becomes(now.append(rewritten.apply(text.substring(from))).toString(), problem);
    }

    void invisible() {
      boolean before = certain;
      outside(
          part -> INVISIBLE.matcher(part).replaceAll(" "),
          "the cell has a blank that looks like others and is none (a no-break blank)");
      certain = before;
      text = text.strip();
    }

    void quotes() {
      outside(
          part -> DOUBLE_QUOTES.matcher(part).replaceAll("\"$1\""),
          "a text stands in straight double quotes");
      outside(
          part ->
              GROUPS.matcher(part).replaceAll(found -> found.group().replaceAll("['\u2019]", "")),
          "a number is written without separators of thousands");
      outside(
          part -> SINGLE_QUOTES.matcher(part).replaceAll("\"$1\""),
          "a text stands in straight double quotes");
    }

    void signs() {
      outside(
          part -> part.replaceAll("\u2265|=>|=\\s+>", ">=").replaceAll("\u2264|=<", "<="),
          "at least and at most are written >= and <=");
    }

    /** What is no number may be meant as a text, which a column of numbers does not hold. */
    void asText() {
      if (!problems.isEmpty() && WORDS_AND_SIGNS.matcher(original).matches()) {
        problems.add("if the text is meant, it is \"" + original + "\" in a column of type string");
      }
    }

    void trueOrFalse() {
      String word = text.replace("\"", "").strip().toLowerCase(Locale.ROOT);
      if (YES.contains(word) || NO.contains(word)) {
        becomes(
            String.valueOf(YES.contains(word)),
            "true and false are written in small letters and without quotes, so that the cell never applies");
      }
    }

    void numbers() {
      outside(
          part -> PERCENT.matcher(part).replaceAll("$1"), "a number has no percent sign behind it");
      outside(
          part -> GROUPS.matcher(part).replaceAll(found -> found.group().replaceAll("[^0-9]", "")),
          "a number is written without separators of thousands");
      outside(
          part ->
              POINT_AND_COMMA
                  .matcher(part)
                  .replaceAll(found -> found.group(1).replace(".", "") + "." + found.group(2)),
          "a number has a point and no separators of thousands");
      outside(
          part ->
              COMMA_AND_POINT
                  .matcher(part)
                  .replaceAll(found -> found.group(1).replace(",", "") + "." + found.group(2)),
          "a number has a point and no separators of thousands");
      outside(
          part ->
              COMMA
                  .matcher(part)
                  .replaceAll(
                      found ->
                          Matcher.quoteReplacement(
                              found.group(1)
                                  + found.group(2)
                                  + (found.group(3).length() == 3 && found.group(2).length() <= 3
                                      ? ""
                                      : ".")
                                  + found.group(3))),
          "a comma parts two tests, so that these are two; a number has a point and no separators of thousands");
      boolean before = certain;
      outside(
          part ->
              POINT_AS_GROUP
                  .matcher(part)
                  .replaceAll(
                      found ->
                          Matcher.quoteReplacement(
                              found.group(1) + found.group(2) + found.group(3))),
          "the point is that of a decimal, as in 10.0, and seems to be meant as a separator of thousands; where it is not, leave the noughts out");
      certain = before;
    }

    void not(FeelType type) {
      Matcher matcher = NOT.matcher(text);
      if (matcher.matches() && isUnreadable()) {
        String inner = matcher.group(1).strip();
        becomes(
            "not("
                + (type == FeelType.TEXT && WORDS.matcher(inner).matches()
                    ? "\"" + inner + "\""
                    : inner)
                + ")",
            "what is excluded stands in brackets after not");
      }
    }

    /** Several values or tests that are joined by a word or a sign in place of a comma. */
    void either(FeelType type) {
      List<String> parts = new ArrayList<>();
      StringBuilder masked = new StringBuilder(text);
      QUOTED
          .matcher(text)
          .results()
          .forEach(
              quoted ->
                  masked.replace(
                      quoted.start(), quoted.end(), "_".repeat(quoted.group().length())));
      int from = 0;
      for (MatchResult joint : EITHER.matcher(masked).results().toList()) {
        parts.add(text.substring(from, joint.start()).strip());
        from = joint.end();
      }
      parts.add(text.substring(from).strip());
      if (parts.size() < 2 || parts.contains("")) {
        return;
      }
      boolean bare =
          parts.stream().noneMatch(part -> FeelTree.cell(part).filter(Draft::isTest).isPresent());
      if (bare
          && type == FeelType.TEXT
          && isUnreadable()
          && parts.stream().allMatch(part -> WORDS.matcher(part).matches())) {
        becomes(
            parts.stream().map(part -> "\"" + part + "\"").collect(Collectors.joining(",")),
            "several values are parted by commas, each in quotes");
      } else if (parts.stream()
              .allMatch(part -> FeelTree.cell(part).filter(Draft::isTest).isPresent())
          && (!BOTH.matcher(masked).find()
              || parts.stream()
                  .allMatch(
                      part -> FeelTree.cell(part).flatMap(FeelTree::enumeration).isPresent()))) {
        becomes(
            String.join(",", parts),
            "several values are parted by commas; joined by a word they are one value, which the column never has");
      }
    }

    private static boolean isTest(FeelTree cell) {
      return cell.names().isEmpty()
          && cell.comparesWithConstantsOnly()
          && !cell.readsTheColumn()
          && !cell.comparands().isEmpty();
    }

    void words() {
      if (isUnreadable()
          && Stream.of(text.split(",")).allMatch(part -> WORDS.matcher(part.strip()).matches())) {
        becomes(
            Stream.of(text.split(","))
                .map(part -> "\"" + part.strip() + "\"")
                .collect(Collectors.joining(",")),
            "a text stands in quotes");
      }
    }

    Optional<Habit> habit(boolean output, Column column) {
      if (text.equals(original) || problems.isEmpty()) {
        return Optional.empty();
      }
      boolean fits =
          output
              ? FeelTree.expression(text)
                  .filter(tree -> !tree.type().contradicts(column.type()))
                  .filter(tree -> tree.names().isEmpty())
                  .isPresent()
              : text.equals("-")
                  || FeelTree.cell(text)
                      .filter(
                          tree ->
                              tree.comparands().stream()
                                  .noneMatch(
                                      value -> FeelType.of(value).contradicts(column.compared())))
                      .isPresent();
      return fits ? Optional.of(new Habit(certain, List.copyOf(problems), text)) : Optional.empty();
    }
  }
}
