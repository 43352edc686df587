package dev.necessity.policy.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.necessity.fact.Facts;
import dev.necessity.feel.CompiledDecision.Firing;
import dev.necessity.policy.model.Catalogue;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.FactsRead;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.Policy.Judgement;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicySelection;
import dev.necessity.request.Request;
import dev.necessity.request.RequestJson;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Judges past cases under a candidate, compares with how they were judged, and says what made the
 * difference. Thread-safe; a pure function of the case and the files.
 */
public final class Replay {

  private static final int SELECTIONS = 10_000;

  /** What is said of a request that no policy judges. */
  private static final Verdict NOT_COVERED = new Verdict("NOT_COVERED", Map.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Policies baseline;
  private final DecisionDiagram candidate;
  private final FactsRead read;
  private final Set<String> codes;
  private final boolean changes;
  private final Optional<String> added;
  private final Cache<String, PolicySelection> selections =
      Caffeine.newBuilder().maximumSize(SELECTIONS).build();

  /**
   * @param baseline the policies as they are, the catalogue among them
   * @param candidate the changed file
   */
  public Replay(Policies baseline, PolicyFile candidate) {
    this(baseline, candidate, Set.of());
  }

  /**
   * @param codes of the procedures that a new policy will be for; none: all that no policy covers
   */
  public Replay(Policies baseline, PolicyFile candidate, Set<String> codes) {
    this.baseline = baseline;
    this.codes = codes;
    this.candidate =
        DecisionDiagram.read(PolicyEngine.create(), new ByteArrayInputStream(candidate.content()));
    this.read = this.candidate.factsRead();
    this.changes = !Catalogue.live(baseline).entries(candidate).isEmpty();
    this.added =
        !changes && candidate.isPolicy() && candidate.tops().size() == 1
            ? Optional.of(candidate.key(candidate.tops().get(0)))
            : Optional.empty();
  }

  /**
   * Whether no row of the catalogue names the candidate: a new policy, which is asked what it would
   * have said of the requests that no policy covers.
   */
  public boolean isOfNewPolicy() {
    return added.isPresent();
  }

  /**
   * This one, where there is something to compare.
   *
   * @throws IllegalArgumentException where the candidate changes no policy and is none
   */
  public Replay comparing() {
    if (!changes && added.isEmpty()) {
      throw new IllegalArgumentException(
          "The catalogue names no decision of the candidate, and it is no new policy with one decision on top of all others, so there is nothing to compare it with. Choose a policy's file.");
    }
    return this;
  }

  /** Judges a request that no policy covers; empty where the candidate is no new policy. */
  public Optional<Comparison> uncovered(Request request, String documentation) {
    return added
        .filter(any -> codes.isEmpty() || codes.contains(request.procedure().code()))
        .flatMap(decision -> changed(decision, "", null))
        .map(
            policy ->
                new Comparison(
                    NOT_COVERED,
                    verdict(
                        policy.judge(
                            Map.of(
                                "facts",
                                baseline.facts(request, List.of()),
                                "documentation",
                                documentation),
                            null)),
                    List.of()));
  }

  /** What a policy says of one request: its disposition and the status of each criterion. */
  public record Verdict(String disposition, Map<String, String> criteria) {}

  /**
   * @param reasons the tables that made the difference, in the order of evaluation; empty where
   *     there is none
   */
  public record Comparison(Verdict old, Verdict now, List<TableDifference> reasons) {

    /** Each criterion whose status differs, with both. */
    public String criteriaInWords() {
      return Tally.of(old, now).criteria().entrySet().stream()
          .map(
              criterion ->
                  criterion.getKey() + ": " + String.join("", criterion.getValue().keySet()))
          .collect(Collectors.joining("; "));
    }

    /** Each table that made the difference, with its rules before and now. */
    public String rulesInWords() {
      return reasons.stream()
          .map(reason -> reason.table() + ": " + reason.old() + " became " + reason.now())
          .collect(Collectors.joining("; "));
    }
  }

  /**
   * A table that gave something else: the rules that fired before and now, or the values that one
   * rule gave.
   */
  public record TableDifference(String table, String old, String now) {}

  /**
   * Judges a request under both; empty where it is not judged by the policy that the candidate
   * changes.
   *
   * @param documentation OPEN or CLOSED: whether missing documentation may still arrive
   */
  public Optional<Comparison> compare(Request request, String documentation) {
    PolicySelection selection = select(request);
    if (!selection.covered()) {
      return uncovered(request, documentation);
    }
    Optional<Policy> changed =
        changed(selection.decision(), selection.version(), selection.finalTables());
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> variables =
        Map.of("facts", baseline.facts(request, List.of()), "documentation", documentation);
    Judgement old =
        baseline
            .whole(selection.decision(), selection.version(), selection.finalTables())
            .judge(variables, null);
    return Optional.of(comparison(verdict(old), changed.get().judge(variables, old), () -> old));
  }

  /**
   * Recorded facts as the candidate reads them: what it reads and was not kept, since the case's
   * own policy does not read it, is measured.
   *
   * @param request of the case, which is asked for only then
   */
  public Object facts(JsonNode recorded, Supplier<Optional<Request>> request) {
    return read.isIn(recorded)
        ? recorded
        : request
            .get()
            .<Object>map(known -> completed(recorded, read.of(baseline.facts(known, List.of()))))
            .orElse(recorded);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> completed(JsonNode recorded, Map<String, Object> measured) {
    Map<String, Object> lists =
        new LinkedHashMap<>((Map<String, ?>) measured.getOrDefault(Facts.EVIDENCE, Map.of()));
    recorded
        .path(Facts.EVIDENCE)
        .properties()
        .forEach(list -> lists.put(list.getKey(), list.getValue()));
    recorded.properties().forEach(fact -> measured.put(fact.getKey(), fact.getValue()));
    measured.put(Facts.EVIDENCE, lists);
    return measured;
  }

  /**
   * Judges recorded facts under the candidate; empty where its file has no such decision.
   *
   * @param old what was recorded
   * @param version of the policy that judged the case, and of the final tables that followed it or
   *     null
   * @param decision key of the policy's top decision
   * @param facts a map or a JSON tree
   */
  public Optional<Comparison> compare(
      Verdict old,
      String version,
      String finalTables,
      String decision,
      Object facts,
      String documentation) {
    return changed(decision, version, finalTables)
        .map(
            changed -> {
              Map<String, Object> variables =
                  Map.of("facts", facts, "documentation", documentation);
              Judgement now = changed.judge(variables, null);
              return comparison(
                  old,
                  now,
                  () -> baseline.whole(decision, version, finalTables).judge(variables, now));
            });
  }

  /**
   * The policy with the candidate in the place of its own file, or of its final tables; empty where
   * it is neither. A candidate that answers the first time, where the file before it came to an end
   * by itself, is followed by the final tables that are live.
   */
  private Optional<Policy> changed(String decision, String version, String finalTables) {
    if (candidate.has(decision)) {
      return Optional.of(
          new Policy(
              decision,
              candidate,
              candidate.has(Policy.END)
                  ? null
                  : finalTables == null
                      ? baseline.table(Policy.FINAL_DECISION)
                      : baseline.policy(Policy.FINAL_DECISION, finalTables)));
    }
    return finalTables != null && candidate.has(Policy.FINAL_DECISION)
        ? Optional.of(new Policy(decision, baseline.policy(decision, version), candidate))
        : Optional.empty();
  }

  private static Comparison comparison(Verdict old, Judgement judged, Supplier<Judgement> before) {
    Verdict now = verdict(judged);
    return new Comparison(old, now, old.equals(now) ? List.of() : reasons(before.get(), judged));
  }

  private PolicySelection select(Request request) {
    String key =
        request.procedure().code()
            + "|"
            + request.procedure().side()
            + "|"
            + request.lineOfBusiness()
            + "|"
            + request.receivedAt().toLocalDate();
    return selections.get(
        key,
        unknown ->
            PolicySelection.of(
                baseline
                    .catalog()
                    .evaluateRow(
                        "policyCatalog",
                        Map.of(
                            "request", JSON.convertValue(RequestJson.tree(request), Map.class)))));
  }

  @SuppressWarnings("unchecked")
  private static Verdict verdict(Judgement judgement) {
    List<String> ids = (List<String>) judgement.part("criteria", "id");
    List<String> statuses = (List<String>) judgement.part("criteria", "status");
    Map<String, String> criteria = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      criteria.put(ids.get(i), statuses.get(i));
    }
    return new Verdict((String) judgement.part("recommendation", "disposition"), criteria);
  }

  /**
   * The tables that differ with the same inputs, which are those that were changed; where no table
   * does, because an expression was changed, all that differ.
   */
  private static List<TableDifference> reasons(Judgement before, Judgement judged) {
    return reasons(before.firingsUnlike(judged), judged.firingsUnlike(before));
  }

  private static List<TableDifference> reasons(
      Map<String, Firing> old, Map<String, Firing> firings) {
    List<TableDifference> causes = new ArrayList<>();
    List<TableDifference> all = new ArrayList<>();
    firings.forEach(
        (table, now) -> {
          Firing before = old.get(table);
          if (before == null
              || !before.rules().equals(now.rules())
              || !before.outputs().equals(now.outputs())) {
            boolean sameRules = before != null && before.rules().equals(now.rules());
            TableDifference reason =
                new TableDifference(
                    table, before == null ? "" : rules(before, sameRules), rules(now, sameRules));
            all.add(reason);
            if (before == null || before.inputs().equals(now.inputs())) {
              causes.add(reason);
            }
          }
        });
    return causes.isEmpty() ? all : causes;
  }

  private static String rules(Firing firing, boolean withOutputs) {
    String rules = firing.rules().isEmpty() ? "no rule" : String.join(", ", firing.rules());
    return withOutputs
        ? rules
            + " "
            + firing.outputs().stream().flatMap(outputs -> outputs.values().stream()).toList()
        : rules;
  }
}
