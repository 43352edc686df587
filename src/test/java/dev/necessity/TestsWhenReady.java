package dev.necessity;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Profiles;

/** Tests begin when the server is ready, as callers do. */
public final class TestsWhenReady implements ApplicationListener<AvailabilityChangeEvent<?>> {

  @Override
  public void onApplicationEvent(AvailabilityChangeEvent<?> event) {
    if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC
        && event.getSource() instanceof ApplicationContext application
        && application.getEnvironment().acceptsProfiles(Profiles.of("test"))) {
      await(application);
    }
  }

  public static void await(ApplicationContext application) {
    HealthIndicator expressionEngine =
        application.getBean("expressionEngine", HealthIndicator.class);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> expressionEngine.health().getStatus() == Status.UP);
  }
}
