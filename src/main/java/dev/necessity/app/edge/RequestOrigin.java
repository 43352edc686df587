package dev.necessity.app.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of another site sends. A browser adds a person's password to such a request
 * as well, and says with it where the page is from: nothing is changed by it, and nothing that
 * needs the password is read. A browser that is too old to say so names the page itself. What is no
 * browser says nothing and is let through.
 */
final class RequestOrigin extends OncePerRequestFilter {

  private static final String SITE = "Sec-Fetch-Site";

  /** From a page of this server, or typed. */
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private static final Set<String> READING = Set.of("GET", "HEAD");

  /**
   * A page of Camunda Modeler, which deploys to the engine's REST API. No browser names a page so:
   * a file's origin is {@code null} there.
   */
  private static final String MODELER = "file://";

  private final ProblemResponses problems;

  RequestOrigin(ProblemResponses problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean reads = READING.contains(request.getMethod());
    if (isModeler(request)
        || (reads
            ? isOfThisSite(request) || request.getHeader(HttpHeaders.AUTHORIZATION) == null
            : isOwn(request))) {
      chain.doFilter(request, response);
    } else if (reads) {
      problems.writePage(
          response,
          HttpStatus.FORBIDDEN,
          "A page of another site leads here, where your password opens more than that site should.",
          address(request));
    } else {
      problems.write(
          request,
          response,
          HttpStatus.FORBIDDEN,
          "A page of another site sent this, and nothing was done. Send it from a page of this server;"
              + " should that be where it came from, the proxy between is not set up (docs/operators.md, NECESSITY_PROXIES).");
    }
  }

  private static boolean isModeler(HttpServletRequest request) {
    return request.getServletPath().equals("/engine-rest")
        && values(request, HttpHeaders.ORIGIN).equals(List.of(MODELER));
  }

  private static boolean isOwn(HttpServletRequest request) {
    if (!isOfThisSite(request)) {
      return false;
    }
    String own = request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST);
    List<String> origins = values(request, HttpHeaders.ORIGIN);
    if (!origins.isEmpty() || request.getHeader(SITE) != null) {
      return origins.stream().allMatch(own::equalsIgnoreCase);
    }
    return values(request, HttpHeaders.REFERER).stream()
        .allMatch(
            page -> page.toLowerCase(Locale.ROOT).startsWith(own.toLowerCase(Locale.ROOT) + "/"));
  }

  private static boolean isOfThisSite(HttpServletRequest request) {
    return OWN.containsAll(values(request, SITE));
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  /** The address on this server, whatever it begins with. */
  private static String address(HttpServletRequest request) {
    return request.getRequestURI().replaceFirst("^/+", "/")
        + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
  }
}
