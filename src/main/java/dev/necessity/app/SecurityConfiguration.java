package dev.necessity.app;

import dev.necessity.app.door.Entrance;
import dev.necessity.app.edge.Edge;
import dev.necessity.app.edge.ProblemResponses;
import dev.necessity.app.edge.TooManyLogIns;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer.SessionFixationConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * How a call gets in: HTTP Basic over the engine's own users, or, for the web applications of the
 * engine under {@code /camunda}, their own log-in, which asks the same users. Who may call what is
 * {@code door.yaml}.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  @Bean
  SecurityFilterChain endpoints(
      HttpSecurity http,
      IdentityService identities,
      ProblemResponses problems,
      Edge edge,
      Entrance entrance)
      throws Exception {
    http.httpBasic(basic -> basic.authenticationEntryPoint(problems));
    http.exceptionHandling(
        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems));
    // The web applications give a new session at their log-in; one with each call would lose the
    // calls that are made beside it.
    http.sessionManagement(
        session ->
            session
                .sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                .sessionFixation(SessionFixationConfigurer::none));
    http.with(edge, Customizer.withDefaults());
    EngineUsers users = new EngineUsers(identities);
    http.authenticationProvider(users);
    http.with(entrance.with(users::known), Customizer.withDefaults());
    http.addFilterAfter(new EngineAuthenticationFilter(identities), AuthorizationFilter.class);
    return http.build();
  }

  /**
   * Checks a password against the engine's users; the authorities are the ids of the user's groups.
   */
  private record EngineUsers(IdentityService identities) implements AuthenticationProvider {

    @Override
    public Authentication authenticate(Authentication attempt) {
      String userId = attempt.getName();
      String password = String.valueOf(attempt.getCredentials());
      try {
        if (!identities.checkPassword(userId, password)) {
          throw new BadCredentialsException("Unknown user or wrong password.");
        }
      } catch (TooManyLogIns refused) {
        throw new LockedException(refused.getMessage(), refused);
      }
      return known(userId);
    }

    /** Somebody whose log-in was checked. */
    Authentication known(String userId) {
      List<SimpleGrantedAuthority> groups =
          identities.createGroupQuery().groupMember(userId).list().stream()
              .map(group -> new SimpleGrantedAuthority(group.getId()))
              .toList();
      return UsernamePasswordAuthenticationToken.authenticated(userId, null, groups);
    }

    @Override
    public boolean supports(Class<?> type) {
      return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
  }
}
