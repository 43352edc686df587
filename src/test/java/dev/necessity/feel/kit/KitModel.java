package dev.necessity.feel.kit;

import dev.necessity.feel.kit.KitExpressions.NotHeldException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * A decision file of the kit as Camunda 7 reads it, and its tests: the namespace that it knows,
 * names without blanks, no types but its own, boxed expressions and functions that are models of
 * their own as FEEL text. What it cannot hold is left out, with the reason.
 */
final class KitModel {

  private static final Set<String> TYPES = Set.of("string", "number", "boolean");
  private static final Set<String> HIT_POLICIES =
      Set.of("", "UNIQUE", "FIRST", "ANY", "COLLECT", "RULE ORDER");
  private static final Set<String> LISTS = Set.of("COLLECT", "RULE ORDER");
  private static final String RESULT = "result_of_decision";

  private final String name;
  private final KitNames names;
  private final KitExpressions expressions;
  private final Map<String, Element> elements = new HashMap<>();
  private final Map<String, KitDecision> decisions = new LinkedHashMap<>();
  private final Map<String, String> reasons = new HashMap<>();
  private final List<KitTest> tests = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final Map<String, String> notHeld = new LinkedHashMap<>();

  private KitModel(String name, Element definitions, Element cases) {
    this.name = name;
    this.names = new KitNames(definitions, cases);
    this.expressions = new KitExpressions(names);
    Xml.children(definitions)
        .forEach(element -> elements.put("#" + element.getAttribute("id"), element));
    Xml.children(definitions, "decision").forEach(this::addIfHeld);
    Xml.children(cases, "testCase").forEach(this::addTests);
  }

  static KitModel of(String name, Element definitions, Element cases) {
    return new KitModel(name, definitions, cases);
  }

  String name() {
    return name;
  }

  /** Of what Camunda 7 can hold. */
  List<KitTest> tests() {
    return tests;
  }

  /** The names of the other tests, with what they need. */
  Map<String, String> notHeld() {
    return notHeld;
  }

  /** The decision file. */
  String xml() {
    return "<?xml version='1.0' encoding='UTF-8'?><definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='kit' name='kit' namespace='kit'>"
        + decisions.values().stream().map(KitDecision::xml).collect(Collectors.joining())
        + "</definitions>";
  }

  /** All that its decisions say: whole expressions and cells. */
  List<String> expressions() {
    return texts;
  }

  private void addTests(Element testCase) {
    Map<String, Object> variables = new LinkedHashMap<>();
    Xml.children(testCase, "inputNode")
        .forEach(
            input -> variables.put(KitNames.of(input.getAttribute("name")), KitValues.of(input)));
    for (Element result : Xml.children(testCase, "resultNode")) {
      String test = name + "/" + testCase.getAttribute("id") + "/" + result.getAttribute("name");
      KitDecision decision = decisions.get(result.getAttribute("name"));
      if (testCase.getAttribute("type").equals("decisionService")) {
        notHeld.put(test, "a decision service");
      } else if (decision == null) {
        notHeld.put(
            test, reasons.getOrDefault(result.getAttribute("name"), "a decision of another file"));
      } else {
        tests.add(
            new KitTest(
                test,
                decision,
                variables,
                Xml.child(result, "expected").map(KitValues::of).orElse(null)));
      }
    }
  }

  private void addIfHeld(Element decision) {
    try {
      add(decision);
    } catch (NotHeldException reason) {
      reasons.put(decision.getAttribute("name"), reason.getMessage());
    }
  }

  private KitDecision add(Element decision) {
    String known = decision.getAttribute("name");
    KitDecision held = decisions.get(known);
    if (held == null) {
      // Those that it requires come before it.
      held = decision(decision);
      decisions.put(known, held);
    }
    return held;
  }

  private KitDecision decision(Element decision) {
    List<String> required =
        Xml.children(decision, "informationRequirement").stream()
            .flatMap(each -> Xml.child(each, "requiredDecision").stream())
            .map(each -> add(required(each)).id())
            .toList();
    List<String> functions = functions(decision);
    Element logic = KitExpressions.expressionOf(decision);
    String id = "d" + decisions.size();
    String variable =
        KitNames.of(
            Xml.child(decision, "variable")
                .map(each -> each.getAttribute("name"))
                .filter(each -> !each.isEmpty())
                .orElse(decision.getAttribute("name")));
    String head =
        "<decision id='%1$s' name='%1$s'><variable id='%1$s_v' name='%2$s'/>"
                .formatted(id, variable)
            + required.stream()
                .map(
                    each ->
                        "<informationRequirement id='%s_%s'><requiredDecision href='#%2$s'/></informationRequirement>"
                            .formatted(id, each))
                .collect(Collectors.joining());
    if (logic.getLocalName().equals("decisionTable")) {
      if (!functions.isEmpty()) {
        throw new NotHeldException("a table that calls a function");
      }
      String hitPolicy = logic.getAttribute("hitPolicy");
      return new KitDecision(
          id,
          head + table(id, variable, logic) + "</decision>",
          LISTS.contains(hitPolicy) && logic.getAttribute("aggregation").isEmpty(),
          Xml.children(logic, "output").size());
    }
    String text =
        functions.isEmpty()
            ? expressions.text(logic)
            : Stream.concat(
                        functions.stream(),
                        Stream.of(RESULT + ": (" + expressions.text(logic) + "\n)"))
                    .collect(Collectors.joining(", ", "{", "}"))
                + "."
                + RESULT;
    return new KitDecision(
        id,
        head
            + "<literalExpression id='%s_l'>%s</literalExpression></decision>"
                .formatted(id, text(text)),
        false,
        1);
  }

  private Element required(Element reference) {
    Element found = elements.get(reference.getAttribute("href"));
    if (found == null) {
      throw new NotHeldException("another file");
    }
    return found;
  }

  /** The functions that something requires, each after those that it requires itself. */
  private List<String> functions(Element parent) {
    return Xml.children(parent, "knowledgeRequirement").stream()
        .flatMap(each -> Xml.child(each, "requiredKnowledge").stream())
        .map(this::required)
        .flatMap(
            function -> {
              if (!function.getLocalName().equals("businessKnowledgeModel")) {
                throw new NotHeldException("a " + function.getLocalName());
              }
              Element logic =
                  Xml.child(function, "encapsulatedLogic")
                      .orElseThrow(() -> new NotHeldException("a function without logic"));
              return Stream.concat(
                  functions(function).stream(),
                  Stream.of(
                      KitNames.of(function.getAttribute("name"))
                          + ": "
                          + expressions.function(logic)));
            })
        .distinct()
        .toList();
  }

  private String table(String id, String variable, Element table) {
    if (!HIT_POLICIES.contains(table.getAttribute("hitPolicy"))) {
      throw new NotHeldException("the hit policy " + table.getAttribute("hitPolicy"));
    }
    StringBuilder xml =
        new StringBuilder(
            "<decisionTable id='%s_t'%s%s>"
                .formatted(id, attribute(table, "hitPolicy"), attribute(table, "aggregation")));
    int number = 0;
    for (Element input : Xml.children(table, "input")) {
      Element expression = Xml.child(input, "inputExpression").orElseThrow();
      xml.append(
          "<input id='%1$s_i%2$d'><inputExpression id='%1$s_e%2$d'%3$s>%4$s</inputExpression></input>"
              .formatted(
                  id, ++number, type(expression), text(names.in(Xml.text(expression, "text")))));
    }
    for (Element output : Xml.children(table, "output")) {
      String name = output.getAttribute("name");
      xml.append(
          "<output id='%s_o%d' name='%s'%s/>"
              .formatted(
                  id, ++number, name.isEmpty() ? variable : KitNames.of(name), type(output)));
    }
    for (Element rule : Xml.children(table, "rule")) {
      xml.append("<rule id='%s_r%d'>".formatted(id, ++number));
      for (Element cell : Xml.children(rule)) {
        if (cell.getLocalName().endsWith("Entry")
            && !cell.getLocalName().startsWith("annotation")) {
          xml.append(
              "<%1$s id='%2$s_c%3$d'>%4$s</%1$s>"
                  .formatted(
                      cell.getLocalName(), id, ++number, text(names.in(Xml.text(cell, "text")))));
        }
      }
      xml.append("</rule>");
    }
    return xml.append("</decisionTable>").toString();
  }

  private static String attribute(Element element, String name) {
    return element.getAttribute(name).isEmpty()
        ? ""
        : " " + name + "='" + element.getAttribute(name) + "'";
  }

  private static String type(Element clause) {
    String type = clause.getAttribute("typeRef").replaceFirst("^feel:", "");
    return TYPES.contains(type) ? " typeRef='" + type + "'" : "";
  }

  private String text(String expression) {
    texts.add(expression);
    return "<text>" + Xml.escaped(expression) + "</text>";
  }
}
