package dev.necessity.policy.example;

import dev.necessity.policy.PlainNumber;
import dev.necessity.policy.PolicyEngine;
import dev.necessity.work.Budget;
import dev.necessity.work.Budgets;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * Runs the example rows of one decision table: a CSV file that an analyst owns, one row an example.
 *
 * <p>Columns: an input by its label; {@code = name} an expected output by its name (an empty cell is not checked); {@code $name}
 * a variable that cells use, such as a number from another table; {@code note} for the reader. Cells are plain text, numbers
 * and true/false as the column's type says; a column of type Any holds FEEL. A table with hit policy COLLECT expects its
 * results separated by {@code |}, and {@code (none)} where no rule hits.
 *
 * <p>The table is taken out of its diagram, so that a row says what goes into the table and nothing else.
 */
public final class TableExamples {

  private static final String NOTHING = "(none)";

  private final String decisionKey;
  private final DmnModelInstance table;
  private final DmnEngine engine;
  private final Budgets budgets;
  /** Each row runs in a thread of its own. */
  private final ThreadLocal<Set<String>> hitRules = ThreadLocal.withInitial(LinkedHashSet::new);

  private TableExamples(String decisionKey, DmnModelInstance table, Budgets budgets) {
    this.decisionKey = decisionKey;
    this.table = table;
    this.budgets = budgets;
    DefaultDmnEngineConfiguration configuration = PolicyEngine.configuration();
    configuration.getCustomPostDecisionTableEvaluationListeners().add(event ->
        event.getMatchingRules().stream().map(DmnEvaluatedDecisionRule::getId).forEach(hitRules.get()::add));
    this.engine = configuration.buildEngine();
  }

  /** One expectation that did not hold. */
  public record Failure(long line, String column, String expected, String actual) {

    @Override
    public String toString() {
      return "line " + line + ", " + column + ": expected " + expected + ", but the table says " + actual;
    }
  }

  /**
   * One row of the file.
   *
   * @param cells by the column's heading
   * @param rulesHit ids of the rules that it met
   */
  public record Example(long line, Map<String, String> cells, List<String> rulesHit, List<Failure> failures) {}

  /** What the rows showed, and the rules that no row hits. */
  public record Report(String decisionKey, List<Example> examples, List<String> rulesNotHit) {

    public List<Failure> failures() {
      return examples.stream().flatMap(example -> example.failures().stream()).toList();
    }
  }

  /**
   * Runs all rows. A row that takes longer than it may is a failure.
   *
   * @throws IllegalArgumentException when the decision is no table of the file, a column is not known or a cell is no number
   */
  public static Report run(DmnModelInstance model, String decisionKey, Reader csv, Budgets budgets) {
    return new TableExamples(decisionKey, alone(model, decisionKey), budgets).run(csv);
  }

  private Report run(Reader csv) {
    List<Example> examples = new ArrayList<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setIgnoreSurroundingSpaces(true).setCommentMarker('#').get();
    try (var parser = format.parse(csv)) {
      for (CSVRecord row : parser) {
        examples.add(example(row, parser.getCurrentLineNumber(), parser.getHeaderNames()));
      }
    } catch (UncheckedIOException malformed) {
      throw new IllegalArgumentException("This is no CSV: " + malformed.getCause().getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Set<String> hit = examples.stream().flatMap(example -> example.rulesHit().stream()).collect(Collectors.toSet());
    return new Report(decisionKey, List.copyOf(examples), decisionTable().getRules().stream().map(Rule::getId).filter(id -> !hit.contains(id)).toList());
  }

  private Example example(CSVRecord row, long line, List<String> columns) {
    try {
      return budgets.run(() -> {
        List<Failure> failures = new ArrayList<>();
        check(row, line, columns, failures);
        return new Example(line, row.toMap(), List.copyOf(hitRules.get()), List.copyOf(failures));
      });
    } catch (Budget.ExhaustedException e) {
      return new Example(line, row.toMap(), List.of(), List.of(new Failure(line, "the row", "a result", e.getMessage())));
    }
  }

  private void check(CSVRecord row, long line, List<String> columns, List<Failure> failures) {
    Map<String, Object> variables = new HashMap<>();
    Map<String, String> expected = new HashMap<>();
    List<Input> inputs = List.copyOf(decisionTable().getInputs());
    for (String column : columns) {
      String cell = row.get(column);
      if (column.startsWith("=")) {
        expected.put(column.substring(1).strip(), cell);
      } else if (column.startsWith("$")) {
        variables.put(column.substring(1).strip(), feel(cell));
      } else if (!column.equals("note")) {
        int index = indexOf(inputs, column);
        variables.put("input" + index, value(cell, inputs.get(index).getInputExpression().getTypeRef(), line, column));
      }
    }
    List<Map<String, Object>> results;
    try {
      results = engine.evaluateDecision(engine.parseDecision(decisionKey, table), variables).getResultList();
    } catch (DmnEngineException | FeelException e) {
      failures.add(new Failure(line, "the row", "a result", e.getMessage()));
      return;
    }
    expected.forEach((output, cell) -> {
      if (!cell.isEmpty()) {
        String actual = actual(results, output(output));
        String wanted = cell.equals(NOTHING) ? NOTHING : text("Any".equals(output(output).getTypeRef()) && !collects() ? feel(cell) : cell);
        if (!Objects.equals(wanted, actual)) {
          failures.add(new Failure(line, output, wanted, actual));
        }
      }
    });
  }

  private String actual(List<Map<String, Object>> results, Output output) {
    if (results.isEmpty()) {
      return NOTHING;
    }
    return results.stream().map(result -> text(result.get(output.getName()))).collect(Collectors.joining(" | "));
  }

  private boolean collects() {
    return "COLLECT".equals(decisionTable().getHitPolicy().name());
  }

  private DecisionTable decisionTable() {
    return (DecisionTable) ((Decision) table.getModelElementById(decisionKey)).getExpression();
  }

  private static int indexOf(List<Input> inputs, String label) {
    for (int i = 0; i < inputs.size(); i++) {
      if (label.equals(inputs.get(i).getLabel())) {
        return i;
      }
    }
    throw new IllegalArgumentException("The table has no input labelled '" + label + "'. Its inputs: "
        + inputs.stream().map(Input::getLabel).collect(Collectors.joining("; ")));
  }

  private Output output(String name) {
    return decisionTable().getOutputs().stream().filter(output -> output.getName().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The table has no output named '" + name + "'."));
  }

  private Object value(String cell, String type, long line, String column) {
    return switch (String.valueOf(type)) {
      case "number" -> number(cell, line, column);
      case "boolean" -> Boolean.valueOf(cell);
      case "string" -> cell;
      default -> feel(cell);
    };
  }

  private static BigDecimal number(String cell, long line, String column) {
    try {
      return new BigDecimal(cell);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Line " + line + ", '" + column + "': '" + cell + "' is no number.");
    }
  }

  private static Object feel(String expression) {
    try {
      return PolicyEngine.evaluate(expression);
    } catch (FeelException e) {
      throw new IllegalArgumentException("'" + expression + "' is no FEEL: " + e.getMessage());
    }
  }

  private static String text(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().map(TableExamples::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof BigDecimal number ? PlainNumber.of(number) : String.valueOf(value);
  }

  /** A copy of the file in which the table stands alone and its inputs are variables. */
  private static DmnModelInstance alone(DmnModelInstance model, String decisionKey) {
    DmnModelInstance copy = model.clone();
    if (!(copy.getModelElementById(decisionKey) instanceof Decision decision)
        || !(decision.getExpression() instanceof DecisionTable decisionTable)) {
      throw new IllegalArgumentException("The file has no decision table '" + decisionKey + "'.");
    }
    decision.getInformationRequirements().clear();
    int index = 0;
    for (Input input : decisionTable.getInputs()) {
      input.getInputExpression().getText().setTextContent("input" + index++);
    }
    return copy;
  }
}
