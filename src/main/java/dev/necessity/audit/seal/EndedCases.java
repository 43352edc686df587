package dev.necessity.audit.seal;

import dev.necessity.cases.CaseTasks;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/**
 * Has each case sealed that ends, in whatever way and by whatever version of the process: the step
 * that ends it is not stored without this.
 */
@Component
public class EndedCases extends AbstractProcessEnginePlugin implements ExecutionListener {

  private final UnsealedCases unsealed;
  private final Clock clock;

  public EndedCases(UnsealedCases unsealed, Clock clock) {
    this.unsealed = unsealed;
    this.clock = clock;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine
        .getCustomPostBPMNParseListeners()
        .add(
            new AbstractBpmnParseListener() {
              @Override
              public void parseProcess(Element element, ProcessDefinitionEntity process) {
                if (process.getKey().equals(CaseTasks.PROCESS)) {
                  process.addBuiltInListener(ExecutionListener.EVENTNAME_END, EndedCases.this);
                }
              }
            });
  }

  @Override
  public void notify(DelegateExecution ended) {
    unsealed.add(
        ended.getProcessBusinessKey(), ended.getProcessInstanceId(), OffsetDateTime.now(clock));
  }
}
