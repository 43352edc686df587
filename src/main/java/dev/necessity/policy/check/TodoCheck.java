package dev.necessity.policy.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.policy.check.Finding.Severity;
import dev.necessity.policy.check.Findings.Place;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.TableText.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;

/**
 * Finds what is still to be filled in: a new policy begins with TODO wherever only a person knows
 * what to write.
 */
final class TodoCheck {

  private static final Pattern TODO = Pattern.compile("\\bTODO\\b");
  private static final String MESSAGE =
      "What stands here is still to be written. Put your words in the place of ‘TODO’, also in the examples that expect it.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TodoCheck() {}

  /** In the cells, expressions and descriptions of a decision file. */
  static void look(PolicyFile file, Findings findings) {
    for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
      Place place = Place.of(decision.getId());
      if (decision.getDescription() != null && isOpen(decision.getDescription().getTextContent())) {
        findings.warning(Check.TODO, place.cell("description"), MESSAGE);
      }
      if (decision.getExpression() instanceof DecisionTable table) {
        cells(TableText.of(table), place, findings);
      } else if (decision.getExpression() instanceof LiteralExpression literal
          && literal.getText() != null
          && isOpen(literal.getText().getTextContent())) {
        findings.warning(Check.TODO, place.cell("expression"), MESSAGE);
      }
    }
  }

  private static void cells(TableText table, Place place, Findings findings) {
    for (Row row : table.rows()) {
      Place here = place.row(row.number(), row.id());
      if (isOpen(row.annotation())) {
        findings.warning(Check.TODO, here.cell("annotation"), MESSAGE);
      }
      for (int i = 0; i < row.cells().size() && i < table.columns().size(); i++) {
        if (isOpen(row.cells().get(i))) {
          findings.warning(Check.TODO, here.cell(table.columns().get(i).label()), MESSAGE);
        }
      }
    }
  }

  /** In the texts of a form. */
  static List<Finding> in(String file, byte[] form) {
    List<Finding> findings = new ArrayList<>();
    try {
      look(file, "", JSON.readTree(form), findings);
    } catch (IOException unreadable) {
      // Which is a finding of its own.
    }
    return findings;
  }

  private static void look(String file, String field, JsonNode part, List<Finding> findings) {
    String here =
        part.path("key").isTextual()
            ? part.path("key").textValue()
            : part.path("components").isArray() ? part.path("id").asText() : field;
    if (part.isTextual() && isOpen(part.textValue())) {
      findings.add(new Finding(Check.TODO, Severity.WARNING, file, "", "", field, MESSAGE));
    }
    part.forEach(inner -> look(file, here, inner, findings));
  }

  private static boolean isOpen(String text) {
    return TODO.matcher(text).find();
  }
}
