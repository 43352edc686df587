package dev.necessity.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.RequestReader;
import dev.necessity.request.Violation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the bodies of the engine's REST API, under {@code /engine-rest} and {@code /camunda/api}, as strictly as ours are read, before
 * the engine does: one JSON value, each field once, no text that cannot be stored. As the engine does, only of who is logged in, and of
 * the log-in itself.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class EngineBodyFilter extends OncePerRequestFilter {

  private static final String LOG_IN = "/camunda/api/admin/auth/";
  private static final String FORM = "application/x-www-form-urlencoded";
  /** What the engine's columns for texts hold. */
  private static final int LONGEST_TEXT = 4000;

  private final RequestReader reader;
  private final ObjectMapper json;

  EngineBodyFilter(RequestReader reader, ObjectMapper json) {
    this.reader = reader;
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    boolean read = type(request).contains("json") || type(request).startsWith(FORM);
    return !read || !request.getRequestURI().startsWith("/engine-rest/") && !readByTheWebApplications(request);
  }

  private static boolean readByTheWebApplications(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return request.getRequestURI().startsWith(LOG_IN) || request.getRequestURI().startsWith("/camunda/api/") && session != null
        && !AuthenticationUtil.getAuthsFromSession(session).getAuthentications().isEmpty();
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
    byte[] body = request.getInputStream().readAllBytes();
    try {
      if (type(request).startsWith(FORM)) {
        Parameters.check(new String(body, StandardCharsets.ISO_8859_1));
      } else if (body.length > 0) {
        checkLengths("", reader.parse(body));
      }
    } catch (InvalidRequestException refused) {
      Refusal.write(response, json, "The body is not valid.", refused);
      return;
    }
    chain.doFilter(new ReadBody(request, body), response);
  }

  private static void checkLengths(String pointer, JsonNode node) {
    if (node.isTextual() && node.textValue().length() > LONGEST_TEXT) {
      throw new InvalidRequestException(List.of(new Violation(pointer, "is longer than " + LONGEST_TEXT + " characters; shorten it")));
    }
    node.properties().forEach(field -> checkLengths(pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"), field.getValue()));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      checkLengths(pointer + "/" + i, node.get(i));
    }
  }

  private static String type(HttpServletRequest request) {
    return request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
  }
}
