package dev.necessity.app;

import dev.necessity.app.edge.ProblemResponses;
import dev.necessity.database.DatabaseWatch;
import dev.necessity.database.Outages;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses every call at once while the server is not ready: before the expression engine is there,
 * and while the database is lost. The same is told to a call that found out before anybody else,
 * whatever was made of it on its way.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class Unavailable extends OncePerRequestFilter {

  static final String LOST =
      "The database does not answer at the moment. Send the same call again in a few seconds.";
  static final String RETRY_AFTER_SECONDS = "5";
  private static final String STARTING =
      "The server has just started and is not ready yet. Send the same call again in a few seconds.";

  private final WarmUp warmUp;
  private final DatabaseWatch database;
  private final ProblemResponses problems;

  Unavailable(WarmUp warmUp, DatabaseWatch database, ProblemResponses problems) {
    this.warmUp = warmUp;
    this.database = database;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // Whoever asks for the health is answered that it is not well.
    boolean isHealth = request.getRequestURI().startsWith("/actuator/");
    if (!isHealth && database.isLost()) {
      refuse(request, response, LOST);
    } else if (!isHealth && !warmUp.isDone()) {
      refuse(request, response, STARTING);
    } else {
      pass(request, response, chain);
    }
  }

  private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException failure) {
      if (response.isCommitted() || !Outages.among(failure)) {
        throw failure;
      }
      refuse(request, response, LOST);
      return;
    }
    if (response.getStatus() == HttpStatus.INTERNAL_SERVER_ERROR.value()
        && !response.isCommitted()
        && database.look()) {
      refuse(request, response, LOST);
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, String detail)
      throws IOException {
    response.reset();
    response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, detail);
  }
}
