package dev.necessity.app.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.app.edge.ProblemResponses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells a failure of the engine's REST API as all others are told. Its own answer may hold what
 * failed, a statement of the database among it, and says of a thing that there is not that the
 * server failed.
 */
final class EngineFailuresFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(EngineFailuresFilter.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The engine's name for asking about something that there is not, and what it says where it hides
   * that name.
   */
  private static final String NOTHING_THERE = "NullValueException";

  private static final Pattern NONE_FOUND =
      Pattern.compile("\\bno [a-z ]+ found\\b", Pattern.CASE_INSENSITIVE);

  private final ProblemResponses problems;

  EngineFailuresFilter(ProblemResponses problems) {
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return EnginePath.of(request).isEmpty();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Answer answer = new Answer(response);
    chain.doFilter(request, answer);
    if (!answer.failed()) {
      return;
    }
    JsonNode failure = JSON.readTree(answer.withheld.toByteArray());
    String type = failure.path("type").asText();
    // With what the engine said goes how long it was.
    response.reset();
    if (type.equals(NOTHING_THERE) || NONE_FOUND.matcher(failure.path("message").asText()).find()) {
      problems.write(
          request, response, HttpStatus.NOT_FOUND, "There is no such thing, or it is not for you.");
    } else {
      LOG.error("The engine failed with {} for {}", type, Call.of(request));
      problems.write(
          request,
          response,
          HttpStatus.INTERNAL_SERVER_ERROR,
          "Something failed here; nothing was stored. The log of the server says what.");
    }
  }

  /** Withholds what a failure would say; every other answer passes. */
  private static final class Answer extends HttpServletResponseWrapper {

    private final ByteArrayOutputStream withheld = new ByteArrayOutputStream();

    Answer(HttpServletResponse response) {
      super(response);
    }

    boolean failed() {
      return getStatus() == HttpStatus.INTERNAL_SERVER_ERROR.value() && !isCommitted();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return failed() ? new Withheld(withheld) : super.getOutputStream();
    }

    @Override
    public void flushBuffer() throws IOException {
      if (!failed()) {
        super.flushBuffer();
      }
    }
  }

  private static final class Withheld extends ServletOutputStream {

    private final ByteArrayOutputStream target;

    Withheld(ByteArrayOutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int one) {
      target.write(one);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("What is withheld is written at once.");
    }
  }
}
