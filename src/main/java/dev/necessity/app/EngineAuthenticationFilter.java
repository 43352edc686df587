package dev.necessity.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the engine who calls, for its authorisations and its operation log. */
class EngineAuthenticationFilter extends OncePerRequestFilter {

  private final IdentityService identities;

  EngineAuthenticationFilter(IdentityService identities) {
    this.identities = identities;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    if (!(user instanceof UsernamePasswordAuthenticationToken)) {
      chain.doFilter(request, response);
      return;
    }
    List<String> groups =
        user.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
    identities.setAuthentication(user.getName(), groups);
    try {
      chain.doFilter(request, response);
    } finally {
      identities.clearAuthentication();
    }
  }
}
