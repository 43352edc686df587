package dev.necessity.policy.check;

import dev.necessity.feel.FeelShape;
import dev.necessity.feel.FeelTree;
import dev.necessity.feel.FeelType;
import dev.necessity.policy.check.Findings.Place;
import dev.necessity.policy.check.Table.Cell;
import dev.necessity.policy.check.Table.Column;
import dev.necessity.policy.check.Table.Row;
import dev.necessity.policy.model.PolicyEngine;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;

/**
 * Each cell by itself: is it filled, of its column's type, and among the values that its column
 * allows?
 */
final class CellCheck {

  private final Table table;
  private final Names names;
  private final Shapes shapes;
  private final Findings findings;

  CellCheck(Table table, Names names, Shapes shapes, Findings findings) {
    this.table = table;
    this.names = names;
    this.shapes = shapes;
    this.findings = findings;
  }

  void run() {
    table.inputs().forEach(this::inputColumn);
    table.outputs().forEach(this::typed);
    List<Set<String>> choices = table.inputs().stream().map(this::choices).toList();
    List<Set<String>> texts =
        IntStream.range(0, table.inputs().size())
            .mapToObj(i -> table.regular() ? texts(table.cells(i)) : Set.<String>of())
            .toList();
    for (Row row : table.rows()) {
      for (int i = 0; i < Math.min(row.inputs().size(), table.inputs().size()); i++) {
        input(
            row.inputs().get(i),
            table.inputs().get(i),
            choices.get(i),
            row.place().cell(table.inputs().get(i).label()));
        written(
            row.inputs().get(i),
            table.inputs().get(i),
            texts.get(i),
            row.place().cell(table.inputs().get(i).label()));
      }
      for (int i = 0; i < Math.min(row.outputs().size(), table.outputs().size()); i++) {
        output(
            row.outputs().get(i),
            table.outputs().get(i),
            row.place().cell(table.outputs().get(i).label()));
      }
    }
    if (!table.regular()) {
      findings.error(
          Check.ENGINE,
          Place.of(table.decision().getId()),
          "A rule has more or fewer cells than the table has columns. "
              + "Delete the rule and write it again in Modeler.");
    }
  }

  private void inputColumn(Column column) {
    Place place = Place.of(table.decision().getId()).cell(column.label());
    if (column.blank()) {
      findings.error(
          Check.UNKNOWN_NAME,
          place,
          "The column has no expression, so its value is always null. Write what it asks.");
    }
    typed(column);
    Optional<String> quoted =
        column
            .expression()
            .flatMap(FeelTree::constant)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(text -> shapes.isVisible(text, table.decision()));
    if (quoted.isPresent()) {
      findings.error(
          Check.UNQUOTED_TEXT,
          place,
          "The header asks for the text \""
              + quoted.get()
              + "\" and not for the value of that name, because it is in quotes. Write "
              + quoted.get()
              + " in the header.");
    }
    FeelType given =
        column
            .source()
            .map(Output::getTypeRef)
            .map(FeelType::ofTypeRef)
            .orElse(column.expression().map(this::type).orElse(FeelType.UNKNOWN));
    if (given.contradicts(column.type())) {
      findings.error(
          Check.WRONG_TYPE,
          place,
          "The column's expression gives "
              + given.words()
              + ", but the column is of type "
              + column.typeRef()
              + ". Make both the same.");
    }
  }

  private FeelType type(FeelTree expression) {
    FeelType type = expression.type();
    return type == FeelType.UNKNOWN
            && shapes.of(expression, table.decision()) instanceof FeelShape.Simple simple
        ? simple.type()
        : type;
  }

  /** The only texts that the column's expression can give; none where it can give any. */
  private Set<String> choices(Column column) {
    Optional<Set<String>> given =
        column
            .expression()
            .flatMap(FeelTree::name)
            .flatMap(
                name ->
                    names
                        .tableBehind(name, table.decision())
                        .flatMap(giver -> Scenario.constants(giver, name, names)))
            .filter(values -> values.stream().allMatch(String.class::isInstance))
            .map(
                values ->
                    values.stream()
                        .map(String.class::cast)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    if (given.isPresent()) {
      return given.get();
    }
    return column
        .expression()
        .map(expression -> shapes.of(expression, table.decision()))
        .filter(FeelShape.Simple.class::isInstance)
        .map(shape -> ((FeelShape.Simple) shape).choices())
        .orElse(Set.of());
  }

  private void typed(Column column) {
    if (column.typeRef() == null || column.typeRef().isBlank()) {
      findings.warning(
          Check.WRONG_TYPE,
          Place.of(table.decision().getId()).cell(column.label()),
          "The column has no type, so wrong values go unnoticed. Choose one in the column's header.");
    }
  }

  private void input(Cell cell, Column column, Set<String> choices, Place place) {
    if (cell.any()) {
      return;
    }
    if (unfit(cell, column, place)) {
      return;
    }
    Optional<FeelTree> comparison = cell.tree().filter(FeelTree::comparesWithConstantsOnly);
    for (Object value : comparison.map(FeelTree::comparands).orElse(List.of())) {
      FeelType type = FeelType.of(value);
      if (type.contradicts(column.compared())) {
        findings.error(
            Check.WRONG_TYPE,
            place,
            show(value)
                + " is "
                + type.words()
                + ", but the column is of type "
                + column.typeRef()
                + ", so the cell never applies."
                + quotesHint(value, column));
      } else if (!allowed(value, column)) {
        findings.error(Check.OUTSIDE_ALLOWED_VALUES, place, outside(value, column));
      } else if (value instanceof String && !choices.isEmpty() && !choices.contains(value)) {
        findings.error(
            Check.OUTSIDE_ALLOWED_VALUES,
            place,
            "The column is never "
                + show(value)
                + choices.stream()
                    .filter(choice -> alike(choice).equals(alike((String) value)))
                    .findFirst()
                    .map(choice -> ". Write " + show(choice) + ".")
                    .orElse(". Take one of " + String.join(", ", choices) + "."));
      }
    }
  }

  /** The texts that the cells of a column name. */
  private static Set<String> texts(List<Cell> cells) {
    return cells.stream()
        .flatMap(cell -> cell.tree().stream())
        .filter(FeelTree::comparesWithConstantsOnly)
        .flatMap(tree -> tree.comparands().stream())
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** How a text reads, whatever its letters' case and its blanks are. */
  private static String alike(String text) {
    return text.replaceAll("[\\s\\p{Z}\u200b\ufeff]+", " ").strip().toLowerCase(Locale.ROOT);
  }

  /** Texts that look like others of the column, and cells that take what is not there. */
  private void written(Cell cell, Column column, Set<String> texts, Place place) {
    if (cell.any() || cell.tree().isEmpty() || findings.hasErrorAt(place)) {
      return;
    }
    FeelTree tree = cell.tree().get();
    if (tree.isConditionOnAValue()) {
      firesOnNothing(cell, tree, place);
    }
    if (!tree.comparesWithConstantsOnly() || column.type() != FeelType.TEXT) {
      return;
    }
    for (Object value : tree.comparands()) {
      if (value instanceof String text) {
        texts.stream()
            .filter(other -> !other.equals(text) && alike(other).equals(alike(text)))
            .findFirst()
            .filter(
                other ->
                    blanks(other) < blanks(text)
                        || blanks(other) == blanks(text) && other.compareTo(text) < 0)
            .ifPresent(
                other ->
                    findings.warning(
                        Check.SAME_TEXT,
                        place,
                        show(text)
                            + " and "
                            + show(other)
                            + ", which stands in this column as well, differ in blanks or in capital letters only, and are two texts to the engine. Write "
                            + show(other)
                            + " in both, if that is meant."));
        if (text.isEmpty() && !column.allowedText().contains("\"\"")) {
          findings.warning(
              Check.NULL,
              place,
              "\"\" is an empty text, and not a value that is not there. Write null, if that is meant.");
        }
      }
    }
  }

  private static long blanks(String text) {
    return text.chars().filter(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)).count();
  }

  private void firesOnNothing(Cell cell, FeelTree tree, Place place) {
    Map<String, Object> nothing = new HashMap<>();
    tree.names().forEach(name -> nothing.put(name, null));
    if (!UnaryTest.matches(cell.text(), null, nothing)) {
      return;
    }
    String advice =
        Stream.concat(
                    tree.readsTheColumn() ? Stream.of("?") : Stream.empty(), tree.names().stream())
                .map(name -> name + " != null")
                .collect(Collectors.joining(" and "))
            + " and ("
            + cell.text()
            + ")";
    findings.warning(
        Check.NULL,
        place,
        "The cell takes a value that is not there (null): what it asks is null then, too, and the engine finds both equal."
            + (UnaryTest.matches(advice, null, nothing)
                ? " Ask for null first."
                : " Write " + advice + "."));
  }

  /** Whether the cell says something else than it seems to, which is told then. */
  private boolean unfit(Cell cell, Column column, Place place) {
    Optional<String> noDay = DayCells.noDay(cell.text());
    if (noDay.isPresent()) {
      findings.error(
          Check.WRONG_TYPE,
          place,
          noDay.get()
              + " is no date that exists, written as the year, the month and the day, so that it is null. Write one that does, as date(\"2025-01-31\").");
      return true;
    }
    Optional<Habit> habit = Habit.ofInput(cell.text(), column);
    if (habit.isPresent()) {
      told(habit.get(), cell, place);
      return habit.get().certain();
    }
    if (cell.tree().filter(FeelTree::isConstantTest).isPresent()
        && column.type() != FeelType.BOOLEAN) {
      boolean always = UnaryTest.matches(cell.text(), "");
      findings.error(
          Check.RULE_NEVER_FIRES,
          place,
          "The cell is always "
              + always
              + ", whatever the column's value is. Write - for any value, or compare the column's value, which is written ?.");
      return true;
    }
    return false;
  }

  private void told(Habit habit, Cell cell, Place place) {
    String message =
        cell.tree()
                .filter(FeelTree::isCalculation)
                .map(
                    any ->
                        "The cell is calculated, and is "
                            + PolicyEngine.evaluate(cell.text())
                            + ". ")
                .orElse("")
            + habit.message();
    if (habit.certain()) {
      findings.error(
          cell.tree().isPresent() ? Check.WRONG_TYPE : Check.FEEL_SYNTAX, place, message);
    } else {
      findings.warning(Check.WRONG_TYPE, place, message);
    }
  }

  private void output(Cell cell, Column column, Place place) {
    if (cell.text().isEmpty()) {
      findings.error(
          Check.BLANK_OUTPUT,
          place,
          "The cell is blank, so the result is null. Write a value; for 'nothing' write \"NONE\", \"\" or [].");
      return;
    }
    Optional<Habit> habit = Habit.ofOutput(cell.text(), column);
    if (habit.isPresent()) {
      told(habit.get(), cell, place);
      return;
    }
    cell.tree()
        .ifPresent(
            tree -> {
              FeelType type = tree.type();
              Optional<Object> constant = tree.constant();
              if (type.contradicts(column.type())) {
                findings.error(
                    Check.WRONG_TYPE,
                    place,
                    constant.map(CellCheck::show).orElse("The cell")
                        + " is "
                        + type.words()
                        + ", but the column is of type "
                        + column.typeRef()
                        + "."
                        + constant
                            .map(value -> quotesHint(value, column))
                            .orElse(" Correct one of the two."));
              } else if (constant.isPresent() && !allowed(constant.get(), column)) {
                findings.error(
                    Check.OUTSIDE_ALLOWED_VALUES, place, outside(constant.get(), column));
              }
            });
  }

  private static boolean allowed(Object value, Column column) {
    return column.allowed().isEmpty() || UnaryTest.matches(column.allowedText(), value);
  }

  private static String outside(Object value, Column column) {
    return show(value)
        + " is none of the values that the column allows ("
        + column.allowedText()
        + "). Write one of them, or add it to the column's allowed values.";
  }

  private static String quotesHint(Object value, Column column) {
    if (column.type() == FeelType.TEXT && !(value instanceof String)) {
      return " Put it in quotes: \"" + show(value) + "\".";
    }
    return value instanceof String text
            && FeelTree.expression(text)
                .flatMap(FeelTree::constant)
                .filter(constant -> FeelType.of(constant) == column.type())
                .isPresent()
        ? " Write " + text + "."
        : " Correct one of the two.";
  }

  /** A constant as an analyst writes it. */
  static String show(Object value) {
    return value instanceof String
        ? "\"" + value + "\""
        : value instanceof java.math.BigDecimal number
            ? number.toPlainString()
            : String.valueOf(value);
  }

  /** How a finding names an input column: by its label, else by its expression. */
  static String label(Input input) {
    return input.getLabel() != null
        ? input.getLabel()
        : Expressions.text(input.getInputExpression());
  }

  /** How a finding names an output column: by its label, else by its name. */
  static String label(Output output) {
    return output.getLabel() != null
        ? output.getLabel()
        : output.getName() != null ? output.getName() : output.getId();
  }
}
