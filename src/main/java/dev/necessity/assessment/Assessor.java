package dev.necessity.assessment;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.fact.EvidenceFacts;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicySelection;
import dev.necessity.policy.model.ReadOnce;
import dev.necessity.request.Request;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a request under the policy that the catalogue names for it; a pure function of the request
 * and the tables.
 */
public final class Assessor {

  private final Policies policies;
  private final ObjectMapper json;

  public Assessor(Policies policies, ObjectMapper json) {
    this.policies = policies;
    this.json = json;
  }

  /** This one with the policies and the forms as they are now, whatever is deployed later. */
  public Assessor asOfNow() {
    return new Assessor(new ReadOnce(policies), json);
  }

  /** The what-if: nothing is stored, and the request need not be complete. */
  public Assessment assess(Request request, DocumentationPeriod documentation) {
    PolicySelection selection = select(request);
    if (!selection.covered()) {
      return Assessment.routed(documentation, selection.reason());
    }
    Map<String, Object> read = whole(selection).factsRead().of(facts(request, List.of()));
    return judge(read, documentation, PolicyRef.of(selection), selection.decision()).assessment();
  }

  /**
   * Judges what is known of a request under one version of one policy, whatever the catalogue says.
   *
   * @param facts that were measured of it
   */
  public Outcome judge(
      Map<String, Object> facts,
      DocumentationPeriod documentation,
      PolicyRef policy,
      String decision) {
    Map<String, Object> result =
        policies
            .whole(decision, policy.version(), policy.finalTables())
            .judge(variables(facts, documentation), null)
            .context();
    return Outcome.of(result, policy, json);
  }

  /** The policy that a request is judged under; empty when none covers it. */
  public Optional<Policy> policy(Request request) {
    return Optional.of(select(request)).filter(PolicySelection::covered).map(this::whole);
  }

  Policy whole(PolicySelection selection) {
    return policies.whole(selection.decision(), selection.version(), selection.finalTables());
  }

  /** What a policy is given. */
  static Map<String, Object> variables(
      Map<String, Object> facts, DocumentationPeriod documentation) {
    return Map.of("facts", facts, "documentation", documentation.name());
  }

  /** What is measured of a request. */
  public Map<String, Object> facts(Request request, Collection<String> unobtainable) {
    return policies.facts(request, unobtainable);
  }

  /** What measures it. */
  public EvidenceFacts evidence() {
    return policies.evidence();
  }

  PolicySelection select(Request request) {
    Map<?, ?> variable = json.convertValue(request, Map.class);
    return PolicySelection.of(
        policies.catalog().evaluateRow(Policies.CATALOG, Map.of("request", variable)));
  }
}
