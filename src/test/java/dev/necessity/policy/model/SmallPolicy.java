package dev.necessity.policy.model;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A policy that a test writes: criteria, each a table over the pain scores, and one answer with
 * which it ends by itself. All have the same names and the same version tag, as policies do whose
 * authors began with the same file.
 */
public final class SmallPolicy {

  public static final String VERSION = "2026-01";

  private SmallPolicy() {}

  /**
   * @param threshold the lowest score that counts
   */
  public static PolicyFile of(String id, int threshold) {
    return of(id, threshold, 1, 2);
  }

  /**
   * @param rules of each criterion's table, at least two
   */
  public static PolicyFile of(String id, int threshold, int criteria, int rules) {
    String tables =
        IntStream.range(0, criteria)
            .mapToObj(number -> criterion("pain" + number, threshold, rules))
            .collect(Collectors.joining());
    String needs =
        IntStream.range(0, criteria)
            .mapToObj(
                number ->
                    "<informationRequirement id='answer_needs_pain%d'><requiredDecision href='#pain%1$d'/></informationRequirement>"
                        .formatted(number))
            .collect(Collectors.joining());
    String judged =
        IntStream.range(0, criteria)
            .mapToObj(number -> "{id: \"pain%d\", status: pain%1$d}".formatted(number))
            .collect(Collectors.joining(", "));
    String file =
        ("<?xml version='1.0' encoding='UTF-8'?><definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' xmlns:camunda='http://camunda.org/schema/1.0/dmn'"
                + " id='%s' name='%1$s' namespace='https://example.org/%1$s'>"
                + tables
                + "<decision id='answer' name='answer' camunda:versionTag='"
                + VERSION
                + "' camunda:historyTimeToLive='P1D'><variable id='answer_v' name='answer'/>"
                + needs
                + "<literalExpression id='answer_e'><text>{criteria: [%s], recommendation: {disposition: if pain0 = \"MET\" then \"CERTIFY\" else \"REVIEW\"}}</text></literalExpression></decision>"
                + "<decision id='whatNext' name='whatNext' camunda:versionTag='"
                + VERSION
                + "' camunda:historyTimeToLive='P1D'><variable id='whatNext_v' name='whatNext'/>"
                + "<informationRequirement id='whatNext_needs_answer'><requiredDecision href='#answer'/></informationRequirement>"
                + "<literalExpression id='whatNext_e'><text>answer.recommendation.disposition</text></literalExpression></decision>"
                + "<inputData id='facts' name='facts'><variable id='facts_v' name='facts'/></inputData></definitions>")
            .formatted(id, judged);
    return PolicyFile.read(id + ".dmn", file.getBytes(StandardCharsets.UTF_8));
  }

  /** Met where a score is high enough: a row for none, and one for each number of such scores. */
  private static String criterion(String name, int threshold, int rules) {
    String rows =
        IntStream.range(0, rules)
            .mapToObj(
                row ->
                    ("<rule id='%s_r%d'><inputEntry id='%1$s_i%2$d'><text>%s</text></inputEntry>"
                            + "<outputEntry id='%1$s_o%2$d'><text>\"%s\"</text></outputEntry></rule>")
                        .formatted(
                            name,
                            row,
                            row == 0
                                ? "&lt;= 0"
                                : row < rules - 1
                                    ? "]" + (row - 1) + ".." + row + "]"
                                    : "&gt; " + (row - 1),
                            row == 0 ? "NOT_MET" : "MET"))
            .collect(Collectors.joining());
    return ("<decision id='%s' name='%1$s' camunda:versionTag='"
                + VERSION
                + "' camunda:historyTimeToLive='P1D'><variable id='%1$s_v' name='%1$s'/>"
                + "<informationRequirement id='%1$s_needs_facts'><requiredInput href='#facts'/></informationRequirement><decisionTable id='%1$s_t' hitPolicy='UNIQUE'>"
                + "<input id='%1$s_in' label='Scores'><inputExpression id='%1$s_e' typeRef='number'><text>count(facts.painScores[score &gt;= %d])</text></inputExpression></input>"
                + "<output id='%1$s_out' label='Status' name='%1$s' typeRef='string'/>")
            .formatted(name, threshold)
        + rows
        + "</decisionTable></decision>";
  }
}
