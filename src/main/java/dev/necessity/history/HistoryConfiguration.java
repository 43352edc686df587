package dev.necessity.history;

import dev.necessity.cases.CaseRegister;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.handler.CompositeHistoryEventHandler;
import org.springframework.stereotype.Component;

/** Has the engine keep the history of cases once, in place of its own way (docs/adr/0008). */
@Component
public class HistoryConfiguration extends AbstractProcessEnginePlugin {

  private final CaseRegister register;

  public HistoryConfiguration(CaseRegister register) {
    this.register = register;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setHistoryService(new CaseHistoryService());
    OfferedGroups groups = new OfferedGroups(register);
    engine.setCustomSessionFactories(List.of(groups));
    engine.setHistoryEventHandler(new CompositeHistoryEventHandler(new LeanHistory(), groups));
    engine.setDmnHistoryEventProducer(new EvaluationHistory());
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    register.completeFromHistory();
  }
}
