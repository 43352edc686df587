package dev.necessity.app.door;

import dev.necessity.app.edge.ProblemResponses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses odd paths before anything else reads them, so that all that follows reads the same path.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PathFilter extends OncePerRequestFilter {

  private final ProblemResponses problems;

  PathFilter(ProblemResponses problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (PlainPath.parts(request.getRequestURI()).isEmpty()) {
      problems.write(
          request,
          response,
          HttpStatus.BAD_REQUEST,
          "The path is not one of this server: it has letters, digits and . _ : @ - between single slashes, without escapes.");
    } else {
      chain.doFilter(request, response);
    }
  }
}
