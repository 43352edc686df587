package dev.necessity.casework.issue;

import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Assessment.Recommendation;
import dev.necessity.assessment.Assessor;
import dev.necessity.assessment.Determination;
import dev.necessity.assessment.Determination.ConfirmedBy;
import dev.necessity.assessment.Determination.DecidedBy;
import dev.necessity.assessment.Determination.Kind;
import dev.necessity.assessment.DocumentationPeriod;
import dev.necessity.assessment.Outcome;
import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.cases.Acts;
import dev.necessity.cases.Acts.Act;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseRegister.Pin;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.confirm.ConfirmationForm.Confirmation;
import dev.necessity.casework.evidence.CaseFacts;
import dev.necessity.casework.evidence.KnownRequests;
import dev.necessity.casework.people.Clinicians;
import dev.necessity.casework.review.ReviewForm.Review;
import dev.necessity.engine.CompletedTasks;
import dev.necessity.engine.CompletedTasks.Completed;
import dev.necessity.policy.model.Policies;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Writes the determination: what was decided, by whom, when and why. No variable says so: the
 * request is judged anew under the policy that the register pinned, and who decided is who
 * completed the review of this run, by the engine's own record of the task.
 */
@Component
public class IssueDetermination implements JavaDelegate {

  private static final String REVIEW_OUTCOME = "reviewOutcome";

  private final CaseVariables variables;
  private final KnownRequests requests;
  private final CaseRegister register;
  private final Acts acts;
  private final CompletedTasks completed;
  private final Assessor assessor;
  private final CaseFacts facts;
  private final Clinicians clinicians;
  private final Policies policies;
  private final Clock clock;

  IssueDetermination(
      CaseVariables variables,
      KnownRequests requests,
      CaseRegister register,
      Acts acts,
      CompletedTasks completed,
      Assessor assessor,
      CaseFacts facts,
      Clinicians clinicians,
      Policies policies,
      Clock clock) {
    this.variables = variables;
    this.requests = requests;
    this.register = register;
    this.acts = acts;
    this.completed = completed;
    this.assessor = assessor;
    this.facts = facts;
    this.clinicians = clinicians;
    this.policies = policies;
    this.clock = clock;
  }

  /** The outputs of the table {@code reviewOutcome}. */
  private record ReviewResult(
      String disposition,
      String procedure,
      String setting,
      BigDecimal inpatientDays,
      List<String> reasons) {}

  @Override
  public void execute(DelegateExecution execution) {
    String run = execution.getProcessInstanceId();
    Outcome outcome = judgedAnew(execution);
    Optional<Act> review = acts.last(Acts.Kind.REVIEWED, run);
    Optional<Act> act =
        review.or(
            () ->
                outcome.assessment().recommendation().confirmationRequired()
                    ? acts.lastConfirmation(run)
                    : Optional.empty());
    Determination determination =
        review
            .map(reviewed -> byClinician(execution, reviewed, outcome))
            .orElseGet(() -> byPolicy(execution, outcome, act.orElse(null)));
    WhoMayDeny.checkIssued(determination);
    execution.setVariable(CaseVariables.DETERMINATION, variables.json(determination));
    register.decide(run, determination, act.orElse(null));
  }

  private Outcome judgedAnew(DelegateExecution execution) {
    Pin pin = register.pinned(execution.getProcessInstanceId());
    DocumentationPeriod documentation =
        DocumentationPeriod.valueOf((String) execution.getVariable(CaseVariables.DOCUMENTATION));
    return assessor.judge(
        facts.of(
            execution.getProcessInstanceId(),
            requests.of(execution),
            variables.unavailableDocuments(execution)),
        documentation,
        pin.policy(),
        pin.decision());
  }

  private Determination byClinician(DelegateExecution execution, Act act, Outcome outcome) {
    Review review = variables.read(execution, CaseVariables.REVIEW, Review.class);
    if (!isOf(execution, act, CaseTasks.REVIEW)
        || !variables.hash(review).equals(act.contentHash())) {
      throw new IllegalStateException(
          "The review of this case is not the one that its medical director submitted; nothing is decided. Tell who looks after the server.");
    }
    ReviewResult result = result(review, outcome.assessment());
    return new Determination(
        result.disposition(),
        result.procedure(),
        result.setting(),
        result.inpatientDays(),
        result.reasons(),
        OffsetDateTime.now(clock),
        new DecidedBy(
            Kind.CLINICIAN, review.userId(), review.name(), review.npi(), review.specialty()),
        null,
        review.rationale(),
        certified(result.procedure()) ? outcome.certifiedUntil() : null);
  }

  /** Whether the engine saw this very person complete this very task of this run. */
  private boolean isOf(DelegateExecution execution, Act act, String taskKey) {
    return completed
        .find(act.taskId())
        .filter(
            new Completed(act.taskId(), taskKey, execution.getProcessInstanceId(), act.userId())
                ::equals)
        .isPresent();
  }

  private ReviewResult result(Review review, Assessment assessment) {
    Map<String, Object> row =
        policies
            .table(REVIEW_OUTCOME)
            .evaluateRow(
                REVIEW_OUTCOME,
                Map.of(
                    "review",
                    variables.convert(review, Map.class),
                    "assessment",
                    variables.convert(assessment, Map.class)));
    return variables.convert(row, ReviewResult.class);
  }

  /**
   * What software may not issue ({@link WhoMayDeny}) stops here with an incident, and so does what
   * is in doubt unless somebody confirmed it.
   */
  private Determination byPolicy(DelegateExecution execution, Outcome outcome, Act confirmed) {
    Recommendation recommendation = outcome.assessment().recommendation();
    WhoMayDeny.checkSoftwareMayIssue(recommendation);
    Optional<Confirmation> confirmation =
        recommendation.confirmationRequired()
            ? Optional.of(confirmed(execution, confirmed, recommendation))
            : Optional.empty();
    WhoMayDeny.checkSoftwareMayEnd(
        confirmation.filter(Confirmation::byMedicalDirector).isEmpty()
            && clinicians.hadCase(execution.getProcessInstanceId()));
    ConfirmedBy confirmedBy =
        confirmation.map(by -> new ConfirmedBy(by.userId(), by.name(), by.note())).orElse(null);
    return new Determination(
        recommendation.disposition(),
        recommendation.procedure(),
        recommendation.setting(),
        recommendation.inpatientDays(),
        recommendation.reasons(),
        OffsetDateTime.now(clock),
        DecidedBy.POLICY,
        confirmedBy,
        null,
        outcome.certifiedUntil());
  }

  private Confirmation confirmed(
      DelegateExecution execution, Act act, Recommendation recommendation) {
    Confirmation confirmation =
        variables.find(execution, CaseVariables.CONFIRMATION, Confirmation.class).orElse(null);
    if (act == null
        || confirmation == null
        || !confirmation.settles(recommendation)
        || !isOf(execution, act, CaseTasks.CONFIRM)
        || confirmation.act() != act.kind()
        || !variables.hash(confirmation).equals(act.contentHash())) {
      throw new IllegalStateException(
          "What the policy would certify is in doubt and nobody who may confirmed it; nothing is decided. Tell who looks after the server.");
    }
    return confirmation;
  }

  private static boolean certified(String procedure) {
    return "MEDICALLY_NECESSARY".equals(procedure);
  }
}
