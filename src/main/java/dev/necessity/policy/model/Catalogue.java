package dev.necessity.policy.model;

import dev.necessity.policy.model.TableText.Row;
import java.util.List;

/**
 * The catalogue as people read it: which version of which policy is live for whom and from when.
 */
public record Catalogue(TableText table) {

  /** The one that is live now. */
  public static Catalogue live(Policies policies) {
    return new Catalogue(policies.catalog().table(Policies.CATALOG));
  }

  /**
   * A row that names a policy.
   *
   * @param decision id of the policy's top decision
   * @param finalTables version of the final tables, or null where the policy ends by itself
   */
  public record Entry(
      Row row, String policyId, String version, String decision, String finalTables) {

    private boolean isOf(PolicyFile file) {
      return policyId.equals(file.id()) && file.decisions().contains(decision)
          || finalTables != null && Policy.isFinalTables(file.id());
    }

    /** The version in which it names a file. */
    public String version(PolicyFile file) {
      return Policy.isFinalTables(file.id()) ? finalTables : version;
    }
  }

  /** The rows that name a policy, in the order of the table. */
  public List<Entry> entries() {
    return table.rows().stream()
        .map(
            row ->
                new Entry(
                    row,
                    text(row, "policyId"),
                    text(row, "policyVersion"),
                    text(row, "policyDecision"),
                    finalTables(row)))
        .filter(entry -> !entry.decision().equals(PolicySelection.NONE))
        .toList();
  }

  /** The rows that name a file's policy, or the final tables that it is, in whatever version. */
  public List<Entry> entries(PolicyFile policy) {
    return entries().stream().filter(entry -> entry.isOf(policy)).toList();
  }

  private String finalTables(Row row) {
    String version = text(row, "finalTables");
    return version.isEmpty() || version.equals(PolicySelection.NONE) ? null : version;
  }

  /**
   * The text that a cell gives, as every cell of these outputs is a text in quotes; empty where
   * there is no cell.
   */
  private String text(Row row, String output) {
    int column =
        table.columns().stream().map(TableText.Column::detail).toList().lastIndexOf(output);
    return column < 0 || column >= row.cells().size()
        ? ""
        : row.cells().get(column).strip().replaceAll("^\"|\"$", "");
  }
}
