package dev.necessity.platform.database;

import dev.necessity.platform.edge.ProblemResponses;
import dev.necessity.workflow.Outages;
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

/** Refuses calls at once while the database is lost, and tells the same to a call that found out before anybody else. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
public class Unavailable extends OncePerRequestFilter {

  /** What a caller is told, here and by the API. */
  public static final String DETAIL = "The database does not answer at the moment. Send the same call again in a few seconds.";
  public static final String RETRY_AFTER_SECONDS = "5";

  private final DatabaseWatch watch;
  private final ProblemResponses problems;

  Unavailable(DatabaseWatch watch, ProblemResponses problems) {
    this.watch = watch;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getServletPath().startsWith("/actuator/");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
    if (watch.isLost()) {
      refuse(request, response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException failure) {
      if (!Outages.among(failure) || response.isCommitted()) {
        throw failure;
      }
      response.reset();
      refuse(request, response);
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, DETAIL);
  }
}
