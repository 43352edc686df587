package dev.necessity.casework.confirm;

import dev.necessity.assessment.Assessment.Doubt;
import dev.necessity.assessment.Assessment.Recommendation;
import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.cases.Acts;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.people.Caller;
import dev.necessity.casework.people.Participants;
import dev.necessity.engine.form.FormProblem;
import dev.necessity.engine.form.TaskForm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * The confirmation of what the policy would certify but for a doubt: confirm, or hand the case to
 * the medical director. It can deny nothing. Who confirms is a member of the group that the doubts
 * name, whatever else somebody may do in the engine.
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

  /**
   * What was answered, and by whom.
   *
   * @param group that they answered as a member of
   * @param doubts that they were shown, by id
   */
  public record Confirmation(
      String decision, String note, String userId, String name, String group, List<String> doubts) {

    public boolean confirms() {
      return CONFIRM.equals(decision);
    }

    public boolean byMedicalDirector() {
      return WhoMayDeny.GROUP.equals(group);
    }

    public Acts.Kind act() {
      return actOf(group);
    }

    /**
     * Whether somebody of a group that may confirms the doubts of a recommendation, all of them and
     * no others.
     */
    public boolean settles(Recommendation recommendation) {
      return confirms()
          && ids(recommendation).equals(doubts)
          && entitled(recommendation).anyMatch(group::equals);
    }
  }

  @Override
  public String taskKey() {
    return CaseTasks.CONFIRM;
  }

  @Override
  public void submit(DelegateTask task, Map<String, Object> fields) {
    Recommendation recommendation = variables.assessment(task).recommendation();
    String decision = FormProblem.oneOf(fields, "decision", Set.of(CONFIRM, HAND_OVER));
    String note = FormProblem.text(fields, "note", "say why");
    Caller caller =
        Caller.of(task.getProcessEngineServices().getIdentityService())
            .orElseThrow(() -> notForYou(recommendation));
    String group =
        entitled(recommendation)
            .filter(caller::isIn)
            .findFirst()
            .orElseThrow(() -> notForYou(recommendation));
    Confirmation confirmation =
        new Confirmation(
            decision, note, caller.userId(), caller.name(), group, ids(recommendation));
    task.getExecution()
        .getProcessInstance()
        .setVariable(CaseVariables.CONFIRMATION, variables.json(confirmation));
    task.getExecution()
        .getProcessInstance()
        .setVariable(CaseVariables.CONFIRMED, confirmation.confirms());
    if (confirmation.confirms()) {
      participants.did(confirmation.act(), task, "decision", null, variables.hash(confirmation));
    }
  }

  private static RuntimeException notForYou(Recommendation recommendation) {
    return FormProblem.of(
        "decision",
        "only a member of "
            + String.join(" or of ", entitled(recommendation).toList())
            + " can do this");
  }

  /** What it is to confirm as a member of a group, one that may. */
  public static Acts.Kind actOf(String group) {
    return WhoMayDeny.GROUP.equals(group) ? Acts.Kind.ENDORSED : Acts.Kind.CONFIRMED;
  }

  /**
   * The medical directors if any doubt names them; a medical director may also do what a reviewer
   * may, who is in both groups does it as a reviewer.
   */
  private static Stream<String> entitled(Recommendation recommendation) {
    boolean forDirectors =
        recommendation.doubts().stream().map(Doubt::group).anyMatch(WhoMayDeny.GROUP::equals);
    return forDirectors
        ? Stream.of(WhoMayDeny.GROUP)
        : Stream.of(CaseTasks.REVIEWERS, WhoMayDeny.GROUP);
  }

  private static List<String> ids(Recommendation recommendation) {
    return recommendation.doubts().stream().map(Doubt::id).toList();
  }
}
