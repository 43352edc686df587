package dev.necessity.workflow;

import dev.necessity.determination.Assessment.Recommendation;
import dev.necessity.determination.Determination;
import dev.necessity.determination.Determination.DecidedBy;
import dev.necessity.determination.Determination.Kind;
import dev.necessity.workflow.RecordReviewOutcome.ReviewResult;
import dev.necessity.workflow.ReviewForm.Review;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes the determination: what was decided, by whom, when and why. */
@Component
public class IssueDetermination implements JavaDelegate {

  private static final String CERTIFY = "CERTIFY";

  private final CaseVariables variables;
  private final CaseRegister register;
  private final Clock clock;

  public IssueDetermination(CaseVariables variables, CaseRegister register, Clock clock) {
    this.variables = variables;
    this.register = register;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Determination determination = variables.find(execution, CaseVariables.REVIEW_RESULT, ReviewResult.class)
        .map(result -> byClinician(execution, result))
        .orElseGet(() -> byPolicy(execution));
    execution.setVariable(CaseVariables.DETERMINATION, variables.json(determination));
    register.decide(execution.getProcessBusinessKey(), determination);
  }

  private Determination byClinician(DelegateExecution execution, ReviewResult result) {
    Review review = variables.read(execution, CaseVariables.REVIEW, Review.class);
    return new Determination(result.disposition(), result.procedure(), result.setting(), result.inpatientDays(), result.reasons(),
        OffsetDateTime.now(clock), new DecidedBy(Kind.CLINICIAN, review.userId(), review.name(), review.npi(), review.specialty()),
        review.rationale(), certified(result.procedure()) ? certifiedUntil(execution) : null);
  }

  /** Software certifies and does nothing else: whatever a table says, anything adverse stops here with an incident. */
  private Determination byPolicy(DelegateExecution execution) {
    Recommendation recommendation = variables.assessment(execution).recommendation();
    if (!CERTIFY.equals(recommendation.disposition()) || recommendation.clinicianRequired()) {
      throw new IllegalStateException("The policy may only certify; '" + recommendation.disposition()
          + "' is a clinician's decision. Correct the table whatNext of the policy, deploy it as a new version, and retry the job.");
    }
    return new Determination(recommendation.disposition(), recommendation.procedure(), recommendation.setting(),
        recommendation.inpatientDays(), recommendation.reasons(), OffsetDateTime.now(clock), DecidedBy.POLICY, null, certifiedUntil(execution));
  }

  private static boolean certified(String procedure) {
    return "MEDICALLY_NECESSARY".equals(procedure);
  }

  private static LocalDate certifiedUntil(DelegateExecution execution) {
    return Optional.ofNullable((String) execution.getVariable(CaseVariables.CERTIFIED_UNTIL)).map(LocalDate::parse).orElse(null);
  }
}
