package dev.necessity.audit.recheck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.necessity.assessment.Outcome;
import dev.necessity.assessment.PolicyRef;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.history.StoredAssessments;
import dev.necessity.history.StoredAssessments.Position;
import dev.necessity.history.StoredAssessments.StoredAssessment;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyNotFoundException;
import dev.necessity.policy.model.ReadOnce;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.camunda.bpm.dmn.engine.impl.DmnEvaluationException;
import org.springframework.stereotype.Component;

/**
 * Judges stored facts again with the versions of the policy and of the final tables that the case
 * is pinned to. The result must be the stored assessment; whatever differs is a finding.
 */
@Component
public class Recheck {

  private static final int PAGE = 500;

  private final StoredAssessments stored;
  private final Policies policies;
  private final ObjectMapper json;

  public Recheck(StoredAssessments stored, Policies policies, ObjectMapper json) {
    this.stored = stored;
    this.policies = policies;
    this.json = json;
  }

  /**
   * The result for one case.
   *
   * @param standing SAME, DIFFERENT, or NOT_ASSESSED where no policy judged the case
   * @param differences empty unless DIFFERENT
   */
  public record Result(
      String caseNumber,
      Standing standing,
      PolicyRef policy,
      List<Difference> differences,
      List<String> findings) {

    /** Whether the stored assessment stands. */
    public enum Standing {
      SAME,
      DIFFERENT,
      NOT_ASSESSED
    }
  }

  /** What was stored and what the tables say today, by a JSON pointer into the assessment. */
  public record Difference(String pointer, JsonNode stored, JsonNode again) {}

  /**
   * The result for a period.
   *
   * @param different how many cases there are whose stored assessment does not stand
   */
  public record Summary(long checked, long same, long notAssessed, long different) {}

  /**
   * @throws CaseNotFoundException when there is no such case
   */
  public Result recheck(String caseNumber) {
    return stored
        .find(caseNumber)
        .map(judged -> recheck(judged, policies))
        .orElseThrow(() -> new CaseNotFoundException(caseNumber));
  }

  /**
   * Checks every case that was received in a period, on all cores and with memory that does not
   * grow with their number.
   *
   * @param from included
   * @param to not included
   * @param different told each case whose stored assessment does not stand, in the order of receipt
   * @param progress told the number of cases checked so far, after each page of cases
   */
  public Summary recheck(
      OffsetDateTime from, OffsetDateTime to, Consumer<Result> different, LongConsumer progress) {
    Map<Result.Standing, Long> counts = new EnumMap<>(Result.Standing.class);
    Policies read = new ReadOnce(policies);
    long checked = 0;
    Position at = Position.before(from);
    List<StoredAssessment> page = stored.page(at, to, PAGE);
    while (!page.isEmpty()) {
      at = page.get(page.size() - 1).position();
      CompletableFuture<List<StoredAssessment>> next = nextPage(at, to);
      for (Result result : page.parallelStream().map(judged -> recheck(judged, read)).toList()) {
        counts.merge(result.standing(), 1L, Long::sum);
        if (result.standing() == Result.Standing.DIFFERENT) {
          different.accept(result);
        }
      }
      checked += page.size();
      progress.accept(checked);
      page = next.join();
    }
    return new Summary(
        checked,
        counts.getOrDefault(Result.Standing.SAME, 0L),
        counts.getOrDefault(Result.Standing.NOT_ASSESSED, 0L),
        counts.getOrDefault(Result.Standing.DIFFERENT, 0L));
  }

  /** Read while the page before it is judged. */
  private CompletableFuture<List<StoredAssessment>> nextPage(Position at, OffsetDateTime to) {
    return CompletableFuture.supplyAsync(() -> stored.page(at, to, PAGE));
  }

  private Result recheck(StoredAssessment judged, Policies policies) {
    List<String> findings = new ArrayList<>();
    PolicyRef policy = judged.policy();
    if (judged.unreadable()) {
      findings.add("The record of the last assessment cannot be read.");
    } else if (judged.assessment() == null) {
      return new Result(
          judged.caseNumber(), Result.Standing.NOT_ASSESSED, policy, List.of(), List.of());
    }
    JsonNode again =
        findings.isEmpty() ? again(judged, policies, policy, findings) : NullNode.getInstance();
    List<Difference> differences =
        findings.isEmpty() ? Differences.between(judged.assessment(), again) : List.of();
    boolean stands = findings.isEmpty() && differences.isEmpty();
    return new Result(
        judged.caseNumber(),
        stands ? Result.Standing.SAME : Result.Standing.DIFFERENT,
        policy,
        differences,
        findings);
  }

  private JsonNode again(
      StoredAssessment judged, Policies policies, PolicyRef policy, List<String> findings) {
    try {
      Map<String, Object> result =
          policies
              .whole(judged.decision(), policy.version(), policy.finalTables())
              .judge(Map.of("facts", judged.facts(), "documentation", judged.documentation()), null)
              .context();
      return Outcome.assessment(result, policy, json);
    } catch (PolicyNotFoundException | DmnEvaluationException failed) {
      findings.add("The facts cannot be judged again: " + failed.getMessage());
      return NullNode.getInstance();
    }
  }
}
