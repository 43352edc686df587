package dev.necessity.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.necessity.app.door.EnginePath;
import dev.necessity.app.edge.ProblemResponses;
import dev.necessity.audit.reads.CaseReads;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Keeps who opened which case in Tasklist, in Cockpit and over the engine's REST API. The answer is
 * held back until the read is kept; a read that cannot be kept is not answered. Lists pass
 * untouched: they show that a case is there, not what it holds.
 */
@Component
class EngineReadRecorder extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(EngineReadRecorder.class);

  /** One look at a case makes many calls; those of a minute are one read. */
  private static final Duration ONE_LOOK = Duration.ofMinutes(1);

  private static final int LOOKS_REMEMBERED = 10_000;

  private final ShownCases cases;
  private final CaseReads reads;
  private final ProblemResponses problems;
  private final Cache<Look, Boolean> looks;

  private record Look(String caseNumber, String userId, String what) {}

  EngineReadRecorder(ShownCases cases, CaseReads reads, ProblemResponses problems, Clock clock) {
    this.cases = cases;
    this.reads = reads;
    this.problems = problems;
    this.looks =
        Caffeine.newBuilder()
            .maximumSize(LOOKS_REMEMBERED)
            .expireAfterWrite(ONE_LOOK)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<EnginePath> call = EnginePath.of(request).filter(ShownCases::mayBeOfCases);
    // What a query asks for is in its body.
    boolean query = request.getMethod().equals("POST");
    boolean read = request.getMethod().equals("GET");
    if (call.isEmpty()
        || !query
            && !(read
                && ShownCases.mayShow(
                    call.get(), cases.wishes(request.getQueryString(), new byte[0])))) {
      chain.doFilter(request, response);
      return;
    }
    ContentCachingRequestWrapper asked = new ContentCachingRequestWrapper(request);
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    chain.doFilter(asked, answer);
    if (answer.getStatus() == HttpStatus.OK.value()
        && answer.getContentSize() > 0
        && ShownCases.mayShow(
            call.get(), cases.wishes(request.getQueryString(), asked.getContentAsByteArray()))) {
      try {
        keep(request, call.get(), answer.getContentAsByteArray());
      } catch (RuntimeException failure) {
        LOG.error("A read of a case could not be kept, so the case was not shown", failure);
        answer.reset();
        problems.write(
            request,
            answer,
            HttpStatus.SERVICE_UNAVAILABLE,
            "It could not be kept that you read this case, so it is not shown. Try again; the log of the server says more.");
      }
    }
    answer.copyBodyToResponse();
  }

  private void keep(HttpServletRequest request, EnginePath call, byte[] answer) {
    for (String caseNumber : cases.in(call, answer)) {
      String userId = Objects.requireNonNull(request.getRemoteUser(), "nobody is logged in");
      Look look = new Look(caseNumber, userId, what(request, call));
      if (looks.getIfPresent(look) == null) {
        reads.add(look.caseNumber(), look.userId(), look.what());
        looks.put(look, true);
      }
    }
  }

  /**
   * The web applications share their calls; the page that a call comes from tells them apart, as
   * far as the browser says so.
   */
  private static String what(HttpServletRequest request, EnginePath call) {
    String page = Objects.toString(request.getHeader("Referer"), "");
    return !call.webapps()
        ? "ENGINE_REST"
        : Stream.of("tasklist", "cockpit")
            .filter(app -> page.contains("/camunda/app/" + app + "/"))
            .findFirst()
            .map(app -> app.toUpperCase(Locale.ROOT))
            .orElse("WEB_APPLICATION");
  }
}
