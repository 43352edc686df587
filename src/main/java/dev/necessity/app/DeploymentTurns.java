package dev.necessity.app;

import dev.necessity.app.edge.ProblemResponses;
import dev.necessity.work.Turns;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A deployment is checked when it is its turn: before it takes a connection to the database, which
 * the check would keep.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class DeploymentTurns extends OncePerRequestFilter {

  private final Turns turns;
  private final ProblemResponses problems;

  DeploymentTurns(Turns turns, ProblemResponses problems) {
    this.turns = turns;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || !request.getRequestURI().endsWith("/deployment/create");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try (Turns.Turn turn = turns.next()) {
      chain.doFilter(request, response);
    } catch (Turns.BusyException busy) {
      response.setHeader(HttpHeaders.RETRY_AFTER, ApiErrors.RETRY_AFTER_SECONDS);
      problems.write(request, response, ApiErrors.statusOf(busy), busy.getMessage());
    }
  }
}
