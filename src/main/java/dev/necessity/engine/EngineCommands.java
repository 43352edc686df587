package dev.necessity.engine;

import dev.necessity.database.Collisions;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.PropertyChange;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs what the API does with a case as one command of the engine: one transaction, one flush. The
 * API has checked who calls, so the engine's own authorisations, which are about Tasklist and REST,
 * are not asked again; the caller stays the user of the engine's operation log.
 */
@Component
public class EngineCommands {

  private final ProcessEngineConfigurationImpl engine;

  public EngineCommands(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  public <T> T run(Supplier<T> work) {
    // Only who began the transaction can begin it anew.
    return TransactionSynchronizationManager.isActualTransactionActive()
        ? command(work)
        : Collisions.retried(() -> command(work));
  }

  private <T> T command(Supplier<T> work) {
    return engine
        .getCommandExecutorTxRequired()
        .execute(context -> context.runWithoutAuthorization(work::get));
  }

  /**
   * Writes into the engine's operation log that the caller did something with a case that the
   * engine itself does not log.
   */
  public void log(String operation, String processInstanceId) {
    run(
        () -> {
          Context.getCommandContext()
              .getOperationLogManager()
              .logProcessInstanceOperation(
                  operation, processInstanceId, null, null, List.of(PropertyChange.EMPTY_CHANGE));
          return null;
        });
  }
}
