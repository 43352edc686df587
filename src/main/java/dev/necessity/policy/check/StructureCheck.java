package dev.necessity.policy.check;

import dev.necessity.policy.check.Findings.Place;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicyKeys;
import dev.necessity.policy.model.Requirements;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.InformationRequirement;
import org.camunda.bpm.model.dmn.instance.InputData;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;

/**
 * What holds for the file and its decisions as a whole: what the engine runs, what is kept how
 * long, what is drawn.
 */
final class StructureCheck {

  private final PolicyFile file;
  private final Names names;
  private final Findings findings;
  private final Collection<Decision> decisions;

  StructureCheck(PolicyFile file, Names names, Findings findings) {
    this.file = file;
    this.names = names;
    this.findings = findings;
    this.decisions = file.model().getModelElementsByType(Decision.class);
  }

  void run() {
    if (decisions.isEmpty()) {
      findings.error(
          Check.UNSUPPORTED_LOGIC,
          Place.FILE,
          "The file has no decision. Add one, or do not deploy it.");
    }
    decisions.forEach(this::decision);
    ids();
    versionTags();
    diagram();
    sameOutputs();
  }

  private void decision(Decision decision) {
    Place place = Place.of(decision.getId());
    logic(decision, place);
    namesOf(decision, place);
    String timeToLive = decision.getCamundaHistoryTimeToLiveString();
    if (timeToLive == null || timeToLive.isBlank()) {
      findings.error(
          Check.TIME_TO_LIVE,
          place,
          "The decision does not say how long its history is kept, and the engine refuses it. "
              + "Set 'History time to live' in the properties panel, as in the decisions around it.");
    }
    for (InformationRequirement requirement : decision.getInformationRequirements()) {
      if (Requirements.target(requirement) == null) {
        findings.error(
            Check.REQUIREMENT_NOT_DRAWN,
            place,
            "A requirement of this decision leads to an element that does not exist. "
                + "Remove its arrow and draw it again from the element that is meant.");
      }
    }
    if (!decision.getKnowledgeRequirements().isEmpty()) {
      findings.error(
          Check.UNSUPPORTED_LOGIC,
          place,
          "The engine does not call business knowledge models: the result would be null. "
              + "Write the function as a decision of its own and require it.");
    }
  }

  private void logic(Decision decision, Place place) {
    if (decision.getExpression() instanceof DecisionTable table) {
      HitPolicy policy = table.getHitPolicy();
      if (policy == HitPolicy.PRIORITY || policy == HitPolicy.OUTPUT_ORDER) {
        findings.error(
            Check.HIT_POLICY,
            place,
            "The engine does not run hit policy "
                + policy.name().replace('_', ' ')
                + ". Use UNIQUE, or FIRST with the rules in the order of their priority.");
      }
      if (table.getRules().isEmpty()) {
        findings.error(
            Check.GAP, place, "The table has no rule, so it never has a result. Add one.");
      }
      for (Output output : table.getOutputs()) {
        if (output.getName() == null || output.getName().isBlank()) {
          findings.error(
              Check.NAMES_DIFFER,
              place.cell(CellCheck.label(output)),
              "The output has no name, so no other decision can read it. Give it one that is unique in the file.");
        }
      }
    } else if (decision.getExpression() instanceof LiteralExpression) {
      if (decision.getVariable() == null || decision.getVariable().getName() == null) {
        findings.error(
            Check.NAMES_DIFFER,
            place,
            "The expression has no variable name, and the engine refuses it. "
                + "Set the variable's name to '"
                + decision.getId()
                + "'.");
      }
    } else {
      findings.error(
          Check.UNSUPPORTED_LOGIC,
          place,
          "The engine runs decision tables and literal expressions only. "
              + "Make this decision one of the two.");
    }
  }

  private void namesOf(Decision decision, Place place) {
    if (isBlank(decision.getName())) {
      findings.warning(
          Check.NAMES_DIFFER,
          place,
          "The decision has no name, so that the diagram shows an empty box. Give it one that people read.");
    }
    // What a table gives has the names of its outputs, and Modeler renames a variable with its
    // decision.
    String variable = decision.getVariable() == null ? null : decision.getVariable().getName();
    if (decision.getExpression() instanceof LiteralExpression
        && variable != null
        && !decision.getId().equals(variable)) {
      findings.warning(
          Check.NAMES_DIFFER,
          place,
          "Id '"
              + decision.getId()
              + "' and variable '"
              + variable
              + "' of the expression differ, so that nobody knows which one to write. Open the expression and set its variable name to the id.");
    }
  }

  /**
   * Of a policy's id and a decision's the tools make the key by which the engine and the cases know
   * the decision.
   */
  private void ids() {
    String id = file.id();
    if (file.isPolicy() && isBlank(id)) {
      findings.error(
          Check.IDS,
          Place.FILE,
          "The file has no id, which keeps its decisions apart from those of other policies. Set the id of the diagram in Modeler.");
    } else if (id != null && (id.contains(PolicyKeys.SEPARATOR) || id.endsWith("-"))) {
      findings.error(
          Check.IDS,
          Place.FILE,
          "The file's id '"
              + id
              + "' has '"
              + PolicyKeys.SEPARATOR
              + "' or ends with '-', which is kept for the keys that are made of it. Choose another id.");
    } else if (PolicyKeys.PAGES.contains(id)) {
      findings.error(
          Check.IDS,
          Place.FILE,
          "The workbench has a page of its own at '"
              + id
              + "', so the file would have none. Choose another id.");
    }
    for (Decision decision : decisions) {
      if (decision.getId().contains(PolicyKeys.SEPARATOR)) {
        findings.error(
            Check.IDS,
            Place.of(decision.getId()),
            "The decision's id has '"
                + PolicyKeys.SEPARATOR
                + "', which is kept for the keys that are made of it. Choose another id.");
      } else if (file.key(decision.getId()).length() > PolicyKeys.LONGEST) {
        findings.error(
            Check.IDS,
            Place.of(decision.getId()),
            "The ids of the file and of the decision have more than "
                + (PolicyKeys.LONGEST - PolicyKeys.SEPARATOR.length())
                + " characters together, and no database keeps their key. Shorten them.");
      }
    }
  }

  private void versionTags() {
    boolean policy =
        file.model().getModelElementsByType(InputData.class).stream()
            .anyMatch(input -> Shapes.FACTS.equals(input.getName()));
    List<Decision> untagged =
        decisions.stream().filter(decision -> isBlank(decision.getVersionTag())).toList();
    Set<String> tags =
        decisions.stream()
            .map(Decision::getVersionTag)
            .filter(tag -> !isBlank(tag))
            .collect(Collectors.toCollection(TreeSet::new));
    for (Decision decision : untagged) {
      if (policy) {
        findings.error(
            Check.VERSION_TAG,
            Place.of(decision.getId()),
            "The decision belongs to a policy and has no version tag; "
                + "cases are pinned to it. Set the version tag of every decision in the file to the policy's version.");
      } else if (!tags.isEmpty()) {
        findings.warning(
            Check.VERSION_TAG,
            Place.of(decision.getId()),
            "Other decisions of this file have a version tag, this one has none. "
                + "Give all of them the same, or none of them one.");
      }
    }
    if (tags.size() > 1) {
      findings.error(
          Check.VERSION_TAG,
          Place.FILE,
          "The decisions of this file carry different version tags: "
              + String.join(", ", tags)
              + ". A file is one version: give every decision the same tag.");
    }
  }

  private void diagram() {
    List<String> missing =
        names.all().stream()
            .map(DrgElement::getId)
            .filter(id -> !file.drawn().contains(id))
            .toList();
    if (file.drawn().isEmpty() && !missing.isEmpty()) {
      findings.warning(
          Check.DIAGRAM,
          Place.FILE,
          "The file has no diagram, so Modeler shows an empty page. Open it in Modeler, arrange the elements and save it.");
      return;
    }
    for (String element : missing) {
      findings.warning(
          Check.DIAGRAM,
          Place.of(element),
          "The diagram does not show '"
              + element
              + "'. Draw it in Modeler, or remove it from the file.");
    }
    for (Decision decision : decisions) {
      for (InformationRequirement requirement : decision.getInformationRequirements()) {
        if (Requirements.target(requirement) != null
            && !file.drawn().contains(requirement.getAttributeValue("id"))) {
          findings.warning(
              Check.DIAGRAM,
              Place.of(decision.getId()),
              "The diagram does not show the arrow from '"
                  + Requirements.target(requirement).getId()
                  + "' to '"
                  + decision.getId()
                  + "'. Draw it again in Modeler.");
        }
      }
    }
  }

  private void sameOutputs() {
    names
        .givers()
        .forEach(
            (name, givers) -> {
              if (givers.size() > 1) {
                findings.error(
                    Check.SAME_OUTPUT,
                    Place.of(givers.get(1)),
                    "'"
                        + name
                        + "' is given by "
                        + String.join(" and by ", givers)
                        + ": one overwrites the other without a message. Give each a name that is unique in the file, such as '"
                        + givers.get(1)
                        + Character.toUpperCase(name.charAt(0))
                        + name.substring(1)
                        + "'.");
              }
            });
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
