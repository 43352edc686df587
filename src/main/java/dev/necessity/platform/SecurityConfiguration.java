package dev.necessity.platform;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import dev.necessity.platform.edge.Edge;
import dev.necessity.platform.edge.ProblemResponses;
import dev.necessity.request.Texts;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Who may call what (contract, "Endpoints"): HTTP Basic over the engine's own users. The web applications of the engine
 * under {@code /camunda} keep their own log-in and ask the same users.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  @Bean
  SecurityFilterChain endpoints(HttpSecurity http, IdentityService identities, ProblemResponses problems, Edge edge) throws Exception {
    http.authorizeHttpRequests(requests -> requests
        // The log-in page of the engine's web applications asks for /camunda-welcome: a 401 there would raise the browser's own dialog.
        .requestMatchers("/camunda/**", "/camunda-welcome", "/", "/index.html", "/favicon.ico", "/site/**", "/webjars/bpmn-js/**", "/actuator/health/**").permitAll()
        .requestMatchers(POST, "/api/assessments", "/api/assessments/explain").hasAnyAuthority(Groups.ANALYSTS, Groups.INTAKE, Groups.REVIEWERS)
        .requestMatchers(POST, "/api/requests", "/api/requests/*/evidence", "/api/requests/*/withdrawal",
            "/api/requests/*/reconsideration", "/api/requests/*/appeal", "/api/requests/*/peer-to-peer").hasAuthority(Groups.INTAKE)
        .requestMatchers(POST, "/api/requests/*/extension").hasAuthority(Groups.REVIEWERS)
        .requestMatchers(GET, "/api/outbox", "/deliveries").hasAnyAuthority(Groups.AUDITORS, Groups.ADMIN)
        .requestMatchers(POST, "/api/outbox/*/retry", "/deliveries/*/retry").hasAuthority(Groups.ADMIN)
        .requestMatchers(GET, "/api/metrics/*", "/metrics").hasAnyAuthority(Groups.AUDITORS, Groups.ADMIN)
        .requestMatchers(GET, "/api/requests").hasAnyAuthority(Groups.REVIEWERS, Groups.AUDITORS)
        .requestMatchers(GET, "/audit/holds", "/audit/deletions", "/audit/*/reads").hasAnyAuthority(Groups.AUDITORS, Groups.ADMIN)
        .requestMatchers(POST, "/audit/holds", "/audit/holds/lift").hasAuthority(Groups.ADMIN)
        .requestMatchers(GET, "/api/requests/*/trace", "/api/requests/*/bundle", "/api/audit/cases", "/api/audit/cases.csv", "/api/audit/verification", "/audit", "/audit/*", "/audit/*/process").hasAuthority(Groups.AUDITORS)
        .requestMatchers(PUT, "/api/requests/*/legal-hold").hasAuthority(Groups.ADMIN)
        .requestMatchers(DELETE, "/api/requests/*/legal-hold").hasAuthority(Groups.ADMIN)
        .requestMatchers(GET, "/api/audit/reads", "/api/audit/unsealed").hasAnyAuthority(Groups.AUDITORS, Groups.ADMIN)
        .requestMatchers(POST, "/api/requests/*/recheck", "/audit/*/recheck").hasAuthority(Groups.AUDITORS)
        .requestMatchers(GET, "/api/deployments").hasAnyAuthority(Groups.ANALYSTS, Groups.AUDITORS, Groups.ADMIN)
        .requestMatchers(POST, "/workbench/check", "/workbench/examples", "/workbench/compare", "/workbench/replay", "/workbench/replay/*/stop").hasAnyAuthority(Groups.ANALYSTS, Groups.ADMIN)
        .requestMatchers(GET, "/workbench", "/workbench/**").hasAnyAuthority(Groups.ANALYSTS, Groups.AUDITORS, Groups.ADMIN)
        .requestMatchers(POST, "/api/notices/preview").hasAuthority(Groups.ANALYSTS)
        .requestMatchers(GET, "/api/requests/*", "/api/requests/*/notice", "/api/requests/*/extension", "/api/schema/*", "/api/openapi.yaml").authenticated()
        .requestMatchers("/engine-rest/**").access(new EngineRestAccess())
        .anyRequest().denyAll());
    http.httpBasic(basic -> basic.authenticationEntryPoint(problems));
    http.exceptionHandling(handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems));
    http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    http.with(edge, Customizer.withDefaults());
    http.authenticationProvider(new EngineUsers(identities));
    http.addFilterAfter(new EngineAuthenticationFilter(identities), AuthorizationFilter.class);
    return http.build();
  }

  /** Checks a password against the engine's users; the authorities are the ids of the user's groups. */
  private record EngineUsers(IdentityService identities) implements AuthenticationProvider {

    @Override
    public Authentication authenticate(Authentication attempt) {
      String userId = attempt.getName();
      String password = String.valueOf(attempt.getCredentials());
      if (!Texts.storable(userId) || !identities.checkPassword(userId, password)) {
        throw new BadCredentialsException("Unknown user or wrong password.");
      }
      List<SimpleGrantedAuthority> groups = identities.createGroupQuery().groupMember(userId).list().stream()
          .map(group -> new SimpleGrantedAuthority(group.getId())).toList();
      return UsernamePasswordAuthenticationToken.authenticated(userId, null, groups);
    }

    @Override
    public boolean supports(Class<?> type) {
      return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
  }
}
