package dev.necessity.policy.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A DMN file with one table, written as briefly as a test can tell its story; without a defect
 * unless one is put in.
 */
public final class Sketch {

  static final PolicyCheck CHECK = new PolicyCheck();

  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final List<String> rules = new ArrayList<>();
  private String hitPolicy = "UNIQUE";
  private String others = "";
  private String required = "";

  public static Sketch table() {
    return new Sketch();
  }

  public Sketch hitPolicy(String policy) {
    hitPolicy = policy;
    return this;
  }

  public Sketch input(String label, String type, String expression, String... allowed) {
    inputs.add(
        "<input id='in%d' label='%s'><inputExpression id='in%1$d_e' %s><text>%s</text></inputExpression>%s</input>"
            .formatted(
                inputs.size(),
                label,
                type == null ? "" : "typeRef='" + type + "'",
                escape(expression),
                allowed("inputValues", allowed)));
    return this;
  }

  public Sketch output(String name, String type, String... allowed) {
    outputs.add(
        "<output id='out%d' label='%s' name='%s' %s>%s</output>"
            .formatted(
                outputs.size(),
                name,
                name,
                type == null ? "" : "typeRef='" + type + "'",
                allowed("outputValues", allowed)));
    return this;
  }

  /** One cell for each column, inputs first. */
  public Sketch rule(String... cells) {
    StringBuilder rule = new StringBuilder("<rule id='rule_%d'>".formatted(rules.size() + 1));
    for (int i = 0; i < cells.length; i++) {
      String entry = i < inputs.size() ? "inputEntry" : "outputEntry";
      rule.append(
          "<%s id='r%d_%d'><text>%s</text></%1$s>"
              .formatted(entry, rules.size(), i, escape(cells[i])));
    }
    rules.add(rule.append("</rule>").toString());
    return this;
  }

  /** Another decision of the file, a literal expression, which the table does not require. */
  public Sketch beside(String decision, String expression) {
    others += literal(decision, expression);
    return this;
  }

  /** The same, required by the table. */
  public Sketch requires(String decision, String expression) {
    required +=
        "<informationRequirement id='needs_%s'><requiredDecision href='#%1$s'/></informationRequirement>"
            .formatted(decision);
    return beside(decision, expression);
  }

  private static String literal(String id, String expression) {
    return ("<decision id='%s' name='%1$s' camunda:historyTimeToLive='P1D'><variable id='%1$s_v' name='%1$s'/>%s"
            + "<literalExpression id='%1$s_e'><text>%s</text></literalExpression></decision>")
        .formatted(
            id,
            "<informationRequirement id='%s_needs_a'><requiredInput href='#a'/></informationRequirement>"
                .formatted(id),
            escape(expression));
  }

  String xml() {
    String inputData =
        List.of("a", "b", "c").stream()
            .map(
                name ->
                    "<inputData id='%s' name='%1$s'><variable id='%1$s_v' name='%1$s'/></inputData>"
                        .formatted(name))
            .collect(Collectors.joining());
    String requirements =
        List.of("a", "b", "c").stream()
            .map(
                name ->
                    "<informationRequirement id='needs_%s'><requiredInput href='#%1$s'/></informationRequirement>"
                        .formatted(name))
            .collect(Collectors.joining());
    String decisions =
        "<decision id='answer' name='answer' camunda:historyTimeToLive='P1D'><variable id='answer_v' name='answer'/>"
            + requirements
            + required
            + "<decisionTable id='t' hitPolicy='"
            + hitPolicy
            + "'>"
            + String.join("", inputs)
            + String.join("", outputs)
            + String.join("", rules)
            + "</decisionTable></decision>"
            + others
            + inputData;
    return "<?xml version='1.0' encoding='UTF-8'?><definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'"
        + " xmlns:dmndi='https://www.omg.org/spec/DMN/20191111/DMNDI/' xmlns:dc='http://www.omg.org/spec/DMN/20180521/DC/'"
        + " xmlns:di='http://www.omg.org/spec/DMN/20180521/DI/' xmlns:camunda='http://camunda.org/schema/1.0/dmn'"
        + " id='sketch' name='sketch' namespace='https://example.org/sketch'>"
        + decisions
        + diagram(decisions)
        + "</definitions>";
  }

  public byte[] bytes() {
    return xml().getBytes(StandardCharsets.UTF_8);
  }

  List<Finding> findings() {
    return CHECK.check("sketch.dmn", bytes());
  }

  private static String diagram(String decisions) {
    StringBuilder shapes = new StringBuilder("<dmndi:DMNDI><dmndi:DMNDiagram id='d'>");
    var ids =
        java.util.regex.Pattern.compile("<(decision|inputData|informationRequirement) id='(\\w+)'")
            .matcher(decisions);
    while (ids.find()) {
      String id = ids.group(2);
      shapes.append(
          ids.group(1).equals("informationRequirement")
              ? "<dmndi:DMNEdge id='%s_s' dmnElementRef='%1$s'><di:waypoint x='0' y='0'/><di:waypoint x='1' y='1'/></dmndi:DMNEdge>"
                  .formatted(id)
              : "<dmndi:DMNShape id='%s_s' dmnElementRef='%1$s'><dc:Bounds x='0' y='0' width='1' height='1'/></dmndi:DMNShape>"
                  .formatted(id));
    }
    return shapes.append("</dmndi:DMNDiagram></dmndi:DMNDI>").toString();
  }

  private static String allowed(String element, String... values) {
    return values.length == 0
        ? ""
        : "<%s id='%s'><text>%s</text></%1$s>"
            .formatted(
                element, "v" + java.util.UUID.randomUUID(), escape(String.join(",", values)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }
}
