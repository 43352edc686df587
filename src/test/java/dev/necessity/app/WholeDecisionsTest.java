package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.engine.WholeDecisions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A database that goes away while a server reads a policy for the first time. */
class WholeDecisionsTest extends ApiCalls {

  private static final int BEFORE_IT_GOES = 20;

  @Autowired ProcessEngineConfigurationImpl engine;
  @Autowired RepositoryService repository;

  private List<Deployer> deployers;

  @AfterEach
  void whole() {
    if (deployers != null) {
      engine.getDeploymentCache().setDeployers(deployers);
      engine.getDeploymentCache().purgeCache();
    }
  }

  @Test
  void leavesNothingOfThePolicyBehindAndTheNextCallReadsAllOfIt() {
    String id =
        repository
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey("si-joint-fusion--siJointFusion")
            .latestVersion()
            .singleResult()
            .getId();
    DeploymentCache cache = engine.getDeploymentCache();
    deployers = engine.getDeployers();
    List<Deployer> failing = new ArrayList<>(deployers);
    failing.replaceAll(
        deployer -> deployer instanceof WholeDecisions ? new GoesAway(engine) : deployer);
    cache.purgeCache();
    cache.setDeployers(failing);

    assertThatThrownBy(() -> load(id)).hasMessageContaining("gone");
    DecisionDefinitionEntity loaded = load(id);

    assertThat(tables(loaded))
        .hasSizeGreaterThan(BEFORE_IT_GOES)
        .allSatisfy(
            table ->
                assertThat(((DecisionDefinitionEntity) table).getId())
                    .as(table.getKey())
                    .isNotNull());
  }

  private DecisionDefinitionEntity load(String id) {
    return engine
        .getCommandExecutorTxRequired()
        .execute(context -> engine.getDeploymentCache().findDeployedDecisionDefinitionById(id));
  }

  private static Collection<DmnDecision> tables(DmnDecision decision) {
    Map<String, DmnDecision> all = new HashMap<>();
    collect(decision, all);
    return all.values();
  }

  private static void collect(DmnDecision decision, Map<String, DmnDecision> all) {
    if (all.put(decision.getKey(), decision) == null) {
      decision.getRequiredDecisions().forEach(required -> collect(required, all));
    }
  }

  private static final class GoesAway extends WholeDecisions {

    private int left = BEFORE_IT_GOES;

    GoesAway(ProcessEngineConfigurationImpl engine) {
      super(engine);
    }

    @Override
    protected DecisionDefinitionEntity findDefinitionByDeploymentAndKey(
        String deployment, String key) {
      if (left-- == 0) {
        throw new IllegalStateException("gone");
      }
      return super.findDefinitionByDeploymentAndKey(deployment, key);
    }
  }
}
