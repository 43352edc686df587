package dev.necessity.app.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.stereotype.Component;

/**
 * What holds for every request before anybody asks who may do what: where it comes from, and the
 * token of our forms.
 */
@Component
public class Edge extends AbstractHttpConfigurer<Edge, HttpSecurity> {

  /** Everything below takes JSON, or the files of Modeler, and no form of a page of ours. */
  private static final Pattern NO_FORMS =
      Pattern.compile("/(api|engine-rest|camunda)(/.*)?", Pattern.DOTALL);

  /** Notices are pages of their own, with their style inside. */
  private static final Pattern LETTERS =
      Pattern.compile(
          "/api/requests/[^/]+/(notice|extension)|/api/notices/preview|/workbench/notices/preview");

  /**
   * The page of a case draws its process with bpmn-js, which gives what it draws a style of its
   * own.
   */
  private static final Pattern DRAWINGS =
      Pattern.compile("/audit/PA-[^/]+(/whole|/parts/process)?");

  private static final String OWN_PAGES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
          + "form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
  private static final String DRAWING = OWN_PAGES + "; style-src-attr 'unsafe-inline'";
  private static final String LETTER =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
  private static final Pattern SECURE =
      Pattern.compile(";\\s*secure\\s*(;|$)", Pattern.CASE_INSENSITIVE);
  private static final String NO_DEVICES =
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), display-capture=()";

  private final ProblemResponses problems;

  Edge(ProblemResponses problems) {
    this.problems = problems;
  }

  @Override
  public void init(HttpSecurity http) throws Exception {
    // Spring's own place for the token is before the log-in, where it would read whole uploads.
    http.csrf(AbstractHttpConfigurer::disable);
    // Beside what Spring says by itself: no guessing of content types and, behind TLS, nothing
    // without TLS.
    http.headers(
        headers ->
            headers
                .frameOptions(frame -> frame.sameOrigin())
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .crossOriginOpenerPolicy(
                    opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(
                    resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(NO_DEVICES))
                // An answer that says for itself what it may load keeps that: the engine's web
                // applications, and reports that others wrote.
                .addHeaderWriter(policy(LETTERS, LETTER))
                .addHeaderWriter(policy(DRAWINGS, DRAWING))
                .addHeaderWriter(new ContentSecurityPolicyHeaderWriter(OWN_PAGES))
                .addHeaderWriter(Edge::overTlsOnly)
                // The engine's answers say less than that.
                .addHeaderWriter(
                    (request, response) ->
                        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store")));
  }

  @Override
  public void configure(HttpSecurity http) {
    http.addFilterAfter(new RequestOrigin(problems), HeaderWriterFilter.class);
    http.addFilterAfter(formToken(), AuthorizationFilter.class);
  }

  /**
   * A form is sent with the token that its page had, which another site cannot read: in a cookie,
   * so that each of several servers knows it.
   */
  private CsrfFilter formToken() {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName("NECESSITY-FORM");
    tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Strict").path("/"));
    CsrfFilter filter = new CsrfFilter(tokens);
    // A form can be large: it is read of those who are logged in only, and nobody else has one.
    filter.setRequireCsrfProtectionMatcher(
        request ->
            request.getUserPrincipal() != null
                && CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
                && !NO_FORMS.matcher(path(request)).matches());
    filter.setAccessDeniedHandler(
        (request, response, denied) ->
            problems.write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "The form has no token, or an old one, and nothing was done. Open its page anew and send it again."));
    return filter;
  }

  /**
   * A cookie that was given over TLS goes back over TLS only; the engine's web applications cannot
   * tell how they were called.
   */
  private static void overTlsOnly(HttpServletRequest request, HttpServletResponse response) {
    if (request.isSecure()) {
      List<String> cookies =
          response.getHeaders(HttpHeaders.SET_COOKIE).stream()
              .map(cookie -> SECURE.matcher(cookie).find() ? cookie : cookie + "; Secure")
              .toList();
      for (int i = 0; i < cookies.size(); i++) {
        if (i == 0) {
          response.setHeader(HttpHeaders.SET_COOKIE, cookies.get(i));
        } else {
          response.addHeader(HttpHeaders.SET_COOKIE, cookies.get(i));
        }
      }
    }
  }

  private static HeaderWriter policy(Pattern pages, String policy) {
    return new DelegatingRequestMatcherHeaderWriter(
        request -> pages.matcher(path(request)).matches(),
        new ContentSecurityPolicyHeaderWriter(policy));
  }

  private static String path(HttpServletRequest request) {
    return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
  }
}
