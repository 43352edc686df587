package dev.necessity.audit.reads;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Keeps who opened which case by a call of the API or on a page: every call whose path names a
 * case, those that change it among them, since they answer with it. A read is kept before it is
 * answered, so that a case is never shown without a trace of it; an attempt on a case that does not
 * exist is kept as well.
 */
@Configuration(proxyBeanMethods = false)
class ReadRecorder implements WebMvcConfigurer, HandlerInterceptor {

  private static final String CASE = "{caseNumber}";
  private static final int LONGEST_NUMBER = 32;

  private final CaseReads reads;

  ReadRecorder(CaseReads reads) {
    this.reads = reads;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String pattern =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    if (pattern.contains(CASE)
        && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> path
        && path.get("caseNumber") instanceof String caseNumber
        && caseNumber.length() <= LONGEST_NUMBER) {
      reads.add(caseNumber, request.getRemoteUser(), what(pattern));
    }
    return true;
  }

  /**
   * What a call shows of a case, by its path as the controllers declare it: what follows the case
   * number, as in TRACE.
   */
  private static String what(String pattern) {
    String rest = pattern.substring(pattern.indexOf(CASE) + CASE.length());
    return rest.isEmpty()
        ? pattern.startsWith("/api/") ? "CASE" : "PAGE"
        : rest.substring(1)
            .replaceAll("/\\{[^}]*}", "")
            .replaceAll("[^a-z]+", "_")
            .toUpperCase(Locale.ROOT);
  }
}
