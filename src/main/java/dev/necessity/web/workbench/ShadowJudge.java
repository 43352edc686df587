package dev.necessity.web.workbench;

import dev.necessity.deployment.DeployedFiles;
import dev.necessity.deployment.DeployedPolicies;
import dev.necessity.history.StoredAssessments;
import dev.necessity.history.StoredCases;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.replay.PastCase;
import dev.necessity.policy.replay.Replay;
import dev.necessity.policy.replay.Replay.Comparison;
import dev.necessity.web.workbench.Shadows.Judged;
import dev.necessity.web.workbench.Shadows.Outcome;
import dev.necessity.web.workbench.Shadows.Shadow;
import dev.necessity.work.Budget;
import dev.necessity.work.Duty;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Judges new cases by the shadow versions, after the fact and on a thread of its own: it reads what
 * is stored of a case, and writes what it finds where nothing else looks.
 */
@Component
public class ShadowJudge {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowJudge.class);
  private static final int AT_ONCE = 20;

  /** Of one case; hundreds of times what one takes. */
  private static final long STEPS_OF_A_CASE = 10_000_000;

  private static final Duration FOR_A_CASE = Duration.ofSeconds(20);
  private static final int LONGEST_TEXT = 4_000;
  private static final int LONGEST_PROBLEM = 300;

  private final Shadows shadows;
  private final DeployedFiles files;
  private final DeployedPolicies policies;
  private final StoredAssessments stored;
  private final Clock clock;
  private final Map<String, Replay> replays = new ConcurrentHashMap<>();

  ShadowJudge(
      Shadows shadows,
      DeployedFiles files,
      DeployedPolicies policies,
      StoredAssessments stored,
      Clock clock) {
    this.shadows = shadows;
    this.files = files;
    this.policies = policies;
    this.stored = stored;
    this.clock = clock;
  }

  @Configuration(proxyBeanMethods = false)
  static class Schedule {

    @Bean
    Duty shadowDuty(
        ShadowJudge judge, @Value("${necessity.policies.shadow-every:PT10S}") Duration every) {
      return Duty.of("shadow", every, judge::judgeSome);
    }
  }

  /** Whether there may be more to judge at once. */
  public boolean judgeSome() {
    boolean more = false;
    List<Shadow> active = shadows.active();
    replays.keySet().retainAll(active.stream().map(Shadow::id).toList());
    for (Shadow shadow : active) {
      List<String> waiting = shadows.waiting(shadow, AT_ONCE);
      for (String caseNumber : waiting) {
        shadows.add(shadow, judge(shadow, caseNumber), clock.instant());
      }
      more |= waiting.size() == AT_ONCE;
    }
    return more;
  }

  private Judged judge(Shadow shadow, String caseNumber) {
    try {
      return new Budget(STEPS_OF_A_CASE, FOR_A_CASE)
          .run(
              () ->
                  stored
                      .find(caseNumber)
                      .map(found -> StoredCases.past(found, stored))
                      .flatMap(past -> past.judge(replay(shadow)))
                      .map(PastCase.Judged::comparison)
                      .map(comparison -> judged(caseNumber, comparison))
                      .orElseGet(() -> of(caseNumber, Outcome.NOT_ITS_CASE, null)));
    } catch (RuntimeException | StackOverflowError failed) {
      LOG.warn("The shadow version {} of {} failed", shadow.version(), shadow.policyId(), failed);
      return of(
          caseNumber,
          Outcome.FAILED,
          shortened(
              Objects.requireNonNullElse(failed.getMessage(), failed.toString()), LONGEST_PROBLEM));
    }
  }

  private Replay replay(Shadow shadow) {
    return replays.computeIfAbsent(
        shadow.id(),
        id ->
            new Replay(
                    policies,
                    PolicyFile.read(
                        shadow.policyId(), files.content(shadow.deploymentId(), shadow.resource())))
                .comparing());
  }

  private static Judged judged(String caseNumber, Comparison comparison) {
    boolean flipped = !comparison.old().disposition().equals(comparison.now().disposition());
    return new Judged(
        caseNumber,
        flipped
            ? Outcome.DISPOSITION
            : comparison.old().equals(comparison.now()) ? Outcome.SAME : Outcome.CRITERION,
        comparison.old().disposition(),
        comparison.now().disposition(),
        shortened(comparison.criteriaInWords(), LONGEST_TEXT),
        shortened(comparison.rulesInWords(), LONGEST_TEXT),
        null);
  }

  private static Judged of(String caseNumber, Outcome outcome, String problem) {
    return new Judged(caseNumber, outcome, null, null, null, null, problem);
  }

  private static String shortened(String text, int longest) {
    return text.substring(0, Math.min(text.length(), longest));
  }
}
