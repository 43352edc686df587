package dev.necessity.platform.input;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.request.InvalidRequestException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** What is refused before anybody looks at it, said as the API says it: problem details with each place. */
final class Refusal {

  private Refusal() {}

  static void write(HttpServletResponse response, ObjectMapper json, String detail, InvalidRequestException refused) throws IOException {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
    problem.setProperty("errors", refused.violations());
    // What Modeler and the engine's web applications show of an error.
    problem.setProperty("message", refused.explain());
    response.setStatus(HttpStatus.BAD_REQUEST.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(response.getOutputStream(), problem);
  }
}
