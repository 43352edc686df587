package dev.necessity.policy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.policy.compare.PolicyComparison.DecisionChange;
import dev.necessity.policy.compare.TableComparison.Change;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.page.ComparisonPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An analyst's edits to the policy, told back in words. */
class PolicyComparisonTest {

  private static final String POLICY = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
  private static final String FINAL_TABLES = Models.text(Models.DMN.resolve("determination.dmn"));

  private static PolicyFile file(String xml) {
    return PolicyFile.read("policy.dmn", xml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<DecisionChange> changes(String before, String now) {
    assertThat(now.equals(before)).as("the edit changes the file").isFalse();
    return PolicyComparison.of(file(before), file(now)).changes();
  }

  private static DecisionChange onlyChange(String now) {
    return onlyChange(POLICY, now);
  }

  private static DecisionChange onlyChange(String before, String now) {
    List<DecisionChange> changes = changes(before, now);
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  private static String rule(String id) {
    String file = FINAL_TABLES.contains(id) ? FINAL_TABLES : POLICY;
    int start = file.indexOf("      <rule id=\"" + id + "\">");
    return file.substring(start, file.indexOf("</rule>\n", start) + "</rule>\n".length());
  }

  @Test
  void aFileDoesNotDifferFromItselfNorByItsLayout() {
    assertThat(PolicyComparison.of(file(POLICY), file(POLICY)).changes()).isEmpty();
    assertThat(changes(POLICY, POLICY.replaceFirst("x=\"[0-9]+\"", "x=\"7\""))).isEmpty();
  }

  @Test
  void aNewVersionTagIsAChangeOfTheFile() {
    assertThat(
            onlyChange(POLICY.replace("versionTag=\"2025-11.4\"", "versionTag=\"2026-01\""))
                .words())
        .containsExactly("Version tag: 2025-11.4 became 2026-01.");
  }

  @Test
  void aRemovedRuleIsToldAsASentence() {
    DecisionChange change =
        onlyChange(
            FINAL_TABLES, FINAL_TABLES.replace(rule("rule_whatNext_askForDocumentation"), ""));
    assertThat(change.words())
        .singleElement()
        .asString()
        .startsWith(
            "Row 4 removed (rule_whatNext_askForDocumentation): when 'Disposition' is \"PEND\", ")
        .contains("\"ASK_FOR_DOCUMENTATION\"");
    assertThat(change.table().orElseThrow().pairs())
        .extracting(TableComparison.Pair::change)
        .containsExactly(Change.SAME, Change.SAME, Change.SAME, Change.REMOVED, Change.SAME);
  }

  @Test
  void anAddedRuleIsToldAsASentence() {
    String added =
        rule("rule_whatNext_askForDocumentation")
            .replace("rule_whatNext_askForDocumentation", "rule_whatNext_new")
            .replace("\"PEND\"", "\"OTHER\"");
    DecisionChange change =
        onlyChange(
            FINAL_TABLES,
            FINAL_TABLES.replace(
                rule("rule_whatNext_askForDocumentation"),
                rule("rule_whatNext_askForDocumentation") + added));
    assertThat(change.words())
        .singleElement()
        .asString()
        .startsWith("Row 5 added (rule_whatNext_new): when 'Disposition' is \"OTHER\"");
  }

  @Test
  void aMovedRuleIsOneChangeAndNotTwo() {
    String first = rule("rule_reliefDuration_twoDurations");
    String second = rule("rule_reliefDuration_durationMissing");
    DecisionChange change = onlyChange(POLICY.replace(first + second, second + first));
    assertThat(change.words())
        .containsExactly("Row 2 moved to row 1 (rule_reliefDuration_durationMissing).");
    assertThat(change.table().orElseThrow().pairs())
        .extracting(TableComparison.Pair::change)
        .containsOnlyOnce(Change.MOVED);
  }

  @Test
  void aRuleWithANewIdIsKnownByItsCells() {
    assertThat(
            changes(
                FINAL_TABLES,
                FINAL_TABLES.replace("rule_whatNext_askForDocumentation", "rule_renamed")))
        .isEmpty();
  }

  @Test
  void columnsRequirementsExpressionsAndDecisionsAreCompared() {
    assertThat(
            onlyChange(
                    POLICY.replaceFirst(
                        "countedFindings\\[result = \"POSITIVE\"",
                        "countedFindings[result = \"NEGATIVE\""))
                .words())
        .containsExactly(
            "Expression: countedFindings[result = \"POSITIVE\"] became countedFindings[result = \"NEGATIVE\"].");
    assertThat(
            onlyChange(
                    POLICY.replaceFirst(
                        "(?s)    <informationRequirement id=\"governingLab_needs_nicotineStandard\">.*?</informationRequirement>\n",
                        ""))
                .words())
        .containsExactly("No longer requires 'nicotineStandard'.");
    assertThat(
            onlyChange(
                    FINAL_TABLES,
                    FINAL_TABLES.replaceFirst(
                        "<text>\"OPEN\",\"CLOSED\"</text>",
                        "<text>\"OPEN\",\"CLOSED\",\"LATE\"</text>"))
                .words())
        .containsExactly(
            "Input 'Documentation period', allowed values: \"OPEN\",\"CLOSED\" became \"OPEN\",\"CLOSED\",\"LATE\".");
    assertThat(
            onlyChange(POLICY.replaceFirst("(?s)  <decision id=\"references\".*?</decision>\n", ""))
                .words())
        .containsExactly("Decision removed: a table.");
    assertThat(
            PolicyComparison.of(
                    file(
                        POLICY.replaceFirst(
                            "(?s)  <decision id=\"references\".*?</decision>\n", "")),
                    file(POLICY))
                .changes())
        .singleElement()
        .extracting(DecisionChange::words)
        .asString()
        .contains("Decision added: a table.");
  }

  @Test
  void whatAFileSaysIsTextOnThePageAndNeverATag() {
    String page =
        ComparisonPage.page(
            PolicyComparison.of(
                file(POLICY),
                file(
                    POLICY.replaceFirst(
                        "<text>70</text>", "<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>"))));
    assertThat(page).contains("&lt;script&gt;").doesNotContain("<script");
  }
}
