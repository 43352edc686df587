package dev.necessity.policy.check;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something in a DMN file that is wrong, and where.
 *
 * @param check what was looked for
 * @param file name of the file, as it was given
 * @param decision id of the decision, empty where the finding is about the file
 * @param rule number of the rule from 1 and its id ({@code row 3, rule_onlyOne}), empty outside of
 *     the rules
 * @param cell label of the column, empty where the finding is about the whole decision or rule
 * @param message a sentence that says what is wrong and what to do
 */
public record Finding(
    Check check,
    Severity severity,
    String file,
    String decision,
    String rule,
    String cell,
    String message) {

  /**
   * An error makes decisions fail or differ from what the table seems to say; a warning makes it
   * hard to read or to keep.
   */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** An error that is about a whole file. */
  public static Finding ofFile(Check check, String file, String message) {
    return new Finding(check, Severity.ERROR, file, "", "", "", message);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Decision, rule and column as one phrase; empty where the finding is about the file. */
  public String place() {
    return Stream.of(decision, rule, cell.isEmpty() ? "" : "'" + cell + "'")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return severity + " " + file + (place().isEmpty() ? "" : ": " + place()) + ": " + message;
  }
}
