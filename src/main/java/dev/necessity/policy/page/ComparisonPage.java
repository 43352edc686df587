package dev.necessity.policy.page;

import dev.necessity.policy.compare.PolicyComparison;
import dev.necessity.policy.compare.PolicyComparison.DecisionChange;
import dev.necessity.policy.compare.TableComparison;
import dev.necessity.policy.compare.TableComparison.Change;
import dev.necessity.policy.compare.TableComparison.Pair;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.TableText.Column;
import dev.necessity.policy.model.TableText.Row;
import dev.necessity.text.HtmlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A comparison to look at, as the templates {@code policy/changes} show it: what changed in words,
 * and both versions of each changed table side by side.
 */
public record ComparisonPage(String before, String after, List<Section> sections) {

  /**
   * What changed in a decision.
   *
   * @param decision its id, empty for the file
   * @param tables before and after, none where the table is the same
   */
  public record Section(String decision, List<String> words, List<Table> tables) {}

  public record Table(String caption, List<Column> columns, List<Line> lines) {}

  /**
   * A row of one of both versions.
   *
   * @param kind its class in the stylesheet
   * @param cells none where the other version alone has it
   */
  public record Line(String kind, String number, List<Cell> cells) {}

  public record Cell(String text, boolean changed) {}

  public static ComparisonPage of(PolicyComparison comparison) {
    return new ComparisonPage(
        comparison.before(),
        comparison.after(),
        comparison.changes().stream().map(ComparisonPage::section).toList());
  }

  /** The comparison as a page of its own, with its style, to be kept as a file. */
  public static String page(PolicyComparison comparison) {
    return HtmlTemplate.fill("policy/comparison", Map.of("page", of(comparison)));
  }

  private static Section section(DecisionChange change) {
    return new Section(
        change.decision(),
        change.words(),
        change
            .table()
            .map(
                table ->
                    List.of(
                        table("Before", table.before(), table, Pair::before),
                        table("After", table.after(), table, Pair::after)))
            .orElse(List.of()));
  }

  private static Table table(
      String caption,
      TableText text,
      TableComparison comparison,
      Function<Pair, Optional<Row>> side) {
    return new Table(
        caption + ", hit policy " + text.hitPolicy(),
        text.columns(),
        comparison.pairs().stream()
            .map(
                pair ->
                    side.apply(pair)
                        .map(row -> line(row, text.columns(), pair))
                        .orElse(new Line("absent", "", List.of())))
            .toList());
  }

  private static Line line(Row row, List<Column> columns, Pair pair) {
    List<Cell> cells = new ArrayList<>();
    for (String cell : row.cells()) {
      Column column = cells.size() < columns.size() ? columns.get(cells.size()) : null;
      cells.add(new Cell(cell, column != null && pair.changed().contains(column.key())));
    }
    cells.add(new Cell(row.annotation(), pair.changed().contains(TableComparison.ANNOTATION)));
    String kind = pair.change().name().toLowerCase(Locale.ROOT);
    return new Line(
        kind, pair.change() == Change.SAME ? "" + row.number() : row.number() + " " + kind, cells);
  }
}
