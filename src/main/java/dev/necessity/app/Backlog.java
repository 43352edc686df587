package dev.necessity.app;

import dev.necessity.audit.seal.UnsealedCases;
import dev.necessity.outbox.Outbox;
import dev.necessity.work.Duties;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * What is waiting to be done, in numbers for an operator: how many deliveries and cases without a
 * seal, and since when the oldest of each waits. A backlog is no illness of the server: a receiver
 * that is down must not take the server out of service.
 */
@Component
class Backlog extends AbstractHealthIndicator {

  private final Outbox outbox;
  private final UnsealedCases unsealed;
  private final Duties duties;

  Backlog(Outbox outbox, UnsealedCases unsealed, Duties duties) {
    this.outbox = outbox;
    this.unsealed = unsealed;
    this.duties = duties;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health
        .up()
        .withDetail("deliveries", outbox.lag())
        .withDetail("seals", unsealed.lag())
        .withDetail("duties", duties.figures());
  }
}
