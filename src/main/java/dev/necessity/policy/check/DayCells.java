package dev.necessity.policy.check;

import dev.necessity.feel.FeelType;
import dev.necessity.policy.check.Table.Column;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days in the cells of a column of dates. The engine makes a date and time of what it is given in a
 * column of type {@code date}, which is never equal to a date, before or after one: a cell compares
 * it with the instants at which days begin.
 *
 * @param problem a sentence without its full stop
 */
record DayCells(String problem, String cell) {

  private static final String ISO = "(\\d{4})-(\\d{1,2})-(\\d{1,2})";
  private static final String POINTS = "(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})";
  private static final String SLASHES = "(\\d{1,2})/(\\d{1,2})/(\\d{4})";
  private static final Pattern DAY =
      Pattern.compile(
          "(?:date\\(\\s*|@)?\"?(?:" + ISO + "|" + POINTS + "|" + SLASHES + ")\"?(?:\\s*\\))?");
  private static final Pattern WRITTEN_DAY = Pattern.compile("date\\(\"" + ISO + "\"\\)");
  private static final String MARKED = "<(\\d+)>";
  private static final Pattern COMPARED = Pattern.compile("(<=|>=|<|>)?\\s*" + MARKED);
  private static final Pattern RANGE =
      Pattern.compile("([\\[(\\]])\\s*" + MARKED + "\\s*\\.\\.\\s*" + MARKED + "\\s*([])\\[])");
  private static final Pattern BETWEEN =
      Pattern.compile(
          "(?i)(?:(?:between|zwischen|from|von)\\s+)?"
              + MARKED
              + "\\s*(?:and|und|to|bis|-|[\u2012-\u2015\u2212])\\s*"
              + MARKED);

  static boolean applies(Column column) {
    return column.type() == FeelType.DATE
        || column.type() == FeelType.UNKNOWN
        || column.type() == FeelType.DATE_AND_TIME;
  }

  /** What a cell with days says in FEEL; empty where it has none, or is something else. */
  static Optional<DayCells> of(String text, Column column) {
    List<LocalDate> days = new ArrayList<>();
    StringBuilder masked = new StringBuilder();
    int from = 0;
    for (MatchResult day : DAY.matcher(text).results().toList()) {
      Optional<LocalDate> read = read(day);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      masked.append(text, from, day.start()).append("<").append(days.size()).append(">");
      days.add(read.get());
      from = day.end();
    }
    masked.append(text.substring(from));
    boolean plain = column.type() == FeelType.UNKNOWN;
    if (days.isEmpty() || plain && isWritten(text, days.size())) {
      return Optional.empty();
    }
    List<String> cells = new ArrayList<>();
    for (String alternative : masked.toString().split(",")) {
      Optional<String> cell =
          plain ? asDay(alternative.strip(), days) : asInstants(alternative.strip(), days);
      if (cell.isEmpty()) {
        return Optional.empty();
      }
      cells.add(cell.get());
    }
    return Optional.of(
        new DayCells(
            noDate(text)
                    .map(
                        wrong -> wrong + " is null, for a date is written as year, month and day; ")
                    .orElse("")
                + (plain
                    ? "a date is written as date(\"2025-01-31\"); anything else is calculated, or a text"
                    : "the engine makes a date and time of a date, so that the cell never applies"),
            String.join(",", cells)));
  }

  /** A date that does not exist, among those that a cell names; empty where all do. */
  static Optional<String> noDay(String text) {
    return DAY.matcher(text)
        .results()
        .filter(day -> day.group().startsWith("date(") || day.group().startsWith("@"))
        .filter(day -> read(day).isEmpty())
        .map(MatchResult::group)
        .findFirst();
  }

  /** What is written as a date and would be null. */
  private static Optional<String> noDate(String text) {
    return DAY.matcher(text)
        .results()
        .filter(day -> day.group().startsWith("date(") && day.group(1) == null)
        .map(MatchResult::group)
        .findFirst();
  }

  private static boolean isWritten(String text, int days) {
    return WRITTEN_DAY.matcher(text).results().count() == days;
  }

  private static Optional<LocalDate> read(MatchResult day) {
    try {
      if (day.group(1) != null) {
        return Optional.of(date(day.group(1), day.group(2), day.group(3)));
      }
      if (day.group(4) != null) {
        return Optional.of(date(day.group(6), day.group(5), day.group(4)));
      }
      // As written in the United States, unless the first number can be no month.
      return Integer.parseInt(day.group(7)) > 12
          ? Optional.of(date(day.group(9), day.group(8), day.group(7)))
          : Optional.of(date(day.group(9), day.group(7), day.group(8)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static LocalDate date(String year, String month, String day) {
    return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
  }

  private static Optional<String> asDay(String masked, List<LocalDate> days) {
    Matcher compared = COMPARED.matcher(masked);
    if (compared.matches()) {
      String day = "date(\"" + days.get(Integer.parseInt(compared.group(2))) + "\")";
      return Optional.of(compared.group(1) == null ? day : compared.group(1) + " " + day);
    }
    return Optional.empty();
  }

  private static Optional<String> asInstants(String masked, List<LocalDate> days) {
    Matcher compared = COMPARED.matcher(masked);
    if (compared.matches()) {
      LocalDate day = days.get(Integer.parseInt(compared.group(2)));
      LocalDate next = day.plusDays(1);
      return Optional.of(
          switch (String.valueOf(compared.group(1))) {
            case "<" -> "< " + instant(day);
            case "<=" -> "< " + instant(next);
            case ">" -> ">= " + instant(next);
            case ">=" -> ">= " + instant(day);
            default -> "[" + instant(day) + ".." + instant(next) + ")";
          });
    }
    Matcher range = RANGE.matcher(masked);
    Matcher between = BETWEEN.matcher(masked);
    if (range.matches()) {
      LocalDate first = days.get(Integer.parseInt(range.group(2)));
      LocalDate last = days.get(Integer.parseInt(range.group(3)));
      return Optional.of(
          "["
              + instant(range.group(1).equals("[") ? first : first.plusDays(1))
              + ".."
              + instant(range.group(4).equals("]") ? last.plusDays(1) : last)
              + ")");
    }
    return between.matches()
        ? Optional.of(
            "["
                + instant(days.get(Integer.parseInt(between.group(1))))
                + ".."
                + instant(days.get(Integer.parseInt(between.group(2))).plusDays(1))
                + ")")
        : Optional.empty();
  }

  private static String instant(LocalDate day) {
    return "date and time(\"" + day + "T00:00:00\")";
  }
}
