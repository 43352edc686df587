package dev.necessity.audit.retention;

import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import java.util.Date;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.DefaultHistoryRemovalTimeProvider;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells the engine, when a process ends, until when its history is kept. The cleanup, in its
 * nightly window, removes what is past that time and nothing else. Of a case nothing is said at its
 * end, since that would write each of its rows a second time: {@link Retention#release} says it
 * when the time is over.
 */
@Component
public class RetentionTimes extends AbstractProcessEnginePlugin {

  private final ObjectProvider<Retention> retention;

  public RetentionTimes(ObjectProvider<Retention> retention) {
    this.retention = retention;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setHistoryRemovalTimeProvider(
        new DefaultHistoryRemovalTimeProvider() {
          @Override
          public Date calculateRemovalTime(
              HistoricProcessInstanceEventEntity process, ProcessDefinition definition) {
            if (process.getEndTime() == null) {
              return super.calculateRemovalTime(process, definition);
            }
            return definition.getKey().equals(CaseTasks.PROCESS) ? null : removalTime(process);
          }
        });
  }

  private Date removalTime(HistoricProcessInstanceEventEntity ended) {
    ExecutionEntity execution =
        Context.getCommandContext()
            .getExecutionManager()
            .findExecutionById(ended.getProcessInstanceId());
    return retention
        .getObject()
        .keepUntil(
            ended.getBusinessKey(),
            ended.getEndTime(),
            (String) execution.getVariable(CaseVariables.LINE_OF_BUSINESS))
        .map(Date::from)
        .orElse(null);
  }
}
