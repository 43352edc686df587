package dev.necessity.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Keeps who opened which case. A read is kept before it is answered, so that a case is never shown without a trace of it; an
 * attempt on a case that does not exist is kept as well.
 */
@Configuration
class ReadRecorder implements WebMvcConfigurer, HandlerInterceptor {

  /** What each call shows of a case, by its path as the controllers declare it. */
  private static final Map<String, String> WHAT = Map.of(
      "/api/requests/{caseNumber}", "CASE", "/api/requests/{caseNumber}/trace", "TRACE", "/api/requests/{caseNumber}/bundle", "BUNDLE",
      "/api/requests/{caseNumber}/recheck", "RECHECK", "/audit/{caseNumber}/recheck", "RECHECK", "/audit/{caseNumber}", "PAGE",
      "/api/requests/{caseNumber}/notice", "NOTICE", "/api/requests/{caseNumber}/extension", "NOTICE");
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
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    String what = WHAT.get(String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
    if (what != null && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
        && path.get("caseNumber") instanceof String caseNumber && caseNumber.length() <= LONGEST_NUMBER) {
      reads.add(caseNumber, request.getRemoteUser(), what);
    }
    return true;
  }
}
