package dev.necessity.workflow;

import dev.necessity.request.Request;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * The medical director's review (contract, "Forms"). Only a member of the medical directors' group can submit it, whatever
 * else somebody may do in the engine: software certifies, only a clinician denies.
 */
@Component
public class ReviewForm implements TaskForm {

  static final int SHORTEST_TEXT = 20;
  private static final String NOT_STATED = "NOT_STATED";

  private final CaseVariables variables;
  private final Participants participants;

  ReviewForm(CaseVariables variables, Participants participants) {
    this.variables = variables;
    this.participants = participants;
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
    Clinician reviewer = Clinician.of(task, fields, "decision");
    Request request = variables.request(task);
    String decision = FormProblem.oneOf(fields, "decision", Set.of("UPHOLD", "OVERTURN", "MODIFY"));
    boolean modify = decision.equals("MODIFY");
    String setting = modify ? FormProblem.oneOf(fields, "setting", Set.of("AMBULATORY", "INPATIENT")) : NOT_STATED;
    Review review = new Review(decision,
        modify ? FormProblem.oneOf(fields, "procedure", Set.of("MEDICALLY_NECESSARY", "NOT_MEDICALLY_NECESSARY")) : NOT_STATED,
        setting, modify ? days(fields, setting) : BigDecimal.ZERO,
        request.requestedSetting().name(), requestedDays(request),
        FormProblem.text(fields, "rationale", SHORTEST_TEXT, "say why"),
        reviewer.userId(), reviewer.name(), reviewer.npi(), reviewer.specialty());
    participants.did(Acts.Kind.REVIEWED, task, "decision", reviewer.npi(), variables.hash(review));
    task.getExecution().getProcessInstance().setVariable(CaseVariables.REVIEW, variables.json(review));
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
}
