package dev.necessity.policy.example;

import dev.necessity.policy.DmnFiles;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.FeelException;
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
 * <p>The table is taken out of its diagram, so that a row says what goes into the table and nothing else. For one thread.
 */
public final class TableExamples {

  private static final String NOTHING = "(none)";

  private final String decisionKey;
  private final DmnModelInstance table;
  private final List<String> columns;
  private final List<Line> lines;
  private final DmnEngine engine;
  private final Set<String> hitRules = new LinkedHashSet<>();

  private TableExamples(String decisionKey, DmnModelInstance table, List<String> columns, List<Line> lines) {
    this.decisionKey = decisionKey;
    this.table = table;
    this.columns = columns;
    this.lines = lines;
    DefaultDmnEngineConfiguration configuration = PolicyEngine.configuration();
    configuration.getCustomPostDecisionTableEvaluationListeners().add(event ->
        event.getMatchingRules().stream().map(DmnEvaluatedDecisionRule::getId).forEach(hitRules::add));
    this.engine = configuration.buildEngine();
  }

  private record Line(long number, CSVRecord row) {}

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
    return of(model, decisionKey, csv).run(budgets);
  }

  /**
   * The rows of a table, to be run more than once.
   *
   * @throws IllegalArgumentException when the decision is no table of the file, or the rows are no CSV
   */
  public static TableExamples of(DmnModelInstance model, String decisionKey, Reader csv) {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setIgnoreSurroundingSpaces(true).setCommentMarker('#').get();
    try (var parser = format.parse(csv)) {
      List<Line> lines = new ArrayList<>();
      for (CSVRecord row : parser) {
        lines.add(new Line(parser.getCurrentLineNumber(), row));
      }
      return new TableExamples(decisionKey, alone(model, decisionKey), parser.getHeaderNames(), lines);
    } catch (UncheckedIOException malformed) {
      throw new IllegalArgumentException("This is no CSV: " + malformed.getCause().getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Report run(Budgets budgets) {
    Evaluation evaluation = new Evaluation(table);
    List<Example> examples = lines.stream().map(line -> evaluation.example(line, budgets)).toList();
    Set<String> hit = examples.stream().flatMap(example -> example.rulesHit().stream()).collect(Collectors.toSet());
    return new Report(decisionKey, examples, evaluation.decisionTable.getRules().stream().map(Rule::getId).filter(id -> !hit.contains(id)).toList());
  }

  /** Whether a row fails once the table is changed; only as many are run as it takes to know. */
  public boolean failAfter(Consumer<DmnModelInstance> change, Budgets budgets) {
    DmnModelInstance changed = table.clone();
    change.accept(changed);
    Evaluation evaluation = new Evaluation(changed);
    return lines.stream().anyMatch(line -> !evaluation.example(line, budgets).failures().isEmpty());
  }

  /** The rows against one version of the table. */
  private final class Evaluation {

    private final DmnModelInstance model;
    private final DecisionTable decisionTable;
    private final List<Input> inputs;
    private final Map<String, Output> outputs = new HashMap<>();
    private final boolean collects;
    private DmnDecision parsed;

    Evaluation(DmnModelInstance model) {
      this.model = model;
      this.decisionTable = (DecisionTable) ((Decision) model.getModelElementById(decisionKey)).getExpression();
      this.inputs = List.copyOf(decisionTable.getInputs());
      this.collects = "COLLECT".equals(decisionTable.getHitPolicy().name());
      decisionTable.getOutputs().forEach(output -> outputs.put(output.getName(), output));
    }

    Example example(Line line, Budgets budgets) {
      try {
        return budgets.run(() -> {
          hitRules.clear();
          List<Failure> failures = new ArrayList<>();
          check(line, failures);
          return new Example(line.number(), line.row().toMap(), List.copyOf(hitRules), List.copyOf(failures));
        });
      } catch (Budget.ExhaustedException e) {
        return new Example(line.number(), line.row().toMap(), List.of(), List.of(new Failure(line.number(), "the row", "a result", e.getMessage())));
      }
    }

    private void check(Line line, List<Failure> failures) {
      Map<String, Object> variables = new HashMap<>();
      Map<String, String> expected = new HashMap<>();
      for (String column : columns) {
        String cell = line.row().get(column);
        if (column.startsWith("=")) {
          expected.put(column.substring(1).strip(), cell);
        } else if (column.startsWith("$")) {
          variables.put(column.substring(1).strip(), feel(cell));
        } else if (!column.equals("note")) {
          int index = indexOf(inputs, column);
          variables.put("input" + index, value(cell, inputs.get(index).getInputExpression().getTypeRef(), line.number(), column));
        }
      }
      List<Map<String, Object>> results;
      try {
        if (parsed == null) {
          parsed = engine.parseDecision(decisionKey, model);
        }
        results = engine.evaluateDecision(parsed, variables).getResultList();
      } catch (DmnEngineException | FeelException e) {
        failures.add(new Failure(line.number(), "the row", "a result", e.getMessage()));
        return;
      }
      expected.forEach((output, cell) -> {
        if (!cell.isEmpty()) {
          String actual = actual(results, output(output));
          String wanted = cell.equals(NOTHING) ? NOTHING : text("Any".equals(output(output).getTypeRef()) && !collects ? feel(cell) : cell);
          if (!Objects.equals(wanted, actual)) {
            failures.add(new Failure(line.number(), output, wanted, actual));
          }
        }
      });
    }

    private Output output(String name) {
      return Optional.ofNullable(outputs.get(name)).orElseThrow(() -> new IllegalArgumentException("The table has no output named '" + name + "'."));
    }
  }

  private static String actual(List<Map<String, Object>> results, Output output) {
    if (results.isEmpty()) {
      return NOTHING;
    }
    return results.stream().map(result -> text(result.get(output.getName()))).collect(Collectors.joining(" | "));
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
    if (!(model.getModelElementById(decisionKey) instanceof Decision original) || !(original.getExpression() instanceof DecisionTable)) {
      throw new IllegalArgumentException("The file has no decision table '" + decisionKey + "'.");
    }
    DmnModelInstance copy = DmnFiles.only(original);
    Decision decision = copy.getModelElementById(decisionKey);
    decision.getInformationRequirements().clear();
    int index = 0;
    for (Input input : ((DecisionTable) decision.getExpression()).getInputs()) {
      input.getInputExpression().getText().setTextContent("input" + index++);
    }
    return copy;
  }
}
