package dev.necessity.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.assessment.RequestExamples.Example;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicySelection;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Example requests that are judged once by the files as they are, and again by each changed file:
 * of a changed policy only what the change touches is evaluated.
 */
public final class RequestsAgain {

  private final Policies policies;
  private final ObjectMapper json;
  private final List<Judged> requests = new ArrayList<>();

  /** Whether another answer is expected than the files give as they are. */
  private final Map<Judged, Boolean> failing = new IdentityHashMap<>();

  /**
   * @param before what the policy said; null where none covers the request
   */
  private record Judged(
      Example example,
      Request request,
      JsonNode expected,
      DocumentationPeriod documentation,
      PolicySelection selection,
      Map<String, Object> variables,
      Policy.Judgement before) {

    boolean failsWith(Assessment assessment) {
      return !RequestExamples.differences(example.name(), documentation, expected, assessment)
          .isEmpty();
    }
  }

  /**
   * @throws IOException when an expectation is no JSON
   */
  public RequestsAgain(
      List<Example> examples, RequestReader reader, Policies policies, ObjectMapper json)
      throws IOException {
    this.policies = policies;
    this.json = json;
    Assessor assessor = new Assessor(policies, json);
    for (Example example : examples) {
      Request request = reader.read(example.request());
      PolicySelection selection = assessor.select(request);
      JsonNode expected = json.readTree(example.expected());
      for (DocumentationPeriod documentation : DocumentationPeriod.values()) {
        Map<String, Object> variables =
            Assessor.variables(assessor.facts(request, List.of()), documentation);
        Policy.Judgement before =
            selection.covered() ? assessor.whole(selection).judge(variables, null) : null;
        requests.add(
            new Judged(
                example,
                request,
                expected.path(documentation.name()),
                documentation,
                selection,
                variables,
                before));
      }
    }
  }

  /**
   * Whether one of them gets another answer from a changed file than is expected; a file that
   * judges no request changes none.
   */
  public boolean failAfter(DecisionDiagram changed) {
    return requests.stream().anyMatch(request -> fails(request, changed));
  }

  private boolean fails(Judged judged, DecisionDiagram changed) {
    try {
      if (judged.before() != null && isOf(judged.before().policy(), changed)) {
        return judged.failsWith(again(judged, changed));
      }
      if (!changed.has(Policies.CATALOG)) {
        return false;
      }
      Assessor assessor = new Assessor(policies.with(changed), json);
      // What is judged under the same policy gets the same answer.
      return assessor.select(judged.request()).equals(judged.selection())
          ? failing.computeIfAbsent(judged, each -> each.failsWith(asItIs(each)))
          : judged.failsWith(assessor.assess(judged.request(), judged.documentation()));
    } catch (RuntimeException cannotBeJudged) {
      return true;
    }
  }

  private Assessment asItIs(Judged judged) {
    return judged.before() == null
        ? Assessment.routed(judged.documentation(), judged.selection().reason())
        : assessment(judged.before(), judged.selection());
  }

  private Assessment again(Judged judged, DecisionDiagram changed) {
    Policy policy = new Assessor(policies.with(changed), json).whole(judged.selection());
    return assessment(policy.judge(judged.variables(), judged.before()), judged.selection());
  }

  private static boolean isOf(Policy policy, DecisionDiagram changed) {
    return changed.has(policy.decision())
        || policy.finalTables() != null && changed.has(Policy.FINAL_DECISION);
  }

  private Assessment assessment(Policy.Judgement judgement, PolicySelection selection) {
    return Outcome.of(judgement.context(), PolicyRef.of(selection), json).assessment();
  }
}
