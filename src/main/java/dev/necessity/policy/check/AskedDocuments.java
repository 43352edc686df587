package dev.necessity.policy.check;

import dev.necessity.policy.check.Finding.Severity;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.TableText.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The documents that the tables of policies ask for: each needs a row that says with which form,
 * and the form. Without either a case would wait for what nobody can enter. Of a cell that
 * computes, nothing is said.
 */
public final class AskedDocuments {

  /** The column that says with which form a document is asked for. */
  private static final String FORM = "documentForm";

  /**
   * The column of a table that says which documents would settle a criterion; {@code
   * painScoreDocuments} where the table is the criterion's own.
   */
  private static final Pattern SETTLING = Pattern.compile("documents|\\w+Documents");

  private static final Pattern TEXT = Pattern.compile("\"([^\"]+)\"");

  /** What is left of a list of texts without them. */
  private static final Pattern LIST = Pattern.compile("\\[[\\s,]*]");

  private AskedDocuments() {}

  /** A cell that names documents or a form. */
  private record Cell(String table, Row row, String label, String text) {

    List<String> texts() {
      return TEXT.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
    }

    boolean isListOfTexts() {
      return LIST.matcher(TEXT.matcher(text).replaceAll("")).matches();
    }

    Finding wrong(String file, String message) {
      return new Finding(
          Check.DOCUMENT,
          Severity.ERROR,
          file,
          table,
          "row " + row.number() + ", " + row.id(),
          label,
          message);
    }
  }

  /** The ids of the forms that the tables of a file name. */
  public static Set<String> forms(PolicyFile file) {
    return cells(file, FORM).flatMap(cell -> cell.texts().stream()).collect(Collectors.toSet());
  }

  /**
   * What the tables of policies ask for in vain.
   *
   * @param files among which is the table that says how a document is asked for
   * @param forms ids of the forms that are there; where there is none at all, nothing is said of
   *     forms
   */
  static List<Finding> check(Collection<PolicyFile> files, Set<String> forms) {
    List<Finding> findings = new ArrayList<>();
    for (PolicyFile file : files) {
      if (!forms.isEmpty()) {
        cells(file, FORM)
            .forEach(
                cell ->
                    cell.texts().stream()
                        .filter(form -> !forms.contains(form))
                        .forEach(
                            form ->
                                findings.add(
                                    cell.wrong(
                                        file.name(),
                                        "There is no form '"
                                            + form
                                            + "', so nobody could enter the document. Check or deploy it together with the form, or correct the id."))));
      }
      Set<String> known = documents(List.of(file));
      Set<String> requestable = known.isEmpty() ? documents(files) : known;
      if (!requestable.isEmpty()) {
        settling(file)
            .forEach(
                cell ->
                    cell.texts().stream()
                        .filter(document -> !requestable.contains(document))
                        .forEach(
                            document ->
                                findings.add(
                                    cell.wrong(
                                        file.name(),
                                        "No row says how the document '"
                                            + document
                                            + "' is asked for, so nobody would be asked. Add a row with it to the table with the column '"
                                            + Policy.DOCUMENT
                                            + "', or correct the name."))));
      }
    }
    return findings;
  }

  private static Set<String> documents(Collection<PolicyFile> files) {
    return files.stream()
        .flatMap(file -> cells(file, Policy.DOCUMENT))
        .flatMap(cell -> cell.texts().stream())
        .collect(Collectors.toSet());
  }

  private static Stream<Cell> settling(PolicyFile file) {
    return file.isPolicy()
        ? outputs(file)
            .filter(output -> SETTLING.matcher(output.name()).matches())
            .flatMap(Output::cells)
            .filter(Cell::isListOfTexts)
        : Stream.empty();
  }

  private static Stream<Cell> cells(PolicyFile file, String column) {
    return file.isPolicy()
        ? outputs(file)
            .filter(output -> output.name().equals(column))
            .flatMap(Output::cells)
            .filter(cell -> TEXT.matcher(cell.text()).matches())
        : Stream.empty();
  }

  private record Output(String decision, TableText table, int column) {

    String name() {
      return String.valueOf(table.columns().get(column).detail());
    }

    Stream<Cell> cells() {
      return table.rows().stream()
          .filter(row -> column < row.cells().size())
          .map(
              row ->
                  new Cell(
                      decision, row, table.columns().get(column).label(), row.cells().get(column)));
    }
  }

  private static Stream<Output> outputs(PolicyFile file) {
    return file.tables().stream()
        .flatMap(
            decision -> {
              TableText table = file.table(decision);
              return Stream.iterate(
                      0, column -> column < table.columns().size(), column -> column + 1)
                  .filter(column -> !table.columns().get(column).input())
                  .map(column -> new Output(decision, table, column));
            });
  }
}
