package dev.necessity.platform;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.core.model.Properties;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;

/**
 * Takes a file's decisions into the cache of a server when each of them knows its id, and not one by one, as the engine does. There a
 * database that was lost in the middle left a decision in the cache, for good, whose tables had no ids, and a call beside the first one found it
 * so: what was judged with it said of no table which one it was, and could not be sealed.
 *
 * <p>Touches the engine's deployer, which is not public API.
 */
class WholeDecisions extends DecisionDefinitionDeployer {

  WholeDecisions(ProcessEngineConfigurationImpl engine) {
    setIdGenerator(engine.getIdGenerator());
    setTransformer(engine.getDmnEngineConfiguration().getTransformer());
  }

  /** Puts it in the place of the engine's own. */
  static void use(ProcessEngineConfigurationImpl engine) {
    List<Deployer> deployers = engine.getDeployers();
    deployers.replaceAll(deployer -> deployer.getClass() == DecisionDefinitionDeployer.class ? new WholeDecisions(engine) : deployer);
    engine.getDeploymentCache().setDeployers(deployers);
  }

  @Override
  protected void loadDefinitions(DeploymentEntity deployment, List<DecisionDefinitionEntity> definitions, Properties properties) {
    definitions.forEach(definition -> updateDefinitionByPersistedDefinition(deployment, definition, findDefinitionByDeploymentAndKey(deployment.getId(), definition.getKey())));
    definitions.forEach(definition -> registerDefinition(deployment, definition, properties));
  }
}
