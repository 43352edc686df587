package dev.necessity.workflow;

import dev.necessity.determination.Assessment;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/**
 * The confirmation of what the policy would certify but for a doubt: confirm, or hand the case to the medical director. It can deny
 * nothing. Who confirms is a member of the group that the doubts name, whatever else somebody may do in the engine.
 */
@Component
public class ConfirmationForm implements TaskForm {

  private static final String CONFIRM = "CONFIRM";
  private static final String HAND_OVER = "HAND_OVER";

  private final CaseVariables variables;
  private final Participants participants;

  ConfirmationForm(CaseVariables variables, Participants participants) {
    this.variables = variables;
    this.participants = participants;
  }

  /** What was answered, and by whom. */
  public record Confirmation(String decision, String note, String userId, String name) {

    boolean confirms() {
      return CONFIRM.equals(decision);
    }
  }

  @Override
  public String taskKey() {
    return CaseTasks.CONFIRM;
  }

  @Override
  public void submit(DelegateTask task, Map<String, Object> fields) {
    IdentityService identities = task.getProcessEngineServices().getIdentityService();
    Authentication caller = identities.getCurrentAuthentication();
    String group = group(variables.assessment(task));
    if (caller == null || caller.getGroupIds() == null || !mayConfirm(caller, group)) {
      throw FormProblem.of("decision", "only a member of " + group + " can do this");
    }
    User user = identities.createUserQuery().userId(caller.getUserId()).singleResult();
    Confirmation confirmation = new Confirmation(FormProblem.oneOf(fields, "decision", Set.of(CONFIRM, HAND_OVER)),
        FormProblem.text(fields, "note", "say why"), caller.getUserId(),
        user == null ? caller.getUserId() : (user.getFirstName() + " " + user.getLastName()).strip());
    task.getExecution().getProcessInstance().setVariable(CaseVariables.CONFIRMATION, variables.json(confirmation));
    task.getExecution().getProcessInstance().setVariable(CaseVariables.CONFIRMED, confirmation.confirms());
    if (confirmation.confirms()) {
      participants.did(Acts.Kind.CONFIRMED, task, "decision", null, variables.hash(confirmation));
    }
  }

  /** A medical director may do what a reviewer may, and not the other way round. */
  private static boolean mayConfirm(Authentication caller, String group) {
    return caller.getGroupIds().contains(group) || caller.getGroupIds().contains(CaseTasks.MEDICAL_DIRECTORS);
  }

  /** The medical directors if any doubt names them. */
  private static String group(Assessment assessment) {
    return assessment.recommendation().doubts().stream().map(Assessment.Doubt::group).filter(CaseTasks.MEDICAL_DIRECTORS::equals).findFirst().orElse(CaseTasks.REVIEWERS);
  }
}
