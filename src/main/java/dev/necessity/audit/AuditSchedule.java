package dev.necessity.audit;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** When ended cases are sealed, and those whose time is over removed. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "necessity.audit.scheduled", matchIfMissing = true)
class AuditSchedule {

  private final Sealer sealer;
  private final Retention retention;

  AuditSchedule(Sealer sealer, Retention retention) {
    this.sealer = sealer;
    this.retention = retention;
  }

  @Scheduled(fixedDelayString = "${necessity.audit.every:PT10S}")
  void run() {
    sealer.sealAll();
  }

  @Scheduled(fixedDelayString = "${necessity.audit.sweep-every:PT1H}")
  void sweep() {
    sealer.sweep();
  }

  @Scheduled(fixedDelayString = "${necessity.audit.retire-every:PT1H}")
  void retire() {
    retention.release();
    retention.recordDeletions();
  }
}
