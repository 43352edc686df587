package dev.necessity.engine;

import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says at start how many deadlines passed while the server was down; the job executor then takes
 * them up, oldest first.
 */
@Component
public class CatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  private final ManagementService management;

  CatchUp(ManagementService management) {
    this.management = management;
  }

  @EventListener(ApplicationReadyEvent.class)
  public void report() {
    Date now = ClockUtil.getCurrentTime();
    long passed = management.createJobQuery().timers().duedateLowerThan(now).count();
    if (passed > 0) {
      LOG.warn(
          "{} deadlines and warnings of the decision clock passed while the server was down; they are taken up now.",
          passed);
    }
  }
}
