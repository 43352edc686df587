package dev.necessity.feel.kit;

import dev.necessity.policy.model.PolicyEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;

/**
 * Decision files of changed expressions of the kit. Each expression is a decision; each second one
 * the cell of a table over what the decision before it gave. They read what the kit gives its own,
 * and a few values more.
 */
final class Mutants {

  private static final int A_FILE = 100;

  private final KitMutations mutations;
  private final Map<String, Object> variables = new LinkedHashMap<>();

  Mutants(List<KitModel> kit, long seed) {
    kit.forEach(model -> model.tests().forEach(test -> variables.putAll(test.variables())));
    variables.put("a", new TreeMap<>(Map.of("a", 1, "b", List.of(1, 2))));
    variables.put("x", List.of(1, "foo", Map.of("a", 1)));
    variables.put("y", null);
    List<String> all =
        kit.stream().flatMap(model -> model.expressions().stream()).distinct().toList();
    FeelEngine engine = PolicyEngine.configuration().getFeelEngineFactory().createInstance();
    VariableContext context = Variables.fromMap(variables).asVariableContext();
    // Half of the kit asks for null or an error, of which little else can be made.
    this.mutations =
        new KitMutations(
            all.stream().filter(each -> givesValue(engine, each, context)).toList(), all, seed);
  }

  private static boolean givesValue(FeelEngine engine, String expression, VariableContext context) {
    try {
      return engine.evaluateSimpleExpression(expression, context) != null;
    } catch (FeelException failure) {
      return false;
    }
  }

  /** As many files as hold that many expressions and cells. */
  Stream<MutatedFile> files(int expressions) {
    return Stream.generate(
            () -> MutatedFile.of(Stream.generate(mutations).limit(A_FILE).toList(), variables))
        .limit((expressions + A_FILE - 1) / A_FILE);
  }

  /**
   * A decision file and the tests of what it holds, in its order: an expression, a cell over what
   * that gives, an expression, and so on.
   */
  record MutatedFile(String xml, List<KitTest> tests) {

    static MutatedFile of(List<String> expressions, Map<String, Object> variables) {
      List<KitTest> tests = new ArrayList<>();
      for (int i = 0; i < expressions.size(); i++) {
        String text = expressions.get(i).replaceAll("\\p{Cntrl}", " ");
        tests.add(
            i % 2 == 0
                ? new KitTest(text, expression(i, text), variables, null)
                : new KitTest(
                    tests.get(i - 1).name() + " in the cell " + text,
                    cell(i, text),
                    variables,
                    null));
      }
      return new MutatedFile(
          "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='mutants' name='mutants' namespace='mutants'>"
              + tests.stream().map(test -> test.decision().xml()).collect(Collectors.joining())
              + "</definitions>",
          tests);
    }

    private static KitDecision expression(int i, String text) {
      return new KitDecision(
          "m" + i,
          "<decision id='m%1$d' name='m%1$d'><variable id='v%1$d' name='m%1$d'/><literalExpression id='l%1$d'><text>%2$s</text></literalExpression></decision>"
              .formatted(i, Xml.escaped(text)),
          false,
          1);
    }

    private static KitDecision cell(int i, String text) {
      return new KitDecision(
          "m" + i,
          ("<decision id='m%1$d' name='m%1$d'><informationRequirement id='q%1$d'><requiredDecision href='#m%2$d'/></informationRequirement>"
                  + "<decisionTable id='t%1$d'><input id='i%1$d'><inputExpression id='e%1$d'><text>m%2$d</text></inputExpression></input><output id='o%1$d' name='m%1$d'/>"
                  + "<rule id='r%1$d'><inputEntry id='c%1$d'><text>%3$s</text></inputEntry><outputEntry id='p%1$d'><text>m%2$d</text></outputEntry></rule></decisionTable></decision>")
              .formatted(i, i - 1, Xml.escaped(text)),
          false,
          1);
    }
  }
}
