package dev.necessity.platform;

import dev.necessity.platform.edge.ProblemResponses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Closes the calls of the engine's web applications that would change a case behind its forms and tables, for everybody. */
@Component
class ClosedCalls extends OncePerRequestFilter {

  private final ProblemResponses problems;

  ClosedCalls(ProblemResponses problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<EnginePath> call = EnginePath.of(request).filter(EnginePath::webapps);
    if (call.isPresent() && !OpenCalls.isOpen(request.getMethod(), call.get(), true)) {
      problems.write(request, response, HttpStatus.FORBIDDEN, "A case changes through its forms and tables only: submit the form of the task.");
    } else {
      chain.doFilter(request, response);
    }
  }
}
