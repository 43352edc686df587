package dev.necessity.engine;

import java.util.Date;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/**
 * Says of a run that has ended until when its history is kept, at once: the engine's public way is
 * a batch, which is a history of its own.
 */
public final class RemovalTimes {

  private RemovalTimes() {}

  /**
   * Within a command of the engine ({@link EngineCommands}).
   *
   * @param run neither called by another process nor calling one
   * @param removal null for a history that is kept
   */
  public static void set(String run, Date removal) {
    CommandContext context = Context.getCommandContext();
    context
        .getHistoricProcessInstanceManager()
        .addRemovalTimeToProcessInstancesByRootProcessInstanceId(run, removal);
    context
        .getHistoricDecisionInstanceManager()
        .addRemovalTimeToDecisionsByRootProcessInstanceId(run, removal);
  }
}
