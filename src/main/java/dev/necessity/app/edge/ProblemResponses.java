package dev.necessity.app.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.request.Violation;
import dev.necessity.text.HtmlTemplate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/**
 * Answers 401, 403 and other refusals that happen outside a controller: as problem details (RFC
 * 9457), and as a small page to who asks for a page.
 */
@Component
public class ProblemResponses implements AuthenticationEntryPoint, AccessDeniedHandler {

  /**
   * An answer that says what went wrong has nothing to load or to run, is nobody's to keep, and
   * belongs in no frame.
   */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "same-origin",
          HttpHeaders.CACHE_CONTROL,
          "no-store");

  private final ObjectMapper json;

  ProblemResponses(ObjectMapper json) {
    this.json = json;
  }

  /**
   * @param text of the type {@code contentType}, in UTF-8
   */
  record Answer(String contentType, String text) {}

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (failure.getCause() instanceof TooManyLogIns) {
      write(request, response, HttpStatus.TOO_MANY_REQUESTS, failure.getMessage());
      return;
    }
    if (request.getRequestURI().startsWith("/camunda/")
        || request.getRequestURI().endsWith("/tab")) {
      // The web applications show their own log-in; the browser's would be in front of it.
      write(request, response, HttpStatus.UNAUTHORIZED, "Log in to the application.");
      return;
    }
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Necessity\"");
    write(
        request,
        response,
        HttpStatus.UNAUTHORIZED,
        "Log in with HTTP Basic: user and password are those of Tasklist.");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    write(request, response, HttpStatus.FORBIDDEN, "None of your groups may do this.");
  }

  public void write(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    write(request, response, status, detail, List.of());
  }

  /**
   * @param violations each place that is wrong, where they are known
   */
  public void write(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      String detail,
      List<Violation> violations)
      throws IOException {
    send(response, status, answer(request, response, status, detail, violations));
  }

  /**
   * A page, whatever was asked for.
   *
   * @param wayOn an address of this server, for who wants to go there nevertheless
   */
  void writePage(HttpServletResponse response, HttpStatus status, String detail, String wayOn)
      throws IOException {
    HEADERS.forEach(response::setHeader);
    send(response, status, page(status, detail, wayOn));
  }

  private static void send(HttpServletResponse response, HttpStatus status, Answer answer)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(answer.contentType());
    response.getOutputStream().write(answer.text().getBytes(StandardCharsets.UTF_8));
  }

  /** What is to be sent, with its headers set already. */
  Answer answer(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail) {
    return answer(request, response, status, detail, List.of());
  }

  private Answer answer(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      String detail,
      List<Violation> violations) {
    HEADERS.forEach(response::setHeader);
    if (status == HttpStatus.SERVICE_UNAVAILABLE
        && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "60");
    }
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE)
        ? page(status, detail, "")
        : problem(status, detail, violations);
  }

  private Answer problem(HttpStatus status, String detail, List<Violation> violations) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    // What Modeler and the engine's web applications show of an error.
    problem.setProperty("message", detail);
    if (!violations.isEmpty()) {
      problem.setProperty("errors", violations);
    }
    try {
      return new Answer(MediaType.APPLICATION_PROBLEM_JSON_VALUE, json.writeValueAsString(problem));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Answer page(HttpStatus status, String detail, String wayOn) {
    return new Answer(
        MediaType.TEXT_HTML_VALUE + ";charset=UTF-8",
        HtmlTemplate.fill(
            "problem",
            Map.of("title", status.getReasonPhrase(), "detail", detail, "wayOn", wayOn)));
  }
}
