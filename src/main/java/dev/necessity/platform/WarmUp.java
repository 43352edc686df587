package dev.necessity.platform;

import dev.necessity.policy.PolicyEngine;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has the expression engine made and checked as soon as the server answers: the start does not wait for it, and the first request
 * seldom does. A warning that it fell back to Camunda's own engine is so in the log of every start.
 */
@Component
class WarmUp {

  @EventListener(ApplicationReadyEvent.class)
  void prepare() {
    Thread thread = new Thread(PolicyEngine::prepare, "warm-up");
    thread.setDaemon(true);
    thread.start();
  }
}
