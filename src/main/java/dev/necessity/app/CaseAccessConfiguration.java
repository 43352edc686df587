package dev.necessity.app;

import dev.necessity.cases.CaseAccess;
import dev.necessity.cases.CaseRegister;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Who may know of which case, for every call whose path names one: intake, auditors and
 * administrators of each, everybody else of the cases of their groups.
 */
@Configuration(proxyBeanMethods = false)
class CaseAccessConfiguration {

  private static final Set<String> KNOW_EVERY_CASE =
      Set.of(Groups.INTAKE, Groups.AUDITORS, Groups.ADMIN);

  @Bean
  CaseAccess caseAccess(IdentityService identities, CaseRegister register) {
    return new CaseAccess(identities, register, KNOW_EVERY_CASE);
  }

  /**
   * Asked before anything else that a call does, the record of reads among it: who is refused has
   * read nothing.
   */
  @Bean
  WebMvcConfigurer caseAccessOfCalls(CaseAccess access) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(
                new HandlerInterceptor() {
                  @Override
                  public boolean preHandle(
                      HttpServletRequest request, HttpServletResponse response, Object handler) {
                    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                            instanceof Map<?, ?> path
                        && path.get("caseNumber") instanceof String caseNumber) {
                      access.check(caseNumber);
                    }
                    return true;
                  }
                })
            .order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }
}
