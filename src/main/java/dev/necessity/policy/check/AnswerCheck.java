package dev.necessity.policy.check;

import dev.necessity.feel.FeelShape;
import dev.necessity.policy.check.Findings.Place;
import dev.necessity.policy.model.CriterionList;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.TableText.Column;
import dev.necessity.policy.model.TableText.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.InputData;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;

/**
 * A policy either ends in a determination of its own, or in an answer that the final tables go on
 * from. What such an answer lacks would be null to them, without a message: a criterion without a
 * status, a request that nobody is asked about.
 */
final class AnswerCheck {

  /**
   * What the final tables read of an answer, and of the items of its lists; nothing where an entry
   * is one value.
   */
  private static final Map<String, List<String>> ENTRIES = new LinkedHashMap<>();

  static {
    ENTRIES.put(
        "criteria",
        List.of(
            "id", "title", "critical", "judged", "reason", "citation", "documents", "evidence"));
    ENTRIES.put("documents", List.of("document", "title", "form", "group"));
    for (String one :
        List.of("setting", "inpatientDays", "settingAdverse", "settingReason", "certifiedUntil")) {
      ENTRIES.put(one, List.of());
    }
    ENTRIES.put("doubts", List.of("id", "text", "citation", "group", "evidence"));
    ENTRIES.put("nextSteps", List.of("text", "citation"));
    ENTRIES.put("caveats", List.of("text", "citation"));
  }

  private static final List<String> LEVEL_OF_CARE =
      List.of("setting", "inpatientDays", "settingReason", "settingCitation");

  private final Names names;
  private final Shapes shapes;
  private final Findings findings;

  AnswerCheck(Names names, Shapes shapes, Findings findings) {
    this.names = names;
    this.shapes = shapes;
    this.findings = findings;
  }

  void run() {
    criteria();
    // A file without a table judges nothing: it measures.
    if (names.all().stream().noneMatch(AnswerCheck::isTable)
        || !reads(Shapes.FACTS)
        || reads(Policy.ANSWER)
        || names.elements().containsKey(Policy.END)) {
      return;
    }
    Optional<Answer> answer =
        answers().stream()
            .max(Comparator.comparingInt(each -> ENTRIES.size() - each.missing().size()));
    if (answer.isEmpty()) {
      findings.error(
          Check.ANSWER,
          Place.FILE,
          "The policy has no decision '"
              + Policy.END
              + "' of its own and ends in no answer that the final tables could go on from. "
              + "Add a decision with the expression {"
              + String.join(": ..., ", ENTRIES.keySet())
              + ": ...}, which no other decision requires.");
      return;
    }
    List<String> missing = answer.get().missing();
    if (!missing.isEmpty()) {
      findings.error(
          Check.ANSWER,
          Place.of(answer.get().decision().getId()).cell("expression"),
          "The policy's answer lacks what the final tables need: "
              + String.join(", ", missing)
              + ". Add "
              + (missing.size() == 1 ? "it" : "them")
              + " to the expression.");
    }
    levelOfCare();
  }

  /** Letters say the setting as its table does, with the reason and the citation. */
  private void levelOfCare() {
    if (names.elements().get("levelOfCare") instanceof Decision decision
        && decision.getExpression() instanceof DecisionTable table) {
      List<String> outputs =
          TableText.of(table).columns().stream()
              .filter(column -> !column.input())
              .map(Column::detail)
              .toList();
      LEVEL_OF_CARE.stream()
          .filter(output -> !outputs.contains(output))
          .forEach(
              output ->
                  findings.error(
                      Check.ANSWER,
                      Place.of(decision.getId()),
                      "The table lacks the output '"
                          + output
                          + "', which letters say of the setting. Add it."));
    }
  }

  /**
   * A criterion is judged by the table that has its id: without one it has no status, and the
   * status of another would be taken for its own.
   */
  private void criteria() {
    if (!(names.elements().get(CriterionList.DECISION) instanceof Decision list)
        || !(list.getExpression() instanceof DecisionTable table)) {
      return;
    }
    TableText text = TableText.of(table);
    List<String> outputs = text.columns().stream().map(Column::detail).toList();
    int id = outputs.indexOf(CriterionList.ID);
    int status = outputs.indexOf(CriterionList.STATUS);
    if (id < 0 || status < 0) {
      findings.error(
          Check.ANSWER,
          Place.of(list.getId()),
          "The list of criteria lacks the output '"
              + (id < 0 ? CriterionList.ID : CriterionList.STATUS)
              + "'. Add it, as the policies beside have it.");
      return;
    }
    for (Row row : text.rows()) {
      String criterion = row.cells().get(id).replace("\"", "");
      Place place = Place.of(list.getId()).row(row.number(), row.id());
      if (!(names.elements().get(criterion) instanceof Decision own
          && own.getExpression() instanceof DecisionTable)) {
        findings.error(
            Check.ANSWER,
            place.cell(text.columns().get(id).label()),
            "No table has the id '"
                + criterion
                + "', so nothing judges this criterion. Add one, or write the id of the one that does.");
      } else if (!row.cells().get(status).equals(criterion)) {
        findings.error(
            Check.ANSWER,
            place.cell(text.columns().get(status).label()),
            "The status of '"
                + criterion
                + "' is not what its own table says. Write "
                + criterion
                + ".");
      }
    }
  }

  private static boolean isTable(DrgElement element) {
    return element instanceof Decision decision
        && decision.getExpression() instanceof DecisionTable;
  }

  private boolean reads(String input) {
    return names.all().stream()
        .anyMatch(element -> element instanceof InputData && input.equals(element.getName()));
  }

  /** A decision that gives several values as one, to nobody in the file. */
  private record Answer(Decision decision, List<String> missing) {}

  private List<Answer> answers() {
    Set<String> required =
        names.all().stream()
            .filter(Decision.class::isInstance)
            .flatMap(decision -> names.required((Decision) decision).stream())
            .map(DrgElement::getId)
            .collect(Collectors.toSet());
    return names.all().stream()
        .filter(element -> element instanceof Decision && !required.contains(element.getId()))
        .map(Decision.class::cast)
        .filter(decision -> decision.getExpression() instanceof LiteralExpression)
        .filter(decision -> shapes.of(decision) instanceof FeelShape.Context)
        .map(decision -> new Answer(decision, missing((FeelShape.Context) shapes.of(decision))))
        .toList();
  }

  /** Of what is not known without an evaluation nothing is said to be missing. */
  private static List<String> missing(FeelShape.Context answer) {
    List<String> missing = new ArrayList<>();
    ENTRIES.forEach(
        (entry, parts) -> {
          FeelShape shape = answer.properties().get(entry);
          if (shape == null) {
            missing.add("'" + entry + "'");
          } else if (shape instanceof FeelShape.Items items
              && items.item() instanceof FeelShape.Context item) {
            parts.stream()
                .filter(part -> !item.properties().containsKey(part))
                .forEach(part -> missing.add("'" + part + "' of each of '" + entry + "'"));
          }
        });
    return missing;
  }
}
