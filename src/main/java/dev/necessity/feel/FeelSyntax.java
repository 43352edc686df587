package dev.necessity.feel;

import dev.necessity.work.Budget;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;

/**
 * Finds the FEEL expressions of a DMN file that cannot be parsed. The engine itself would notice
 * them only when it evaluates them, so they are looked for when the file is deployed. Thread-safe.
 */
public final class FeelSyntax {

  /** Six times the longest of a large policy. */
  private static final int LONGEST = 20_000;

  private static final int STEPS_A_CHARACTER = 20;

  /**
   * One expression that is not FEEL.
   *
   * @param decisionId id of the decision it belongs to
   * @param decisionName name of that decision, its id if it has none
   * @param row number of the rule from 1 as the table shows it, 0 outside of the rules
   * @param ruleId id of that rule, empty outside of the rules
   * @param cell label of the column, {@code expression} for a literal expression
   * @param message what the parser says; it repeats the expression
   */
  public record Finding(
      String decisionId, String decisionName, int row, String ruleId, String cell, String message) {

    @Override
    public String toString() {
      return "Decision '"
          + decisionName
          + "' ("
          + decisionId
          + "), "
          + (row == 0 ? "" : "row " + row + " (" + ruleId + "), ")
          + "'"
          + cell
          + "': "
          + message;
    }
  }

  /** Made when the first expression is checked. */
  private static final class Parser {

    private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();
  }

  /**
   * All findings in the order of the file; empty when every expression can be parsed. Empty cells
   * are fine.
   */
  public List<Finding> check(DmnModelInstance model) {
    String language = model.getDefinitions().getExpressionLanguage();
    return model.getModelElementsByType(Decision.class).stream()
        .flatMap(decision -> new DecisionCheck(decision, language).findings())
        .toList();
  }

  /** The check of one decision. */
  private static final class DecisionCheck {

    private final Decision decision;
    private final String defaultLanguage;
    private final List<Finding> findings = new ArrayList<>();

    DecisionCheck(Decision decision, String defaultLanguage) {
      this.decision = decision;
      this.defaultLanguage = defaultLanguage;
    }

    Stream<Finding> findings() {
      if (decision.getExpression() instanceof DecisionTable table) {
        table
            .getInputs()
            .forEach(input -> expression(input.getInputExpression(), 0, "", label(input)));
        // Each look at a table's columns walks through all of its rules, so it is taken once.
        List<Input> inputs = List.copyOf(table.getInputs());
        List<Output> outputs = List.copyOf(table.getOutputs());
        int row = 0;
        for (Rule rule : table.getRules()) {
          row++;
          checkRule(inputs, outputs, rule, row);
        }
      } else if (decision.getExpression() instanceof LiteralExpression literal) {
        expression(literal, 0, "", "expression");
      }
      return findings.stream();
    }

    private void checkRule(
        List<Input> inputColumns, List<Output> outputColumns, Rule rule, int row) {
      Iterator<Input> inputs = inputColumns.iterator();
      for (InputEntry entry : rule.getInputEntries()) {
        String cell = inputs.hasNext() ? label(inputs.next()) : "input without a column";
        check(
            entry.getText(),
            entry.getExpressionLanguage(),
            FeelTree::cell,
            text -> Parser.FEEL.parseUnaryTests(text),
            row,
            rule.getId(),
            cell);
      }
      Iterator<Output> outputs = outputColumns.iterator();
      for (OutputEntry entry : rule.getOutputEntries()) {
        expression(
            entry,
            row,
            rule.getId(),
            outputs.hasNext() ? label(outputs.next()) : "output without a column");
      }
    }

    private void expression(LiteralExpression expression, int row, String ruleId, String cell) {
      if (expression != null) {
        check(
            expression.getText(),
            expression.getExpressionLanguage(),
            FeelTree::expression,
            text -> Parser.FEEL.parseExpression(text),
            row,
            ruleId,
            cell);
      }
    }

    private void check(
        Text text,
        String language,
        Function<String, Optional<FeelTree>> tree,
        Function<String, ParseResult> parse,
        int row,
        String ruleId,
        String cell) {
      if (text == null
          || text.getTextContent().isBlank()
          || !isFeel(language == null ? defaultLanguage : language)
          || tree.apply(text.getTextContent()).isPresent()) {
        return;
      }
      String message = problem(text.getTextContent(), parse);
      if (message != null) {
        String name = decision.getName() == null ? decision.getId() : decision.getName();
        findings.add(new Finding(decision.getId(), name, row, ruleId, cell, message));
      }
    }

    private String problem(String expression, Function<String, ParseResult> parse) {
      if (isTooLong(expression)) {
        return "it is longer than " + LONGEST + " characters";
      }
      Budget.spend(parsing(expression));
      try {
        ParseResult parsed = parse.apply(expression);
        return parsed.isFailure() ? parsed.failure().message() : null;
      } catch (StackOverflowError tooDeep) {
        return "failed to parse expression: it is nested too deeply";
      }
    }
  }

  /** No expression that a person could check is longer; the parser would need seconds. */
  static boolean isTooLong(String expression) {
    return expression.length() > LONGEST;
  }

  /** The steps that it takes to parse an expression. */
  static long parsing(String expression) {
    return (long) expression.length() * STEPS_A_CHARACTER;
  }

  /** Whether a language is FEEL, which it is where none is named. */
  public static boolean isFeel(String language) {
    String lower = language == null ? "feel" : language.toLowerCase(Locale.ROOT);
    return lower.equals("feel") || lower.contains("omg.org/spec/") && lower.contains("feel");
  }

  private static String label(Input input) {
    if (input.getLabel() != null) {
      return input.getLabel();
    }
    LiteralExpression expression = input.getInputExpression();
    return expression == null || expression.getText() == null
        ? input.getId()
        : expression.getText().getTextContent();
  }

  private static String label(Output output) {
    return output.getLabel() != null ? output.getLabel() : output.getName();
  }
}
