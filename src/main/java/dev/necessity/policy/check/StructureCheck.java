package dev.necessity.policy.check;

import dev.necessity.policy.check.Findings.Place;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicyKeys;
import dev.necessity.policy.model.Requirements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionService;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Definitions;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.InformationRequirement;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;

/**
 * What holds for the file and its decisions as a whole: what the engine runs, what is kept how
 * long, what is drawn.
 */
final class StructureCheck {

  private static final String MODELER = "http://camunda.org/schema/modeler/1.0";
  private static final String PLATFORM = "Camunda Platform";

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
    platform();
    services();
    decisions.forEach(
        decision -> findings.look(Place.of(decision.getId()), () -> decision(decision)));
    circles();
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
        findings.error(Check.REQUIREMENT_NOT_DRAWN, place, leadsNowhere(requirement));
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

  /**
   * Modeler writes for which engine a file is made. One that says nothing is what other products
   * write, and is taken as it is.
   */
  private void platform() {
    Definitions definitions = file.model().getDefinitions();
    String platform = definitions.getAttributeValueNs(MODELER, "executionPlatform");
    if (platform != null && !platform.equals(PLATFORM)) {
      String version = definitions.getAttributeValueNs(MODELER, "executionPlatformVersion");
      findings.warning(
          Check.PLATFORM,
          Place.FILE,
          "The file is made for "
              + (platform.equals("Camunda Cloud") ? "Camunda 8 (" + platform : "'" + platform)
              + (version == null ? "" : " " + version)
              + (platform.equals("Camunda Cloud") ? ")" : "'")
              + ", and Camunda 7 runs it, where functions and types differ. "
              + "Write modeler:executionPlatform=\"Camunda Platform\" and modeler:executionPlatformVersion=\"7.24.0\" in its first element, "
              + "set the time to live of each decision in Modeler, and run the examples.");
    }
  }

  private void services() {
    for (DecisionService service : file.model().getModelElementsByType(DecisionService.class)) {
      findings.warning(
          Check.UNSUPPORTED_LOGIC,
          Place.FILE,
          "The engine does not run the decision service '"
              + (isBlank(service.getName()) ? service.getId() : service.getName())
              + "'; its decisions are run one by one, by their own ids. Remove the service, and call the decision that is meant.");
    }
  }

  private static String leadsNowhere(InformationRequirement requirement) {
    String id = requirement.getAttributeValue("id");
    String arrow = id == null ? "An arrow to this decision" : "The arrow '" + id + "'";
    String href = Requirements.href(requirement);
    if (href.isEmpty()) {
      return arrow + " begins nowhere. Remove it and draw it again from the element that is meant.";
    }
    return href.startsWith("#")
        ? arrow
            + " begins at '"
            + href.substring(1)
            + "', which is no decision and no input of the file. Remove it and draw it again from the element that is meant."
        : arrow
            + " begins in another file ("
            + href
            + "), and the engine reads each file alone. Draw the decision or the input in this file, and the arrow from it.";
  }

  /** A decision that needs itself has no value; the engine refuses the file. */
  private void circles() {
    Set<String> told = new HashSet<>();
    for (Decision decision : decisions) {
      List<String> circle = new ArrayList<>();
      if (!told.contains(decision.getId())
          && leadsTo(decision, decision, new HashSet<>(), circle)) {
        told.addAll(circle);
        findings.error(
            Check.REQUIREMENT_NOT_DRAWN,
            Place.of(decision.getId()),
            circle.size() == 1
                ? "The decision needs itself, so it never has a value. Remove the arrow that leads from it to it."
                : "The decision needs itself, by way of "
                    + circle.subList(1, circle.size()).stream()
                        .map(id -> "'" + id + "'")
                        .collect(Collectors.joining(", "))
                    + ", so none of them ever has a value. Remove one of the arrows of the circle.");
      }
    }
  }

  /**
   * @param way takes the ids of the decisions on the way, the first one first
   */
  private boolean leadsTo(Decision from, Decision to, Set<String> seen, List<String> way) {
    way.add(from.getId());
    for (DrgElement required : names.required(from)) {
      if (required.getId().equals(to.getId())
          || required instanceof Decision next
              && seen.add(next.getId())
              && leadsTo(next, to, seen, way)) {
        return true;
      }
    }
    way.remove(way.size() - 1);
    return false;
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
    } else if (id != null && PolicyKeys.PAGES.contains(id)) {
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
        Requirements.inputs(file.model()).stream()
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
