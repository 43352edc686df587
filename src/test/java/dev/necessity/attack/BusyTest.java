package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.Models;
import dev.necessity.assessment.Assessor;
import dev.necessity.explain.Explainer;
import dev.necessity.explain.Explanation;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.PolicyCheck;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.RequestReader;
import dev.necessity.work.Budget;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files, expressions and requests that were written to keep a processor busy or to fill the memory:
 * each ends where its budget does.
 */
class BusyTest {

  private static final String LONG_TEXT = "string join(for i in 1..9999 return \"aaaaaaaaaa\")";
  private static final Duration A_DAY = Duration.ofDays(1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b\")",
        "string length(replace(" + LONG_TEXT + ", \"a\", " + LONG_TEXT + "))",
        "string length(replace("
            + LONG_TEXT
            + ", \"(a+)\", \"$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1\"))",
        "count(split(" + LONG_TEXT + ", \"\"))",
        "count(distinct values(for i in 1..9999 return i))",
        "count(union(for i in 1..9999 return i, for i in 1..9999 return -i))",
        "count(duplicate values(for i in 1..9999 return i))",
        "count(index of(for i in 1..9999 return 1, 1))",
        "{list: for j in 1..2500 return j, all: for i in 1..100 return count(distinct values(list))}.all",
        "decimal(1.5, 9999999)",
        "round up(number(\"1e9999999\"), 5)",
        "every i in (for i in 1..9999 return i) satisfies every j in (for k in 1..9999 return k) satisfies j > 0"
      })
  void anExpressionThatAsksForTooMuchIsRefused(String expression) {
    assertThatThrownBy(() -> PolicyEngine.evaluate(expression))
        .isInstanceOf(FeelException.class)
        .hasMessageContaining(" more than ");
  }

  @Test
  void anExpressionThatIsTooLongIsNotParsed() {
    assertThatThrownBy(() -> PolicyEngine.evaluate("1+".repeat(20_000) + "1"))
        .isInstanceOf(FeelException.class)
        .hasMessageContaining("too long");
  }

  /** A table in which nothing is wrong but its size: with an error it would not be analysed. */
  static String table(int rows, int columns, String cell) {
    return table(
        rows,
        columns,
        "UNIQUE",
        (row, column) -> cell.replace("$", String.valueOf(row * 7 + column)));
  }

  /** Rows that leave open what few values meet none of them, each of many columns. */
  static String tooManyCombinations() {
    Random random = new Random(1);
    return table(
        800,
        12,
        "FIRST",
        (row, column) ->
            random.nextInt(3) == 0
                ? "-"
                : (random.nextBoolean() ? "&lt; " : "&gt;= ") + random.nextInt(1000));
  }

  private static String table(
      int rows, int columns, String hitPolicy, BiFunction<Integer, Integer, String> cell) {
    StringBuilder file =
        new StringBuilder(
            "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" xmlns:camunda=\"http://camunda.org/schema/1.0/dmn\" id=\"d\" name=\"d\" namespace=\"n\">");
    for (int column = 0; column < columns; column++) {
      file.append("<inputData id=\"x%1$d\" name=\"x%1$d\"/>".formatted(column));
    }
    file.append("<decision id=\"busy\" name=\"busy\" camunda:historyTimeToLive=\"P1D\">");
    for (int column = 0; column < columns; column++) {
      file.append(
          "<informationRequirement id=\"q%1$d\"><requiredInput href=\"#x%1$d\"/></informationRequirement>"
              .formatted(column));
    }
    file.append("<decisionTable id=\"t\" hitPolicy=\"").append(hitPolicy).append("\">");
    for (int column = 0; column < columns; column++) {
      file.append(
          "<input id=\"i%1$d\"><inputExpression id=\"e%1$d\" typeRef=\"number\"><text>x%1$d</text></inputExpression></input>"
              .formatted(column));
    }
    file.append("<output id=\"o\" name=\"o\" typeRef=\"string\"/>");
    for (int row = 0; row < rows; row++) {
      file.append("<rule id=\"r").append(row).append("\">");
      for (int column = 0; column < columns; column++) {
        file.append("<inputEntry id=\"r")
            .append(row)
            .append("c")
            .append(column)
            .append("\"><text>")
            .append(cell.apply(row, column))
            .append("</text></inputEntry>");
      }
      file.append("<outputEntry id=\"r")
          .append(row)
          .append("o\"><text>\"x\"</text></outputEntry></rule>");
    }
    return file.append("</decisionTable></decision></definitions>").toString();
  }

  private static List<Finding> check(String file) {
    return new PolicyCheck()
        .check(PolicyFile.read("busy.dmn", file.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aTableThatTakesTooLongToCheckIsNamedAndRefused() {
    assertThat(check(tooManyCombinations()))
        .filteredOn(finding -> finding.check() == Check.TOO_LARGE_TO_ANALYSE)
        .singleElement()
        .returns(true, Finding::isError)
        .returns("busy", Finding::decision)
        .extracting(Finding::message)
        .asString()
        .contains("Split it");
  }

  @Test
  void aFileWhoseCellsAreTooLongToBeLookedAtIsRefused() {
    assertThat(check(table(600, 1, "1+".repeat(6000) + "$")))
        .filteredOn(finding -> finding.check() == Check.TOO_LARGE_TO_ANALYSE)
        .singleElement()
        .returns(true, Finding::isError)
        .extracting(Finding::message)
        .asString()
        .containsIgnoringCase("split");
  }

  @Test
  void aLongListOfCodesIsNotTooMuch() {
    assertThat(check(table(3000, 1, "$")))
        .extracting(Finding::check)
        .doesNotContain(Check.TOO_LARGE_TO_ANALYSE);
  }

  @Test
  void aPathOfThousandsOfNamesIsLookedAtOnce() {
    Budget budget = new Budget(20_000_000, A_DAY);

    assertThat(budget.run(() -> check(table(1, 1, "a.".repeat(3000) + "b")))).isNotEmpty();
  }

  private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
  private final RequestReader reader =
      new RequestReader(Clock.fixed(Instant.parse("2025-12-01T00:00:00Z"), ZoneOffset.UTC));

  /** As large as it may be, and no record like another or of the day of another. */
  static ObjectNode large(RequestReader reader, String example) {
    ObjectNode body =
        (ObjectNode) reader.parse(Models.text(Models.REQUESTS.resolve(example + ".json")));
    ObjectNode evidence = body.withObject("/evidence");
    for (int i = 0; i < 98; i++) {
      ObjectNode injection =
          evidence
              .withArray("injections")
              .addObject()
              .put("date", LocalDate.of(2025, 7, 2).plusDays(i).toString())
              .put("side", "RIGHT")
              .put("guidance", "FLUOROSCOPY")
              .put("steroid", false)
              .put("painBefore", 8)
              .put("painAfter", 1);
      injection.putArray("combinedWith");
      injection.putObject("reliefDuration").put("value", 4).put("unit", "HOURS");
    }
    return body;
  }

  @Test
  void anExplanationOfAVeryLargeRequestEndsAndSaysThatItIsNotComplete() {
    Explainer explainer = new Explainer(new Assessor(Models.policies(), json), Clock.systemUTC());

    Explanation explanation =
        new Budget(20_000_000, A_DAY)
            .run(() -> explainer.explain(reader.read(large(reader, "all-met-ambulatory"))));

    assertThat(explanation.disposition()).isEqualTo("CERTIFY");
    assertThat(explanation.incomplete()).contains("too many records");
  }

  @Test
  void anExplanationOfAnExampleIsComplete() {
    Explainer explainer = new Explainer(new Assessor(Models.policies(), json), Clock.systemUTC());

    for (String example : List.of("seed", "all-met-ambulatory", "all-met-inpatient")) {
      assertThat(
              explainer
                  .explain(reader.read(Models.text(Models.REQUESTS.resolve(example + ".json"))))
                  .incomplete())
          .as(example)
          .isNull();
    }
  }
}
