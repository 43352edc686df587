package dev.necessity.app.edge;

import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The engine's identities, with one throttle before every password, whichever way it comes: HTTP
 * Basic, the log-in of the web applications, or any other call that checks one.
 */
public final class LogIns extends IdentityServiceImpl {

  /**
   * As the engine's own rule for the ids of users ({@code application.yaml}), and as long as its
   * table holds.
   */
  private static final Pattern USER_ID = Pattern.compile("[a-zA-Z0-9._@-]{1,64}");

  private static final int LONGEST_PASSWORD = 256;
  private static final String NOBODY = "";

  private final LogInThrottle throttle;

  public LogIns(Clock clock) {
    this.throttle = new LogInThrottle(clock);
  }

  /**
   * @throws TooManyLogIns when it is not looked at: who asks must wait
   */
  @Override
  public boolean checkPassword(String userId, String password) {
    if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call)) {
      return super.checkPassword(userId, password);
    }
    String id = userId != null && USER_ID.matcher(userId).matches() ? userId : NOBODY;
    String tried = password == null || password.length() > LONGEST_PASSWORD ? NOBODY : password;
    String address = call.getRequest().getRemoteAddr();
    Duration wait = throttle.before(id, address, tried);
    if (!wait.isZero()) {
      TooManyLogIns refused = new TooManyLogIns(wait);
      if (call.getResponse() != null) {
        call.getResponse().setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(refused.seconds()));
      }
      throw refused;
    }
    boolean right = super.checkPassword(id, tried);
    if (right) {
      throttle.wasRight(id, address, tried);
    } else {
      throttle.wasWrong(id, address);
    }
    return right;
  }
}
