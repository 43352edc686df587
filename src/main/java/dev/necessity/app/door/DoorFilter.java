package dev.necessity.app.door;

import dev.necessity.app.edge.ProblemResponses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds the call that a request makes. One that is not on the list does not exist, for nobody. */
final class DoorFilter extends OncePerRequestFilter {

  private final Door door;
  private final ProblemResponses problems;

  DoorFilter(Door door, ProblemResponses problems) {
    this.door = door;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Call> call =
        PlainPath.parts(request.getRequestURI())
            .flatMap(parts -> door.find(request.getMethod(), parts));
    if (call.isEmpty()) {
      problems.write(
          request,
          response,
          HttpStatus.NOT_FOUND,
          "There is no such call. What there is: /api/openapi.yaml, and what Tasklist, Cockpit, Admin and Modeler need of the engine.");
      return;
    }
    call.get().keepIn(request);
    chain.doFilter(request, response);
  }
}
