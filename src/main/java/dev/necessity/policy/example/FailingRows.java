package dev.necessity.policy.example;

import dev.necessity.policy.example.FileExamples.TableRun;
import dev.necessity.policy.example.TableExamples.Example;
import dev.necessity.policy.example.TableExamples.Failure;
import dev.necessity.policy.model.TableText.Column;
import dev.necessity.policy.model.TableText.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows that fail, in the table that they fail in: its rules as Modeler shows them, and for each
 * failing row a line with what it expects and one with what the table says.
 *
 * @param header of the columns; the first names the line
 * @param rules a line of cells for each rule of the table
 * @param rows the failing rows
 * @param sentences one for each expectation that does not hold
 */
public record FailingRows(
    List<String> header, List<List<String>> rules, List<FailingRow> rows, List<String> sentences) {

  /**
   * @param differs for each column whether the two lines differ there
   */
  public record FailingRow(List<String> expected, List<String> actual, List<Boolean> differs) {}

  public static FailingRows of(TableRun run) {
    List<Example> failed = run.failed();
    List<Column> columns = run.table().columns();
    List<Column> inputs = columns.stream().filter(Column::input).toList();
    List<Column> outputs =
        columns.stream()
            .filter(
                column ->
                    !column.input()
                        && failed.stream()
                            .anyMatch(row -> row.cells().containsKey(heading(column))))
            .toList();
    List<Column> shown = Stream.concat(inputs.stream(), outputs.stream()).toList();

    List<String> header =
        line("", shown.stream().map(column -> column.input() ? column.label() : heading(column)));
    List<List<String>> rules =
        run.table().rows().stream()
            .map(
                row ->
                    line(
                        "row " + row.number(),
                        shown.stream().map(column -> row.cells().get(columns.indexOf(column)))))
            .toList();
    List<String> ids = run.table().rows().stream().map(Row::id).toList();
    return new FailingRows(
        header,
        rules,
        failed.stream().map(row -> row(row, inputs, outputs, ids)).toList(),
        failed.stream().flatMap(FailingRows::sentences).toList());
  }

  private static FailingRow row(
      Example example, List<Column> inputs, List<Column> outputs, List<String> rules) {
    List<String> expected =
        line(
            "line " + example.line(),
            Stream.concat(
                inputs.stream().map(input -> example.cells().getOrDefault(input.label(), "")),
                outputs.stream().map(output -> example.cells().getOrDefault(heading(output), ""))));
    List<String> actual =
        line(
            "is",
            Stream.concat(
                Stream.iterate(0, i -> i < inputs.size(), i -> i + 1)
                    .map(i -> i == 0 ? "meets " + met(example, rules) : ""),
                outputs.stream().map(output -> actual(example, output))));
    List<Boolean> differs = new ArrayList<>(List.of(false));
    inputs.forEach(input -> differs.add(false));
    outputs.forEach(output -> differs.add(!actual(example, output).isEmpty()));
    return new FailingRow(expected, actual, differs);
  }

  private static String actual(Example example, Column output) {
    return example.failures().stream()
        .filter(failure -> failure.column().equals(output.detail()))
        .findFirst()
        .map(Failure::actual)
        .orElse("");
  }

  private static Stream<String> sentences(Example example) {
    String note = example.cells().getOrDefault("note", "");
    return example.failures().stream()
        .map(failure -> failure + (note.isBlank() ? "" : " (" + note + ")"));
  }

  private static String heading(Column output) {
    return "= " + output.detail();
  }

  private static String met(Example example, List<String> rules) {
    return example.rulesHit().isEmpty()
        ? "no row"
        : example.rulesHit().stream()
            .map(rule -> "row " + (rules.indexOf(rule) + 1))
            .collect(Collectors.joining(", "));
  }

  private static List<String> line(String name, Stream<String> cells) {
    return Stream.concat(Stream.of(name), cells).toList();
  }
}
