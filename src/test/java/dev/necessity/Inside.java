package dev.necessity;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/**
 * What only the application itself can do in the engine: for tests that clean up behind themselves,
 * and for attacks that came as far as that.
 */
public final class Inside {

  private Inside() {}

  public static void of(ProcessEngine engine, Runnable work) {
    ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .getCommandExecutorTxRequired()
        .execute(
            context -> {
              work.run();
              return null;
            });
  }
}
