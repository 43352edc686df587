package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy that the final tables could not go on from is found before anybody deploys it. */
class AnswerCheckTest {

  private static final String POLICY = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
  private static final PolicyCheck CHECK = new PolicyCheck();

  private static List<Finding> check(String xml) {
    return CHECK.check("policy.dmn", xml.getBytes(StandardCharsets.UTF_8)).stream()
        .filter(finding -> finding.check() == Check.ANSWER)
        .toList();
  }

  private static String without(String text) {
    assertThat(POLICY).contains(text);
    return POLICY.replace(text, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n  criteria: judgedCriteria,",
        "\n  setting: setting,",
        " inpatientDays: inpatientDays,",
        " settingAdverse: settingAdverse,",
        " settingReason: settingReason,",
        "\n  certifiedUntil: certifiedUntil,",
        "\n  doubts: doubts,",
        "\n  nextSteps: nextSteps,",
        ",\n  caveats: caveats"
      })
  void anAnswerThatLacksAnEntryIsAnErrorThatNamesIt(String entry) {
    String name = entry.replaceAll("[\\s,]*(\\w+):.*", "$1");
    assertThat(check(without(entry)))
        .singleElement()
        .returns("siJointFusion", Finding::decision)
        .returns(true, Finding::isError)
        .returns(
            "The policy's answer lacks what the final tables need: '"
                + name
                + "'. Add it to the expression.",
            Finding::message);
  }

  @Test
  void aCriterionThatLacksAPartIsFoundThroughTheDecisionThatGivesIt() {
    String changed = POLICY.replaceAll("\\bjudged: ", "verdict: ");
    assertThat(changed).isNotEqualTo(POLICY);

    assertThat(check(changed))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("'judged' of each of 'criteria'");
  }

  @Test
  void aCriterionOfTheListIsJudgedByTheTableWithItsId() {
    assertThat(
            check(POLICY.replace("<text>\"baselinePain\"</text>", "<text>\"restingPain\"</text>")))
        .singleElement()
        .returns("criterionList", Finding::decision)
        .returns("row 7, rule_criterionList_baselinePain", Finding::rule)
        .extracting(Finding::message)
        .asString()
        .startsWith("No table has the id 'restingPain'");
    String another =
        POLICY.replaceFirst(
            "(criterionList_baselinePain_out_criterionStatus\">\\s*<text>)baselinePain",
            "$1siJointImaging");
    assertThat(another).isNotEqualTo(POLICY);
    assertThat(check(another))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("Write baselinePain.");
  }

  @Test
  void whatLettersSayOfTheSettingIsInItsTable() {
    assertThat(check(POLICY.replace("name=\"settingCitation\"", "name=\"citationOfTheSetting\"")))
        .singleElement()
        .returns("levelOfCare", Finding::decision)
        .returns(
            "The table lacks the output 'settingCitation', which letters say of the setting. Add it.",
            Finding::message);
  }

  @Test
  void aPolicyThatEndsInNoAnswerIsFoundAndOneThatEndsByItselfNeedsNone() {
    assertThat(
            check(
                POLICY.replaceFirst(
                    "(?s)(<literalExpression id=\"siJointFusion_expression\">\\s*<text>).*?</text>",
                    "$1criteria</text>")))
        .singleElement()
        .returns("", Finding::decision)
        .extracting(Finding::message)
        .asString()
        .contains("has no decision 'whatNext' of its own", "{criteria: ..., documents: ...");
    assertThat(check(POLICY)).isEmpty();
    assertThat(check(Models.text(Models.DMN.resolve("determination.dmn")))).isEmpty();
    for (Path earlier : Models.files(Models.DMN.resolve("earlier"), ".dmn")) {
      assertThat(check(Models.text(earlier))).as(earlier.toString()).isEmpty();
    }
  }
}
