package dev.necessity.policy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;

/**
 * A decision table as the texts that an analyst sees.
 *
 * @param columns inputs first
 */
public record TableText(String hitPolicy, List<Column> columns, List<Row> rows) {

  /** Of a decision that is no table. */
  public static final TableText NONE = new TableText("", List.of(), List.of());

  /**
   * @param key what makes it the same column in another version of the table
   * @param detail the expression of an input, the name of an output, which may be empty
   */
  public record Column(
      String key, boolean input, String label, String detail, String type, String allowed) {

    public String words() {
      return (input ? "input '" : "output '") + label + "'";
    }
  }

  /**
   * @param number from 1 as the table shows it
   * @param cells one for each column
   */
  public record Row(String id, int number, List<String> cells, String annotation) {}

  public static TableText of(DecisionTable table) {
    List<Column> columns = new ArrayList<>();
    for (Input input : table.getInputs()) {
      String expression =
          input.getInputExpression() == null ? "" : text(input.getInputExpression().getText());
      String label = input.getLabel() == null ? expression : input.getLabel();
      columns.add(
          new Column(
              input.getId(),
              true,
              label,
              expression,
              input.getInputExpression() == null ? null : input.getInputExpression().getTypeRef(),
              input.getInputValues() == null ? "" : text(input.getInputValues().getText())));
    }
    for (Output output : table.getOutputs()) {
      String name = Objects.requireNonNullElse(output.getName(), "");
      String label = output.getLabel() == null ? name : output.getLabel();
      columns.add(
          new Column(
              output.getId(),
              false,
              label,
              name,
              output.getTypeRef(),
              output.getOutputValues() == null ? "" : text(output.getOutputValues().getText())));
    }
    List<Row> rows = new ArrayList<>();
    for (Rule rule : table.getRules()) {
      List<String> cells = new ArrayList<>();
      rule.getInputEntries().forEach(entry -> cells.add(text(entry.getText())));
      rule.getOutputEntries().forEach(entry -> cells.add(text(entry.getText())));
      rows.add(
          new Row(
              rule.getId(),
              rows.size() + 1,
              cells,
              rule.getDescription() == null ? "" : rule.getDescription().getTextContent()));
    }
    String aggregation = table.getAggregation() == null ? "" : " (" + table.getAggregation() + ")";
    return new TableText(
        table.getHitPolicy().name().replace('_', ' ') + aggregation, columns, rows);
  }

  private static String text(Text text) {
    return text == null ? "" : text.getTextContent().strip();
  }
}
