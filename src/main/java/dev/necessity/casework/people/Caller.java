package dev.necessity.casework.people;

import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.engine.LoggedIn;
import dev.necessity.engine.form.FormProblem;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** Who does something, by log-in. */
public record Caller(String userId, String name, List<String> groups) {

  /** Empty when nobody is logged in. */
  public static Optional<Caller> of(IdentityService identities) {
    return LoggedIn.of(identities)
        .filter(caller -> caller.groups() != null)
        .map(
            caller ->
                new Caller(
                    caller.userId(), PersonName.of(identities, caller.userId()), caller.groups()));
  }

  /**
   * @throws dev.necessity.request.RequestProblem at the field, for everybody else, whatever they
   *     may do in the engine
   */
  public static Caller medicalDirector(DelegateTask task, String field) {
    return of(task.getProcessEngineServices().getIdentityService())
        .filter(caller -> WhoMayDeny.isOneOf(caller.groups()))
        .orElseThrow(() -> FormProblem.of(field, "only a medical director can do this"));
  }

  public boolean isIn(String group) {
    return groups.contains(group);
  }
}
