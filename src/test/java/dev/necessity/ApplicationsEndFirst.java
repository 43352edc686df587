package dev.necessity;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends the applications that tests keep for each other, while their database is still there. When
 * the process itself ends, everything ends at once, and each engine would wait for a connection to
 * a PostgreSQL that has just been stopped.
 */
public final class ApplicationsEndFirst
    implements ApplicationContextInitializer<ConfigurableApplicationContext>,
        LauncherSessionListener {

  private static final Deque<ConfigurableApplicationContext> OPEN = new ConcurrentLinkedDeque<>();

  @Override
  public void initialize(ConfigurableApplicationContext application) {
    OPEN.removeIf(ConfigurableApplicationContext::isClosed);
    OPEN.push(application);
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    while (!OPEN.isEmpty()) {
      OPEN.pop().close();
    }
  }
}
