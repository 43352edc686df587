package dev.necessity.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.util.matcher.AntPathRequestMatcher;

/**
 * What may be called of the engine's REST API. The engine's authorisations decide who sees and does what; but with a task
 * comes the right to complete it in ways that bypass its form (set any variable, end it with an error), and those are closed
 * here for everybody. Reading is open to the engine's authorisations; of the writing calls, only these are.
 */
final class EngineRestAccess implements AuthorizationManager<RequestAuthorizationContext> {

  private static final List<AntPathRequestMatcher> WORK = List.of(
      post("task/*/claim"), post("task/*/unclaim"), post("task/*/submit-form"), post("task/*/comment/create"),
      post("process-definition/key/*/submit-form"), post("process-definition/*/submit-form"),
      post("deployment/create"),
      // queries that are sent as POST
      post("task"), post("task/count"), post("filter/*/list"), post("filter/*/count"), post("filter/*/singleResult"),
      post("process-instance"), post("process-instance/count"), post("history/**"), post("variable-instance"),
      post("decision-definition/**/evaluate"));

  /** What an operator needs to bring a case that stands still back into motion. */
  private static final List<AntPathRequestMatcher> OPERATION = List.of(
      post("job/*/execute"), put("job/*/retries"), put("job/*/duedate"), post("job"), post("job/count"),
      post("user/**"), put("user/**"), delete("user/**"), post("group/**"), put("group/**"), delete("group/**"),
      post("authorization/**"), put("authorization/**"), delete("authorization/**"));

  @Override
  public AuthorizationDecision check(Supplier<Authentication> user, RequestAuthorizationContext context) {
    HttpServletRequest request = context.getRequest();
    if (!user.get().isAuthenticated() || user.get().getAuthorities().stream().anyMatch(a -> a.getAuthority().equals("ROLE_ANONYMOUS"))) {
      return new AuthorizationDecision(false);
    }
    boolean admin = user.get().getAuthorities().stream().anyMatch(a -> a.getAuthority().equals(Groups.ADMIN));
    return new AuthorizationDecision(reads(request) || matches(WORK, request) || admin && matches(OPERATION, request));
  }

  private static boolean reads(HttpServletRequest request) {
    return List.of("GET", "HEAD", "OPTIONS").contains(request.getMethod());
  }

  private static boolean matches(List<AntPathRequestMatcher> calls, HttpServletRequest request) {
    return calls.stream().anyMatch(call -> call.matches(request));
  }

  private static AntPathRequestMatcher post(String path) {
    return call(path, HttpMethod.POST);
  }

  private static AntPathRequestMatcher put(String path) {
    return call(path, HttpMethod.PUT);
  }

  private static AntPathRequestMatcher delete(String path) {
    return call(path, HttpMethod.DELETE);
  }

  private static AntPathRequestMatcher call(String path, HttpMethod method) {
    return new AntPathRequestMatcher("/engine-rest/" + path, method.name());
  }
}
