package dev.necessity.app.door;

import java.util.function.Supplier;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Whether the groups of the caller may make the call that {@link DoorFilter} found; without one,
 * nobody may.
 */
final class DoorAccess implements AuthorizationManager<RequestAuthorizationContext> {

  @Override
  public AuthorizationDecision check(
      Supplier<Authentication> user, RequestAuthorizationContext context) {
    Call call = Call.of(context.getRequest());
    return new AuthorizationDecision(call != null && mayMake(call, user));
  }

  private static boolean mayMake(Call call, Supplier<Authentication> user) {
    return switch (call.open()) {
      case ANYBODY -> true;
      case EVERYBODY_WHO_HAS_LOGGED_IN -> hasLoggedIn(user.get());
      case NOBODY ->
          hasLoggedIn(user.get())
              && user.get().getAuthorities().stream()
                  .anyMatch(group -> call.who().contains(group.getAuthority()));
    };
  }

  private static boolean hasLoggedIn(Authentication user) {
    return user != null
        && user.isAuthenticated()
        && !(user instanceof AnonymousAuthenticationToken);
  }
}
