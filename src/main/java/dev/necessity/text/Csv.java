package dev.necessity.text;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/**
 * Writes CSV, all of it that anybody gets: a spreadsheet runs what begins as a formula, so a text
 * that does gets an apostrophe in front. So it does after a semicolon or a tab, where spreadsheets
 * of some languages begin a new cell. Numbers stay numbers.
 */
public final class Csv {

  private static final Pattern FORMULA =
      Pattern.compile("(?<=^|[;\\t\\r\\n])(?=[\\p{C}\\p{Z}]*[=+\\-@\\t\\r\\n＝＋－＠])");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private Csv() {}

  /** One record without its line break (RFC 4180); a cell is written as it reads, null as empty. */
  public static String line(Object... cells) {
    return CSVFormat.RFC4180.format(
        Arrays.stream(cells)
            .map(cell -> cell == null ? null : harmless(cell.toString()))
            .toArray());
  }

  /**
   * A cell that {@link #line} wrote, as it was given: without the apostrophe that keeps a
   * spreadsheet from running it.
   */
  public static String read(String cell) {
    String without = cell.startsWith("'") ? cell.substring(1) : cell;
    return harmless(without).equals(cell) ? without : cell;
  }

  private static String harmless(String text) {
    return NUMBER.matcher(text).matches() ? text : FORMULA.matcher(text).replaceAll("'");
  }
}
