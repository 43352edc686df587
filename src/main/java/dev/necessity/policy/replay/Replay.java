package dev.necessity.policy.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.necessity.fact.Facts;
import dev.necessity.policy.DecisionDiagram;
import dev.necessity.policy.FilePolicies;
import dev.necessity.policy.PolicyEngine;
import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.PolicySelection;
import dev.necessity.request.Request;
import dev.necessity.request.RequestJson;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges a request twice, under the policy it had and under a candidate, and says what differs. Thread-safe; a pure
 * function of the request and the files.
 */
public final class Replay {

  private static final int SELECTIONS = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FilePolicies baseline;
  private final DecisionDiagram candidate;
  private final TracedDiagram tracedBaseline;
  private final TracedDiagram tracedCandidate;
  private final String documentation;
  private final Cache<String, PolicySelection> selections = Caffeine.newBuilder().maximumSize(SELECTIONS).build();

  /**
   * @param files of the policies as they are, the catalogue among them
   * @param candidate the changed file
   * @param documentation OPEN or CLOSED: whether missing documentation may still arrive
   */
  public Replay(List<PolicyFile> files, PolicyFile candidate, String documentation) {
    this.baseline = new FilePolicies(files);
    this.candidate = DecisionDiagram.read(PolicyEngine.create(), new ByteArrayInputStream(candidate.content()));
    PolicyFile replaced = files.stream().filter(file -> candidate.decisions().stream().anyMatch(file.decisions()::contains)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("None of the files has a decision of " + candidate.name()
            + ", so there is nothing to compare it with. Name the folder of the policy that it changes."));
    this.tracedBaseline = new TracedDiagram(replaced);
    this.tracedCandidate = new TracedDiagram(candidate);
    this.documentation = documentation;
  }

  /** What a policy says of one request: its disposition and the status of each criterion. */
  record Verdict(String disposition, Map<String, String> criteria) {}

  /** Both verdicts; empty where the request is not judged by the policy that the candidate changes. */
  Optional<Comparison> compare(Request request) {
    PolicySelection selection = select(request);
    if (!selection.covered() || !candidate.has(selection.decision())) {
      return Optional.empty();
    }
    Map<String, Object> variables = Map.of("facts", Facts.measure(request), "documentation", documentation);
    Verdict old = verdict(baseline.policy(selection.decision(), selection.version()), selection.decision(), variables);
    Verdict now = verdict(candidate, selection.decision(), variables);
    return Optional.of(new Comparison(old, now, old.equals(now) ? List.of() : reasons(selection.decision(), variables)));
  }

  /** @param reasons the tables that made the difference, in the order of evaluation; empty where there is none */
  record Comparison(Verdict old, Verdict now, List<Reason> reasons) {}

  /** A table that gave something else: the rules that fired before and now, or the values that one rule gave. */
  record Reason(String table, String old, String now) {}

  private PolicySelection select(Request request) {
    String key = request.procedure().code() + "|" + request.procedure().side() + "|" + request.lineOfBusiness() + "|"
        + request.receivedAt().toLocalDate();
    return selections.get(key, unknown -> PolicySelection.of(
        baseline.catalog().evaluateRow("policyCatalog", Map.of("request", JSON.convertValue(RequestJson.tree(request), Map.class)))));
  }

  @SuppressWarnings("unchecked")
  private static Verdict verdict(DecisionDiagram policy, String decision, Map<String, Object> variables) {
    Map<String, Object> result = policy.evaluateContext(decision, variables);
    Map<String, String> criteria = new LinkedHashMap<>();
    for (Map<String, Object> criterion : (List<Map<String, Object>>) result.get("criteria")) {
      criteria.put((String) criterion.get("id"), (String) criterion.get("status"));
    }
    return new Verdict((String) ((Map<String, Object>) result.get("recommendation")).get("disposition"), criteria);
  }

  /**
   * The tables that differ with the same inputs, which are those that were changed; where no table does, because an
   * expression was changed, all that differ.
   */
  private List<Reason> reasons(String decision, Map<String, Object> variables) {
    Map<String, TracedDiagram.Firing> old = tracedBaseline.evaluate(decision, variables);
    Map<String, TracedDiagram.Firing> now = tracedCandidate.evaluate(decision, variables);
    List<Reason> causes = new ArrayList<>();
    List<Reason> all = new ArrayList<>();
    now.forEach((table, firing) -> {
      TracedDiagram.Firing before = old.get(table);
      if (before == null || !before.rules().equals(firing.rules()) || !before.outputs().equals(firing.outputs())) {
        boolean sameRules = before != null && before.rules().equals(firing.rules());
        Reason reason = new Reason(table, before == null ? "" : sameRules ? before.rules() + " " + before.outputs() : before.rules(),
            sameRules ? firing.rules() + " " + firing.outputs() : firing.rules());
        all.add(reason);
        if (before == null || Objects.equals(before.inputs(), firing.inputs())) {
          causes.add(reason);
        }
      }
    });
    return causes.isEmpty() ? all : causes;
  }
}
