package dev.necessity.policy.page;

import dev.necessity.policy.example.TableExamples.Example;
import dev.necessity.policy.example.TableExamples.Report;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.Requirements;
import dev.necessity.policy.model.TableText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;

/**
 * A decision file to read and to print, as the templates {@code policy/decisions} show it: its
 * diagram, and each decision with its table, citations and examples.
 *
 * @param sections the decisions, in the order of the file
 */
public record DecisionPage(PolicyDrawing diagram, List<Section> sections) {

  /**
   * @param description null where there is none
   * @param table null where the decision is no table
   * @param expression null where it is a table
   */
  public record Section(
      String id,
      String name,
      String description,
      List<Required> required,
      Table table,
      String expression) {}

  /**
   * What a decision reads.
   *
   * @param decision whether it stands on the page
   */
  public record Required(String id, String name, boolean decision) {}

  /**
   * @param columns inputs first
   */
  public record Table(String hitPolicy, List<TableText.Column> columns, List<Row> rows) {}

  /** A row with the examples that hit it. */
  public record Row(TableText.Row rule, List<Shown> examples) {}

  /**
   * @param note empty where there is none
   */
  public record Shown(boolean holds, String inputs, String outputs, String note) {}

  /**
   * @param examples what the example rows showed, by the id of the decision
   */
  public static DecisionPage of(PolicyFile file, Map<String, Report> examples) {
    return new DecisionPage(
        PolicyDrawing.of(file),
        file.model().getModelElementsByType(Decision.class).stream()
            .map(decision -> section(decision, Optional.ofNullable(examples.get(decision.getId()))))
            .toList());
  }

  /** Rows of a table, without examples. */
  public static Table rows(TableText table, List<TableText.Row> rows) {
    return new Table(
        table.hitPolicy(),
        table.columns(),
        rows.stream().map(row -> new Row(row, List.of())).toList());
  }

  /** As people call it. */
  static String name(Decision decision) {
    return decision.getName() == null || decision.getName().isBlank()
        ? decision.getId()
        : decision.getName();
  }

  private static Section section(Decision decision, Optional<Report> examples) {
    return new Section(
        decision.getId(),
        name(decision),
        decision.getDescription() == null ? null : decision.getDescription().getTextContent(),
        decision.getInformationRequirements().stream()
            .map(Requirements::target)
            .filter(Objects::nonNull)
            .map(DecisionPage::required)
            .toList(),
        decision.getExpression() instanceof DecisionTable table
            ? table(TableText.of(table), examples)
            : null,
        decision.getExpression() instanceof LiteralExpression expression
                && expression.getText() != null
            ? expression.getText().getTextContent()
            : null);
  }

  private static Required required(DrgElement element) {
    return element instanceof Decision decision
        ? new Required(decision.getId(), name(decision), true)
        : new Required(element.getId(), element.getId(), false);
  }

  private static Table table(TableText table, Optional<Report> examples) {
    return new Table(
        table.hitPolicy(),
        table.columns(),
        table.rows().stream().map(row -> new Row(row, hits(row, examples))).toList());
  }

  private static List<Shown> hits(TableText.Row row, Optional<Report> examples) {
    return examples.stream()
        .flatMap(report -> report.examples().stream())
        .filter(example -> example.rulesHit().contains(row.id()))
        .map(DecisionPage::shown)
        .toList();
  }

  private static Shown shown(Example example) {
    String inputs =
        example.cells().entrySet().stream()
            .filter(
                cell ->
                    !cell.getKey().startsWith("=")
                        && !cell.getKey().startsWith("$")
                        && !cell.getKey().equals("note"))
            .map(cell -> cell.getKey() + ": " + cell.getValue())
            .collect(Collectors.joining("; "));
    String outputs =
        example.cells().entrySet().stream()
            .filter(cell -> cell.getKey().startsWith("=") && !cell.getValue().isEmpty())
            .map(cell -> cell.getKey().substring(1).strip() + ": " + cell.getValue())
            .collect(Collectors.joining("; "));
    return new Shown(
        example.failures().isEmpty(),
        inputs,
        outputs,
        example.cells().getOrDefault("note", "").strip());
  }
}
