package dev.necessity.app.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The sessions of the engine's web applications. Everybody who looks at their log-in page gets one:
 * of those there are so many and no more, and they end soon. Those of people who are logged in go
 * on while they work, but not longer than a day.
 */
@Component
class Sessions extends OncePerRequestFilter
    implements HttpSessionListener, HttpSessionAttributeListener {

  private static final int STRANGERS = 10_000;
  private static final Duration TO_LOG_IN = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofHours(12);

  private final Cache<String, HttpSession> strangers;
  private final Clock clock;

  Sessions() {
    this(STRANGERS, Clock.systemUTC());
  }

  /**
   * @param clock the container's own, which times sessions, and not that of cases
   */
  Sessions(int mostStrangers, Clock clock) {
    this.strangers =
        Caffeine.newBuilder()
            .maximumSize(mostStrangers)
            .executor(Runnable::run)
            .evictionListener(Sessions::end)
            .build();
    this.clock = clock;
  }

  private static void end(String id, HttpSession session, RemovalCause cause) {
    try {
      session.invalidate();
    } catch (IllegalStateException ended) {
      // It has ended by itself.
    }
  }

  @Override
  public void sessionCreated(HttpSessionEvent event) {
    HttpSession session = event.getSession();
    event.getSession().setMaxInactiveInterval((int) TO_LOG_IN.toSeconds());
    strangers.put(session.getId(), session);
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    strangers.invalidate(event.getSession().getId());
  }

  @Override
  public void attributeAdded(HttpSessionBindingEvent event) {
    knows(event.getSession(), event.getValue());
  }

  @Override
  public void attributeReplaced(HttpSessionBindingEvent event) {
    knows(event.getSession(), event.getSession().getAttribute(event.getName()));
  }

  private void knows(HttpSession session, Object value) {
    if (value instanceof Authentications people
        && !people.getAuthentications().isEmpty()
        && strangers.asMap().remove(session.getId()) != null) {
      session.setMaxInactiveInterval(session.getServletContext().getSessionTimeout() * 60);
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    if (session != null && clock.millis() - session.getCreationTime() > LONGEST.toMillis()) {
      session.invalidate();
    }
    chain.doFilter(request, response);
  }
}
