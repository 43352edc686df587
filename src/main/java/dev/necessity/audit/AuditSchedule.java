package dev.necessity.audit;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** When ended cases are sealed. */
@Configuration
@EnableScheduling
@ConditionalOnProperty(name = "necessity.audit.scheduled", matchIfMissing = true)
class AuditSchedule {

  private final Sealer sealer;

  AuditSchedule(Sealer sealer) {
    this.sealer = sealer;
  }

  @Scheduled(fixedDelayString = "${necessity.audit.every:PT10S}")
  void run() {
    sealer.sealAll();
  }
}
