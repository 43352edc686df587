package dev.necessity.policy.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.policy.check.Sketch;
import dev.necessity.policy.example.FileExamples.Rows;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.mutate.AcceptedSurvivors.Verdict;
import dev.necessity.work.Budget;
import dev.necessity.work.Budgets;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MutationRunTest {

  private static final Sketch PAIN =
      Sketch.table()
          .input("Score", "number", "a")
          .output("answer", "string", "\"MET\"", "\"NOT_MET\"")
          .rule(">= 5", "\"MET\"")
          .rule("< 5", "\"NOT_MET\"");

  private static MutationRun mutations(
      Sketch sketch, String csv, Predicate<DecisionDiagram> requests) {
    Rows rows =
        new Rows() {
          @Override
          public Optional<Reader> open(String decision) {
            return decision.equals("answer")
                ? Optional.of(new StringReader(csv))
                : Optional.empty();
          }

          @Override
          public String name(String decision) {
            return decision + ".csv";
          }
        };
    Budgets budgets =
        new Budgets(
            () -> new Budget(10_000_000, Duration.ofMinutes(1)),
            new Budget(Long.MAX_VALUE, Duration.ofMinutes(10)));
    return new MutationRun(PolicyFile.read("sketch.dmn", sketch.bytes()), rows, requests, budgets);
  }

  private static MutationRun.MutationResult run(
      Sketch sketch, String csv, Predicate<DecisionDiagram> requests) throws IOException {
    return mutations(sketch, csv, requests).run((done, of) -> {});
  }

  private static List<String> unnoticed(Sketch sketch, String csv) throws IOException {
    MutationRun mutations = mutations(sketch, csv, changed -> false);
    return mutations.run((done, of) -> {}).unnoticed().stream()
        .map(
            mutation ->
                mutation.place().words()
                    + ": "
                    + mutation.words()
                    + " "
                    + mutations.advice(mutation))
        .toList();
  }

  @Test
  void aBoundaryThatNoExampleTriesIsFoundAndTheMissingRowWritten() throws IOException {
    assertThat(unnoticed(PAIN, "Score,= answer\n7,MET\n3,NOT_MET\n"))
        .contains(
            "Rule 1 (rule_1), 'Score': no example would notice if '>= 5' became '> 5'. Add the row 5,MET",
            "Rule 2 (rule_2), 'Score': no example would notice if '< 5' became '< 4'. Add the row 4,NOT_MET");
  }

  @Test
  void examplesOnBothSidesAndOnTheBoundaryNoticeEverything() throws IOException {
    assertThat(unnoticed(PAIN, "Score,= answer\n7,MET\n5,MET\n4,NOT_MET\n")).isEmpty();
  }

  @Test
  void theMissingRowMeetsTheRestOfTheRuleAndKnowsTextsListsAndTrue() throws IOException {
    Sketch table =
        Sketch.table()
            .input("A", "boolean", "a")
            .input("B", "string", "b", "\"P\"", "\"Q\"", "\"R\"")
            .input("C", "Any", "c")
            .output("x", "string")
            .output("y", "Any")
            .rule("true", "\"P\",\"Q\"", "list contains(?, \"M1\")", "\"X\"", "[\"D\"]")
            .rule("false", "-", "-", "\"Y\"", "[]");
    assertThat(unnoticed(table, "A,B,C,= x,= y\ntrue,P,\"[\"\"M1\"\"]\",X,\nfalse,R,[],Y,[]\n"))
        .contains(
            "Rule 1 (rule_1), 'B': no example would notice if '\"P\",\"Q\"' became '\"P\",\"R\"'. Add the row true,Q,\"[\"\"M1\"\"]\",X,\"[\"\"D\"\"]\"",
            "Rule 1 (rule_1), 'A': no example would notice if 'true' became '-'. Add the row false,P,\"[\"\"M1\"\"]\",Y,[]");
  }

  @Test
  void whatNoExampleExpectsMayBecomeAnything() throws IOException {
    Sketch table =
        Sketch.table()
            .input("A", "boolean", "a")
            .output("x", "string")
            .output("days", "number")
            .rule("true", "\"X\"", "14")
            .rule("false", "\"Y\"", "14");
    assertThat(unnoticed(table, "A,= x\ntrue,X\nfalse,Y\n"))
        .hasSize(4)
        .contains(
            "Rule 1 (rule_1), 'days': no example would notice if '14' became '15'. Let an example that meets the rule expect '= days'.");
  }

  @Test
  void aRuleThatOthersStandInForIsNotMissed() throws IOException {
    Sketch table =
        Sketch.table()
            .hitPolicy("FIRST")
            .input("A", "number", "a")
            .output("x", "string")
            .rule("> 10", "\"X\"")
            .rule("-", "\"X\"");
    assertThat(unnoticed(table, "A,= x\n11,X\n10,X\n"))
        .contains(
            "Rule 1 (rule_1): no example would notice if the rule were removed. No row was found that tells; perhaps it changes nothing.");
  }

  @Test
  void wholeRequestsAreAskedOnlyWhereTheRowsDoNotNotice() throws IOException {
    Sketch withList =
        Sketch.table()
            .input("Score", "number", "list[1]")
            .output("answer", "string")
            .rule(">= 5", "\"MET\"")
            .rule("< 5", "\"NOT_MET\"")
            .requires("list", "[a + 1]");
    List<DecisionDiagram> asked = new ArrayList<>();
    MutationRun.MutationResult run =
        run(
            withList,
            "Score,= answer\n5,MET\n4,NOT_MET\n",
            changed -> !asked.isEmpty() & asked.add(changed));

    assertThat(run.unnoticed()).isEmpty();
    assertThat(asked)
        .as("the file as it is, what the column asks and what the expression says")
        .hasSize(5);
  }

  @Test
  void examplesThatFailAnywayTellNothing() {
    assertThatThrownBy(() -> run(PAIN, "Score,= answer\n7,NOT_MET\n", changed -> false))
        .hasMessage(
            "answer.csv: a row fails as the file stands, so it tells nothing of a change. Run policy examples first.");
    assertThatThrownBy(() -> run(PAIN, "Score,= answer\n7,MET\n", changed -> true))
        .hasMessageStartingWith("An example request fails as the file stands");
  }

  private static Verdict judged(String... entries) throws IOException {
    MutationRun.MutationResult run =
        run(PAIN, "Score,= answer\n7,MET\n4,NOT_MET\n", changed -> false);
    String list = AcceptedSurvivors.HEADER + "\n" + String.join("\n", entries);
    return AcceptedSurvivors.read("list.csv", new StringReader(list)).judge(run, Set.of("answer"));
  }

  @Test
  void whatIsListedWithAReasonIsAccepted() throws IOException {
    assertThat(judged().unlisted()).hasSize(4);
    Verdict verdict =
        judged(
            "answer,rule_1,Score,>= 5,> 5,scores are whole and 5 cannot come",
            "answer,rule_2,Score,,,whatever it becomes",
            "other,rule_9,Score,,,another file's list is left alone");

    assertThat(verdict.unlisted()).singleElement().extracting(Mutation::became).isEqualTo(">= 6");
    assertThat(verdict.accepted()).isEqualTo(3);
    assertThat(verdict.outdated()).isEmpty();
  }

  @Test
  void anEntryThatIsNoSurvivorAnyMoreIsAFinding() throws IOException {
    assertThat(
            judged(
                    "answer,,Score,,,the whole column is left open",
                    "answer,rule_1,Score,>= 5,-,other reasons than before",
                    "answer,rule_1,Score,>= 6,> 6,as it was last year")
                .outdated())
        .containsExactly(
            "line 3, answer: an example notices this change now. Remove the line.",
            "line 4, answer: there is no such change any more. Remove the line, or write what the table says now.");
  }

  @Test
  void anEntryNeedsAReasonAndAListItsHeader() {
    assertThatThrownBy(() -> judged("answer,rule_1,Score,>= 5,> 5,"))
        .hasMessage(
            "list.csv, line 2: say in the last column why no example needs to notice the change.");
    assertThatThrownBy(() -> AcceptedSurvivors.read("list.csv", new StringReader("a,b\n1,2\n")))
        .hasMessage("list.csv: the first line must be " + AcceptedSurvivors.HEADER + ".");
  }

  @Test
  void aWrittenLineIsReadBackAsItself() throws IOException {
    MutationRun.MutationResult run = run(PAIN, "Score,= answer\n7,MET\n", changed -> false);
    String list =
        AcceptedSurvivors.HEADER
            + "\n"
            + String.join(
                "\n",
                run.unnoticed().stream()
                    .map(mutation -> AcceptedSurvivors.line(mutation) + "equivalent in this test")
                    .toList());

    assertThat(run.unnoticed()).extracting(Mutation::became).contains("-");
    assertThat(
            AcceptedSurvivors.read("list.csv", new StringReader(list))
                .judge(run, Set.of("answer"))
                .clean())
        .isTrue();
  }
}
