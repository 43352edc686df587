package dev.necessity.policy.check;

import dev.necessity.feel.FeelTree;
import dev.necessity.feel.FeelType;
import dev.necessity.policy.check.Findings.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.camunda.bpm.model.dmn.instance.UnaryTests;

/** A decision table as columns and rows of parsed cells. */
record Table(
    Decision decision,
    HitPolicy hitPolicy,
    List<Column> inputs,
    List<Column> outputs,
    List<Row> rows) {

  /**
   * @param typeRef as the file says it, null where it says nothing
   * @param expression what an input column asks; empty for an output, and where it cannot be parsed
   * @param allowed the values that the column allows, empty where it allows any
   * @param source the output of another table that an input column shows as it is
   */
  record Column(
      String label,
      String typeRef,
      boolean blank,
      Optional<FeelTree> expression,
      String allowedText,
      Optional<FeelTree> allowed,
      Optional<Output> source) {

    FeelType type() {
      return FeelType.ofTypeRef(typeRef);
    }

    /** What its cells are compared with: the engine makes a date and time of a date. */
    FeelType compared() {
      return type() == FeelType.DATE ? FeelType.DATE_AND_TIME : type();
    }
  }

  /**
   * @param tree empty where the cell cannot be parsed
   */
  record Cell(String text, Optional<FeelTree> tree) {

    /** Whether an input cell lets every value pass. */
    boolean any() {
      return text.isEmpty() || text.equals("-");
    }
  }

  record Row(Place place, int number, List<Cell> inputs, List<Cell> outputs) {}

  /** The cells of an input column, one for each row. */
  List<Cell> cells(int column) {
    return rows.stream().map(row -> row.inputs().get(column)).toList();
  }

  static Table of(Decision decision, Names names) {
    DecisionTable table = (DecisionTable) decision.getExpression();
    List<Column> inputs =
        table.getInputs().stream().map(input -> input(input, decision, names)).toList();
    List<Column> outputs = table.getOutputs().stream().map(Table::output).toList();
    List<Row> rows = new ArrayList<>();
    for (Rule rule : table.getRules()) {
      int number = rows.size() + 1;
      rows.add(
          new Row(
              Place.of(decision.getId()).row(number, rule.getId()),
              number,
              rule.getInputEntries().stream().map(entry -> inputCell(entry.getText())).toList(),
              rule.getOutputEntries().stream().map(entry -> outputCell(entry.getText())).toList()));
    }
    return new Table(decision, table.getHitPolicy(), inputs, outputs, rows);
  }

  /**
   * Whether every row has a cell for every column, without which the engine refuses the table
   * anyway.
   */
  boolean regular() {
    return rows.stream()
        .allMatch(
            row -> row.inputs().size() == inputs.size() && row.outputs().size() == outputs.size());
  }

  private static Column input(Input input, Decision decision, Names names) {
    String text = Expressions.text(input.getInputExpression());
    Optional<FeelTree> expression = FeelTree.expression(text);
    Optional<Output> source =
        expression.flatMap(FeelTree::name).flatMap(name -> names.columnBehind(name, decision));
    String typeRef =
        input.getInputExpression() == null ? null : input.getInputExpression().getTypeRef();
    String allowed = text(input.getInputValues());
    if (allowed.isEmpty()) {
      allowed = source.map(output -> text(output.getOutputValues())).orElse("");
    }
    return new Column(
        CellCheck.label(input),
        typeRef,
        text.isEmpty(),
        expression,
        allowed,
        allowed(allowed),
        source);
  }

  private static Column output(Output output) {
    String allowed = text(output.getOutputValues());
    return new Column(
        CellCheck.label(output),
        output.getTypeRef(),
        false,
        Optional.empty(),
        allowed,
        allowed(allowed),
        Optional.empty());
  }

  private static Optional<FeelTree> allowed(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : FeelTree.cell(text).filter(FeelTree::comparesWithConstantsOnly);
  }

  private static String text(UnaryTests tests) {
    return tests == null ? "" : Expressions.text(tests.getText());
  }

  private static Cell inputCell(Text text) {
    String content = Expressions.text(text);
    return new Cell(content, FeelTree.cell(content));
  }

  private static Cell outputCell(Text text) {
    String content = Expressions.text(text);
    return new Cell(content, content.isEmpty() ? Optional.empty() : FeelTree.expression(content));
  }
}
