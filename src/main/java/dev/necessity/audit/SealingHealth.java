package dev.necessity.audit;

import java.time.Clock;
import java.time.OffsetDateTime;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** How far sealing is behind, among the details of /actuator/health. Cases are decided as well while it is, so that it takes no node out of service. */
@Component("sealing")
class SealingHealth implements HealthIndicator {

  private final UnsealedCases unsealed;
  private final Clock clock;

  SealingHealth(UnsealedCases unsealed, Clock clock) {
    this.unsealed = unsealed;
    this.clock = clock;
  }

  @Override
  public Health health() {
    UnsealedCases.Lag lag = unsealed.lag();
    return Health.up().withDetail("unsealed", lag.number()).withDetail("failing", lag.failing())
        .withDetail("behindSeconds", lag.behind(OffsetDateTime.now(clock)).toSeconds()).build();
  }
}
