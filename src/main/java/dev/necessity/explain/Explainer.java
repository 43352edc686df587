package dev.necessity.explain;

import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Assessor;
import dev.necessity.assessment.DocumentationPeriod;
import dev.necessity.explain.Explanation.Margin;
import dev.necessity.explain.Explanation.Obstacle;
import dev.necessity.explain.Explanation.PlannedDates;
import dev.necessity.policy.model.Policy;
import dev.necessity.request.Request;
import dev.necessity.request.RequestNumbers;
import dev.necessity.work.Budget;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Explains an assessment by asking the policy's own tables what they would say of other evidence;
 * it knows no rule itself.
 */
@Component
public class Explainer {

  private static final String CERTIFY = "CERTIFY";
  private static final String NOT_MET = "NOT_MET";

  /** Three times what the largest of the example requests takes. */
  private static final long STEPS = 8_000_000;

  private static final Duration TIME = Duration.ofSeconds(30);

  private final Assessor assessor;
  private final Clock clock;

  /**
   * @param clock that says what may have happened already
   */
  public Explainer(Assessor assessor, Clock clock) {
    this.assessor = assessor;
    this.clock = clock;
  }

  /**
   * Of a request that no policy covers there is nothing to explain: the disposition is ROUTE and
   * the lists are empty.
   */
  public Explanation explain(Request request) {
    return new Explainer(assessor.asOfNow(), clock).explain(request, new Budget(STEPS, TIME));
  }

  /**
   * @param budget for all that is tried out; what it does not suffice for is left out, and the
   *     explanation says so
   */
  Explanation explain(Request request, Budget budget) {
    Assessment assessment = assessor.assess(request, DocumentationPeriod.OPEN);
    String disposition = assessment.recommendation().disposition();
    Optional<Policy> policy = assessor.policy(request);
    if (policy.isEmpty()) {
      return new Explanation(null, disposition, List.of(), List.of(), List.of(), null, null);
    }
    Attempts attempts = new Attempts(budget);
    return disposition.equals(CERTIFY)
        ? certified(request, assessment, attempts)
        : notCertified(request, assessment, policy.get(), attempts);
  }

  private Explanation certified(Request request, Assessment assessment, Attempts attempts) {
    Predicate<Request> certified =
        other -> {
          Attempts.spendOn(other);
          return CERTIFY.equals(
              assessor.assess(other, DocumentationPeriod.OPEN).recommendation().disposition());
        };
    PlannedDates dates =
        attempts
            .tryOut(() -> Optional.ofNullable(Margins.plannedDates(request, certified)))
            .orElse(null);
    List<Margin> margins =
        RequestNumbers.of(request, assessor.evidence().documents().schema()).stream()
            .flatMap(number -> attempts.tryOut(() -> Margins.of(number, certified)).stream())
            .toList();
    return new Explanation(
        assessment.policy(), CERTIFY, List.of(), List.of(), margins, dates, attempts.incomplete());
  }

  private Explanation notCertified(
      Request request, Assessment assessment, Policy policy, Attempts attempts) {
    Map<String, Object> setting =
        policy
            .own()
            .evaluateRow(Obstacles.SETTING, Map.of("facts", assessor.facts(request, List.of())));
    boolean settingAdverse = Boolean.TRUE.equals(setting.get("settingAdverse"));
    List<List<String>> sets =
        attempts
            .tryOut(
                () ->
                    Optional.of(
                        new Obstacles(policy, assessment.criteria(), settingAdverse)
                            .smallestSets()))
            .orElse(List.of());
    Settlements settlements =
        new Settlements(request, policy, assessor.evidence(), LocalDate.now(clock), attempts);
    List<Obstacle> obstacles =
        new ArrayList<>(
            assessment.criteria().stream()
                .filter(criterion -> sets.stream().anyMatch(set -> set.contains(criterion.id())))
                .map(
                    criterion ->
                        new Obstacle(
                            criterion.id(),
                            criterion.title(),
                            criterion.status(),
                            criterion.reason(),
                            criterion.citation(),
                            criterion.status().equals(NOT_MET) ? criterion.evidence() : List.of(),
                            settlements.of(criterion),
                            null))
                .toList());
    if (sets.stream().anyMatch(set -> set.contains(Obstacles.SETTING))) {
      obstacles.add(
          new Obstacle(
              Obstacles.SETTING,
              "Setting",
              "ADVERSE",
              (String) setting.get("settingReason"),
              (String) setting.get("settingCitation"),
              List.of(),
              List.of(),
              (String) setting.get("setting")));
    }
    return new Explanation(
        assessment.policy(),
        assessment.recommendation().disposition(),
        sets,
        obstacles,
        List.of(),
        null,
        attempts.incomplete());
  }
}
