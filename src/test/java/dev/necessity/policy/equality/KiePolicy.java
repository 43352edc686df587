package dev.necessity.policy.equality;

import dev.necessity.Models;
import dev.necessity.policy.model.PolicyKeys;
import java.io.StringReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Text;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNDecisionResult;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

/**
 * The SI joint fusion policy on kie-dmn, an engine by other people. Three things differ between the
 * standard, which kie-dmn follows, and Camunda 7, and are adapted in a copy of the file:
 *
 * <ul>
 *   <li>A table with several outputs is one context under the decision's name; in Camunda each
 *       output is a variable.
 *   <li>A COLLECT table without a hit is an empty list; in Camunda its outputs are null.
 *   <li>What a decision gives is read by its name; in Camunda by its id or the names of its
 *       outputs, and the name is for people.
 * </ul>
 */
public final class KiePolicy {

  private static final Pattern STRING_OR_REST = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[^\"]+");

  private final DMNRuntime runtime;
  private final DMNModel model;

  private KiePolicy(DMNRuntime runtime) {
    this.runtime = runtime;
    this.model = runtime.getModels().get(0);
    if (model.hasErrors()) {
      throw new IllegalStateException(model.getMessages().toString());
    }
  }

  public static KiePolicy siJointFusion() {
    return of(Models.text(Models.DMN.resolve("si-joint-fusion.dmn")));
  }

  public static KiePolicy finalTables() {
    return of(Models.text(Models.DMN.resolve("determination.dmn")));
  }

  static KiePolicy of(String xml) {
    DmnModelInstance copy = Models.parse(xml).model().clone();
    copy.getModelElementsByType(Decision.class).forEach(KiePolicy::adapt);
    copy.getModelElementsByType(Decision.class)
        .forEach(decision -> decision.setName(decision.getId()));
    Resource resource =
        ResourceFactory.newReaderResource(new StringReader(Dmn.convertToString(copy)));
    resource.setSourcePath("policy.dmn");
    return new KiePolicy(
        DMNRuntimeBuilder.fromDefaults()
            .addProfile(new KieFunctions())
            .buildConfiguration()
            .fromResources(List.of(resource))
            .getOrElseThrow(IllegalStateException::new));
  }

  /** The value of one decision; everything it requires is evaluated. */
  public Object evaluate(String decision, Map<String, Object> variables) {
    DMNContext context = runtime.newContext();
    variables.forEach(context::set);
    DMNResult result = runtime.evaluateById(model, context, PolicyKeys.decision(decision));
    DMNDecisionResult value = result.getDecisionResultById(PolicyKeys.decision(decision));
    if (value.getEvaluationStatus() != DMNDecisionResult.DecisionEvaluationStatus.SUCCEEDED) {
      throw new IllegalStateException(decision + ": " + result.getMessages());
    }
    return value.getResult();
  }

  private static void adapt(Decision decision) {
    Map<String, String> standard = new LinkedHashMap<>();
    decision.getInformationRequirements().stream()
        .map(requirement -> requirement.getRequiredDecision())
        .filter(required -> required != null && required.getExpression() instanceof DecisionTable)
        .forEach(
            required ->
                outputs(required).forEach(output -> standard.putAll(rewritten(required, output))));
    if (!standard.isEmpty()) {
      texts(decision)
          .forEach(text -> text.setTextContent(rewrite(text.getTextContent(), standard)));
    }
  }

  private static Map<String, String> rewritten(Decision table, String output) {
    Map<String, String> rewritten = new LinkedHashMap<>();
    if (((DecisionTable) table.getExpression()).getHitPolicy() == HitPolicy.COLLECT) {
      rewritten.put("(?<![\\w.])" + output + "\\s*=\\s*null", "count(" + table.getId() + ") = 0");
    }
    if (outputs(table).size() > 1) {
      rewritten.put("(?<![\\w.])" + output + "(?!\\w|\\s*:)", table.getId() + "." + output);
    }
    return rewritten;
  }

  private static List<String> outputs(Decision table) {
    return ((DecisionTable) table.getExpression())
        .getOutputs().stream().map(Output::getName).toList();
  }

  private static Stream<Text> texts(Decision decision) {
    Collection<Text> all = decision.getModelInstance().getModelElementsByType(Text.class);
    return all.stream().filter(text -> isIn(decision, text));
  }

  private static boolean isIn(Decision decision, Text text) {
    var parent = text.getParentElement();
    while (parent != null && !(parent instanceof Decision)) {
      parent = parent.getParentElement();
    }
    return decision.equals(parent);
  }

  /** Rewrites names outside of string literals. */
  private static String rewrite(String expression, Map<String, String> standard) {
    return STRING_OR_REST
        .matcher(expression)
        .results()
        .map(
            part -> {
              String text = part.group();
              if (!text.startsWith("\"")) {
                for (Map.Entry<String, String> each : standard.entrySet()) {
                  text = text.replaceAll(each.getKey(), each.getValue());
                }
              }
              return text;
            })
        .collect(Collectors.joining());
  }
}
