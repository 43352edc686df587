package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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
    return sketch.findings().stream()
        .map(Finding::check)
        .filter(check -> check == Check.GAP || check == Check.OVERLAP)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Check.class)));
  }

  private static Set<Check> theirs(Sketch sketch) {
    Set<Check> found = EnumSet.noneOf(Check.class);
    KIE.validate(new StringReader(sketch.xml()), DMNValidator.Validation.ANALYZE_DECISION_TABLE)
        .forEach(
            message -> {
              if (message.getMessageType() == DMNMessageType.DECISION_TABLE_GAP) {
                found.add(Check.GAP);
              } else if (message.getMessageType()
                  == DMNMessageType.DECISION_TABLE_OVERLAP_HITPOLICY_UNIQUE) {
                found.add(Check.OVERLAP);
              } else if (message.getMessageType() == DMNMessageType.DECISION_TABLE_ANALYSIS_ERROR) {
                throw new AssertionError(message.getText());
              }
            });
    return found;
  }
}
