package dev.necessity.workflow;

import dev.necessity.request.Npi;
import dev.necessity.request.Request;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/**
 * The medical director's review (contract, "Forms"). Only a member of the medical directors' group can submit it, whatever
 * else somebody may do in the engine: software certifies, only a clinician denies.
 */
@Component
public class ReviewForm implements TaskForm {

  private static final int SHORTEST_RATIONALE = 20;
  private static final String NOT_STATED = "NOT_STATED";

  private final CaseVariables variables;
  private final CaseRegister register;

  public ReviewForm(CaseVariables variables, CaseRegister register) {
    this.variables = variables;
    this.register = register;
  }

  /**
   * A review as the table {@code reviewOutcome} reads it; what the form leaves out is NOT_STATED or 0, never absent.
   *
   * @param requestedDays inpatient days that the request names, 0 if none
   */
  public record Review(
      String decision, String procedure, String setting, BigDecimal inpatientDays, String requestedSetting, BigDecimal requestedDays,
      String rationale, String userId, String name, String npi, String specialty) {}

  @Override
  public String taskKey() {
    return CaseTasks.REVIEW;
  }

  @Override
  public void submit(DelegateTask task, Map<String, Object> fields) {
    Authentication reviewer = reviewer(task);
    Request request = variables.request(task);
    String decision = oneOf(fields, "decision", Set.of("UPHOLD", "OVERTURN", "MODIFY"));
    boolean modify = decision.equals("MODIFY");
    String setting = modify ? oneOf(fields, "setting", Set.of("AMBULATORY", "INPATIENT")) : NOT_STATED;
    Review review = new Review(decision,
        modify ? oneOf(fields, "procedure", Set.of("MEDICALLY_NECESSARY", "NOT_MEDICALLY_NECESSARY")) : NOT_STATED,
        setting, modify ? days(fields, setting) : BigDecimal.ZERO,
        request.requestedSetting().name(), requestedDays(request),
        rationale(fields), reviewer.getUserId(), name(task, reviewer.getUserId()), npi(fields),
        FormProblem.text(fields, "reviewerSpecialty", "name your specialty"));
    refuseEarlierReviewer(task, review);
    task.getExecution().getProcessInstance().setVariable(CaseVariables.REVIEW, variables.json(review));
  }

  private static Authentication reviewer(DelegateTask task) {
    Authentication user = task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    if (user == null || user.getGroupIds() == null || !user.getGroupIds().contains(CaseTasks.MEDICAL_DIRECTORS)) {
      throw FormProblem.of("decision", "only a medical director can decide this review");
    }
    return user;
  }

  /** First review, reconsideration and appeal are decided by different people, told apart by user and by NPI. */
  private void refuseEarlierReviewer(DelegateTask task, Review review) {
    register.earlierReviewers(task.getExecution().getProcessBusinessKey()).stream()
        .filter(earlier -> earlier.userId().equals(review.userId()) || earlier.npi().equals(review.npi()))
        .findFirst().ifPresent(earlier -> {
          throw FormProblem.of("decision", "this continues case " + earlier.caseNumber()
              + ", which you decided; another medical director must decide it");
        });
  }

  private static String name(DelegateTask task, String userId) {
    IdentityService identities = task.getProcessEngineServices().getIdentityService();
    User user = identities.createUserQuery().userId(userId).singleResult();
    return user == null ? userId : (user.getFirstName() + " " + user.getLastName()).strip();
  }

  private static String oneOf(Map<String, Object> fields, String field, Set<String> allowed) {
    if (fields.get(field) instanceof String value && allowed.contains(value)) {
      return value;
    }
    throw FormProblem.of(field, "choose one of " + String.join(", ", allowed.stream().sorted().toList()));
  }

  private static BigDecimal days(Map<String, Object> fields, String setting) {
    BigDecimal days = number(fields.get("inpatientDays"));
    if (setting.equals("AMBULATORY") && days.signum() != 0) {
      throw FormProblem.of("inpatientDays", "an ambulatory procedure has 0 inpatient days");
    }
    if (days.signum() < 0 || days.stripTrailingZeros().scale() > 0) {
      throw FormProblem.of("inpatientDays", "give whole days, 0 or more");
    }
    return days;
  }

  private static BigDecimal number(Object value) {
    try {
      return value == null || value.toString().isBlank() ? BigDecimal.ZERO : new BigDecimal(value.toString().strip());
    } catch (NumberFormatException e) {
      throw FormProblem.of("inpatientDays", "give whole days, 0 or more");
    }
  }

  private static BigDecimal requestedDays(Request request) {
    return request.inpatientDays() == null ? BigDecimal.ZERO : BigDecimal.valueOf(request.inpatientDays());
  }

  private static String rationale(Map<String, Object> fields) {
    String rationale = FormProblem.text(fields, "rationale", "say why, in at least " + SHORTEST_RATIONALE + " characters");
    if (rationale.length() < SHORTEST_RATIONALE) {
      throw FormProblem.of("rationale", "say why, in at least " + SHORTEST_RATIONALE + " characters");
    }
    return rationale;
  }

  private static String npi(Map<String, Object> fields) {
    String npi = FormProblem.text(fields, "reviewerNpi", "give your NPI: ten digits with a valid check digit");
    if (!Npi.isValid(npi)) {
      throw FormProblem.of("reviewerNpi", "give your NPI: ten digits with a valid check digit");
    }
    return npi;
  }
}
