package dev.necessity.policy.model;

import dev.necessity.policy.model.TableText.Column;
import dev.necessity.policy.model.TableText.Row;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;

/**
 * A row that makes a version of a policy live: put on top of the catalogue, where the first row
 * that applies wins, so that requests received from a day on are judged by it and all others as
 * before. Nothing else of the catalogue changes.
 *
 * @param policyId how cases and pages name the policy
 * @param decision key of its top decision
 * @param finalTables version of the final tables that follow it, or {@link PolicySelection#NONE}
 *     where it ends by itself
 * @param codes of the procedures, at least one
 * @param linesOfBusiness none: all
 * @param determinations local coverage determinations that it is for; none: those of the policy's
 *     row before
 * @param from the first day of receipt; null: whenever a request was received
 * @param reason what a case keeps as the reason for its policy
 */
public record LiveRow(
    String policyId,
    String version,
    String decision,
    String finalTables,
    List<String> codes,
    List<String> linesOfBusiness,
    List<String> determinations,
    LocalDate from,
    String reason) {

  private static final String ANY = "-";
  private static final String LOCAL_DETERMINATION = "localDetermination";
  private static final Pattern DECISION =
      Pattern.compile(
          "<((?:[\\w.-]+:)?)decision\\s[^>]*\\bid\\s*=\\s*[\"']"
              + Policies.CATALOG
              + "[\"'][^>]*>");

  /**
   * The local coverage determinations that a catalogue tells apart; none where it does not ask for
   * them.
   */
  public static List<String> determinations(PolicyFile catalogue) {
    if (!catalogue.tables().contains(LOCAL_DETERMINATION)) {
      return List.of();
    }
    TableText table = catalogue.table(LOCAL_DETERMINATION);
    int output = output(table, LOCAL_DETERMINATION);
    return table.rows().stream()
        .map(row -> row.cells().get(output).replaceAll("^\"|\"$", ""))
        .distinct()
        .toList();
  }

  /** The row cannot be put into the catalogue; the message says why and what to do. */
  public static final class RefusedException extends RuntimeException {

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * The catalogue with this row on top. What the row does not say, as the sides, is copied from the
   * topmost row of the same policy; where there is none, it is left open.
   *
   * @throws RefusedException when the catalogue has not the columns that are asked for, or is not
   *     as Modeler writes it
   */
  public byte[] onTopOf(PolicyFile catalogue) {
    TableText table = catalogue.table(Policies.CATALOG);
    String text = new String(catalogue.content(), StandardCharsets.UTF_8);
    Matcher decision = DECISION.matcher(text);
    if (!decision.find()) {
      throw unknownForm(catalogue);
    }
    String prefix = decision.group(1);
    int first = text.indexOf("<" + prefix + "rule ", decision.end());
    if (first < 0) {
      throw unknownForm(catalogue);
    }
    int line = text.lastIndexOf('\n', first) + 1;
    String indent = text.substring(line, first).isBlank() ? text.substring(line, first) : "";
    // From the end to the beginning, so that each place is where it was.
    TreeMap<Integer, String> insertions = new TreeMap<>(Comparator.reverseOrder());
    insertions.put(first, rule(table, prefix, indent, id(text)) + "\n" + indent);
    allow(catalogue, text, prefix, "policyId", policyId, insertions);
    allow(catalogue, text, prefix, "policyDecision", decision(), insertions);
    allow(catalogue, text, prefix, "finalTables", finalTables, insertions);
    StringBuilder changed = new StringBuilder(text);
    insertions.forEach(changed::insert);
    return changed.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String rule(TableText table, String prefix, String indent, String id) {
    Optional<Row> same =
        table.rows().stream()
            .filter(row -> row.cells().get(output(table, "policyId")).equals(quoted(policyId)))
            .findFirst();
    StringBuilder rule =
        new StringBuilder(
            "<"
                + prefix
                + "rule id=\""
                + id
                + "\">\n"
                + indent
                + "  <"
                + prefix
                + "description>"
                + escaped(words())
                + "</"
                + prefix
                + "description>\n");
    List<String> cells = cells(table, same);
    for (int i = 0; i < cells.size(); i++) {
      String element = prefix + (table.columns().get(i).input() ? "inputEntry" : "outputEntry");
      rule.append(indent)
          .append("  <")
          .append(element)
          .append(" id=\"")
          .append(id)
          .append('_')
          .append(i)
          .append("\">\n")
          .append(indent)
          .append("    <")
          .append(prefix)
          .append("text>")
          .append(escaped(cells.get(i)))
          .append("</")
          .append(prefix)
          .append("text>\n")
          .append(indent)
          .append("  </")
          .append(element)
          .append(">\n");
    }
    return rule.append(indent).append("</").append(prefix).append("rule>").toString();
  }

  private List<String> cells(TableText table, Optional<Row> same) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      int column = i;
      cells.add(
          same.map(row -> row.cells().get(column))
              .orElse(table.columns().get(i).input() ? ANY : quoted("none")));
    }
    cells.set(input(table, "procedure.code"), list(codes));
    cells.set(
        input(table, "lineOfBusiness"), linesOfBusiness.isEmpty() ? ANY : list(linesOfBusiness));
    if (!determinations.isEmpty()) {
      cells.set(input(table, LOCAL_DETERMINATION), list(determinations));
    }
    cells.set(input(table, "receivedAt"), from == null ? ANY : ">= " + quoted(from.toString()));
    cells.set(output(table, "policyId"), quoted(policyId));
    cells.set(output(table, "policyVersion"), quoted(version));
    cells.set(output(table, "policyDecision"), quoted(decision));
    // A catalogue of an earlier version has no column for them.
    if (table.columns().stream().anyMatch(column -> column.detail().equals("finalTables"))) {
      cells.set(output(table, "finalTables"), quoted(finalTables));
    }
    cells.set(output(table, "catalogReason"), quoted(reason));
    return cells;
  }

  private String words() {
    return policyId
        + " "
        + version
        + " for "
        + String.join(", ", codes)
        + (linesOfBusiness.isEmpty() ? "" : " (" + String.join(", ", linesOfBusiness) + ")")
        + (determinations.isEmpty()
            ? ""
            : ", local determination " + String.join(", ", determinations))
        + (from == null ? "." : ", received from " + from + " on.");
  }

  private String id(String text) {
    String id =
        "rule_"
            + Policies.CATALOG
            + "_"
            + (policyId + "_" + version).replaceAll("[^A-Za-z0-9]", "_");
    String unique = id;
    for (int i = 2; text.contains("\"" + unique + "\""); i++) {
      unique = id + "_" + i;
    }
    return unique;
  }

  /** Adds a value to those that a column allows, where it does not allow it yet. */
  private static void allow(
      PolicyFile catalogue,
      String text,
      String prefix,
      String name,
      String value,
      TreeMap<Integer, String> insertions) {
    DecisionTable table =
        (DecisionTable)
            ((Decision) catalogue.model().getModelElementById(Policies.CATALOG)).getExpression();
    Output column =
        table.getOutputs().stream()
            .filter(output -> name.equals(output.getName()))
            .findFirst()
            .orElse(null);
    if (column == null
        || column.getOutputValues() == null
        || column.getOutputValues().getText().getTextContent().contains(quoted(value))) {
      return;
    }
    int values = text.indexOf("id=\"" + column.getOutputValues().getId() + "\"");
    int end = values < 0 ? -1 : text.indexOf("</" + prefix + "text>", values);
    if (end < 0) {
      throw unknownForm(catalogue);
    }
    insertions.put(end, "," + escaped(quoted(value)));
  }

  private static int input(TableText table, String asksFor) {
    return index(
        table,
        column -> column.input() && column.detail().contains(asksFor),
        "an input that asks for " + asksFor);
  }

  private static int output(TableText table, String name) {
    return index(
        table, column -> !column.input() && column.detail().equals(name), "an output " + name);
  }

  private static int index(TableText table, Predicate<Column> wanted, String words) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (wanted.test(table.columns().get(i))) {
        return i;
      }
    }
    throw new RefusedException(
        "The catalogue has not "
            + words
            + ", which the row needs. Add the row in Camunda Modeler.");
  }

  private static RefusedException unknownForm(PolicyFile catalogue) {
    return new RefusedException(
        "No row can be put into "
            + catalogue.name()
            + " as it is written. Open it in Camunda Modeler and save it, or add the row there.");
  }

  private static String list(List<String> values) {
    return values.stream().map(LiveRow::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
