package dev.necessity.app;

import dev.necessity.policy.model.PolicyEngine;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has the expression engine made and checked as soon as everything else is there. Until then the
 * server is not ready. A warning that it fell back to Camunda's own engine is so in the log of
 * every start.
 */
@Component("expressionEngine")
class WarmUp implements HealthIndicator {

  private volatile boolean done;

  @EventListener(ApplicationReadyEvent.class)
  void prepare() {
    Thread thread =
        new Thread(
            () -> {
              PolicyEngine.prepare();
              done = true;
            },
            "warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  boolean isDone() {
    return done;
  }

  @Override
  public Health health() {
    return (done ? Health.up() : Health.outOfService()).build();
  }
}
