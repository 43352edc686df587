package dev.necessity.audit.seal;

import dev.necessity.audit.retention.Retention;
import dev.necessity.work.Duty;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When ended cases are sealed, and those whose time is over removed. */
@Configuration(proxyBeanMethods = false)
class AuditSchedule {

  @Bean
  Duty sealingDuty(Sealer sealer, @Value("${necessity.audit.every:PT10S}") Duration every) {
    return Duty.of("sealing", every, sealer::sealSome);
  }

  @Bean
  Duty sweepDuty(Sealer sealer, @Value("${necessity.audit.sweep-every:PT1H}") Duration every) {
    return Duty.whole("sealing-sweep", every, sealer::sweep);
  }

  @Bean
  Duty retentionDuty(
      Retention retention, @Value("${necessity.audit.retire-every:PT1H}") Duration every) {
    return Duty.of("retention", every, () -> retention.release() | retention.recordDeletions());
  }
}
