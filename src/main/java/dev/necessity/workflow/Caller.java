package dev.necessity.workflow;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** Who submits a form, by log-in. */
record Caller(String userId, String name, List<String> groups) {

  /** Empty when nobody is logged in. */
  static Optional<Caller> of(DelegateTask task) {
    IdentityService identities = task.getProcessEngineServices().getIdentityService();
    Authentication caller = identities.getCurrentAuthentication();
    if (caller == null || caller.getGroupIds() == null) {
      return Optional.empty();
    }
    User user = identities.createUserQuery().userId(caller.getUserId()).singleResult();
    String name = user == null ? caller.getUserId() : (user.getFirstName() + " " + user.getLastName()).strip();
    return Optional.of(new Caller(caller.getUserId(), name, caller.getGroupIds()));
  }

  boolean isIn(String group) {
    return groups.contains(group);
  }
}
