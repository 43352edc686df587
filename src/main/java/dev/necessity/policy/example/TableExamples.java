package dev.necessity.policy.example;

import dev.necessity.policy.model.DmnFiles;
import dev.necessity.policy.model.PlainNumber;
import dev.necessity.policy.model.PolicyEngine;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * Runs the example rows of one decision table or expression: a CSV file that an analyst owns, one
 * row an example.
 *
 * <p>Columns: an input by its label; {@code = name} an expected output by its name (an empty cell
 * is not checked); {@code $name} a variable that cells use, such as a number from another table;
 * {@code note} for the reader. Cells are plain text, numbers and true/false as the column's type
 * says; a column of type Any holds FEEL. A table with hit policy COLLECT or RULE ORDER expects its
 * results separated by {@code |}, and {@code (none)} where no rule hits. An expression has no
 * inputs but {@code $name}, and {@code = …} holds what is asked of its value, as {@code =
 * count(firstTable)}; what is expected is FEEL.
 *
 * <p>The table is taken out of its diagram, so that a row says what goes into the table and nothing
 * else. For one thread.
 */
public final class TableExamples {

  /** As analysts write it: headings in the first line, comments after #. */
  public static final CSVFormat CSV =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .setCommentMarker('#')
          .get();

  private static final String NOTHING = "(none)";
  private static final String NOTE = "note";
  private static final int MOST_TRIED = 2_000;

  private final String decisionKey;
  private final DmnModelInstance table;
  private final List<String> columns;
  private final List<Line> lines;
  private final DmnEngine engine;
  private final Set<String> hitRules = new LinkedHashSet<>();

  private TableExamples(
      String decisionKey, DmnModelInstance table, List<String> columns, List<Line> lines) {
    this.decisionKey = decisionKey;
    this.table = table;
    this.columns = columns;
    this.lines = lines;
    DefaultDmnEngineConfiguration configuration = PolicyEngine.configuration();
    configuration
        .getCustomPostDecisionTableEvaluationListeners()
        .add(
            event ->
                event.getMatchingRules().stream()
                    .map(DmnEvaluatedDecisionRule::getId)
                    .forEach(hitRules::add));
    this.engine = configuration.buildEngine();
  }

  private record Line(long number, CSVRecord row) {}

  /** One expectation that did not hold. */
  public record Failure(long line, String column, String expected, String actual) {

    @Override
    public String toString() {
      return "line "
          + line
          + ", "
          + column
          + ": expected "
          + expected
          + ", but the table says "
          + actual;
    }
  }

  /**
   * One row of the file.
   *
   * @param cells by the column's heading
   * @param rulesHit ids of the rules that it met
   */
  public record Example(
      long line, Map<String, String> cells, List<String> rulesHit, List<Failure> failures) {}

  /** What the rows showed, and the rules that no row hits. */
  public record Report(String decisionKey, List<Example> examples, List<String> rulesNotHit) {

    public List<Failure> failures() {
      return examples.stream().flatMap(example -> example.failures().stream()).toList();
    }
  }

  /**
   * Runs all rows. A row that takes longer than it may is a failure.
   *
   * @throws IllegalArgumentException when the decision is no table of the file, a column is not
   *     known or a cell is no number
   */
  public static Report run(
      DmnModelInstance model, String decisionKey, Reader csv, Budgets budgets) {
    return of(model, decisionKey, csv).run(budgets);
  }

  /**
   * The rows of a table, to be run more than once.
   *
   * @throws IllegalArgumentException when the decision is no table of the file, or the rows are no
   *     CSV
   */
  public static TableExamples of(DmnModelInstance model, String decisionKey, Reader csv) {
    try (var parser = CSV.parse(csv)) {
      List<Line> lines = new ArrayList<>();
      for (CSVRecord row : parser) {
        lines.add(new Line(parser.getCurrentLineNumber(), row));
      }
      return new TableExamples(
          decisionKey, alone(model, decisionKey), parser.getHeaderNames(), lines);
    } catch (UncheckedIOException malformed) {
      throw new IllegalArgumentException("This is no CSV: " + malformed.getCause().getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Report run(Budgets budgets) {
    Evaluation evaluation = new Evaluation(table);
    List<Example> examples = lines.stream().map(line -> evaluation.example(line, budgets)).toList();
    Set<String> hit =
        examples.stream()
            .flatMap(example -> example.rulesHit().stream())
            .collect(Collectors.toSet());
    return new Report(
        decisionKey, examples, evaluation.rules().filter(id -> !hit.contains(id)).toList());
  }

  /** Whether a row fails once the table is changed; only as many are run as it takes to know. */
  public boolean failAfter(Consumer<DmnModelInstance> change, Budgets budgets) {
    DmnModelInstance changed = table.clone();
    change.accept(changed);
    Evaluation evaluation = new Evaluation(changed);
    return lines.stream().anyMatch(line -> !evaluation.example(line, budgets).failures().isEmpty());
  }

  /**
   * A row that would fail after a change, with what the table says as it stands; empty where these
   * values tell no difference.
   *
   * @param change of the table
   * @param values for each input by its label, what a row could have there
   */
  public Optional<List<String>> missing(
      Consumer<DmnModelInstance> change, Map<String, List<String>> values, Budgets budgets) {
    DmnModelInstance changed = table.clone();
    change.accept(changed);
    Evaluation now = new Evaluation(table);
    Evaluation then = new Evaluation(changed);
    List<List<String>> choices =
        columns.stream()
            .map(
                column ->
                    column.startsWith("=") || column.equals(NOTE)
                        ? List.of("")
                        : column.startsWith("$")
                            ? lines.stream().map(line -> line.row().get(column)).limit(1).toList()
                            : values.getOrDefault(column, List.of()))
            .toList();
    return rows(choices)
        .limit(MOST_TRIED)
        .flatMap(cells -> budgets.run(() -> now.unlike(then, cells)).stream())
        .findFirst();
  }

  /** What the rows have in the column of an input; nothing where they have no such column. */
  public Stream<String> cells(String input) {
    return columns.contains(input)
        ? lines.stream().map(line -> line.row().get(input))
        : Stream.empty();
  }

  /** The rows against one version of the table. */
  private final class Evaluation {

    private final DmnModelInstance model;

    /** Empty for an expression. */
    private final Optional<DecisionTable> decisionTable;

    private final List<Input> inputs;
    private final Map<String, Output> outputs = new HashMap<>();
    private final boolean collects;
    private DmnDecision parsed;

    Evaluation(DmnModelInstance model) {
      this.model = model;
      this.decisionTable =
          Optional.of(((Decision) model.getModelElementById(decisionKey)).getExpression())
              .filter(DecisionTable.class::isInstance)
              .map(DecisionTable.class::cast);
      this.inputs = decisionTable.map(table -> List.copyOf(table.getInputs())).orElse(List.of());
      this.collects =
          decisionTable
              .map(DecisionTable::getHitPolicy)
              .filter(policy -> policy == HitPolicy.COLLECT || policy == HitPolicy.RULE_ORDER)
              .isPresent();
      decisionTable.ifPresent(
          table -> table.getOutputs().forEach(output -> outputs.put(output.getName(), output)));
    }

    Stream<String> rules() {
      return decisionTable.stream().flatMap(table -> table.getRules().stream()).map(Rule::getId);
    }

    Example example(Line line, Budgets budgets) {
      try {
        return budgets.run(
            () -> {
              hitRules.clear();
              List<Failure> failures = new ArrayList<>();
              check(line, failures);
              return new Example(
                  line.number(), line.row().toMap(), List.copyOf(hitRules), List.copyOf(failures));
            });
      } catch (Budget.ExhaustedException e) {
        return new Example(
            line.number(),
            line.row().toMap(),
            List.of(),
            List.of(new Failure(line.number(), "the row", "a result", e.getMessage())));
      }
    }

    private void check(Line line, List<Failure> failures) {
      Map<String, String> expected = new HashMap<>();
      columns.stream()
          .filter(column -> column.startsWith("="))
          .forEach(column -> expected.put(name(column), line.row().get(column)));
      List<Map<String, Object>> results;
      try {
        results = results(line.row().values(), line.number());
      } catch (DmnEngineException | FeelException e) {
        failures.add(new Failure(line.number(), "the row", "a result", e.getMessage()));
        return;
      }
      expected.forEach(
          (output, cell) -> {
            if (!cell.isEmpty()) {
              String actual = said(results, output, TableExamples::text);
              String wanted =
                  cell.equals(NOTHING) ? NOTHING : isFeel(output) ? text(feel(cell)) : cell;
              if (!Objects.equals(wanted, actual)) {
                failures.add(new Failure(line.number(), output, wanted, actual));
              }
            }
          });
    }

    /**
     * @param cells of a row, in the order of the columns
     */
    private List<Map<String, Object>> results(String[] cells, long line) {
      Map<String, Object> variables = new HashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        String column = columns.get(i);
        if (column.startsWith("$")) {
          variables.put(name(column), feel(cells[i]));
        } else if (!column.startsWith("=") && !column.equals(NOTE)) {
          int index = indexOf(inputs, column);
          variables.put(
              "input" + index,
              value(cells[i], inputs.get(index).getInputExpression().getTypeRef(), line, column));
        }
      }
      if (parsed == null) {
        parsed = engine.parseDecision(decisionKey, model);
      }
      return engine.evaluateDecision(parsed, variables).getResultList();
    }

    /** The row with what this version says, where the other one says something else. */
    private Optional<List<String>> unlike(Evaluation other, List<String> cells) {
      List<String> says = says(cells);
      return says.isEmpty() || says.equals(other.says(cells))
          ? Optional.empty()
          : Optional.of(says);
    }

    /** Empty where it cannot say anything. */
    private List<String> says(List<String> cells) {
      try {
        List<Map<String, Object>> results = results(cells.toArray(String[]::new), 0);
        return IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    !columns.get(i).startsWith("=")
                        ? cells.get(i)
                        : said(
                            results,
                            name(columns.get(i)),
                            isFeel(name(columns.get(i)))
                                ? TableExamples::quoted
                                : TableExamples::text))
            .toList();
      } catch (DmnEngineException | FeelException e) {
        return List.of();
      }
    }

    private String said(
        List<Map<String, Object>> results, String heading, Function<Object, String> words) {
      if (results.isEmpty()) {
        return NOTHING;
      }
      return decisionTable.isEmpty()
          ? words.apply(PolicyEngine.evaluate(heading, results.get(0)))
          : results.stream()
              .map(result -> words.apply(result.get(output(heading).getName())))
              .collect(Collectors.joining(" | "));
    }

    /** Whether what is expected under a heading is written as FEEL. */
    private boolean isFeel(String heading) {
      return decisionTable.isEmpty() || !collects && "Any".equals(output(heading).getTypeRef());
    }

    private Output output(String name) {
      return Optional.ofNullable(outputs.get(name))
          .orElseThrow(
              () -> new IllegalArgumentException("The table has no output named '" + name + "'."));
    }
  }

  /** Every row with one of the choices for each column, the last column changing first. */
  private static Stream<List<String>> rows(List<List<String>> choices) {
    if (choices.isEmpty()) {
      return Stream.of(List.of());
    }
    List<List<String>> rest = choices.subList(1, choices.size());
    return choices.get(0).stream()
        .flatMap(
            cell -> rows(rest).map(row -> Stream.concat(Stream.of(cell), row.stream()).toList()));
  }

  private static String name(String column) {
    return column.substring(1).strip();
  }

  private static String quoted(Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(TableExamples::quoted).collect(Collectors.joining(", ", "[", "]"))
        : value instanceof Map<?, ?> context
            ? context.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + quoted(entry.getValue()))
                .sorted()
                .collect(Collectors.joining(", ", "{", "}"))
            : value instanceof String text ? "\"" + text.replace("\"", "\\\"") + "\"" : text(value);
  }

  private static int indexOf(List<Input> inputs, String label) {
    for (int i = 0; i < inputs.size(); i++) {
      if (label.equals(inputs.get(i).getLabel())) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "The table has no input labelled '"
            + label
            + "'. Its inputs: "
            + inputs.stream().map(Input::getLabel).collect(Collectors.joining("; ")));
  }

  private static Object value(String cell, String type, long line, String column) {
    try {
      return value(cell, type);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Line " + line + ", '" + column + "': '" + cell + "' is no number.");
    }
  }

  /**
   * What a cell of an input of this type gives the table.
   *
   * @throws IllegalArgumentException when it is no number, or no FEEL
   */
  public static Object value(String cell, String type) {
    return switch (String.valueOf(type)) {
      case "number" -> new BigDecimal(cell);
      case "boolean" -> Boolean.valueOf(cell);
      case "string" -> cell;
      default -> feel(cell);
    };
  }

  private static Object feel(String expression) {
    try {
      return PolicyEngine.evaluate(expression);
    } catch (FeelException e) {
      throw new IllegalArgumentException("'" + expression + "' is no FEEL: " + e.getMessage());
    }
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> context) {
      return context.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
          .sorted()
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(TableExamples::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof BigDecimal number ? PlainNumber.of(number) : String.valueOf(value);
  }

  /** The decision alone, with variables for what it is given. */
  private static DmnModelInstance alone(DmnModelInstance model, String decisionKey) {
    if (!(model.getModelElementById(decisionKey) instanceof Decision original)
        || !(original.getExpression() instanceof DecisionTable
            || original.getExpression() instanceof LiteralExpression)) {
      throw new IllegalArgumentException("The file has no decision table '" + decisionKey + "'.");
    }
    DmnModelInstance copy = DmnFiles.only(original);
    Decision decision = copy.getModelElementById(decisionKey);
    decision.getInformationRequirements().clear();
    int index = 0;
    for (Input input : copy.getModelElementsByType(Input.class)) {
      input.getInputExpression().getText().setTextContent("input" + index++);
    }
    return copy;
  }
}
