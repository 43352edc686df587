package dev.necessity;

import dev.necessity.database.Utc;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Tests run in the zone of the application wherever they run, as it does itself. */
public final class TestsInUtc implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Utc.everywhere();
  }
}
