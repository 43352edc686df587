package dev.necessity.app.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who calls the web applications' API: whoever logged in to them, by their session alone. The pages
 * of the desk, which are beside them, are opened by the same session, or else by HTTP Basic.
 */
final class ApplicationUserFilter extends OncePerRequestFilter {

  private static final String API = "/camunda/";
  private static final String DESK = "/cases";

  private final Function<String, org.springframework.security.core.Authentication> users;

  /**
   * @param users gives who a person is, with the groups of now
   */
  ApplicationUserFilter(Function<String, org.springframework.security.core.Authentication> users) {
    this.users = users;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith(API) && !isDesk(request);
  }

  private static boolean isDesk(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals(DESK) || path.startsWith(DESK + "/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isDesk(request) && SecurityContextHolder.getContext().getAuthentication() != null) {
      chain.doFilter(request, response);
      return;
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    user(request).map(users).ifPresent(context::setAuthentication);
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  private static Optional<String> user(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null
        ? Optional.empty()
        : Optional.ofNullable(
                AuthenticationUtil.getAuthsFromSession(session)
                    .getAuthenticationForProcessEngine(ProcessEngines.NAME_DEFAULT))
            .map(Authentication::getIdentityId);
  }
}
