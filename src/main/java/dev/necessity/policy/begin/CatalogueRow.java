package dev.necessity.policy.begin;

import dev.necessity.policy.example.TableExamples;
import dev.necessity.policy.model.LiveRow;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText.Column;
import dev.necessity.text.Csv;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** The row by which the catalogue chooses a new policy, and an example of it for each code. */
final class CatalogueRow {

  private final NewPolicy policy;
  private final LiveRow row;

  CatalogueRow(NewPolicy policy, String finalTables) {
    this.policy = policy;
    this.row =
        new LiveRow(
            policy.id(),
            policy.tag(),
            policy.answer(),
            finalTables,
            policy.codes(),
            List.of(),
            List.of(),
            null,
            String.join(", ", policy.codes())
                + (policy.codes().size() == 1 ? " is" : " are")
                + " covered by the policy "
                + policy.id()
                + ", version "
                + policy.tag()
                + ".");
  }

  byte[] onTopOf(PolicyFile catalogue) {
    return row.onTopOf(catalogue);
  }

  /**
   * The examples of a catalogue and one for each code: like the last one, as the row asks for
   * nothing else.
   */
  String examples(PolicyFile catalogue, String rows) {
    try (var csv = TableExamples.CSV.parse(new StringReader(rows))) {
      List<CSVRecord> examples = csv.getRecords();
      String code =
          catalogue.table(Policies.CATALOG).columns().stream()
              .filter(column -> column.input() && column.detail().contains("procedure.code"))
              .map(Column::label)
              .findFirst()
              .orElse("");
      StringBuilder all = new StringBuilder(rows.stripTrailing()).append('\n');
      if (!examples.isEmpty()) {
        Map<String, String> like = examples.get(examples.size() - 1).toMap();
        policy
            .codes()
            .forEach(
                each ->
                    all.append(
                            Csv.line(
                                csv.getHeaderNames().stream()
                                    .map(
                                        heading ->
                                            heading.equals(code) ? each : cell(heading, like))
                                    .toArray()))
                        .append('\n'));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String cell(String heading, Map<String, String> like) {
    return switch (heading.replace(" ", "")) {
      case "=policyId" -> row.policyId();
      case "=policyVersion" -> row.version();
      case "=policyDecision" -> row.decision();
      case "=finalTables" -> row.finalTables();
      case "=catalogReason" -> row.reason();
      case "note" -> "";
      default -> like.get(heading);
    };
  }
}
