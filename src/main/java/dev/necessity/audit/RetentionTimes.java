package dev.necessity.audit;

import dev.necessity.workflow.CaseVariables;
import java.util.Date;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.DefaultHistoryRemovalTimeProvider;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells the engine, when a case ends, until when its history is kept. The cleanup, in its nightly window, removes what is
 * past that time and nothing else.
 */
@Component
public class RetentionTimes extends AbstractProcessEnginePlugin {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionTimes.class);

  private final ObjectProvider<RetentionTable> table;
  private final ObjectProvider<LegalHolds> holds;

  public RetentionTimes(ObjectProvider<RetentionTable> table, ObjectProvider<LegalHolds> holds) {
    this.table = table;
    this.holds = holds;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setHistoryRemovalTimeProvider(new DefaultHistoryRemovalTimeProvider() {
      @Override
      public Date calculateRemovalTime(HistoricProcessInstanceEventEntity ended, ProcessDefinition definition) {
        return ended.getEndTime() == null ? super.calculateRemovalTime(ended, definition) : removalTime(ended);
      }
    });
  }

  /** Null, which keeps the history, under a legal hold and where the table has no answer: no case fails to end over this. */
  private Date removalTime(HistoricProcessInstanceEventEntity ended) {
    if (holds.getObject().stands(ended.getBusinessKey())) {
      return null;
    }
    ExecutionEntity execution = Context.getCommandContext().getExecutionManager().findExecutionById(ended.getProcessInstanceId());
    Object lineOfBusiness = execution.getVariable(CaseVariables.LINE_OF_BUSINESS);
    try {
      return Date.from(table.getObject().keepUntil(ended.getEndTime().toInstant(), String.valueOf(lineOfBusiness)));
    } catch (IllegalStateException noRow) {
      LOG.error("The table caseRetention has no row for the line of business of case {}: its history is kept until somebody says", ended.getBusinessKey(), noRow);
      return null;
    }
  }
}
