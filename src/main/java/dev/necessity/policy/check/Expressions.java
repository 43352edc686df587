package dev.necessity.policy.check;

import dev.necessity.feel.FeelTree;
import dev.necessity.policy.check.Findings.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;

/** The expressions of a decision that can be parsed, each with its place. */
final class Expressions {

  private Expressions() {}

  /**
   * @param inRule whether it is a cell of a rule
   */
  record Located(Decision decision, Place place, boolean inRule, FeelTree tree) {}

  static List<Located> of(Decision decision) {
    List<Located> found = new ArrayList<>();
    Place place = Place.of(decision.getId());
    if (decision.getExpression() instanceof LiteralExpression literal) {
      add(found, decision, place.cell("expression"), false, FeelTree.expression(text(literal)));
    } else if (decision.getExpression() instanceof DecisionTable table) {
      for (Input input : table.getInputs()) {
        add(
            found,
            decision,
            place.cell(CellCheck.label(input)),
            false,
            FeelTree.expression(text(input.getInputExpression())));
      }
      // Each look at a table's columns walks through all of its rules, so it is taken once.
      List<Input> columns = List.copyOf(table.getInputs());
      List<Output> results = List.copyOf(table.getOutputs());
      int row = 0;
      for (Rule rule : table.getRules()) {
        Place atRule = place.row(++row, rule.getId());
        Iterator<Input> inputs = columns.iterator();
        for (InputEntry entry : rule.getInputEntries()) {
          String cell = inputs.hasNext() ? CellCheck.label(inputs.next()) : "";
          add(found, decision, atRule.cell(cell), true, FeelTree.cell(text(entry.getText())));
        }
        Iterator<Output> outputs = results.iterator();
        for (OutputEntry entry : rule.getOutputEntries()) {
          String cell = outputs.hasNext() ? CellCheck.label(outputs.next()) : "";
          add(found, decision, atRule.cell(cell), true, FeelTree.expression(text(entry)));
        }
      }
    }
    return found;
  }

  private static void add(
      List<Located> found,
      Decision decision,
      Place place,
      boolean inRule,
      Optional<FeelTree> tree) {
    tree.ifPresent(parsed -> found.add(new Located(decision, place, inRule, parsed)));
  }

  static String text(LiteralExpression expression) {
    return expression == null ? "" : text(expression.getText());
  }

  static String text(Text text) {
    return text == null ? "" : text.getTextContent().strip();
  }
}
