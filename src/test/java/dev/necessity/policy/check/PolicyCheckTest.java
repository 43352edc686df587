package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes that an analyst makes in a table, and what the check says of each. */
class PolicyCheckTest {

  private static Sketch scores() {
    return Sketch.table()
        .input("Score", "number", "a")
        .output("answer", "string", "\"HIGH\"", "\"LOW\"");
  }

  @Test
  void whatIsLeftToARuleByOneThatTakesEverythingElseIsNothingThatNeverFires() {
    assertThat(
            Sketch.table()
                .hitPolicy("FIRST")
                .input("A", "string", "a")
                .output("result", "string")
                .rule("not(\"none\")", "\"x\"")
                .rule("\"none\"", "\"y\"")
                .findings())
        .isEmpty();
    assertThat(
            Sketch.table()
                .hitPolicy("UNIQUE")
                .input("A", "string", "a")
                .output("result", "string")
                .rule("not(\"a\", \"b\")", "\"x\"")
                .rule("\"a\"", "\"y\"")
                .findings())
        .singleElement()
        .returns(Check.GAP, Finding::check)
        .extracting(Finding::message)
        .asString()
        .contains("\"b\"");
    assertThat(
            Sketch.table()
                .hitPolicy("FIRST")
                .input("A", "string", "a")
                .output("result", "string")
                .rule("\"none\"", "\"x\"")
                .rule("not(\"none\")", "\"y\"")
                .rule("\"none\"", "\"z\"")
                .findings())
        .singleElement()
        .returns(Check.RULE_NEVER_FIRES, Finding::check)
        .returns("row 3, rule_3", Finding::rule);
  }

  @Test
  void aSoundTableHasNoFinding() {
    assertThat(scores().rule(">= 5", "\"HIGH\"").rule("< 5", "\"LOW\"").findings()).isEmpty();
  }

  @Test
  void aCellThatIsNotFeelIsNamedWithItsRow() {
    Finding finding = one(scores().rule(">= 5", "\"HIGH\"").rule("< 5", "not so high"));

    assertThat(finding.check()).isEqualTo(Check.FEEL_SYNTAX);
    assertThat(finding.place()).isEqualTo("answer, row 2, rule_2, 'answer'");
    assertThat(finding.message()).isEqualTo("A text stands in quotes. Write \"not so high\".");
  }

  @Test
  void aTextWithoutQuotesIsFoundInOutputsAndInputs() {
    assertThat(one(scores().rule(">= 5", "HIGH").rule("< 5", "\"LOW\"")))
        .returns(Check.UNQUOTED_TEXT, Finding::check)
        .returns(
            "'HIGH' is neither a name nor in quotes, so it never has a value. Write \"HIGH\".",
            Finding::message);

    Sketch input =
        Sketch.table()
            .input("Side", "string", "a")
            .output("answer", "number")
            .rule("LEFT,RIGHT", "1");
    assertThat(input.findings()).extracting(Finding::check).contains(Check.UNQUOTED_TEXT);
  }

  @Test
  void aTextWithoutQuotesInAFilterIsAWarning() {
    assertThat(
            one(
                Sketch.table()
                    .input("Count", "number", "count(a[guidance = CT])")
                    .output("answer", "number")
                    .rule("-", "1")))
        .returns(Check.UNQUOTED_TEXT, Finding::check)
        .returns(Finding.Severity.WARNING, Finding::severity);
  }

  @Test
  void namesThatNobodyGivesAreFound() {
    assertThat(
            one(
                Sketch.table()
                    .input("Score", "number", "scoer + a")
                    .output("answer", "number")
                    .rule("-", "1")))
        .returns(Check.UNKNOWN_NAME, Finding::check);
    assertThat(
            one(Sketch.table()
                    .requires("minimum", "a.minimum")
                    .input("Score", "number", "minimun + 1")
                    .output("answer", "number")
                    .rule("-", "1"))
                .message())
        .contains("Write 'minimum'");
    assertThat(
            one(Sketch.table()
                    .input("Score", "number", "cuont(a)")
                    .output("answer", "number")
                    .rule("-", "1"))
                .message())
        .contains("FEEL has no function 'cuont'");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "wholeMonth(a, b) | UNKNOWN_NAME | FEEL has no function 'wholeMonth': its result would be null. Write 'wholeMonths', if that is meant.",
        "whole months(a, b) | UNKNOWN_NAME | FEEL has no function 'whole months': its result would be null. Write 'wholeMonths', if that is meant.",
        "cuont(a) | UNKNOWN_NAME | FEEL has no function 'cuont': its result would be null. Write 'count', if that is meant.",
        "yearsOfAge(a) | UNKNOWN_NAME | FEEL has no function 'yearsOfAge': its result would be null. Correct its name.",
        "wholeMonths(a) | ARGUMENTS | The function 'wholeMonths' is called as wholeMonths(from, to); given 1 argument, its result would be null. Give what it takes.",
        "wholeMonths(start: a, to: b) | ARGUMENTS | The function 'wholeMonths' is called as wholeMonths(from, to); given 'start, to', its result would be null. Give what it takes.",
        "convert(a, \"g\", \"kg\", 3) | ARGUMENTS | The function 'convert' is called as convert(value, from, to); given 4 arguments, its result would be null. Give what it takes.",
        "convert(a, b, \"ng/mml\") | UNKNOWN_UNIT | \"ng/mml\" is no unit that can be converted, so the result would be null. Write it as UCUM does, as in \"ng/mL\".",
        "convert(value: a, from: \"Cel\", to: b) | UNKNOWN_UNIT | \"Cel\" is no unit that can be converted, so the result would be null. Write it as UCUM does, as in \"ng/mL\".",
        "convert(a, \"nmol/L\", \"ng/mL\") | UNKNOWN_UNIT | \"nmol/L\" and \"ng/mL\" measure different things, so the result would be null. Convert between units of one thing; from moles to a mass with convertMoles.",
        "convertMoles(a, \"nmol/L\", \"ng\", 176) | UNKNOWN_UNIT | \"nmol/L\" and \"ng\" measure different things, so the result would be null. Convert between units of one thing; from moles to a mass with convertMoles.",
      })
  void aCallThatAFunctionDoesNotTakeIsNamedWithWhatItWouldTake(
      String expression, Check check, String message) {
    assertThat(
            one(
                Sketch.table()
                    .input("Score", "number", expression)
                    .output("answer", "number")
                    .rule("-", "1")))
        .returns(check, Finding::check)
        .returns(true, Finding::isError)
        .returns(message, Finding::message)
        .extracting(Finding::place)
        .asString()
        .contains("Score");
  }

  @Test
  void aCallThatAFunctionTakesHasNoFinding() {
    for (String expression :
        List.of(
            "wholeMonths(a, b)",
            "wholeMonths(from: a, to: b)",
            "convert(a, b, \"ng/mL\")",
            "convertMoles(a, \"nmol/L\", \"ng/mL\", b)",
            "convert(a, \"mg/dL\", \"g/L\")",
            "max(a, b, 1)",
            "round half up(n: a, scale: 2)")) {
      assertThat(
              Sketch.table()
                  .input("Score", "number", expression)
                  .output("answer", "number")
                  .rule("-", "1")
                  .findings())
          .as(expression)
          .isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "count(facts.injections) | count(facts.injektions) | 'facts' has no property 'injektions', so it is always null. Write 'injections', if that is meant.",
        "facts.injections[reliefLow > 70] | facts.injections[relefLow > 70] | The items of 'facts.injections' have no property 'relefLow', and no other value that this decision reads has that name, so it is always null. Write 'reliefLow', if that is meant.",
        "facts.injections[item.steroid = \"YES\"] | facts.injections[item.steroids = \"YES\"] | 'item' has no property 'steroids', so it is always null. Write 'steroid', if that is meant.",
        "some x in facts.imaging satisfies x.modality = \"CT\" | some x in facts.imaging satisfies x.modalty = \"CT\" | 'x' has no property 'modalty', so it is always null. Write 'modality', if that is meant.",
        "count(facts.injections[side = \"LEFT\"].date) | count(facts.injections[side = \"LEFT\"].dat) | 'facts.injections' has no property 'dat', so it is always null. There are: id, date, joint, side, guidance, isolation, steroid, reliefKnown, reliefLow, reliefHigh, reliefDurationStated, reliefDurationMonths.",
        "count(facts.evidence.injections) | count(facts.evidence.injektions) | 'facts.evidence' has no property 'injektions', so it is always null. Write 'injections', if that is meant.",
        "facts.evidence.injections[reliefPercent.low > 70] | facts.evidence.injections[reliefPercent.least > 70] | 'reliefPercent' has no property 'least', so it is always null. There are: low, lowKnown, high, highKnown.",
        "facts.nicotine.status | facts.nicotine.status.code | 'facts.nicotine.status' has no property 'code', so it is always null. It is a single value: remove the property.",
        "facts.injections[guidance = \"CT\"] | facts.injections[guidance = CT] | The items of 'facts.injections' have no property 'CT', and no other value that this decision reads has that name, so it is always null. If it is a text, write \"CT\".",
      })
  void propertiesThatFactsDoNotHaveAreFound(String right, String wrong, String message) {
    assertThat(overFacts(right)).isEmpty();
    assertThat(overFacts(wrong))
        .singleElement()
        .returns(true, Finding::isError)
        .returns(message, Finding::message);
  }

  @Test
  void propertiesAreFollowedThroughTheDecisionsOfTheFile() {
    String enough =
        "concatenate(facts.injections[side = b], for x in facts.injections[side = b] return x)[reliefLow >= 70]";
    assertThat(throughADecision(enough, "count(enough[reliefDurationMonths > 2])")).isEmpty();
    assertThat(throughADecision(enough, "count(enough[reliefDuratonMonths > 2])"))
        .singleElement()
        .returns(Check.UNKNOWN_NAME, Finding::check)
        .extracting(Finding::message)
        .asString()
        .contains("Write 'reliefDurationMonths'");
    assertThat(
            throughADecision(
                "for x in facts.injections return {day: x.date, own: x.side = b}",
                "count(enough[own])"))
        .isEmpty();
    assertThat(
            throughADecision(
                "for x in facts.injections return {day: x.date, own: x.side = b}",
                "count(enough[owned])"))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("Write 'own', if that is meant.");
  }

  private static List<Finding> overFacts(String expression) {
    return policy(
        Sketch.table().input("Asked", "Any", expression).output("answer", "number").rule("-", "1"));
  }

  private static List<Finding> throughADecision(String enough, String expression) {
    String both =
        Sketch.table()
            .requires("enough", enough)
            .input("Asked", "number", expression)
            .output("answer", "number")
            .rule("-", "1")
            .xml()
            .replace(
                "<informationRequirement id='enough_needs_a'>",
                "<informationRequirement id='enough_needs_b'><requiredInput href='#b'/></informationRequirement><informationRequirement id='enough_needs_a'>")
            .replace(
                "<dmndi:DMNShape id='enough_s'",
                "<dmndi:DMNEdge id='enough_b' dmnElementRef='enough_needs_b'><di:waypoint x='0' y='0'/><di:waypoint x='1' y='1'/></dmndi:DMNEdge><dmndi:DMNShape id='enough_s'");
    return policyOf(both);
  }

  private static List<Finding> policy(Sketch sketch) {
    return policyOf(sketch.xml());
  }

  /**
   * The sketch's input a is the facts of a request, which makes it a policy; that it answers
   * nothing is no matter here ({@link AnswerCheckTest}).
   */
  private static List<Finding> policyOf(String xml) {
    return withoutAnswer(
        xml.replace("name='a'", "name='facts'")
            .replace(
                "camunda:historyTimeToLive", "camunda:versionTag='1' camunda:historyTimeToLive"));
  }

  private static List<Finding> withoutAnswer(String xml) {
    return check(xml).stream().filter(finding -> finding.check() != Check.ANSWER).toList();
  }

  @Test
  void idsOfWhichNoKeyCanBeMadeAreFound() {
    String file = scores().rule(">= 5", "\"HIGH\"").rule("< 5", "\"LOW\"").xml();

    for (String taken : List.of("a--b", "a-")) {
      assertThat(check(file.replace("id='sketch'", "id='" + taken + "'")))
          .filteredOn(finding -> finding.check() == Check.IDS)
          .as(taken)
          .singleElement()
          .extracting(Finding::message)
          .asString()
          .contains("'" + taken + "'", "Choose another id");
    }
    assertThat(check(file.replaceAll("\\banswer\\b", "an--swer")))
        .extracting(Finding::check)
        .contains(Check.IDS);
    assertThat(
            check(
                file.replace("id='sketch'", "id='" + "p".repeat(250) + "'")
                    .replace(
                        "camunda:historyTimeToLive",
                        "camunda:versionTag='1' camunda:historyTimeToLive")))
        .filteredOn(finding -> finding.check() == Check.IDS)
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("more than 253 characters together");
  }

  @Test
  void itemsLoopVariablesKeysAndFunctionsOfFeelAreKnown() {
    assertThat(
            Sketch.table()
                .input(
                    "Score",
                    "number",
                    "count(for x in a, y in x.list return {k: y, l: k}) + sum(b[item > 3]) + count(a[date > c and list contains(codes, \"X\")].deep.path)")
                .input("Any", "boolean", "some s in a satisfies every t in s satisfies t.k = s.k")
                .output("answer", "number")
                .rule("-", "-", "1")
                .findings())
        .isEmpty();
  }

  @Test
  void aRequirementThatIsNotDrawnIsFound() {
    Finding finding =
        one(
            Sketch.table()
                .beside("qualifying", "a.injections")
                .input("Count", "number", "count(qualifying)")
                .output("answer", "number")
                .rule("-", "1"));

    assertThat(finding.check()).isEqualTo(Check.REQUIREMENT_NOT_DRAWN);
    assertThat(finding.message()).contains("Draw an arrow from 'qualifying' to 'answer'");
    assertThat(
            Sketch.table()
                .requires("qualifying", "a.injections")
                .input("Count", "number", "count(qualifying)")
                .output("answer", "number")
                .rule("-", "1")
                .findings())
        .isEmpty();
  }

  @Test
  void valuesOfAnotherTypeAreFound() {
    assertThat(one(scores().rule(">= 5", "\"HIGH\"").rule("< 5", "3")).message())
        .isEqualTo("3 is a number, but the column is of type string. Put it in quotes: \"3\".");
    assertThat(scores().rule(">= 5", "\"HIGH\"").rule("< \"5\"", "\"LOW\"").findings())
        .extracting(Finding::check)
        .contains(Check.WRONG_TYPE);
    assertThat(
            one(Sketch.table()
                    .input("Count", "string", "count(a)")
                    .output("answer", "number")
                    .rule("-", "1"))
                .message())
        .isEqualTo(
            "The column's expression gives a number, but the column is of type string. Make both the same.");
    assertThat(
            one(
                Sketch.table()
                    .input("Count", null, "count(a)")
                    .output("answer", "number")
                    .rule("-", "1")))
        .returns(Check.WRONG_TYPE, Finding::check)
        .returns(Finding.Severity.WARNING, Finding::severity);
  }

  @Test
  void valuesThatTheColumnDoesNotAllowAreFound() {
    assertThat(one(scores().rule(">= 5", "\"HIGH\"").rule("< 5", "\"LOWER\"")).message())
        .startsWith("\"LOWER\" is none of the values that the column allows (\"HIGH\",\"LOW\").");
    assertThat(
            Sketch.table()
                .input("Side", "string", "a", "\"LEFT\"", "\"RIGHT\"")
                .output("answer", "number")
                .rule("\"LEFT\"", "1")
                .rule("\"RIHGT\"", "2")
                .findings())
        .extracting(Finding::check)
        .contains(Check.OUTSIDE_ALLOWED_VALUES, Check.GAP);
  }

  @Test
  void aBlankOutputIsFound() {
    assertThat(one(scores().rule(">= 5", "\"HIGH\"").rule("< 5", "")))
        .returns(Check.BLANK_OUTPUT, Finding::check);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "> 5 | < 5 | No rule applies where 'Score' is 5.",
        ">= 5 | <= 4 | No rule applies where 'Score' is between 4 and 5.",
        ">= 5 | [0..5) | No rule applies where 'Score' is less than 0.",
        ">= 5 | <= 5 | The rule overlaps with row 1 where 'Score' is 5,",
        ">= 5 | - | The rule overlaps with row 1 where 'Score' is 5,",
      })
  void gapsAndOverlapsOfNumbersAreFound(String first, String second, String message) {
    assertThat(one(scores().rule(first, "\"HIGH\"").rule(second, "\"LOW\"")).message())
        .startsWith(message);
  }

  @Test
  void gapsAreFoundInTextsOfAnOpenDomainAndInDates() {
    assertThat(
            one(Sketch.table()
                    .input("Code", "string", "a")
                    .output("answer", "number")
                    .rule("\"27279\"", "1"))
                .message())
        .startsWith("No rule applies where 'Code' is any other text.");
    assertThat(
            one(Sketch.table()
                    .input("Received", "string", "a")
                    .output("answer", "number")
                    .rule("> \"2026-01-01\"", "1")
                    .rule("< \"2026-01-01\"", "2"))
                .message())
        .startsWith("No rule applies where 'Received' is \"2026-01-01\".");
    assertThat(
            one(Sketch.table()
                    .input("Day", "date", "a")
                    .output("answer", "number")
                    .rule("> date and time(\"2026-01-01T00:00:00\")", "1")
                    .rule("< date and time(\"2026-01-01T00:00:00\")", "2"))
                .message())
        .startsWith("No rule applies where 'Day' is 2026-01-01T00:00.");
  }

  @Test
  void aColumnThatShowsAnotherTablesOutputHasThatOutputsValues() {
    String file =
        scores()
            .rule("-", "\"LOW\"")
            .xml()
            .replace(
                "<inputData id='a'",
                "<decision id='next' name='next' camunda:historyTimeToLive='P1D'><variable id='next_v' name='next'/>"
                    + "<informationRequirement id='next_needs_answer'><requiredDecision href='#answer'/></informationRequirement>"
                    + "<decisionTable id='nt'><input id='ni' label='Answer'><inputExpression id='ne' typeRef='string'><text>answer</text></inputExpression></input>"
                    + "<output id='no' name='next' label='next' typeRef='number'/>"
                    + "<rule id='nr'><inputEntry id='nre'><text>\"LOW\"</text></inputEntry><outputEntry id='nro'><text>1</text></outputEntry></rule>"
                    + "</decisionTable></decision><inputData id='a'");
    assertThat(Sketch.CHECK.check("f", file.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .filteredOn(finding -> finding.check() == Check.GAP)
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .startsWith("No rule applies where 'Answer' is \"HIGH\".");
  }

  @Test
  void cellsThatCompareWithOtherDecisionsAreNoReasonForAGuess() {
    assertThat(
            Sketch.table()
                .requires("minimum", "a.minimum")
                .input("Score", "number", "a.score")
                .output("answer", "number")
                .rule(">= minimum", "1")
                .rule("< minimum", "2")
                .findings())
        .isEmpty();
    assertThat(
            one(Sketch.table()
                    .requires("minimum", "a.minimum")
                    .input("Score", "number", "a.score")
                    .output("answer", "number")
                    .rule(">= minimum", "1")
                    .rule("< minimum", "2")
                    .rule("-", "3")
                    .hitPolicy("FIRST")
                    .rule(">= minimum", "4"))
                .message())
        .startsWith("The rules above it take everything");
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "> minimum | < minimum | No rule applies where 'Score' is minimum.",
        ">= minimum | <= minimum | The rule overlaps with row 1 where 'Score' is minimum,",
        ">= minimum | 0 |",
      })
  void gapsAreFoundWhereCellsCompareWithAnotherDecisionsNumber(
      String first, String second, String message) {
    List<Finding> findings =
        Sketch.table()
            .requires("minimum", "a.minimum")
            .input("Score", "number", "a.score")
            .output("answer", "number")
            .rule(first, "1")
            .rule(second, "2")
            .findings();

    if (message == null) {
      assertThat(findings).as("nobody knows on which side of 0 it is").isEmpty();
    } else {
      assertThat(findings)
          .singleElement()
          .extracting(Finding::message)
          .asString()
          .startsWith(message);
    }
  }

  @Test
  void gapsAreFoundForEachValueThatAnotherTableGives() {
    assertThat(againstATable(">= least", "< least")).isEmpty();
    assertThat(againstATable("> least", "< least"))
        .extracting(Finding::message)
        .allMatch(message -> message.startsWith("No rule applies where 'Score' is"))
        .anyMatch(message -> message.contains("where 'Score' is 50 and least is 50"))
        .anyMatch(message -> message.contains("where 'Score' is 70 and least is 70"))
        .hasSize(2);
    assertThat(againstATable(">= least", "< 60"))
        .extracting(Finding::message)
        .satisfiesExactlyInAnyOrder(
            overlap ->
                assertThat(overlap)
                    .startsWith("The rule overlaps with row 1 where 'Score' is 50 and least is 50"),
            gap ->
                assertThat(gap).startsWith("No rule applies where 'Score' is 60 and least is 70"));
  }

  /** A table over scores, and one before it that gives 'least': 70, or 50. */
  private static List<Finding> againstATable(String first, String second) {
    return check(
        Sketch.table()
            .input("Score", "number", "a")
            .output("answer", "number")
            .rule(first, "1")
            .rule(second, "2")
            .xml()
            .replace(
                "<decisionTable id='t'",
                "<informationRequirement id='needs_standard'><requiredDecision href='#standard'/></informationRequirement><decisionTable id='t'")
            .replace(
                "<inputData id='a'",
                "<decision id='standard' name='standard' camunda:historyTimeToLive='P1D'><variable id='standard_v' name='standard'/>"
                    + "<informationRequirement id='standard_needs_b'><requiredInput href='#b'/></informationRequirement>"
                    + "<decisionTable id='st'><input id='si' label='Strict'><inputExpression id='se' typeRef='boolean'><text>b</text></inputExpression><inputValues id='sv'><text>true,false</text></inputValues></input>"
                    + "<output id='so' name='least' label='least' typeRef='number'/>"
                    + "<rule id='s1'><inputEntry id='s1i'><text>true</text></inputEntry><outputEntry id='s1o'><text>70</text></outputEntry></rule>"
                    + "<rule id='s2'><inputEntry id='s2i'><text>false</text></inputEntry><outputEntry id='s2o'><text>50</text></outputEntry></rule>"
                    + "</decisionTable></decision><inputData id='a'")
            .replace(
                "<dmndi:DMNShape id='answer_s'",
                "<dmndi:DMNShape id='standard_s' dmnElementRef='standard'><dc:Bounds x='0' y='0' width='1' height='1'/></dmndi:DMNShape>"
                    + edge("standard_needs_b")
                    + edge("needs_standard")
                    + "<dmndi:DMNShape id='answer_s'"));
  }

  private static String edge(String requirement) {
    return "<dmndi:DMNEdge id='%s_e' dmnElementRef='%1$s'><di:waypoint x='0' y='0'/><di:waypoint x='1' y='1'/></dmndi:DMNEdge>"
        .formatted(requirement);
  }

  @Test
  void aRuleBelowOneThatTakesEverythingNeverFires() {
    Finding finding =
        one(
            scores()
                .hitPolicy("FIRST")
                .rule(">= 5", "\"HIGH\"")
                .rule("-", "\"LOW\"")
                .rule("< 2", "\"LOW\""));

    assertThat(finding.check()).isEqualTo(Check.RULE_NEVER_FIRES);
    assertThat(finding.rule()).isEqualTo("row 3, rule_3");
  }

  @Test
  void aRuleThatTwoRulesAboveTakeTogetherNeverFires() {
    assertThat(
            one(scores()
                    .hitPolicy("FIRST")
                    .rule(">= 5", "\"HIGH\"")
                    .rule("< 5", "\"LOW\"")
                    .rule("[4..6]", "\"LOW\""))
                .rule())
        .isEqualTo("row 3, rule_3");
    assertThat(
            scores()
                .hitPolicy("FIRST")
                .rule(">= 5", "\"HIGH\"")
                .rule("< 4", "\"LOW\"")
                .rule("[3..6]", "\"LOW\"")
                .findings())
        .isEmpty();
  }

  @Test
  void aCellThatNoValuePassesIsFound() {
    assertThat(one(scores().hitPolicy("COLLECT").rule("? > 5 and ? < 3", "\"HIGH\"")))
        .returns(Check.RULE_NEVER_FIRES, Finding::check);
  }

  @Test
  void underAnyOverlapsMustAgree() {
    assertThat(scores().hitPolicy("ANY").rule(">= 5", "\"HIGH\"").rule("-", "\"HIGH\"").findings())
        .isEmpty();
    assertThat(one(scores().hitPolicy("ANY").rule(">= 5", "\"HIGH\"").rule("-", "\"LOW\"")))
        .returns(Check.OVERLAP, Finding::check);
  }

  @ParameterizedTest
  @CsvSource({"PRIORITY", "OUTPUT ORDER"})
  void hitPoliciesThatTheEngineDoesNotRunAreRefused(String policy) {
    assertThat(scores().hitPolicy(policy).rule("-", "\"HIGH\"").findings())
        .extracting(Finding::check)
        .contains(Check.HIT_POLICY);
  }

  @Test
  void aMissingTimeToLiveIsAnError() {
    assertThat(afterReplacing("camunda:historyTimeToLive='P1D'", ""))
        .singleElement()
        .returns(Check.TIME_TO_LIVE, Finding::check)
        .returns(true, Finding::isError);
  }

  @Test
  void aPolicysDecisionsNeedAVersionTag() {
    assertThat(afterReplacing("name='b'", "name='facts'"))
        .filteredOn(finding -> finding.check() != Check.ANSWER)
        .singleElement()
        .returns(Check.VERSION_TAG, Finding::check)
        .returns(true, Finding::isError);
  }

  @Test
  void tagsThatDifferAreAnErrorAndOneThatIsMissingAWarning() {
    Sketch two = scores().rule("-", "\"LOW\"").requires("other", "a");
    String half =
        two.xml()
            .replaceFirst(
                "camunda:historyTimeToLive", "camunda:versionTag='1' camunda:historyTimeToLive");
    assertThat(check(half))
        .singleElement()
        .returns(Check.VERSION_TAG, Finding::check)
        .returns(false, Finding::isError);
    assertThat(
            check(
                half.replace(
                    "id='other' name='other'", "id='other' name='other' camunda:versionTag='2'")))
        .singleElement()
        .returns(Check.VERSION_TAG, Finding::check)
        .returns(true, Finding::isError);
  }

  @Test
  void whatTheDiagramDoesNotShowIsAWarning() {
    assertThat(afterReplacing("<dmndi:DMNDI>.*</dmndi:DMNDI>", ""))
        .singleElement()
        .returns(Check.DIAGRAM, Finding::check)
        .returns(false, Finding::isError);
    assertThat(afterReplacing("<dmndi:DMNShape id='answer_s'.*?</dmndi:DMNShape>", ""))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .startsWith("The diagram does not show 'answer'.");
    assertThat(afterReplacing("<dmndi:DMNEdge id='needs_b_s'.*?</dmndi:DMNEdge>", ""))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .startsWith("The diagram does not show the arrow from 'b' to 'answer'.");
  }

  @Test
  void whatOnlyTheEngineRefusesIsAFinding() {
    assertThat(afterReplacing("<inputEntry id='r0_0'>.*?</inputEntry>", ""))
        .extracting(Finding::check)
        .containsExactly(Check.ENGINE);
  }

  @Test
  void aDecisionHasANameForPeopleAndItsIdForItsVariable() {
    assertThat(afterReplacing("name='answer' camunda", "name='The answer' camunda")).isEmpty();
    assertThat(afterReplacing("name='answer' camunda", "name='' camunda"))
        .singleElement()
        .returns(Check.NAMES_DIFFER, Finding::check);
    assertThat(
            check(
                scores()
                    .rule("-", "\"LOW\"")
                    .beside("other", "a")
                    .xml()
                    .replace(
                        "<variable id='other_v' name='other'/>",
                        "<variable id='other_v' name='The other'/>")))
        .singleElement()
        .returns(Check.NAMES_DIFFER, Finding::check)
        .extracting(Finding::message)
        .asString()
        .contains("set its variable name to the id");
    assertThat(
            check(
                scores()
                    .rule("-", "\"LOW\"")
                    .beside("other", "a")
                    .xml()
                    .replace("<variable id='other_v' name='other'/>", "")))
        .singleElement()
        .returns(Check.NAMES_DIFFER, Finding::check)
        .returns(true, Finding::isError);
  }

  @Test
  void twoOutputsOfOneNameOverwriteEachOther() {
    assertThat(afterReplacing("<inputData id='a' name='a'>", "<inputData id='a' name='answer'>"))
        .extracting(Finding::check)
        .contains(Check.SAME_OUTPUT);
  }

  @Test
  void logicThatTheEngineDoesNotRunIsRefused() {
    assertThat(
            check(
                scores()
                    .rule("-", "\"LOW\"")
                    .beside("other", "a")
                    .xml()
                    .replaceFirst(
                        "<literalExpression.*?</literalExpression>", "<context id='x'/>")))
        .extracting(Finding::check)
        .contains(Check.UNSUPPORTED_LOGIC);
  }

  private static List<Finding> afterReplacing(String regex, String replacement) {
    return check(
        scores()
            .rule(">= 5", "\"HIGH\"")
            .rule("< 5", "\"LOW\"")
            .xml()
            .replaceAll(regex, replacement));
  }

  private static List<Finding> check(String xml) {
    return Sketch.CHECK.check("sketch.dmn", xml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Finding one(Sketch sketch) {
    List<Finding> findings = sketch.findings();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
