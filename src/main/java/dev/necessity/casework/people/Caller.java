package dev.necessity.casework.people;

import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.engine.form.FormProblem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** Who does something, by log-in. */
public record Caller(String userId, String name, List<String> groups) {

  /** Empty when nobody is logged in. */
  public static Optional<Caller> of(IdentityService identities) {
    Authentication caller = identities.getCurrentAuthentication();
    if (caller == null || caller.getGroupIds() == null) {
      return Optional.empty();
    }
    User user = identities.createUserQuery().userId(caller.getUserId()).singleResult();
    String name = user == null ? "" : Stream.of(user.getFirstName(), user.getLastName()).filter(Objects::nonNull).collect(Collectors.joining(" ")).strip();
    return Optional.of(new Caller(caller.getUserId(), name.isEmpty() ? caller.getUserId() : name, caller.getGroupIds()));
  }

  /** @throws dev.necessity.request.RequestProblem at the field, for everybody else, whatever they may do in the engine */
  public static Caller medicalDirector(DelegateTask task, String field) {
    return of(task.getProcessEngineServices().getIdentityService()).filter(caller -> WhoMayDeny.isOneOf(caller.groups())).orElseThrow(() -> FormProblem.of(field, "only a medical director can do this"));
  }

  public boolean isIn(String group) {
    return groups.contains(group);
  }
}
