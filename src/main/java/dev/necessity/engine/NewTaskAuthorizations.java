package dev.necessity.engine;

import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.stereotype.Component;

/**
 * Authorises groups for tasks as the engine does, but does not look in the database for an
 * authorisation of a task that this transaction makes: there can be none. A case that asks for
 * seven documents makes seven tasks.
 *
 * <p>Touches the engine's provider, which is not public API.
 */
@Component
class NewTaskAuthorizations extends AbstractProcessEnginePlugin {

  private static final int NOT_STORED = 0;

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setResourceAuthorizationProvider(
        new DefaultAuthorizationProvider() {
          @Override
          protected AuthorizationEntity getGrantAuthorizationByGroupId(
              String groupId, Resource resource, String resourceId) {
            return isNewTask(resource, resourceId)
                ? null
                : super.getGrantAuthorizationByGroupId(groupId, resource, resourceId);
          }
        });
  }

  private static boolean isNewTask(Resource resource, String id) {
    TaskEntity task =
        resource == Resources.TASK
            ? Context.getCommandContext().getDbEntityManager().getCachedEntity(TaskEntity.class, id)
            : null;
    return task != null && task.getRevision() == NOT_STORED;
  }
}
