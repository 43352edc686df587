package dev.necessity.policy.check;

import dev.necessity.policy.check.Findings.Place;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.Requirements;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.TableText.Row;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;

/**
 * Finds a quantity in the annotation or the reason of a rule (70 %, 3 months) that neither the rule
 * nor a table that it rests on has: somebody changed the number and not the words. Numbers without
 * a unit are not looked at: they are codes, dates, sections.
 */
final class StaleNumbers {

  private static final Pattern QUANTITY =
      Pattern.compile(
          "(?<![\\w.-])(\\d+(?:\\.\\d+)?)(?=\\s?%|[\\s-](?:or (?:more|less|fewer|above|below)|points?|hours?|days?|weeks?|months?|years?|ng/mL|mg|midnights?)\\b)");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

  /** A text, but for one that is a number or a duration. */
  private static final Pattern WORDS =
      Pattern.compile("\"(?!-?[\\d.]+\"|-?[A-Z][\\dDTHMSY.]+\")[^\"]*\"");

  private static final Pattern REASON = Pattern.compile(".*[rR]eason");

  /** A week has seven days, a day 24 hours, a year twelve months: words may say either. */
  private static final List<BigDecimal> MULTIPLES =
      Stream.of(1, 7, 12, 24).map(BigDecimal::valueOf).toList();

  private StaleNumbers() {}

  static void look(PolicyFile file, Findings findings) {
    for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
      if (decision.getExpression() instanceof DecisionTable table) {
        look(TableText.of(table), above(decision), Place.of(decision.getId()), findings);
      }
    }
  }

  private static void look(TableText table, Set<BigDecimal> above, Place place, Findings findings) {
    Set<BigDecimal> asked = new HashSet<>(above);
    table.columns().stream()
        .filter(TableText.Column::input)
        .forEach(column -> add(column.detail(), asked));
    for (Row row : table.rows()) {
      Set<BigDecimal> known = new HashSet<>(asked);
      row.cells().forEach(cell -> add(cell, known));
      Place here = place.row(row.number(), row.id());
      look(row.annotation(), known, here.cell("annotation"), findings);
      for (int i = 0; i < row.cells().size() && i < table.columns().size(); i++) {
        if (REASON.matcher(table.columns().get(i).detail()).matches()) {
          look(row.cells().get(i), known, here.cell(table.columns().get(i).label()), findings);
        }
      }
    }
  }

  private static void look(String words, Set<BigDecimal> known, Place place, Findings findings) {
    QUANTITY
        .matcher(words)
        .results()
        .map(quantity -> quantity.group(1))
        .distinct()
        .filter(quantity -> !isKnown(new BigDecimal(quantity), known))
        .forEach(
            quantity ->
                findings.warning(
                    Check.STALE_NUMBER,
                    place,
                    "The words say "
                        + quantity
                        + ", which stands neither in the cells of this rule nor in a table that it rests on. Correct the words; a reason takes the number from the table that holds it, as \"below \" + string(minimumRelief) + \" %\"."));
  }

  private static boolean isKnown(BigDecimal quantity, Set<BigDecimal> known) {
    return MULTIPLES.stream()
        .map(quantity::multiply)
        .map(BigDecimal::stripTrailingZeros)
        .anyMatch(known::contains);
  }

  /** What the decisions that one rests on say in numbers. */
  private static Set<BigDecimal> above(Decision decision) {
    Set<BigDecimal> numbers = new HashSet<>();
    above(decision, new HashSet<>(Set.of(decision.getId())), numbers);
    return numbers;
  }

  private static void above(Decision decision, Set<String> seen, Set<BigDecimal> numbers) {
    decision.getInformationRequirements().stream()
        .map(Requirements::target)
        .filter(Decision.class::isInstance)
        .map(Decision.class::cast)
        .filter(required -> seen.add(required.getId()))
        .forEach(
            required -> {
              texts(required).forEach(text -> add(text, numbers));
              above(required, seen, numbers);
            });
  }

  private static Stream<String> texts(Decision decision) {
    if (decision.getExpression() instanceof DecisionTable table) {
      TableText text = TableText.of(table);
      return Stream.concat(
          text.columns().stream().filter(TableText.Column::input).map(TableText.Column::detail),
          text.rows().stream().flatMap(row -> row.cells().stream()));
    }
    return decision.getExpression() instanceof LiteralExpression literal
            && literal.getText() != null
        ? Stream.of(literal.getText().getTextContent())
        : Stream.empty();
  }

  private static void add(String text, Set<BigDecimal> numbers) {
    NUMBER
        .matcher(WORDS.matcher(text).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .map(number -> new BigDecimal(number).stripTrailingZeros())
        .forEach(numbers::add);
  }
}
