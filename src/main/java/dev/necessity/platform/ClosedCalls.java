package dev.necessity.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.util.matcher.AntPathRequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Closes the calls of the engine's web applications that change a case behind its forms and tables: completing a task
 * without its form, ending it with an error, writing variables, moving tokens. They are closed for everybody, because a
 * determination must come from a table or from a clinician's form and from nowhere else.
 */
@Component
class ClosedCalls extends OncePerRequestFilter {

  private static final List<AntPathRequestMatcher> CLOSED = Stream.of(
          "task/*/complete", "task/*/resolve", "task/*/bpmnError", "task/*/bpmnEscalation", "task/*/variables/**",
          "task/*/localVariables/**", "task/create", "process-instance/*/variables/**", "process-instance/*/modification*",
          "process-instance/variables-async", "execution/**", "message", "signal", "modification/**", "migration/**",
          "process-definition/*/start", "process-definition/key/*/start", "process-definition/*/restart*")
      .map(path -> new AntPathRequestMatcher("/camunda/api/engine/engine/*/" + path)).toList();
  private static final List<String> READING = List.of("GET", "HEAD", "OPTIONS");

  private final ProblemResponses problems;

  ClosedCalls(ProblemResponses problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!READING.contains(request.getMethod()) && CLOSED.stream().anyMatch(call -> call.matches(request))) {
      problems.write(response, HttpStatus.FORBIDDEN, "A case changes through its forms and tables only: submit the form of the task.");
    } else {
      chain.doFilter(request, response);
    }
  }
}
