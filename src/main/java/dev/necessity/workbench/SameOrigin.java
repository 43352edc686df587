package dev.necessity.workbench;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses forms of the workbench that another site's page sends: a browser adds the user's password to those as well. It says
 * with each form where the page is from; what is no browser says nothing and is let through.
 */
@Component
class SameOrigin extends OncePerRequestFilter {

  private static final Set<String> OWN = Set.of("same-origin", "none");

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || !request.getRequestURI().startsWith(request.getContextPath() + "/workbench");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
    if (own(request)) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(HttpStatus.FORBIDDEN.value());
      response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
      response.getWriter().write(MessagePage.of("This form was sent by a page of another site, and nothing was done. Open the workbench and send it from there."));
    }
  }

  private static boolean own(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return OWN.contains(site);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null || isHost(origin, request.getHeader(HttpHeaders.HOST));
  }

  private static boolean isHost(String origin, String host) {
    try {
      return URI.create(origin).getAuthority() != null && URI.create(origin).getAuthority().equals(host);
    } catch (IllegalArgumentException opaque) {
      return false;
    }
  }
}
