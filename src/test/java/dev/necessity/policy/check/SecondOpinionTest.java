package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNMessageType;
import org.kie.dmn.validation.DMNValidator;
import org.kie.dmn.validation.DMNValidatorFactory;

/**
 * Another product's analysis of the same tables finds gaps and overlaps exactly where ours does.
 */
class SecondOpinionTest {

  private static final DMNValidator KIE = DMNValidatorFactory.newValidator();
  private static final int TABLES = 150;
  private static final List<String> SCORES =
      List.of("-", "< 5", "<= 5", ">= 5", "> 5", "[3..7]", "(3..7)", "5", "< 3", ">= 7");
  private static final List<String> SIDES =
      List.of("-", "\"LEFT\"", "\"RIGHT\"", "\"LEFT\",\"RIGHT\"", "\"BOTH\"");
  private static final List<String> FLAGS = List.of("-", "true", "false");

  @Test
  void agreesOnSeededDefects() {
    Sketch sound =
        scores()
            .rule("< 5", "-", "-", "1")
            .rule(">= 5", "\"LEFT\",\"RIGHT\"", "-", "2")
            .rule(">= 5", "\"BOTH\"", "true", "3")
            .rule(">= 5", "\"BOTH\"", "false", "4");
    Sketch gapInNumbers = scores().rule("< 5", "-", "-", "1").rule("> 5", "-", "-", "2");
    Sketch gapInEnumeration =
        scores().rule("-", "\"LEFT\"", "-", "1").rule("-", "\"RIGHT\"", "-", "2");
    Sketch gapInBoolean = scores().rule("-", "-", "true", "1");
    Sketch overlapInNumbers = scores().rule("<= 5", "-", "-", "1").rule(">= 5", "-", "-", "2");
    Sketch duplicate =
        scores()
            .rule("-", "-", "true", "1")
            .rule("-", "-", "false", "2")
            .rule("-", "-", "false", "3");

    assertThat(ours(sound)).isEmpty();
    assertThat(ours(gapInNumbers)).containsExactly(Check.GAP);
    assertThat(ours(gapInEnumeration)).containsExactly(Check.GAP);
    assertThat(ours(gapInBoolean)).containsExactly(Check.GAP);
    assertThat(ours(overlapInNumbers)).containsExactly(Check.OVERLAP);
    assertThat(ours(duplicate)).containsExactly(Check.OVERLAP);
    for (Sketch sketch :
        List.of(sound, gapInNumbers, gapInEnumeration, gapInBoolean, overlapInNumbers, duplicate)) {
      assertThat(theirs(sketch)).isEqualTo(ours(sketch));
    }
  }

  @Test
  void agreesOnTablesOfAnyRules() {
    Random random = new Random(27279);
    int defective = 0;
    for (int table = 0; table < TABLES; table++) {
      Sketch sketch = scores();
      int rules = 1 + random.nextInt(5);
      for (int rule = 0; rule < rules; rule++) {
        sketch.rule(
            any(SCORES, random), any(SIDES, random), any(FLAGS, random), String.valueOf(rule));
      }
      Set<Check> ours = ours(sketch);
      assertThat(theirs(sketch)).as("table %d: %s", table, sketch.xml()).isEqualTo(ours);
      defective += ours.isEmpty() ? 0 : 1;
    }
    assertThat(defective).isPositive();
  }

  private static final String COLLECTED =
      "A table that collects may give nothing, so that we look for no gaps in it.";
  private static final String ANY_TEXT =
      "To the other one a column of texts without allowed values has a gap even under a rule for everything.";

  /** Where the other one finds gaps and we do not. */
  private static final Map<String, String> WHY =
      Map.of(
          "12_trailing_blank.dmn", COLLECTED,
          "13_quoted_variable_header.dmn", COLLECTED,
          "19_sum_of_texts.dmn", COLLECTED,
          "20_sum_two_outputs.dmn", COLLECTED,
          "28_equals_prefix.dmn", COLLECTED,
          "33_empty_string.dmn", COLLECTED,
          "34_all_dash_column.dmn", ANY_TEXT,
          "50_in_not_null.dmn", "The other one does not know that not(null) takes every text.",
          "73_case_mismatch_to_other_table.dmn", ANY_TEXT,
          "84_steal_catalog.dmn", ANY_TEXT);

  static List<Path> cases() {
    return Models.files(Path.of("src", "test", "resources", "dmn-cases"), ".dmn");
  }

  /** It skips whole tables, and says why: those with null, functions, types of this engine. */
  @Test
  void agreesOnTheSituationsThatPeopleReport() throws IOException {
    int compared = 0;
    for (Path file : cases()) {
      String name = file.getFileName().toString();
      byte[] content = Files.readAllBytes(file);
      if (isUnreadable(content)) {
        continue;
      }
      Set<Check> ours = found(Sketch.CHECK.check(name, content));
      List<DMNMessage> messages =
          KIE.validate(file.toFile(), DMNValidator.Validation.ANALYZE_DECISION_TABLE);
      if (messages.stream().anyMatch(SecondOpinionTest::isSkip)) {
        continue;
      }
      if (WHY.containsKey(name)) {
        assertThat(said(messages)).as(name + ": " + WHY.get(name)).containsExactly(Check.GAP);
        assertThat(ours).as(name).isEmpty();
      } else {
        assertThat(said(messages)).as(name).isEqualTo(ours);
        compared++;
      }
    }
    assertThat(compared).as("files of which both say something, and the same").isGreaterThan(25);
  }

  private static Sketch scores() {
    return Sketch.table()
        .input("Score", "number", "a")
        .input("Side", "string", "b", "\"LEFT\"", "\"RIGHT\"", "\"BOTH\"")
        .input("Flag", "boolean", "c")
        .output("answer", "number");
  }

  private static String any(List<String> cells, Random random) {
    return cells.get(random.nextInt(cells.size()));
  }

  private static Set<Check> ours(Sketch sketch) {
    return found(sketch.findings());
  }

  private static boolean isUnreadable(byte[] content) {
    return Sketch.CHECK.check("file.dmn", content).stream()
        .anyMatch(finding -> finding.check() == Check.UNREADABLE);
  }

  private static boolean isSkip(DMNMessage message) {
    return message.getMessageType() == DMNMessageType.DECISION_TABLE_ANALYSIS_ERROR;
  }

  private static Set<Check> found(List<Finding> findings) {
    return findings.stream()
        .filter(Finding::isError)
        .map(Finding::check)
        .filter(check -> check == Check.GAP || check == Check.OVERLAP)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Check.class)));
  }

  private static Set<Check> theirs(Sketch sketch) {
    List<DMNMessage> messages =
        KIE.validate(
            new StringReader(sketch.xml()), DMNValidator.Validation.ANALYZE_DECISION_TABLE);
    assertThat(messages).noneMatch(SecondOpinionTest::isSkip);
    return said(messages);
  }

  private static Set<Check> said(List<DMNMessage> messages) {
    Set<Check> said = EnumSet.noneOf(Check.class);
    for (DMNMessage message : messages) {
      if (message.getMessageType() == DMNMessageType.DECISION_TABLE_GAP) {
        said.add(Check.GAP);
      } else if (message.getMessageType()
          == DMNMessageType.DECISION_TABLE_OVERLAP_HITPOLICY_UNIQUE) {
        said.add(Check.OVERLAP);
      }
    }
    return said;
  }
}
