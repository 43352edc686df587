package dev.necessity.engine;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

/**
 * Who is logged in, as the engine was told. Its public service answers with a class of its
 * internals, so that nobody else has to know it.
 *
 * @param groups null where the engine was told none
 */
public record LoggedIn(String userId, List<String> groups) {

  /** Empty when nobody is logged in. */
  public static Optional<LoggedIn> of(IdentityService identities) {
    Authentication known = identities.getCurrentAuthentication();
    return Optional.ofNullable(known)
        .map(caller -> new LoggedIn(caller.getUserId(), caller.getGroupIds()));
  }
}
