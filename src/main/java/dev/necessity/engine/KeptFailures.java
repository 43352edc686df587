package dev.necessity.engine;

import dev.necessity.failure.CaseFreeFailure;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.stereotype.Component;

/**
 * What the engine keeps of a job that failed, with the job, in its incident and in its history, is
 * a {@link CaseFreeFailure}.
 */
@Component
final class KeptFailures extends AbstractProcessEnginePlugin {

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setFailedJobCommandFactory((job, failure) -> new DefaultJobRetryCmd(job, kept(failure)));
    engine.setHistoryEventProducer(
        new CacheAwareHistoryEventProducer() {
          @Override
          public HistoryEvent createHistoricJobLogFailedEvt(Job job, Throwable failure) {
            return super.createHistoricJobLogFailedEvt(job, kept(failure));
          }
        });
  }

  /** The engine knows a collision by its class. */
  private static Throwable kept(Throwable failure) {
    if (failure == null) {
      return null;
    }
    CaseFreeFailure free = CaseFreeFailure.of(failure);
    return failure instanceof OptimisticLockingException
        ? new OptimisticLockingException(free.getMessage(), free)
        : free;
  }
}
