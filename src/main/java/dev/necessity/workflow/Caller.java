package dev.necessity.workflow;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** Who does something, by log-in. */
record Caller(String userId, String name, List<String> groups) {

  /** Empty when nobody is logged in. */
  static Optional<Caller> of(IdentityService identities) {
    Authentication caller = identities.getCurrentAuthentication();
    if (caller == null || caller.getGroupIds() == null) {
      return Optional.empty();
    }
    User user = identities.createUserQuery().userId(caller.getUserId()).singleResult();
    String name = user == null ? caller.getUserId() : (user.getFirstName() + " " + user.getLastName()).strip();
    return Optional.of(new Caller(caller.getUserId(), name, caller.getGroupIds()));
  }

  /** @throws dev.necessity.request.RequestProblem at the field, for everybody else, whatever they may do in the engine */
  static Caller medicalDirector(DelegateTask task, String field) {
    return of(task.getProcessEngineServices().getIdentityService()).filter(caller -> caller.isIn(CaseTasks.MEDICAL_DIRECTORS)).orElseThrow(() -> FormProblem.of(field, "only a medical director can do this"));
  }

  boolean isIn(String group) {
    return groups.contains(group);
  }
}
