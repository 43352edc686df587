package dev.necessity.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Who calls {@code /engine-rest}: everybody who is logged in, and what is open ({@link OpenCalls}). */
final class EngineRestAccess implements AuthorizationManager<RequestAuthorizationContext> {

  @Override
  public AuthorizationDecision check(Supplier<Authentication> user, RequestAuthorizationContext context) {
    HttpServletRequest request = context.getRequest();
    if (!user.get().isAuthenticated() || has(user.get(), "ROLE_ANONYMOUS")) {
      return new AuthorizationDecision(false);
    }
    boolean admin = has(user.get(), Groups.ADMIN);
    return new AuthorizationDecision(EnginePath.of(request).filter(call -> OpenCalls.isOpen(request.getMethod(), call, admin)).isPresent());
  }

  private static boolean has(Authentication user, String authority) {
    return user.getAuthorities().stream().anyMatch(each -> each.getAuthority().equals(authority));
  }
}
