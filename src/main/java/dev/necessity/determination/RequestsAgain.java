package dev.necessity.determination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.determination.RequestExamples.Example;
import dev.necessity.policy.DecisionDiagram;
import dev.necessity.policy.DecisionDiagram.Judgement;
import dev.necessity.policy.Policies;
import dev.necessity.policy.PolicySelection;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Example requests that are judged once by the files as they are, and again by each changed file: of a changed policy only what the
 * change touches is evaluated.
 */
public final class RequestsAgain {

  private final Policies policies;
  private final ObjectMapper json;
  private final List<Judged> requests = new ArrayList<>();

  /** @param before what the policy said; null where none covers the request */
  private record Judged(Example example, Request request, JsonNode expected, DocumentationPeriod documentation, PolicySelection selection,
      Map<String, Object> variables, Judgement before) {}

  /** @throws IOException when an expectation is no JSON */
  public RequestsAgain(List<Example> examples, RequestReader reader, Policies policies, ObjectMapper json) throws IOException {
    this.policies = policies;
    this.json = json;
    Assessor assessor = new Assessor(policies, json);
    for (Example example : examples) {
      Request request = reader.read(example.request());
      PolicySelection selection = assessor.select(request);
      JsonNode expected = json.readTree(example.expected());
      for (DocumentationPeriod documentation : DocumentationPeriod.values()) {
        Map<String, Object> variables = Assessor.variables(request, List.of(), documentation);
        Judgement before = selection.covered()
            ? policies.policy(selection.decision(), selection.version()).judge(selection.decision(), variables, null) : null;
        requests.add(new Judged(example, request, expected.path(documentation.name()), documentation, selection, variables, before));
      }
    }
  }

  /** Whether one of them gets another answer from a changed file than is expected; a file that judges no request changes none. */
  public boolean failAfter(DecisionDiagram changed) {
    return requests.stream().anyMatch(request -> fails(request, changed));
  }

  private boolean fails(Judged judged, DecisionDiagram changed) {
    try {
      boolean policy = judged.before() != null && changed.has(judged.selection().decision());
      if (!policy && !changed.has(Policies.CATALOG)) {
        return false;
      }
      Assessment assessment = policy ? again(judged, changed) : new Assessor(policies.with(changed), json).assess(judged.request(), judged.documentation());
      return !RequestExamples.differences(judged.example().name(), judged.documentation(), judged.expected(), assessment).isEmpty();
    } catch (RuntimeException cannotBeJudged) {
      return true;
    }
  }

  private Assessment again(Judged judged, DecisionDiagram changed) {
    PolicySelection selection = judged.selection();
    Judgement now = changed.judge(selection.decision(), judged.variables(), judged.before());
    return Outcome.of(now.context(), new PolicyRef(selection.policyId(), selection.version()), json).assessment();
  }
}
