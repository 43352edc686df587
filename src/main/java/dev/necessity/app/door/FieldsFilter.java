package dev.necessity.app.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.necessity.app.door.Call.Body;
import dev.necessity.app.door.Shape.Problem;
import dev.necessity.app.edge.ProblemResponses;
import dev.necessity.request.Violation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at the parameters and the body of a call, field by field, after it was found that the
 * caller may make it. The body that goes on is written anew from what was looked at, so that
 * whoever reads it next reads nothing else.
 */
final class FieldsFilter extends OncePerRequestFilter {

  private static final Set<String> WITH_BODY = Set.of("POST", "PUT");
  private static final int DEEPEST = 10;
  private static final int LONGEST_NUMBER = 40;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final ProblemResponses problems;

  FieldsFilter(ProblemResponses problems) {
    this.problems = problems;
  }

  /** A request that is refused, and why. */
  private static final class Refused extends Exception {

    private final HttpStatus status;
    private final List<Violation> violations;

    Refused(HttpStatus status, String detail) {
      super(detail, null, false, false);
      this.status = status;
      this.violations = List.of();
    }

    Refused(Problem problem) {
      super(problem.toString(), null, false, false);
      this.status = HttpStatus.BAD_REQUEST;
      this.violations = List.of(problem.violation());
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpServletRequest lookedAt;
    try {
      lookedAt = lookAt(request, Call.of(request));
    } catch (Refused refused) {
      problems.write(request, response, refused.status, refused.getMessage(), refused.violations);
      return;
    }
    chain.doFilter(lookedAt, response);
  }

  private static HttpServletRequest lookAt(HttpServletRequest request, Call call)
      throws IOException, Refused {
    if (call.query() != null) {
      refuse(Parameters.problem(request.getQueryString(), call.query()));
    }
    if (call.body() instanceof Body.Upload) {
      expect(request, MediaType.MULTIPART_FORM_DATA);
    } else if (call.body() instanceof Body.Json json) {
      return withJson(request, json.fields());
    } else if (call.body() instanceof Body.Form form) {
      expect(request, MediaType.APPLICATION_FORM_URLENCODED);
      byte[] body = request.getInputStream().readAllBytes();
      refuse(Parameters.problem(new String(body, StandardCharsets.ISO_8859_1), form.fields()));
      return new ReadBody(request, body);
    }
    return request;
  }

  private static HttpServletRequest withJson(HttpServletRequest request, Shape.Fields fields)
      throws IOException, Refused {
    byte[] body = request.getInputStream().readAllBytes();
    if (body.length == 0) {
      if (!fields.named().isEmpty() && WITH_BODY.contains(request.getMethod())) {
        throw new Refused(HttpStatus.BAD_REQUEST, "Send a JSON body." + fields.known());
      }
      return new ReadBody(request, body);
    }
    expect(request, MediaType.APPLICATION_JSON);
    JsonNode read;
    try {
      read = JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new Refused(
          HttpStatus.BAD_REQUEST,
          "The body is no JSON that can be taken: each name once in an object, no deeper than "
              + DEEPEST
              + ".");
    }
    refuse(fields.problemOf("", read));
    return new ReadBody(request, JSON.writeValueAsBytes(read));
  }

  private static void refuse(Optional<Problem> problem) throws Refused {
    if (problem.isPresent()) {
      throw new Refused(problem.get());
    }
  }

  private static void expect(HttpServletRequest request, MediaType type) throws Refused {
    String sent = request.getContentType();
    try {
      if (sent != null && type.includes(MediaType.parseMediaType(sent))) {
        return;
      }
    } catch (InvalidMediaTypeException unreadable) {
      // Refused as any other type.
    }
    throw new Refused(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send the body as " + type + ".");
  }
}
