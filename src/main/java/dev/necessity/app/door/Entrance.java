package dev.necessity.app.door;

import dev.necessity.app.edge.ProblemResponses;
import java.util.function.Function;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.stereotype.Component;

/**
 * Puts the {@link Door} before every call: does it exist, may this person make it, is what is sent
 * with it what may be sent.
 */
@Component
public final class Entrance {

  private final Door door;
  private final ProblemResponses problems;

  Entrance(Door door, ProblemResponses problems) {
    this.door = door;
    this.problems = problems;
  }

  /**
   * @param users gives who a person is, with the groups of now
   */
  public AbstractHttpConfigurer<?, HttpSecurity> with(Function<String, Authentication> users) {
    return new Checks(users);
  }

  private final class Checks extends AbstractHttpConfigurer<Checks, HttpSecurity> {

    private final Function<String, Authentication> users;

    Checks(Function<String, Authentication> users) {
      this.users = users;
    }

    @Override
    public void init(HttpSecurity http) throws Exception {
      http.authorizeHttpRequests(requests -> requests.anyRequest().access(new DoorAccess()));
    }

    @Override
    public void configure(HttpSecurity http) {
      http.addFilterBefore(new DoorFilter(door, problems), BasicAuthenticationFilter.class);
      http.addFilterAfter(new ApplicationUserFilter(users), BasicAuthenticationFilter.class);
      http.addFilterAfter(new FieldsFilter(problems), AuthorizationFilter.class);
      http.addFilterAfter(new EngineFailuresFilter(problems), FieldsFilter.class);
    }
  }
}
