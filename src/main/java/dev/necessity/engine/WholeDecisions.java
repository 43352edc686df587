package dev.necessity.engine;

import dev.necessity.policy.model.PolicyKeys;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.core.model.Properties;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;

/**
 * Takes a file's decisions into the engine: those of a policy under keys of their own ({@link
 * PolicyKeys}), whatever ids other policies use, while the file stays as it is.
 *
 * <p>They come into the cache of a server when each of them knows its id, and not one by one, as
 * the engine does. There a database that was lost in the middle left a decision in the cache, for
 * good, whose tables had no ids, and a call beside the first one found it so: what was judged with
 * it said of no table which one it was, and could not be sealed.
 *
 * <p>Touches the engine's deployer, which is not public API.
 */
public class WholeDecisions extends DecisionDefinitionDeployer {

  public WholeDecisions(ProcessEngineConfigurationImpl engine) {
    setIdGenerator(engine.getIdGenerator());
    setTransformer(engine.getDmnEngineConfiguration().getTransformer());
  }

  /** Puts it in the place of the engine's own. */
  public static void use(ProcessEngineConfigurationImpl engine) {
    List<Deployer> deployers = engine.getDeployers();
    deployers.replaceAll(
        deployer ->
            deployer.getClass() == DecisionDefinitionDeployer.class
                ? new WholeDecisions(engine)
                : deployer);
    engine.getDeploymentCache().setDeployers(deployers);
  }

  @Override
  protected List<DecisionDefinitionEntity> transformDefinitions(
      DeploymentEntity deployment, ResourceEntity resource, Properties properties) {
    String file = findDeployedDrdForResource(deployment, resource.getName()).getKey();
    List<DecisionDefinitionEntity> definitions =
        super.transformDefinitions(deployment, resource, properties);
    if (definitions.stream()
        .map(DecisionDefinitionEntity::getVersionTag)
        .anyMatch(PolicyKeys::isVersion)) {
      definitions.forEach(
          definition -> definition.setKey(PolicyKeys.of(file, definition.getKey())));
    }
    return definitions;
  }

  /**
   * An id says the decision's own, as it did before policies had keys: it stays short, and a record
   * of a decision that is gone tells which one it was.
   */
  @Override
  protected String generateDefinitionId(
      DeploymentEntity deployment,
      DecisionDefinitionEntity definition,
      DecisionDefinitionEntity latest) {
    String key = definition.getKey();
    definition.setKey(PolicyKeys.decision(key));
    try {
      return super.generateDefinitionId(deployment, definition, latest);
    } finally {
      definition.setKey(key);
    }
  }

  @Override
  protected void loadDefinitions(
      DeploymentEntity deployment,
      List<DecisionDefinitionEntity> definitions,
      Properties properties) {
    definitions.forEach(
        definition ->
            updateDefinitionByPersistedDefinition(
                deployment, definition, persisted(deployment, definition)));
    definitions.forEach(definition -> registerDefinition(deployment, definition, properties));
  }

  /**
   * What an earlier version deployed keeps the key that it has in the database: running and decided
   * cases name it.
   */
  private DecisionDefinitionEntity persisted(
      DeploymentEntity deployment, DecisionDefinitionEntity definition) {
    DecisionDefinitionEntity persisted =
        findDefinitionByDeploymentAndKey(deployment.getId(), definition.getKey());
    if (persisted == null) {
      definition.setKey(PolicyKeys.decision(definition.getKey()));
      return findDefinitionByDeploymentAndKey(deployment.getId(), definition.getKey());
    }
    return persisted;
  }
}
