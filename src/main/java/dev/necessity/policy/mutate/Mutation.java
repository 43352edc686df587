package dev.necessity.policy.mutate;

import dev.necessity.policy.model.TableText.Column;
import java.util.Collection;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * One change in one place of a decision file, after which the file says something else and is still
 * a decision file.
 *
 * @param was all that the place said
 * @param became all that it says then; both are blank where a rule is removed
 */
public record Mutation(Place place, String was, String became) {

  /** Characters that a sentence shows on either side of the difference of two long texts. */
  private static final int CONTEXT = 40;

  public enum Part {
    CONDITION,
    OUTPUT,
    RULE,
    QUESTION,
    EXPRESSION
  }

  /**
   * @param decision its key
   * @param row number of the rule from 1 as the table shows it, 0 outside of the rules
   * @param rule id of that rule, empty outside of the rules
   * @param index of the column among the inputs or the outputs
   * @param column null for a whole rule and for an expression
   */
  public record Place(String decision, Part part, int row, String rule, int index, Column column) {

    public String label() {
      return column == null ? part == Part.EXPRESSION ? "expression" : "" : column.label();
    }

    /** As a sentence begins with it. */
    public String words() {
      String place = row == 0 ? "" : "Rule " + row + " (" + rule + ")";
      return switch (part) {
        case CONDITION, OUTPUT -> place + ", '" + label() + "'";
        case RULE -> place;
        case QUESTION -> "What '" + label() + "' asks";
        case EXPRESSION -> "The expression";
      };
    }
  }

  /** What changes, in words. */
  public String words() {
    return "no example would notice if "
        + (place.part() == Part.RULE ? "the rule were removed" : difference())
        + ".";
  }

  /** Changes a file, or a copy of this one decision. */
  public void applyTo(DmnModelInstance model) {
    Decision decision = model.getModelElementById(place.decision());
    if (place.part() == Part.EXPRESSION) {
      ((LiteralExpression) decision.getExpression()).getText().setTextContent(became);
      return;
    }
    DecisionTable table = (DecisionTable) decision.getExpression();
    if (place.part() == Part.QUESTION) {
      at(table.getInputs(), place.index()).getInputExpression().getText().setTextContent(became);
      return;
    }
    Rule rule = at(table.getRules(), place.row() - 1);
    switch (place.part()) {
      case CONDITION -> at(rule.getInputEntries(), place.index()).getText().setTextContent(became);
      case OUTPUT -> at(rule.getOutputEntries(), place.index()).getText().setTextContent(became);
      default -> table.getRules().remove(rule);
    }
  }

  /** The two texts, of long ones what surrounds the difference. */
  private String difference() {
    int begin = 0;
    while (begin < Math.min(was.length(), became.length())
        && was.charAt(begin) == became.charAt(begin)) {
      begin++;
    }
    int end = 0;
    while (end < Math.min(was.length(), became.length()) - begin
        && was.charAt(was.length() - 1 - end) == became.charAt(became.length() - 1 - end)) {
      end++;
    }
    return "'"
        + around(was, begin, was.length() - end)
        + "' became '"
        + around(became, begin, became.length() - end)
        + "'";
  }

  private static String around(String text, int begin, int end) {
    int from = begin - CONTEXT <= 0 ? 0 : text.lastIndexOf(' ', begin - CONTEXT) + 1;
    int next = end + CONTEXT >= text.length() ? -1 : text.indexOf(' ', end + CONTEXT);
    return (from == 0 ? "" : "… ")
        + text.substring(from, next < 0 ? text.length() : next).replaceAll("\\s+", " ")
        + (next < 0 ? "" : " …");
  }

  private static <T> T at(Collection<T> elements, int index) {
    return elements.stream().skip(index).findFirst().orElseThrow();
  }
}
