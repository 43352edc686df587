package dev.necessity.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

class SessionsTest {

  private final Sessions sessions = new Sessions(3, Clock.systemUTC());

  private MockHttpSession stranger() {
    MockHttpSession session = new MockHttpSession();
    sessions.sessionCreated(new HttpSessionEvent(session));
    return session;
  }

  private void logIn(MockHttpSession session) {
    Authentications people = new Authentications();
    people.addOrReplace(new UserAuthentication("ana", "default"));
    sessions.attributeAdded(new HttpSessionBindingEvent(session, "authenticatedUser", people));
  }

  @Test
  void howeverManyAskForTheLogInPageThereAreSoManySessionsAndThoseOfPeopleWhoAreLoggedInStay() {
    MockHttpSession known = stranger();
    logIn(known);

    List<MockHttpSession> strangers = Stream.generate(this::stranger).limit(50).toList();

    assertThat(strangers.stream().filter(session -> !session.isInvalid()).count()).isEqualTo(3);
    assertThat(known.isInvalid()).isFalse();
  }

  @Test
  void whoDoesNotLogInHasASessionForAShortTime() {
    MockHttpSession session = stranger();
    assertThat(session.getMaxInactiveInterval()).isEqualTo(600);
    sessions.attributeAdded(
        new HttpSessionBindingEvent(session, "authenticatedUser", new Authentications()));
    assertThat(session.getMaxInactiveInterval()).isEqualTo(600);

    session.getServletContext().setSessionTimeout(30);
    logIn(session);

    assertThat(session.getMaxInactiveInterval()).isEqualTo(1800);
  }

  @Test
  void aSessionEndsAfterHalfADayHoweverBusyItIs() throws Exception {
    MockHttpSession session = new MockHttpSession();
    for (Duration age : List.of(Duration.ofHours(11), Duration.ofHours(13))) {
      MockHttpServletRequest request = new MockHttpServletRequest();
      request.setSession(session);
      Clock later =
          Clock.fixed(Instant.ofEpochMilli(session.getCreationTime()).plus(age), ZoneOffset.UTC);

      new Sessions(3, later)
          .doFilter(request, new MockHttpServletResponse(), new MockFilterChain());

      assertThat(session.isInvalid()).isEqualTo(age.toHours() > 12);
    }
  }
}
