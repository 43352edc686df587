package dev.necessity.app.edge;

import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import org.camunda.bpm.engine.rest.exception.RestException;

/**
 * A password was not looked at, because too many were wrong before. The engine's web applications
 * answer it with 429.
 */
public final class TooManyLogIns extends RestException {

  private final long seconds;

  TooManyLogIns(Duration wait) {
    this((wait.toMillis() + 999) / 1000);
  }

  private TooManyLogIns(long seconds) {
    super(
        Status.TOO_MANY_REQUESTS,
        "Too many log-ins failed. Try again in "
            + seconds
            + (seconds == 1 ? " second." : " seconds."));
    this.seconds = seconds;
  }

  long seconds() {
    return seconds;
  }
}
