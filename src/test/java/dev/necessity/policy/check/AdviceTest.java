package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.policy.model.PolicyEngine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Advice is tried before it is given: what a finding says to write is written, and the engine takes
 * what was meant.
 */
class AdviceTest {

  private static final DmnEngine ENGINE = PolicyEngine.create();
  private static final Pattern ADVICE = Pattern.compile(" Write (.*)\\.", Pattern.DOTALL);
  private static final Pattern VALUE =
      Pattern.compile("\"[^\"]*\"|\\d{4}-\\d\\d-\\d\\d|-?\\d+(?:\\.\\d+)?|true|false|null");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "number  | 5-10                   | [5..10]          | 5 10        | 4 11",
        "number  | 5 - 10                 | [5..10]          | 5 10        | 4 11",
        "number  | 5–10                   | [5..10]          | 5 10        | 4 11",
        "number  | 5..10                  | [5..10]          | 5 10        | 4 11",
        "number  | 5 to 10                | [5..10]          | 5 10        | 4 11",
        "integer | 5 bis 10               | [5..10]          | 5 10        | 4 11",
        "number  | zwischen 5 und 10      | [5..10]          | 5 10        | 4 11",
        "number  | from 5 to 10           | [5..10]          | 5 10        | 4 11",
        "number  | >= 5 and < 10          | [5..10)          | 5 9         | 4 10",
        "number  | > 5 und <= 10          | (5..10]          | 6 10        | 5 11",
        "number  | < 5 or > 10            | < 5,> 10         | 4 11        | 5 10",
        "number  | 5 or 10                | 5,10             | 5 10        | 6",
        "number  | 5; 10                  | 5,10             | 5 10        | 6",
        "number  | > 1,5                  | > 1.5            | 1.6         | 1.5",
        "number  | <= 0,25                | <= 0.25          | 0.25        | 0.3",
        "number  | [1,5..2,5]             | [1.5..2.5]       | 1.5 2.5     | 1.4 2.6",
        "number  | > 10,000               | > 10000          | 10001       | 11",
        "number  | > 1.000.000            | > 1000000        | 1000001     | 2",
        "number  | > 1'000                | > 1000           | 1001        | 2",
        "number  | > 1 000                | > 1000           | 1001        | 2",
        "number  | > 1.234,5              | > 1234.5         | 1235        | 1234",
        "number  | > 1,234.5              | > 1234.5         | 1235        | 1234",
        "number  | > 10.000               | > 10000          | 10001       | 11",
        "number  | >= 70%                 | >= 70            | 70          | 69",
        "number  | ≤ 2,5 %                | <= 2.5           | 2.5         | 2.6",
        "number  | => 5                   | >= 5             | 5           | 4",
        "number  | =< 5                   | <= 5             | 5           | 6",
        "number  | = 5                    | 5                | 5           | 6",
        "number  | <> 5                   | not(5)           | 6           | 5",
        "number  | != 5                   | not(5)           | 6           | 5",
        "number  | ≠ 5                    | not(5)           | 6           | 5",
        "number  | *                      | -                | 5           |",
        "number  | any                    | -                | 5           |",
        "number  | —                      | -                | 5           |",
        "number  | ~\"5\"~                | 5                | 5           | 6",
        "boolean | TRUE                   | true             | true        | false",
        "boolean | False                  | false            | false       | true",
        "boolean | nein                   | false            | false       | true",
        "boolean | \"yes\"                | true             | true        | false",
        "string  | ‘LEFT’                 | \"LEFT\"         | \"LEFT\"    | \"RIGHT\"",
        "string  | «LEFT»                 | \"LEFT\"         | \"LEFT\"    | \"RIGHT\"",
        "string  | “LEFT”, “RIGHT”        | \"LEFT\", \"RIGHT\" | \"LEFT\" \"RIGHT\" | \"BOTH\"",
        "string  | \"LEFT\" oder \"RIGHT\" | \"LEFT\",\"RIGHT\" | \"LEFT\" \"RIGHT\" | \"BOTH\"",
        "string  | \"LEFT\"; \"RIGHT\"    | \"LEFT\",\"RIGHT\" | \"LEFT\" \"RIGHT\" | \"BOTH\"",
        "string  | = ‘LEFT’               | \"LEFT\"         | \"LEFT\"    | \"RIGHT\"",
        "string  | != \"LEFT\"            | not(\"LEFT\")    | \"RIGHT\"   | \"LEFT\"",
        "string  | nicht \"LEFT\"         | not(\"LEFT\")    | \"RIGHT\"   | \"LEFT\"",
        "string  | left hip               | \"left hip\"     | \"left hip\" | \"left\"",
        "string  | 27-279                 | \"27-279\"       | \"27-279\"  | \"27\"",
        "date    | 2025-01-01             | [date and time(\"2025-01-01T00:00:00\")..date and time(\"2025-01-02T00:00:00\")) | 2025-01-01 | 2024-12-31 2025-01-02",
        "date    | 01.02.2025             | [date and time(\"2025-02-01T00:00:00\")..date and time(\"2025-02-02T00:00:00\")) | 2025-02-01 | 2025-01-31 2025-02-02",
        "date    | 12/31/2025             | [date and time(\"2025-12-31T00:00:00\")..date and time(\"2026-01-01T00:00:00\")) | 2025-12-31 | 2026-01-01",
        "date    | > 2025-01-01           | >= date and time(\"2025-01-02T00:00:00\") | 2025-01-02 | 2025-01-01",
        "date    | <= date(\"2025-01-01\") | < date and time(\"2025-01-02T00:00:00\") | 2025-01-01 | 2025-01-02",
        "date    | [date(\"2025-01-01\")..date(\"2025-01-31\")] | [date and time(\"2025-01-01T00:00:00\")..date and time(\"2025-02-01T00:00:00\")) | 2025-01-01 2025-01-31 | 2025-02-01",
        "date    | (date(\"2025-01-01\")..date(\"2025-01-31\")) | [date and time(\"2025-01-02T00:00:00\")..date and time(\"2025-01-31T00:00:00\")) | 2025-01-02 2025-01-30 | 2025-01-01 2025-01-31",
        "date    | 01.01.2025 - 31.01.2025 | [date and time(\"2025-01-01T00:00:00\")..date and time(\"2025-02-01T00:00:00\")) | 2025-01-01 2025-01-31 | 2025-02-01",
      })
  void aCellOfAnotherHabitBecomesOneThatTakesWhatWasMeant(
      String type, String cell, String advice, String takes, String not) {
    String text = cell.replaceAll("^~|~$", "");
    Finding finding = table(type, text).findings().get(0);

    assertThat(adviceOf(finding)).isEqualTo(advice);
    assertThat(finding.message()).as("plain words").doesNotContain("parse", "Expected");
    assertThat(table(type, advice).findings())
        .as("the advice is sound")
        .noneMatch(found -> found.place().equals(finding.place()));
    tries(advice, table(type, advice).bytes(), takes, not);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "number  | 1,2,3",
        "number  | -5",
        "number  | not(5)",
        "number  | [5..10]",
        "number  | ? > 3 or ? < 1",
        "number  | > 0.125",
        "number  | 1.5",
        "number  | > 5, < 3",
        "string  | \"A or B\"",
        "string  | \"5-10\"",
        "string  | \"5 %\"",
        "string  | \"‘quoted’\"",
        "string  | \"A\",\"B\"",
        "string  | \"2025-01-01\"",
        "string  | starts with(?, \"M\")",
        "boolean | true",
        "date    | < date and time(\"2026-01-01T00:00:00\")",
      })
  void aCellThatSaysWhatIsMeantIsLeftAlone(String type, String cell) {
    assertThat(table(type, cell).findings()).isEmpty();
  }

  private static Sketch table(String type, String cell) {
    return Sketch.table()
        .hitPolicy("COLLECT")
        .input("Asked", type, "a")
        .output("answer", "string")
        .rule(cell, "\"rule 1\"")
        .rule("-".equals(cell) ? "null" : "-", "\"always\"");
  }

  /** The cell that a finding says to write. */
  static String adviceOf(Finding finding) {
    Matcher advice = ADVICE.matcher(finding.message());
    assertThat(advice.find()).as(finding.message()).isTrue();
    return advice.group(1);
  }

  static void tries(String advice, byte[] file, String takes, String not) {
    for (Object value : values(takes)) {
      assertThat(results(file, value)).as("%s takes %s", advice, value).contains("rule 1");
    }
    for (Object value : values(not)) {
      assertThat(results(file, value)).as("%s takes %s", advice, value).doesNotContain("rule 1");
    }
  }

  /** What a table gives for a value of its input. */
  static List<Object> results(byte[] file, Object value) {
    List<Object> results = new ArrayList<>();
    ENGINE
        .evaluateDecisionTable(
            ENGINE.parseDecision("answer", new java.io.ByteArrayInputStream(file)),
            Variables.putValue("a", value))
        .getResultList()
        .forEach(row -> results.addAll(((Map<String, Object>) row).values()));
    return results;
  }

  static List<Object> values(String words) {
    return words == null
        ? List.of()
        : VALUE.matcher(words).results().map(MatchResult::group).map(AdviceTest::value).toList();
  }

  private static Object value(String word) {
    if (word.startsWith("\"")) {
      return word.substring(1, word.length() - 1);
    }
    if (word.equals("true") || word.equals("false")) {
      return Boolean.valueOf(word);
    }
    return word.matches("\\d{4}-.*")
        ? Date.from(LocalDate.parse(word).atStartOfDay(ZoneOffset.UTC).toInstant())
        : new BigDecimal(word);
  }
}
